"""Judges by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evaluation.judges.floors import AllSupported
from vraagbaak.answer.judge_model import judge_model
from vraagbaak.app import Services
from vraagbaak.errors import ConfigurationError
from vraagbaak.grounding import OverlapVerifier
from vraagbaak.grounding.checking import CheckingVerifier
from vraagbaak.grounding.llm import LlmVerifier, prompt_hash
from vraagbaak.grounding.registry import Parts, build_verifier, verifier_names
from vraagbaak.grounding.types import Verifier

SERVICE = "service"
"""The verifier that already let the sentences through: it cannot find its own mistakes."""


@dataclass(frozen=True, slots=True)
class ChosenJudge:
    """Who judges a run."""

    name: str
    verifier: Verifier
    independent: bool
    """Whether it is another than the verifier that the service itself uses."""
    about: Mapping[str, str] = field(default_factory=dict)
    """For the judge card: model, prompt hash."""


def _named(name: str) -> Callable[[Services], Verifier]:
    def build(parts: Services) -> Verifier:
        return build_verifier(name, grounding_parts(parts))

    return build


JUDGES: dict[str, Callable[[Services], Verifier]] = {
    SERVICE: lambda parts: parts.verifier,
    **{name: _named(name) for name in verifier_names()},
}

FLOORS: dict[str, Callable[[], Verifier]] = {
    "all_supported": AllSupported,
    "overlap": OverlapVerifier,
}
"""What stands beside every judged score: believing everything, and counting words."""


def choose_judge(name: str | None, parts: Services) -> ChosenJudge:
    """The judge of that name; the service's own verifier by default. Raises ConfigurationError."""
    name = name or SERVICE
    if name not in JUDGES:
        raise ConfigurationError(f"There is no judge {name!r}; there are: {', '.join(JUDGES)}.")
    verifier = JUDGES[name](parts)
    return ChosenJudge(name, verifier, _independent(verifier, parts), _about(verifier))


def _independent(judge: Verifier, parts: Services) -> bool:
    """Whether it can see what the service's verifier overlooks, and judges no words of its own.

    Verifiers with the same checks of facts share their blind spots; a model that judges what it
    wrote is a mild judge.
    """
    if isinstance(judge, CheckingVerifier) and isinstance(parts.verifier, CheckingVerifier):
        return False
    if isinstance(judge, LlmVerifier) and judge.model_name == parts.settings.chat_model:
        return False
    return judge.name != parts.verifier.name


def grounding_parts(parts: Services) -> Parts:
    """What verifiers are made of, from the service's own parts."""
    settings = parts.settings
    return Parts(settings, parts.embedder, parts.detector.detect, lambda: judge_model(settings))


def _about(verifier: Verifier) -> dict[str, str]:
    if not isinstance(verifier, LlmVerifier):
        return {"verifier": verifier.name}
    return {
        "verifier": verifier.name,
        "model": verifier.model_name,
        "prompt": prompt_hash(),
    }
