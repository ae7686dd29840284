"""The verifiers that are measured, by name, and the floors beside them."""

from __future__ import annotations

from functools import lru_cache

from evaluation.judges.floors import AllSupported
from evaluation.models import default_encoder
from vraagbaak.answer.judge_model import judge_model
from vraagbaak.embedding.cross_build import build_models
from vraagbaak.grounding import Evidence, Verifier
from vraagbaak.grounding.registry import Parts, build_verifier, verifier_names
from vraagbaak.language import LanguageDetector
from vraagbaak.settings import Settings

FLOORS = ("all_supported", "overlap")
"""Measured in every run."""
ON_DEMAND = ("nli", "llm")
"""Measured where they are named: both need a model that the operator configures."""
VERIFIERS = tuple(name for name in verifier_names() if name not in {*FLOORS, *ON_DEMAND})
"""Measured unless others are named."""


def build(name: str) -> Verifier:
    """The verifier of that name, loaded and used once, so that its time is not its loading."""
    verifier = AllSupported() if name == "all_supported" else build_verifier(name, _parts())
    verifier.verify("De premie is 100 euro.", [Evidence("warm", "De premie bedraagt 100 euro.")])
    return verifier


@lru_cache(maxsize=1)
def _parts() -> Parts:
    """One embedder for all, as in the service."""
    settings = Settings()
    build_models(settings.models_dir)
    embedder = default_encoder()
    detect = LanguageDetector().detect
    return Parts(settings, embedder, detect, lambda: judge_model(settings))
