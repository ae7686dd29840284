"""Claim and evidence compared word by word over the embedding model's contextual vectors.

For each token of the claim the evidence's tokens are weighed by their likeness (a soft alignment,
as decomposable attention: Parikh et al., 2016); a small network sees the token, what it is aligned
with, their difference and product, and how near they are, and says how surely the token lacks
support. The encoder itself is not trained, so its vectors can be kept and used for everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FILE = Path(__file__).with_name("interaction.npz")


@dataclass(frozen=True, slots=True)
class InteractionScore:
    """A logit of support, and how surely each token of the claim lacks it, 0..1."""

    logit: float
    lacking: Floats


@dataclass(frozen=True, slots=True)
class Interaction:
    """The network's weights; made by ``python -m evaluation.training aligned``."""

    projection: Floats
    """(dimension, inner)"""
    sharpness: float
    hidden: Floats
    """(features, units)"""
    hidden_bias: Floats
    token: Floats
    """(units,)"""
    token_bias: float
    pooled: Floats
    """(statistics,)"""
    pooled_bias: float

    def score(self, claim: Floats, evidence: Floats) -> InteractionScore:
        """``claim`` (n, dimension) and ``evidence`` (m, dimension) at unit length."""
        own, other = claim @ self.projection, evidence @ self.projection
        near = claim @ evidence.T
        weights = np.exp(self.sharpness * (near - near.max(axis=1, keepdims=True)))
        weights /= weights.sum(axis=1, keepdims=True)
        aligned = weights @ other
        best = near.max(axis=1, keepdims=True)
        mean = (weights * near).sum(axis=1, keepdims=True)
        seen = np.concatenate([own, aligned, own - aligned, own * aligned, best, mean], axis=1)
        units = np.maximum(seen @ self.hidden + self.hidden_bias, 0)
        logits = units @ self.token + self.token_bias
        return InteractionScore(self._pooled(logits, best[:, 0]), 1 / (1 + np.exp(-logits)))

    def _pooled(self, logits: Floats, best: Floats) -> float:
        found = np.array(
            [logits.max(), logits.mean(), _soft_max(logits), best.min(), best.mean()], np.float32
        )
        return float(found @ self.pooled + self.pooled_bias)


def _soft_max(logits: Floats) -> float:
    """A smooth maximum: several doubtful words weigh more than one."""
    top = logits.max()
    return float(top + np.log(np.exp(logits - top).sum()))


@lru_cache(maxsize=1)
def interaction() -> Interaction:
    """The shipped weights."""
    with np.load(FILE, allow_pickle=False) as file:
        return Interaction(
            projection=file["projection"],
            sharpness=float(file["sharpness"]),
            hidden=file["hidden"],
            hidden_bias=file["hidden_bias"],
            token=file["token"],
            token_bias=float(file["token_bias"]),
            pooled=file["pooled"],
            pooled_bias=float(file["pooled_bias"]),
        )
