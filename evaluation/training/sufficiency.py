"""Fitting `answer/sufficiency.json`: do these passages answer that question?

Questions go through the service's own search and scoring over whole collections: the demo agencies
with their golden questions, and the passages of `asked/`, of which only the questions of held-out
documents are asked. What nothing answers are near misses, questions of another collection, and
answered questions whose document was left out.

Only what the networks said is weighed (`vraagbaak.answer.sufficiency.signals`). With collections
left out, how near vectors and words are adds 0.03 to the AUROC on small agencies and takes 0.02 on
larger sets of documents, and 0.05 on the corpora of `bench end_to_end`, in view of which this was
chosen.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from connectors.types import SourceItem
from evaluation import evidence
from evaluation.datasets.golden import GoldenQuestion, Kind, read_questions
from evaluation.harness.examine import as_ask
from evaluation.metrics.auroc import auroc
from evaluation.models import answer_reader
from evaluation.training.asked import Asked
from evaluation.training.calibrate import cheapest, crossed, versioned
from evaluation.training.relevance import source_of
from vraagbaak.answer.context import Context, Step
from vraagbaak.answer.sufficiency import FILE
from vraagbaak.answer.types import Ask
from vraagbaak.embedding.cross_encoder import PairScorer
from vraagbaak.embedding.reranker import reranker_for
from vraagbaak.embedding.types import Embedder
from vraagbaak.index.service import memory_index
from vraagbaak.language import Language
from vraagbaak.tenancy import Localised, Tenant, TenantRegistry

STRANGERS = 60
"""Questions of other collections that each is asked."""
SHOWN = 1.0
"""What an answer where there is none costs, in wrong refusals."""
ANSWERED = 0.75
"""Share of each group of agencies' questions that must be answered, whatever that costs: of what
people ask far more has an answer than of these, and a service that refuses half is not used."""
PEOPLES = ("agency", "documents answered")
"""Beginnings of the names of those groups: the others are of passages apart."""
SURELY_WRONG = 0.2
Report = Callable[[str], None]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as it is asked of a collection."""

    ask: Ask
    answered: bool
    group: str
    document: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents that one tenant would have, and what it is asked."""

    name: str
    items: Sequence[SourceItem]
    posed: Sequence[Posed]


@dataclass(frozen=True, slots=True)
class Seen:
    """A question's signals; none where search found nothing."""

    posed: Posed
    signals: Mapping[str, float]


def make(
    asked: Sequence[Asked],
    tenants: Path,
    embedder: Embedder,
    out: Path | None,
    say: Report,
    seed: int,
) -> None:
    """Ask everything, fit, and write the weights."""
    reader = answer_reader(embedder)
    every = collections(asked, tenants, seed)
    seen = [one for each in every for one in look(each, embedder, reader, say)]
    weighed = [one for one in seen if one.signals]
    say(f"{len(seen)} questions, {len(seen) - len(weighed)} of which found nothing")
    stored = fit(weighed, say)
    (out or FILE).write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def collections(asked: Sequence[Asked], tenants: Path, seed: int) -> Iterator[Collection]:
    """The agencies, then what is held out of each source, with and without its documents."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    own = {
        path.parent.name: list(_golden(path)) for path in sorted(tenants.glob("*/questions.jsonl"))
    }
    for slug, posed in own.items():
        strangers = [p for other, them in own.items() if other != slug for p in them if p.answered]
        yield Collection(
            slug, list(_files(tenants / slug / "corpus")), [*posed, *_strange(strangers, rng)]
        )
    by_source: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_source[source_of(one)].append(one)
    for source, passages in by_source.items():
        posed = [p for one in passages if one.held_out for p in _of_passage(one, source)]
        # No agencies' questions: our own passages, on the same matters, may well answer them.
        yield Collection(source, _items(passages), posed)
        orphans = [
            Posed(p.ask, answered=False, group=f"{source} left out", document=p.document)
            for p in posed
            if p.answered
        ]
        kept = [one for one in passages if not one.held_out]
        yield Collection(f"{source} left out", _items(kept), rng.sample(orphans, len(orphans) // 2))


def look(
    collection: Collection, embedder: Embedder, reader: PairScorer | None, say: Report
) -> Iterator[Seen]:
    """The signals of every question, from the service's own steps."""
    say(f"{collection.name}: {len(collection.items)} documents, {len(collection.posed)} questions")
    tenant = Tenant(
        slug="bench", name=Localised({Language.NL: collection.name}), languages=tuple(Language)
    )
    with memory_index(embedder, reranker_for(embedder)) as index:
        TenantRegistry(index.engine).apply(tenant)
        own = index.for_tenant(tenant.slug)
        evidence.store(own, collection.items, embedder)
        steps = evidence.steps(index, embedder, reader)
        with asyncio.Runner() as runner:
            for posed in collection.posed:
                yield Seen(posed, runner.run(_signals(tenant, posed, steps)))


async def _signals(tenant: Tenant, posed: Posed, steps: Iterable[Step]) -> Mapping[str, float]:
    context = Context(tenant, posed.ask, date.today(), Language.NL)  # noqa: DTZ011 - a day, no moment
    await evidence.judge(context, steps)
    return context.signals


def fit(
    seen: Sequence[Seen], say: Report, leave: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Weights on the signals as they are, and the bar that costs least across folds by document.

    A signal that would speak against what it says (two that are alike) is left out.
    """
    names = [name for name in seen[0].signals if name not in leave]
    x = np.array([[one.signals[name] for name in names] for one in seen])
    y = np.array([one.posed.answered for one in seen])
    weight = _weights(seen)
    scale = np.maximum(x.std(axis=0), 1e-6)
    model = LogisticRegression(C=0.5, max_iter=2000).fit(x / scale, y, weight)
    wrong = {name for name, value in zip(names, model.coef_[0], strict=True) if value < 0}
    if wrong:
        return fit(seen, say, leave | wrong)
    logits = crossed(x / scale, y, weight, [one.posed.document for one in seen])
    chances = 1 / (1 + np.exp(-logits))
    bar = min(cheapest(y, chances, weight, SHOWN), usable(seen, chances))
    tell(seen, chances, bar, say)
    weights = zip(names, model.coef_[0] / scale, strict=True)
    return versioned(
        {
            "weights": {name: round(float(value), 5) for name, value in weights},
            "bias": round(float(model.intercept_[0]), 5),
            "knots": [],
            "threshold": round(bar, 4),
            "sure": round(sure(y, chances, weight), 4),
        }
    )


def sure(holds: NDArray[np.bool_], chances: Floats, weight: Floats) -> float:
    """The lowest bar that at most ``SURELY_WRONG`` of what nothing answers reaches."""
    order = np.argsort(-chances[~holds])
    share = np.cumsum(weight[~holds][order]) / weight[~holds].sum()
    return float(chances[~holds][order][np.searchsorted(share, SURELY_WRONG)])


def usable(seen: Sequence[Seen], chances: Floats) -> float:
    """The highest bar that ``ANSWERED`` of the answered questions of each of those groups reach."""
    groups: dict[str, list[float]] = defaultdict(list)
    for one, chance in zip(seen, chances, strict=True):
        if one.posed.answered and one.posed.group.startswith(PEOPLES):
            groups[one.posed.group].append(float(chance))
    return min(float(np.quantile(found, 1 - ANSWERED)) for found in groups.values())


def tell(seen: Sequence[Seen], chances: Floats, bar: float, say: Report) -> None:
    """How each group fares, each question judged by a fit that saw none of its document."""
    y = [one.posed.answered for one in seen]
    say(f"AUROC {auroc(y, chances.tolist()):.3f}, bar {bar:.3f}; share answered:")
    for group in sorted({one.posed.group for one in seen}):
        chosen = [chances[i] >= bar for i, one in enumerate(seen) if one.posed.group == group]
        say(f"  {group}: {np.mean(chosen):.3f} of {len(chosen)}")


def _weights(seen: Sequence[Seen]) -> Floats:
    """Every group of questions counts alike, agencies' own twice: those are what people ask."""
    count: dict[str, int] = defaultdict(int)
    for one in seen:
        count[one.posed.group] += 1
    return np.array(
        [(2.0 if one.posed.group.startswith("agency") else 1.0) * 100 / count[one.posed.group]
         for one in seen]
    )  # fmt: skip


def _golden(path: Path) -> Iterator[Posed]:
    for question in read_questions(path):
        answered = question.kind not in {Kind.UNANSWERABLE, Kind.CROSS_TENANT}
        group = f"agency {question.kind}"
        yield Posed(as_ask(question), answered, group, _document(question))


def _document(question: GoldenQuestion) -> str:
    return question.gold_files[0] if question.gold_files else question.id


def _of_passage(one: Asked, source: str) -> Iterator[Posed]:
    for question in one.questions:
        kind = "answered" if question.answered else "near miss"
        yield Posed(Ask(question.text), question.answered, f"{source} {kind}", one.document)


def _strange(questions: Sequence[Posed], rng: random.Random) -> list[Posed]:
    chosen = rng.sample(list(questions), min(STRANGERS, len(questions)))
    return [Posed(p.ask, answered=False, group="stranger", document=p.document) for p in chosen]


def _files(folder: Path) -> Iterator[SourceItem]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield SourceItem(str(path.relative_to(folder)), path.read_bytes)


def _items(passages: Sequence[Asked]) -> list[SourceItem]:
    return [
        SourceItem(one.id, f"# {one.heading}\n\n{one.text}\n".encode, media_type="text/markdown")
        for one in passages
    ]
