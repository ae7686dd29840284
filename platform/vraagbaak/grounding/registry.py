"""Every verifier by its name: the one place that knows what each is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vraagbaak.embedding.build import DEFAULT_MODEL
from vraagbaak.embedding.cross_build import load_cross_encoder, shipped_models
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.types import Embedder
from vraagbaak.errors import ConfigurationError
from vraagbaak.grounding.calibration import IDENTITY, calibrations
from vraagbaak.grounding.interaction import interaction
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.grounding.llm import ChatJudge, LlmVerifier
from vraagbaak.grounding.overlap import OverlapVerifier
from vraagbaak.grounding.prepared import Preparer
from vraagbaak.grounding.quoting import Quoter
from vraagbaak.grounding.scored import ScoredVerifier
from vraagbaak.grounding.scorers import AlignedScorer, PairwiseScorer, WindowScorer
from vraagbaak.grounding.types import Verifier
from vraagbaak.language import Language
from vraagbaak.settings import Settings

Detect = Callable[[str], Language | None]


@dataclass(frozen=True, slots=True)
class Parts:
    """What verifiers are made of; loaded once, shared by all."""

    settings: Settings
    embedder: Embedder
    """The configured one: compares sentences of different languages."""
    detect: Detect
    judge: Callable[[], ChatJudge] | None = None
    """Opens the chat model that judges; only called for `llm`."""


def build_verifier(name: str, parts: Parts) -> Verifier:
    """The verifier of that name.

    Raises ConfigurationError for an unknown name or a part that is not configured, ModelNotBuilt
    before `vraagbaak models build`.
    """
    names = verifier_names()
    if name not in names:
        raise ConfigurationError(f"There is no verifier {name!r}; there are {', '.join(names)}.")
    return _MAKERS[name](parts)


def verifier_names() -> tuple[str, ...]:
    """All names, the floor first; without those whose weights this installation does not carry."""
    lacking = set(_NEED_WEIGHTS) - set(shipped_models())
    without = {verifier for model in lacking for verifier in _NEED_WEIGHTS[model]}
    uncalibrated = set(_MAKERS) - {"overlap", "llm"} - set(calibrations())
    return tuple(name for name in _MAKERS if name not in without | uncalibrated)


def _overlap(parts: Parts) -> Verifier:  # noqa: ARG001 - every maker takes the parts
    return OverlapVerifier()


def _facts(parts: Parts) -> Verifier:
    return _scored("facts", (), parts, abroad=False)


def _aligned(parts: Parts) -> Verifier:
    return _scored("aligned", (_by_alignment(parts),), parts)


def _entailment(parts: Parts) -> Verifier:
    return _scored("entailment", (_read_together(parts),), parts)


def _ensemble(parts: Parts) -> Verifier:
    return _scored("ensemble", (_by_alignment(parts), _read_together(parts)), parts)


def _nli(parts: Parts) -> Verifier:
    model = parts.settings.nli_model
    if model is None:
        raise ConfigurationError(
            "The nli verifier needs VRAAGBAAK_NLI_MODEL: a cross-encoder's hub name or folder."
        )
    from vraagbaak.grounding.nli import NliScorer

    return _scored("nli", (PairwiseScorer("nli", NliScorer(model)),), parts)


def _llm(parts: Parts) -> Verifier:
    if parts.judge is None:
        raise ConfigurationError("The llm verifier needs VRAAGBAAK_JUDGE_MODEL.")
    return LlmVerifier(parts.judge(), Quoter(Preparer(parts.detect, Language.NL)))


def _scored(
    name: str, scorers: tuple[WindowScorer, ...], parts: Parts, *, abroad: bool = True
) -> Verifier:
    calibration = calibrations()[name]
    likeness = SentenceLikeness(parts.embedder) if abroad else None
    return ScoredVerifier(
        f"{name}-{calibration.version}", scorers, calibration, likeness, parts.detect
    )


def all_scorers(parts: Parts) -> ScoredVerifier:
    """A verifier with every scorer of our own and no calibration: to look at features with."""
    likeness = SentenceLikeness(parts.embedder)
    scorers = [_by_alignment(parts)]
    if "entailment" in shipped_models():
        scorers.append(_read_together(parts))
    return ScoredVerifier("uncalibrated", scorers, IDENTITY, likeness, parts.detect)


def _by_alignment(parts: Parts) -> WindowScorer:
    embedder = parts.embedder
    if not (isinstance(embedder, OnnxEmbedder) and embedder.name == f"{DEFAULT_MODEL}@int8"):
        # The network was trained on this model's vectors; others mean nothing to it.
        folder = parts.settings.models_dir / DEFAULT_MODEL
        embedder = OnnxEmbedder(folder, DEFAULT_MODEL, parts.settings.threads)
    return AlignedScorer(embedder, interaction())


def _read_together(parts: Parts) -> WindowScorer:
    models, threads = parts.settings.models_dir, parts.settings.threads
    return PairwiseScorer("entailment", load_cross_encoder(models, "entailment", threads))


_MAKERS: Mapping[str, Callable[[Parts], Verifier]] = {
    "overlap": _overlap,
    "facts": _facts,
    "aligned": _aligned,
    "entailment": _entailment,
    "ensemble": _ensemble,
    "nli": _nli,
    "llm": _llm,
}
_NEED_WEIGHTS = {"entailment": ("entailment", "ensemble")}
"""Verifiers by the cross-encoder that they read with."""
