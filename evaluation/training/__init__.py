"""How the shipped cross-encoders are made: sources, recipe, training, export, cards."""
