"""Judges by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from evaluation.judges.floors import AllSupported
from evaluation.judges.llm import LlmJudge
from vraagbaak.answer.model import chat_model
from vraagbaak.app import Services
from vraagbaak.errors import ConfigurationError
from vraagbaak.grounding import AgreementVerifier, OverlapVerifier
from vraagbaak.grounding.types import Verifier
from vraagbaak.settings import Settings

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


def _llm(parts: Services) -> Verifier:
    settings = judge_settings(parts.settings)
    model = chat_model(settings, count_tokens=True)
    if model is None:
        raise ConfigurationError(
            "The judge `llm` needs a model: set VRAAGBAAK_JUDGE_MODEL, or VRAAGBAAK_CHAT_MODEL."
        )
    return LlmJudge(model, settings.chat_model or "")


def _agreement(parts: Services) -> Verifier:
    return AgreementVerifier(parts.embedder, detect=parts.detector.detect)


JUDGES: dict[str, Callable[[Services], Verifier]] = {
    SERVICE: lambda parts: parts.verifier,
    "agreement": _agreement,
    "overlap": lambda _: OverlapVerifier(),
    "llm": _llm,
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
    return ChosenJudge(name, verifier, verifier.name != parts.verifier.name, _about(verifier))


def judge_settings(settings: Settings) -> Settings:
    """The settings with the judge's model in the chat model's place, where one is set."""
    if settings.judge_model is None:
        return settings
    changed = {
        "chat_model": settings.judge_model,
        "chat_base_url": settings.judge_base_url,
        "chat_api_key": settings.judge_api_key,
    }
    return settings.model_copy(update=changed)


def _about(verifier: Verifier) -> dict[str, str]:
    if not isinstance(verifier, LlmJudge):
        return {"verifier": verifier.name}
    return {"verifier": verifier.name, "model": verifier.model_name, "prompt": verifier.prompt_hash}
