"""Fitting `grounding/calibration.json`: weights, the monotone map, and the threshold.

The threshold is the one that costs least on the development split, where showing an unsupported
sentence costs ``MISSED`` times as much as dropping a supported one (between languages, where
little but meaning is compared, ``MISSED_ABROAD`` times). Half of that split is false; of what
composers write far less is, so at run time dropped sentences weigh more than it seems.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evaluation.datasets.claims import LabelledClaim
from evaluation.models import default_encoder
from evaluation.training.claims import LANGUAGES, Sources, held_out, read
from evaluation.training.development import of_agencies, of_pages, of_written
from evaluation.training.written import read_written
from vraagbaak.embedding.cross_build import build_models
from vraagbaak.grounding.calibration import FILE
from vraagbaak.grounding.features import FACT_FEATURES, speaks_against, vetoed
from vraagbaak.grounding.registry import Parts, all_scorers
from vraagbaak.grounding.scored import ScoredVerifier
from vraagbaak.grounding.types import Evidence
from vraagbaak.language import LanguageDetector
from vraagbaak.settings import Settings

Report = Callable[[str], None]
MISSED = 1.0
MISSED_ABROAD = 4.0
"""Checks of words, negations and conditions do not work between languages."""
AGENCY_CLAIMS, PAGE_CLAIMS = 40, 16
"""Of each kind: from each demo agency, and from each language's held-out pages."""
UNFITTED = {
    "weights": {"nli_best": 1.0},
    "bias": 0.0,
    "knots": [],
    "threshold": 0.5,
    "version": "unfitted",
}
KNOTS = 24
FOLDS = 5
WRITTEN_WEIGHT = 0.5
SCORERS = ("aligned_best", "aligned_first"), ("entailment_best", "entailment_first")
FEATURES: Mapping[str, tuple[str, ...]] = {
    "facts": FACT_FEATURES,
    "aligned": (*FACT_FEATURES, *SCORERS[0]),
    "entailment": (*FACT_FEATURES, *SCORERS[1]),
    "ensemble": (*FACT_FEATURES, *SCORERS[0], *SCORERS[1]),
}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim's features and label."""

    features: Mapping[str, float]
    holds: bool
    document: str
    kind: str


def make(found: Sources, tenants: Path, out: Path | None, say: Report, seed: int) -> None:
    """Look at every development claim with all scorers, fit all calibrations, write them."""
    every = development(found, tenants, seed)
    say(f"{len(every)} development claims")
    parts = Parts(Settings(), default_encoder(), LanguageDetector().detect)
    build_models(parts.settings.models_dir)
    seen = list(look(all_scorers(parts), every))
    known = set(seen[0].features)
    stored = {name: fit(seen, names) for name, names in FEATURES.items() if known >= set(names)}
    # Nobody's model: its own logit until the operator calibrates it.
    stored["nli"] = UNFITTED
    (out or FILE).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    for name, one in stored.items():
        say(f"{name}: threshold {one['threshold']}, version {one['version']}")


def development(found: Sources, tenants: Path, seed: int) -> list[LabelledClaim]:
    """The whole development split."""
    pages = [chunk for chunk in read(found, seed) if held_out(chunk.document)]
    return [
        *of_agencies(tenants, AGENCY_CLAIMS, seed),
        *of_pages(pages, LANGUAGES, PAGE_CLAIMS, seed),
        *of_written(read_written(), seed),
    ]


def look(verifier: ScoredVerifier, claims: Iterable[LabelledClaim]) -> Iterable[Seen]:
    """Features of all claims that are no quotations: those need no calibration."""
    for case in claims:
        weighed = verifier.weigh(case.claim, _evidence(case))
        if weighed.examined.quoted is None:
            yield Seen(weighed.features, bool(case.holds), case.document, case.kind)


def _evidence(case: LabelledClaim) -> list[Evidence]:
    return [Evidence(str(number), text) for number, text in enumerate(case.evidence)]


def fit(seen: Sequence[Seen], names: Sequence[str]) -> dict[str, object]:
    """One calibration as it is stored; claims that a check vetoes are not weighed, but counted."""
    against = [one for one in seen if vetoed(one.features)]
    open_ones = [one for one in seen if not vetoed(one.features)]
    x = x_of(open_ones, names)
    y = np.array([one.holds for one in open_ones])
    weight = np.array([_weight(one) for one in open_ones])
    scale = np.maximum(x.std(axis=0), 1e-6)
    logits = crossed(x / scale, y, weight, [one.document for one in open_ones])
    model = LogisticRegression(C=0.5, max_iter=2000).fit(x / scale, y, weight)
    wrong = {n for n, w in zip(names, model.coef_[0], strict=True) if w > 0 and speaks_against(n)}
    if wrong:
        # What speaks against a claim never speaks for it, whatever a few odd examples say.
        return fit(seen, [name for name in names if name not in wrong])
    knots = _knots(logits, y, weight)
    probabilities = np.interp(logits, [a for a, _ in knots], [b for _, b in knots])
    weights = zip(names, model.coef_[0] / scale, strict=True)
    return versioned(
        {
            "weights": {name: round(float(value), 5) for name, value in weights},
            "bias": round(float(model.intercept_[0]), 5),
            "knots": knots,
            "threshold": round(cheapest(y, probabilities, weight, MISSED), 4),
            "threshold_abroad": round(_abroad(open_ones, y, probabilities, weight), 4),
            "vetoed": _vetoed(model, x_of(against, names) / scale, against),
        }
    )


def versioned(stored: Mapping[str, object]) -> dict[str, object]:
    """A fit with the name of what it holds: verdicts of different versions are not compared."""
    digest = hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()
    return {**stored, "version": digest[:6]}


def _abroad(
    seen: Sequence[Seen], y: NDArray[np.bool_], probabilities: Floats, weight: Floats
) -> float:
    """The threshold between languages, where little but meaning is compared."""
    abroad = np.array([bool(one.features["abroad"]) for one in seen])
    if len(set(y[abroad])) < 2:
        return 0.0
    return cheapest(y[abroad], probabilities[abroad], weight[abroad], MISSED_ABROAD)


def _weight(one: Seen) -> float:
    """Written claims are reworded further than a composer ever does: they count for half."""
    return WRITTEN_WEIGHT if one.kind.startswith("written") else 1.0


def x_of(seen: Sequence[Seen], names: Sequence[str]) -> Floats:
    """The features as a matrix (claims, features)."""
    return np.array([[one.features[name] for name in names] for one in seen], np.float64)


def _vetoed(model: LogisticRegression, x: Floats, against: Sequence[Seen]) -> list[float]:
    """Slope and intercept over the logit (Platt) for the vetoed claims that hold all the same."""
    logits = model.decision_function(x).reshape(-1, 1)
    weight = [_weight(one) for one in against]
    fitted = LogisticRegression().fit(logits, [one.holds for one in against], weight)
    return [round(float(fitted.coef_[0][0]), 4), round(float(fitted.intercept_[0]), 4)]


def crossed(x: Floats, y: NDArray[np.bool_], weight: Floats, documents: Sequence[str]) -> Floats:
    """Logits of each claim by a fit that saw no claim of its document."""
    logits = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, documents):
        model = LogisticRegression(C=0.5, max_iter=2000).fit(x[train], y[train], weight[train])
        logits[test] = model.decision_function(x[test])
    return logits


def _knots(logits: Floats, holds: NDArray[np.bool_], weight: Floats) -> list[tuple[float, float]]:
    """Isotonic regression at quantiles of the logits, never quite 0 or 1."""
    model = IsotonicRegression(y_min=0.005, y_max=0.995, out_of_bounds="clip").fit(
        logits, holds, weight
    )
    places = np.unique(np.quantile(logits, np.linspace(0, 1, KNOTS)).round(4))
    smooth = [float(model.predict(_near(logits, place)).mean()) for place in places]
    rising = np.maximum.accumulate(smooth)
    return [(float(a), round(float(b), 4)) for a, b in zip(places, rising, strict=True)]


def _near(logits: Floats, place: float) -> Floats:
    """The logits around a place: the mean over them smooths the steps."""
    order = np.argsort(np.abs(logits - place))[: max(10, len(logits) // (2 * KNOTS))]
    found: Floats = logits[order]
    return found


def cheapest(
    holds: NDArray[np.bool_], probabilities: Floats, weight: Floats, missed: float
) -> float:
    """The threshold that costs least, midway between two probabilities that occur."""
    places = np.unique(probabilities)
    middle = (places[1:] + places[:-1]) / 2
    bad, good = weight * ~holds, weight * holds
    costs = [
        missed * bad[probabilities >= bar].sum() / bad.sum()
        + good[probabilities < bar].sum() / good.sum()
        for bar in middle
    ]
    return float(middle[int(np.argmin(costs))])
