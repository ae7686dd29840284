"""Evaluation runs: golden questions through a tenant's pipeline, scored, stored and compared."""
