"""A small tenant in memory, its golden questions, and runs over it: no model, no Chroma."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.harness.evaluate import evaluate
from evaluation.harness.plan import Plan, Request, plan_run
from evaluation.harness.records import ItemRecord, RunRecord, Score, ScoreStatus
from evaluation.harness.store import RunStore
from vraagbaak.answer.judge_evidence import Thresholds
from vraagbaak.answer.pipeline import AnswerOptions, AnswerService
from vraagbaak.app import Services
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.grounding import FactsVerifier
from vraagbaak.grounding.types import Verifier
from vraagbaak.index.service import memory_index
from vraagbaak.ingest import Ingestor, InProcess
from vraagbaak.language import LanguageDetector
from vraagbaak.settings import Settings
from vraagbaak.tenancy import Tenant, TenantRegistry

FILES = {
    "premies/huurpremie.md": """\
# Huurpremie

De huurpremie is een maandelijkse tegemoetkoming voor wie lang op een sociale woning wacht.
De huurpremie bedraagt 170 euro per maand.

## Aanvragen

U vraagt de huurpremie aan binnen 6 maanden na de uitnodigingsbrief van de woonmaatschappij.
""",
    "huurwaarborg.md": """\
# Huurwaarborg

De huurwaarborg bedraagt hoogstens drie maanden huur voor een hoofdverblijfplaats.
De bank betaalt de huurwaarborg terug binnen 10 werkdagen na het akkoord.
""",
    "klacht.md": """\
# Klacht

U dient een klacht over de dienstverlening schriftelijk in bij de klachtendienst.
De klachtendienst beantwoordt uw klacht binnen 45 dagen.
""",
}
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "kind": "answerable",
        "lang": "nl",
        "question": "Hoeveel bedraagt de huurpremie per maand?",
        "gold_files": ["premies/huurpremie.md"],
        "evidence": ["De huurpremie bedraagt 170 euro per maand."],
        "nuggets": ["170 euro"],
    },
    {
        "id": "q2",
        "kind": "answerable",
        "lang": "nl",
        "question": "Binnen hoeveel werkdagen betaalt de bank de huurwaarborg terug?",
        "gold_files": ["huurwaarborg.md"],
        "evidence": ["De bank betaalt de huurwaarborg terug binnen 10 werkdagen na het akkoord."],
        "nuggets": ["10 werkdagen"],
    },
    {
        "id": "q3",
        "kind": "unanswerable",
        "lang": "nl",
        "question": "Wie won de Ronde van Vlaanderen?",
    },
]


@pytest.fixture(scope="session")
def small_tenant() -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Its documents and its golden questions."""
    return FILES, QUESTIONS


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tenant's documents stand."""
    return tmp_path_factory.mktemp("wonen")


@pytest.fixture(scope="session")
def tenant(home: Path) -> Tenant:
    return Tenant.model_validate(
        {
            "slug": "wonen",
            "name": {"nl": "Agentschap Wonen"},
            "contact": {"name": {"nl": "Agentschap Wonen"}, "phone": "1700"},
            "sources": [{"name": "corpus", "connector": "folder", "path": str(home / "corpus")}],
        }
    )


@pytest.fixture(scope="session")
def parts(home: Path, tenant: Tenant) -> Iterator[Services]:
    """The service over the small tenant, quoting. Only read from it; see ``with_model``."""
    embedder = HashingEmbedder()
    index = memory_index(embedder)
    tenants = TenantRegistry(index.engine)
    tenants.apply(tenant)
    for name, text in FILES.items():
        path = home / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    detector = LanguageDetector()
    ingestor = Ingestor(embedder, InProcess(), detector)
    ingestor.ingest(index.for_tenant("wonen"), "corpus", [home / "corpus"])
    verifier = FactsVerifier(embedder, detect=detector.detect)
    settings = Settings(data_dir=home / "var")
    thresholds = replace(Thresholds(), min_coverage=0.3)
    answers = AnswerService(
        index,
        verifier,
        embedder,
        detector.detect,
        options=AnswerOptions(thresholds=thresholds),
    )
    yield Services(settings, tenants, index, embedder, verifier, answers, detector)
    index.close()


@pytest.fixture
def with_model(parts: Services) -> Callable[..., Services]:
    """The same service written by a chat model."""

    def build(model: Any, verifier: Verifier | None = None) -> Services:
        options = AnswerOptions(composer="model", model_timeout_s=5.0)
        verifier = verifier or parts.verifier
        answers = AnswerService(
            parts.index, verifier, parts.embedder, parts.detector.detect, model, options
        )
        settings = parts.settings.model_copy(update={"composer": "model", "chat_model": "scripted"})
        return replace(parts, answers=answers, verifier=verifier, settings=settings)

    return build


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "var")


@pytest.fixture
def questions(tmp_path: Path) -> Callable[..., Path]:
    """Writes objects, or lines as they are, to a questions file."""

    def write(*items: object, name: str = "questions.jsonl") -> Path:
        path = tmp_path / name
        lines = (i if isinstance(i, str) else json.dumps(i, ensure_ascii=False) for i in items)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@dataclass
class Harness:
    """Plans and runs, with a judge that a test puts in."""

    parts: Services
    store: RunStore
    file: Path

    def plan(self, judge: Verifier | None = None, **request: Any) -> Plan:
        asked = Request(**{"slug": "wonen", "questions": self.file, **request})
        plan = plan_run(self.parts, self.store, asked)
        if judge is None:
            return plan
        return replace(plan, judge=replace(plan.judge, verifier=judge, independent=True))

    def run(self, judge: Verifier | None = None, **request: Any) -> RunRecord:
        return evaluate(self.parts, self.store, self.plan(judge, **request))


@pytest.fixture
def harness(parts: Services, store: RunStore, questions: Callable[..., Path]) -> Harness:
    return Harness(parts, store, questions(*QUESTIONS))


@pytest.fixture
def item() -> Callable[..., ItemRecord]:
    """Makes an item with the scores that are given by name."""

    def make(id_: str, scores: dict[str, float | None] | None = None, **fields: Any) -> ItemRecord:
        made = {
            name: Score(status=ScoreStatus.COULD_NOT_SCORE, reason="judge failed: gone")
            if value is None
            else Score(status=ScoreStatus.SCORED, value=value)
            for name, value in (scores or {}).items()
        }
        known = {"tenant": "wonen", "kind": "answerable", "language": "nl", "question": "Wat?"}
        return ItemRecord(id=id_, scores=made, **{**known, "status": "answered", **fields})

    return make


@pytest.fixture
def run_record() -> Callable[..., RunRecord]:
    """Makes a finished run of these items."""
    from datetime import UTC, datetime

    from evaluation.harness.summary import summarise

    def make(items: Sequence[ItemRecord], id_: str = "wonen-20260301-120000-abcd") -> RunRecord:
        return RunRecord(
            id=id_,
            tenant="wonen",
            created_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            finished=True,
            questions_file="questions.jsonl",
            questions_hash="0",
            settings={"judge": "service", "evidence": "retrieved", "limit": ""},
            items=tuple(items),
            summary=summarise(items),
        )

    return make
