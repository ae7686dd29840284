"""In doubt a sentence states something."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import is_claim


@pytest.mark.parametrize(
    "text",
    [
        "Goedendag!",
        "Beste,",
        "Bonjour !",
        "Guten Tag,",
        "Thank you for your question.",
        "Hallo.",
        "Hebt u nog vragen?",
        "Wat wilt u weten?",
        "Hieronder vindt u:",
        "Voici la réponse :",
        "Hier finden Sie die Antwort auf Ihre Frage:",
        "Here is an overview:",
        "Kortom,",
        "—",
        "",
        "Graag gedaan.",
    ],
)
def test_states_nothing(text: str) -> None:
    assert not is_claim(text)


@pytest.mark.parametrize(
    "text",
    [
        "De premie bestaat.",
        "U moet een attest meesturen.",
        "Vraag de premie aan.",
        "Ja.",
        "No.",
        "Hallo, de premie bedraagt 250 euro.",
        "U hebt nodig: een attest.",
        "250 euro.",
        "Gratis.",
        "Hieronder vindt u de 3 voorwaarden:",
        "Mail naar zon@voorbeeld.be",
        "Bien sûr.",
        "U hebt recht op de premie:",
        "Kan dat? Dat kan.",
        "Non, ce n'est pas possible.",
    ],
)
def test_states_something(text: str) -> None:
    assert is_claim(text)
