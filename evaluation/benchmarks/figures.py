"""Figures of one verifier over one set, each with its interval or the reason that it has none."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import ParamSpec

import numpy as np
from numpy.typing import NDArray

from evaluation.benchmarks.claim_scoring import ScoredSet
from evaluation.metrics import (
    Detection,
    Interval,
    auroc,
    balanced_accuracy,
    bootstrap_statistic,
    detection,
    or_none,
    permutation_test,
    proportion,
    spearman,
    thresholds_elsewhere,
)

UNSCORED = "could not score"
Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]
P = ParamSpec("P")


def figure(measure: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> object:
    """What is measured, or that it could not be: never a zero in its place."""
    found = or_none(measure, *args, **kwargs)
    return UNSCORED if found is None else found


def balanced(found: ScoredSet, supported: Flags) -> str:
    """Balanced accuracy of those verdicts, clustered by document."""
    holds = found.holds
    return str(
        bootstrap_statistic(lambda at: balanced_accuracy(holds[at], supported[at]), found.documents)
    )


def accuracy(found: ScoredSet) -> str:
    """The share of verdicts that are right, clustered by document."""
    right = found.holds == found.supported
    return str(bootstrap_statistic(lambda at: float(right[at].mean()), found.documents))


def ordering(found: ScoredSet) -> str:
    """AUROC of the lowest scores, clustered by document."""
    holds, scores = found.holds, found.lowest
    return str(bootstrap_statistic(lambda at: auroc(holds[at], scores[at]), found.documents))


def agreement(found: ScoredSet, scores: Scores, kept: Flags | None = None) -> str:
    """Spearman with the human ratings, clustered by document; of the ``kept`` claims."""
    where = np.flatnonzero(kept) if kept is not None else np.arange(scores.size)
    ratings, values = found.ratings[where], scores[where]
    documents = [found.documents[i] for i in where]
    return str(bootstrap_statistic(lambda at: spearman(values[at], ratings[at]), documents))


def counts(found: ScoredSet) -> Detection:
    """Verdicts against labels."""
    return detection(found.holds, found.supported)


def against(floor: ScoredSet, found: ScoredSet) -> float:
    """p-value that floor and verifier are right equally often, clustered by document.

    Over the claims that both could score. Raises ValueError without any.
    """
    before = {item.claim.id: item for item in floor.scored}
    pairs = [(before[item.claim.id], item) for item in found.scored if item.claim.id in before]
    rights = [
        [float(item.supported == item.claim.holds) for item in side]
        for side in zip(*pairs, strict=True)
    ]
    if not rights:
        raise ValueError("no claims in common")
    return permutation_test(rights[0], rights[1], [item.claim.document for _, item in pairs])


def stopped(found: ScoredSet, ids: Container[str]) -> str:
    """The share of those claims that are not supported."""
    return str(_share_stopped(found, [item.claim.id in ids for item in found.scored]))


def detected(found: ScoredSet) -> str:
    """The share of claims that do not hold that are stopped."""
    return str(_share_stopped(found, list(~found.holds)))


def least_detected(found: ScoredSet) -> str:
    """The kind of claim that does not hold of which fewest are stopped."""
    kinds = {item.claim.kind for item in found.scored if not item.claim.holds}
    shares = {
        kind: _share_stopped(found, [item.claim.kind == kind for item in found.scored])
        for kind in kinds
    }
    worst = min(shares, key=lambda kind: (shares[kind].mean, kind))
    return f"{worst} {shares[worst]}"


def false_alarms(found: ScoredSet, verbatim: bool) -> str:
    """The share of claims that hold that are stopped: of verbatim ones, or of all others."""
    chosen = [
        item.claim.holds is True and (item.claim.kind == "verbatim") is verbatim
        for item in found.scored
    ]
    return str(_share_stopped(found, chosen))


def _share_stopped(found: ScoredSet, chosen: Sequence[bool]) -> Interval:
    of = [item for item, wanted in zip(found.scored, chosen, strict=True) if wanted]
    flags = [not item.supported for item in of]
    return proportion(flags, [item.claim.document for item in of])


def verdicts_elsewhere(found: ScoredSet, scores: Scores) -> Flags:
    """Each domain's verdicts at the threshold that is best on all other domains together."""
    thresholds = thresholds_elsewhere(found.holds, scores, found.domains)
    return scores >= np.asarray([thresholds[domain] for domain in found.domains])


def in_domain(found: ScoredSet, supported: Flags, domain: str) -> float:
    """Balanced accuracy of one domain."""
    of = np.asarray(found.domains) == domain
    return balanced_accuracy(found.holds[of], supported[of])


def mean_over_domains(found: ScoredSet, supported: Flags) -> str:
    """The mean of the domains' balanced accuracies, clustered by document."""
    holds, domains = found.holds, np.asarray(found.domains)
    names: Sequence[str] = list(np.unique(domains))

    def mean(at: NDArray[np.intp]) -> float:
        good, passed, of = holds[at], supported[at], domains[at]
        each = [balanced_accuracy(good[of == name], passed[of == name]) for name in names]
        return float(np.mean(each))

    return str(bootstrap_statistic(mean, found.documents))
