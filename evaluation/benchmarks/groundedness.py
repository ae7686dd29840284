"""How well verifiers tell what the evidence supports: public sets, and mutations of real corpora.

All verifiers judge the same claims in one run, the floors beside them: one that believes
everything, one that counts words. A claim of several sentences is judged sentence by sentence, as
an answer is before it is delivered. It holds only where all of its sentences do, so its worst
sentence is its score (and their mean where people rated degrees of faithfulness). Intervals are of
95%, drawn by document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from evaluation.benchmarks import claim_sets, claim_tables, figures, verdict_tables
from evaluation.benchmarks.choice import Choice, among
from evaluation.benchmarks.claim_scoring import ScoredSet, score_set
from evaluation.benchmarks.claim_sets import ClaimSet
from evaluation.benchmarks.figures import figure
from evaluation.benchmarks.report import Report, Table, progress
from evaluation.benchmarks.verifiers import FLOORS, ON_DEMAND, VERIFIERS, build
from vraagbaak.grounding import Verifier

SMALL = 20
"""Claims of each set in a smoke run."""

Sides = Sequence[ScoredSet]
TABLES: Mapping[str, Sequence[Callable[[ClaimSet, Sides], Table]]] = {
    "summedits": (claim_tables.summedits_table,),
    "mtrag": (claim_tables.mtrag_table,),
    "mutations": (claim_tables.mutations_table,),
    "ragtruth": (claim_tables.domains_table, claim_tables.spans_table),
    "aggrefact": (claim_tables.domains_table,),
}
HEADLINES: Sequence[tuple[str, str, Callable[[ScoredSet], object]]] = (
    (
        "summedits",
        "SummEdits balanced accuracy",
        lambda s: figures.mean_over_domains(s, figures.verdicts_elsewhere(s, s.lowest)),
    ),
    ("mtrag", "MTRAG Spearman", lambda s: figures.agreement(s, s.mean)),
    ("sick_nl", "SICK-NL accuracy", figures.accuracy),
    ("begin", "BEGIN AUROC", figures.ordering),
    ("mutations", "mutations detected", figures.detected),
    ("mutations", "least detected kind", figures.least_detected),
    ("mutations", "false alarms, verbatim", lambda s: figures.false_alarms(s, True)),
    ("mutations", "false alarms, rephrased", lambda s: figures.false_alarms(s, False)),
    ("ragtruth", "RAGTruth F1", lambda s: figures.counts(s).f1),
    (
        "aggrefact",
        "LLM-AggreFact balanced accuracy",
        lambda s: figures.mean_over_domains(s, s.supported),
    ),
)
"""Set, title and measure: the figures by which each set is known."""


def run(data: Path, small: bool, choice: Choice | None = None) -> Report:
    """Every chosen verifier and the floors over every chosen set.

    Raises ConfigurationError for a name that is none, and for data that is missing or broken:
    all sets are read before the first claim is judged.
    """
    chosen = choice or Choice()
    names = among(chosen.verifiers, (*FLOORS, *VERIFIERS), "verifier", also=ON_DEMAND)
    wanted = among(chosen.only, claim_sets.names(data), "set")
    limit = chosen.limit or (SMALL if small else None)
    sets = [claim_sets.load(name, data, limit) for name in wanted]
    verifiers = {name: build(name) for name in dict.fromkeys((*FLOORS, *names))}
    return measure(sets, verifiers)


def measure(sets: Sequence[ClaimSet], verifiers: Mapping[str, Verifier]) -> Report:
    """The report over those sets by those verifiers."""
    sides = {chosen.name: _judged(chosen, verifiers) for chosen in sets}
    tables = [_summary(sides)]
    for chosen in sets:
        tables += [make(chosen, sides[chosen.name]) for make in TABLES.get(chosen.name, ())]
    tables.append(verdict_tables.verdicts_table(sets, sides))
    tables.append(verdict_tables.cost_table(sets, sides))
    return Report(tables)


def _judged(chosen: ClaimSet, verifiers: Mapping[str, Verifier]) -> list[ScoredSet]:
    found = []
    for name, verifier in verifiers.items():
        progress(f"{chosen.name}: {len(chosen.claims):,} claims by {name}")
        found.append(score_set(name, verifier, chosen.claims))
    return found


def _summary(sides: Mapping[str, Sides]) -> Table:
    shown = [headline for headline in HEADLINES if headline[0] in sides]
    columns = (*(title for _, title, _ in shown), "s per 1,000 sentences")
    table = Table("Summary, mean and 95% interval", ("verifier", *columns))
    for row in zip(*sides.values(), strict=True):
        by_name = dict(zip(sides, row, strict=True))
        cells = [figure(measured, by_name[name]) for name, _, measured in shown]
        sentences = sum(item.sentences for side in row for item in side.scored)
        rate = 1000 * sum(side.seconds for side in row) / max(1, sentences)
        table.rows.append((row[0].verifier, *cells, rate))
    return table
