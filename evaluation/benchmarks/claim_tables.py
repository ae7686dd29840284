"""The tables of `bench groundedness` that show one set."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluation.benchmarks import figures
from evaluation.benchmarks.claim_scoring import ScoredSet
from evaluation.benchmarks.claim_sets import ClaimSet
from evaluation.benchmarks.figures import figure
from evaluation.benchmarks.report import Table
from evaluation.metrics import bootstrap, span_score


def summedits_table(chosen: ClaimSet, sides: Sequence[ScoredSet]) -> Table:
    """Balanced accuracy at thresholds of the other domains, by domain and on average."""
    domains = sorted({claim.domain for claim in chosen.claims})
    title = "SummEdits, balanced accuracy, each domain at the best threshold of the others"
    table = Table(
        f"{chosen.caption(title)}, {prevalence(chosen)}",
        ("verifier", "score of a summary", *domains, "mean of domains"),
    )
    for side in sides:
        for name, scores in (("its worst sentence", side.lowest), ("mean", side.mean)):
            verdicts = figure(figures.verdicts_elsewhere, side, scores)
            table.rows.append((side.verifier, name, *_domain_cells(side, verdicts, domains)))
    return table


def domains_table(chosen: ClaimSet, sides: Sequence[ScoredSet]) -> Table:
    """Balanced accuracy at the verifiers' own verdicts, by domain and on average."""
    domains = sorted({claim.domain for claim in chosen.claims})
    title = f"{chosen.name}, balanced accuracy at the own verdicts"
    columns = ("verifier", *domains, "mean of domains")
    table = Table(f"{chosen.caption(title)}, {prevalence(chosen)}", columns)
    for side in sides:
        table.rows.append((side.verifier, *_domain_cells(side, side.supported, domains)))
    return table


def mtrag_table(chosen: ClaimSet, sides: Sequence[ScoredSet]) -> Table:
    """Spearman with the mean human rating, over all answers and over those with contexts."""
    high = sum((claim.rating or 0) > 3 for claim in chosen.claims) / len(chosen.claims)
    title = "MTRAG, Spearman with the mean human faithfulness"
    table = Table(
        f"{chosen.caption(title)} (conversations), {high:.0%} rated above 3 of 4",
        ("verifier", "mean of sentences", "worst sentence", "mean, answers with contexts"),
    )
    for side in sides:
        shown = np.asarray([bool(item.claim.evidence) for item in side.scored], dtype=bool)
        cells = (
            figure(figures.agreement, side, side.mean),
            figure(figures.agreement, side, side.lowest),
            figure(figures.agreement, side, side.mean, shown),
        )
        table.rows.append((side.verifier, *cells))
    return table


def mutations_table(chosen: ClaimSet, sides: Sequence[ScoredSet]) -> Table:
    """Detection of each kind of bad edit, false alarms on each kind of good one."""
    title = "Mutations at the own verdicts, share stopped"
    columns = ("kind", "should be", "claims", *(side.verifier for side in sides))
    table = Table(f"{chosen.caption(title)}, {prevalence(chosen)}", columns)
    kinds = {claim.kind: claim.holds for claim in chosen.claims}
    for holds in (False, True):
        named = sorted(kind for kind, label in kinds.items() if label is holds)
        groups = [("all", named), *((kind, [kind]) for kind in named)]
        if holds:
            groups.insert(1, ("all but verbatim", [k for k in named if k != "verbatim"]))
        for name, members in groups:
            count = sum(claim.kind in members for claim in chosen.claims)
            cells = (figure(_stopped, side, members) for side in sides)
            table.rows.append((name, "passed" if holds else "stopped", count, *cells))
    return table


def spans_table(chosen: ClaimSet, sides: Sequence[ScoredSet]) -> Table:
    """Characters called unsupported against the annotated ones."""
    title = f"{chosen.name}, unsupported characters against annotated ones"
    table = Table(chosen.caption(title), ("verifier", "precision", "recall", "F1"))
    for side in sides:
        score = span_score(
            (item.claim.unsupported, item.unsupported)
            for item in side.scored
            if item.claim.unsupported is not None
        )
        cells = (figure(getattr, score, name) for name in ("precision", "recall", "f1"))
        table.rows.append((side.verifier, *cells))
    return table


def prevalence(chosen: ClaimSet) -> str:
    """How many of the claims are unsupported."""
    bad = sum(claim.holds is False for claim in chosen.claims)
    return f"{bad / len(chosen.claims):.0%} unsupported"


def _domain_cells(side: ScoredSet, verdicts: object, domains: Sequence[str]) -> list[object]:
    if not isinstance(verdicts, np.ndarray):
        return [verdicts] * (len(domains) + 1)
    cells = [figure(figures.in_domain, side, verdicts, domain) for domain in domains]
    return [*cells, figure(figures.mean_over_domains, side, verdicts)]


def _stopped(side: ScoredSet, kinds: Sequence[str]) -> str:
    of = [item for item in side.scored if item.claim.kind in kinds]
    return str(
        bootstrap(
            [float(not item.supported) for item in of],
            clusters=[item.claim.document for item in of],
        )
    )
