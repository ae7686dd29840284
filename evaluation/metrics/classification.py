"""Verdicts against labels: what is unsupported is what a judge is there to find."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.metrics.arrays import Labels


@dataclass(frozen=True, slots=True)
class Detection:
    """Counts over claims; the positive class is "unsupported".

    A ratio without a denominator raises ValueError: it could not be scored, which is no zero.
    """

    caught: int
    """Unsupported, and said to be."""
    missed: int
    """Unsupported, yet passed."""
    alarms: int
    """Supported, yet stopped."""
    passed: int
    """Supported, and passed."""

    @property
    def count(self) -> int:
        """All claims."""
        return self.caught + self.missed + self.alarms + self.passed

    @property
    def prevalence(self) -> float:
        """The share of claims that are unsupported."""
        return _ratio(self.caught + self.missed, self.count, "no claims")

    @property
    def precision(self) -> float:
        """Of what was stopped, the share that is unsupported (van Rijsbergen, 1979)."""
        return _ratio(self.caught, self.caught + self.alarms, "nothing was called unsupported")

    @property
    def recall(self) -> float:
        """Of what is unsupported, the share that was stopped: the detection rate."""
        return _ratio(self.caught, self.caught + self.missed, "no claim is unsupported")

    @property
    def specificity(self) -> float:
        """Of what is supported, the share that passed; 1 minus the rate of false alarms."""
        return _ratio(self.passed, self.passed + self.alarms, "no claim is supported")

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 2·TP / (2·TP + FP + FN)."""
        wrong = self.missed + self.alarms
        return _ratio(2 * self.caught, 2 * self.caught + wrong, "no claim is unsupported")

    @property
    def balanced_accuracy(self) -> float:
        """Mean of the recalls of both classes (Brodersen et al., 2010); 0.5 is chance."""
        return (self.recall + self.specificity) / 2


def detection(holds: Labels, supported: Labels) -> Detection:
    """Counts of labels (``holds``) against verdicts, in the same order."""
    good, passed = np.asarray(holds, dtype=bool), np.asarray(supported, dtype=bool)
    if good.size != passed.size:
        raise ValueError(f"{good.size} labels against {passed.size} verdicts")
    return Detection(
        caught=int((~good & ~passed).sum()),
        missed=int((~good & passed).sum()),
        alarms=int((good & ~passed).sum()),
        passed=int((good & passed).sum()),
    )


def balanced_accuracy(holds: Labels, supported: Labels) -> float:
    """See :attr:`Detection.balanced_accuracy`; ValueError with claims of one class only."""
    return detection(holds, supported).balanced_accuracy


def _ratio(part: int, whole: int, lacking: str) -> float:
    if not whole:
        raise ValueError(f"could not score: {lacking}")
    return part / whole
