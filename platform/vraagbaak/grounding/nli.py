"""Any cross-encoder that an operator names, as a scorer of pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vraagbaak.embedding.cross_encoder import PairScore
from vraagbaak.errors import ConfigurationError

_ENTAILS = ("entailment", "entails", "supported", "consistent")


class NliScorer:
    """A :class:`~vraagbaak.embedding.cross_encoder.PairScorer` over a sentence-transformers model.

    The model reads (evidence, claim), as NLI models are trained; ours read them the other way. One
    with several labels must name its entailment label so in its configuration; one with a single
    output is taken to score support. Raises ConfigurationError for a model that cannot be loaded
    or whose labels say nothing.
    """

    def __init__(self, model: str, device: str = "cpu") -> None:
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(model, device=device)
        except Exception as exc:
            raise ConfigurationError(f"VRAAGBAAK_NLI_MODEL {model!r}: {exc}") from exc
        self._entails = _entailment_label(model, dict(self._model.config.id2label))
        self.name = model

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[PairScore]:
        """The logit of entailment against the rest for each (claim, evidence)."""
        from torch.nn import Identity

        if not pairs:
            return []
        turned = [(evidence, claim) for claim, evidence in pairs]
        # Without one given the model's own is used: a sigmoid, where there is a single output.
        raw = self._model.predict(turned, activation_fn=Identity(), convert_to_numpy=True)
        logits = np.asarray(raw, dtype=np.float64)
        if self._entails is None:
            return [PairScore(float(logit)) for logit in logits.reshape(-1)]
        return [PairScore(_margin(row, self._entails)) for row in logits]


def _entailment_label(model: str, labels: dict[int, str]) -> int | None:
    if len(labels) == 1:
        return None
    found = [number for number, name in labels.items() if name.lower() in _ENTAILS]
    if len(found) != 1:
        raise ConfigurationError(
            f"VRAAGBAAK_NLI_MODEL {model!r} has the labels {sorted(labels.values())}; one of them "
            f"must be called {' or '.join(_ENTAILS)}."
        )
    return found[0]


def _margin(row: np.ndarray, label: int) -> float:
    """Log odds of the label against all others."""
    others = np.delete(row, label)
    return float(row[label] - np.logaddexp.reduce(others))
