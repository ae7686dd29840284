"""The tables of `bench groundedness` that show one set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

import numpy as np

from evaluation.benchmarks import figures
from evaluation.benchmarks.claim_scoring import ScoredSet
from evaluation.benchmarks.claim_sets import ClaimSet
from evaluation.benchmarks.figures import figure
from evaluation.benchmarks.report import Table
from evaluation.datasets import LabelledClaim
from evaluation.metrics import span_score


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
        (
            *("verifier", "mean of sentences", "worst sentence", "share of the text supported"),
            "mean, answers with contexts",
        ),
    )
    for side in sides:
        shown = np.asarray([bool(item.claim.evidence) for item in side.scored], dtype=bool)
        cells = (
            figure(figures.agreement, side, side.mean),
            figure(figures.agreement, side, side.lowest),
            figure(figures.agreement, side, side.share),
            figure(figures.agreement, side, side.mean, shown),
        )
        table.rows.append((side.verifier, *cells))
    return table


def mutations_table(chosen: ClaimSet, sides: Sequence[ScoredSet]) -> Table:
    """Detection of bad edits and false alarms on good ones, by kind, corpus and language."""
    title = "Mutations at the own verdicts, share stopped"
    columns = (
        "kind, corpus or language",
        "should be",
        "claims",
        *(side.verifier for side in sides),
    )
    table = Table(f"{chosen.caption(title)}, {prevalence(chosen)}", columns)
    for name, members in _groups(chosen.claims):
        if not members:
            continue
        wanted = "passed" if members[0].holds else "stopped"
        ids = {claim.id for claim in members}
        cells = (figure(figures.stopped, side, ids) for side in sides)
        table.rows.append((name, wanted, len(members), *cells))
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


def _groups(claims: Sequence[LabelledClaim]) -> Iterator[tuple[str, list[LabelledClaim]]]:
    """All bad claims, by kind, corpus and language; then all good ones likewise."""
    for holds in (False, True):
        label = [claim for claim in claims if claim.holds is holds]
        yield "all", label
        if holds:
            yield "all but verbatim", [claim for claim in label if claim.kind != "verbatim"]
        for part in ("kind", "domain", "language"):
            of = attrgetter(part)
            for value in sorted({of(claim) for claim in label} - {""}):
                yield value, [claim for claim in label if of(claim) == value]
