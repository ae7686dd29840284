"""What a run will do: which questions, asked of what, judged by whom; new or taken up again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from evaluation.datasets import GoldenQuestion, read_what_can_be_read
from evaluation.harness.examine import EvidenceMode
from evaluation.harness.records import ItemRecord, RunRecord
from evaluation.harness.runner import failure
from evaluation.harness.store import RunStore, new_id
from evaluation.judges import ChosenJudge, choose_judge
from evaluation.metrics.answered import SHOULD_BE
from vraagbaak.app import VERSION, Services
from vraagbaak.errors import VraagbaakError
from vraagbaak.tenancy import Tenant

QUESTIONS = "questions.jsonl"
FREE_TO_CHANGE = frozenset({"concurrency"})
"""Settings that may differ when a run is taken up again."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. None: as the stored run has it, else the default."""

    slug: str
    questions: Path | None = None
    judge: str | None = None
    evidence: EvidenceMode | None = None
    limit: int | None = None
    concurrency: int = 1
    resume: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A run that is about to begin or to go on."""

    run: RunRecord
    """Without items."""
    tenant: Tenant
    judge: ChosenJudge
    todo: tuple[GoldenQuestion, ...]
    order: tuple[str, ...]
    """The ids of all questions of the run, as the file has them."""

    @property
    def total(self) -> int:
        """Questions of the whole run."""
        return len(self.order)


def plan_run(parts: Services, store: RunStore, request: Request) -> Plan:
    """The plan of a new run, or of the rest of a stored one.

    Raises VraagbaakError where nothing can run, and where a run cannot be taken up as it was.
    """
    before = store.load(request.resume) if request.resume else None
    request = _as_before(request, before)
    tenant = parts.tenants.get(request.slug)
    path = request.questions or default_questions(tenant)
    read = read_what_can_be_read(path)
    judge = choose_judge(request.judge, parts)
    questions = _chosen(read.questions, request)
    if not questions:
        bad = f": {read.bad_lines[0]}" if read.bad_lines else ""
        raise VraagbaakError(f"{path}: holds no question that can be run{bad}")
    run = RunRecord(
        id=before.id if before else new_id(tenant.slug, datetime.now(UTC)),
        tenant=tenant.slug,
        created_at=before.created_at if before else datetime.now(UTC),
        finished=False,
        questions_file=str(path),
        questions_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
        settings=_settings(parts, tenant, judge, request),
        bad_lines=read.bad_lines,
    )
    if before:
        _check_same(before, run)
    done = _done(before.items if before else ())
    todo = tuple(question for question in questions if question.id not in done)
    return Plan(run, tenant, judge, todo, tuple(question.id for question in questions))


def default_questions(tenant: Tenant) -> Path:
    """The questions.jsonl beside the tenant's tenant.yaml. Raises VraagbaakError."""
    beside = [Path(source.path).parent / QUESTIONS for source in tenant.sources]
    candidates = [*beside, Path("tenants") / tenant.slug / QUESTIONS]
    for path in candidates:
        if path.is_file():
            return path
    looked = " and ".join(dict.fromkeys(str(path) for path in candidates))
    raise VraagbaakError(f"{looked}: not there; name the golden questions with --questions FILE.")


def spread(questions: Sequence[GoldenQuestion], limit: int) -> tuple[GoldenQuestion, ...]:
    """That many questions, evenly over the file: files are sorted by kind."""
    count = min(limit, len(questions))
    return tuple(questions[place * len(questions) // count] for place in range(count))


def _chosen(questions: Sequence[GoldenQuestion], request: Request) -> tuple[GoldenQuestion, ...]:
    """From gold evidence only what has an answer can be asked."""
    kept = [q for q in questions if request.evidence != "gold" or q.kind in SHOULD_BE]
    return spread(kept, request.limit) if request.limit and kept else tuple(kept)


def _as_before(request: Request, before: RunRecord | None) -> Request:
    """What is not given is as the stored run has it."""
    if before is None:
        return request if request.evidence else replace(request, evidence="retrieved")
    if before.tenant != request.slug:
        raise VraagbaakError(
            f"Run {before.id} is of tenant {before.tenant!r}, not {request.slug!r}."
        )
    known = before.settings
    return replace(
        request,
        questions=request.questions or Path(before.questions_file),
        judge=request.judge or known["judge"],
        evidence=request.evidence or evidence_mode(known["evidence"]),
        limit=request.limit or int(known["limit"] or 0) or None,
    )


def evidence_mode(text: str) -> EvidenceMode:
    """As it stands in a run's settings."""
    if text == "gold":
        return "gold"
    return "both" if text == "both" else "retrieved"


def _settings(
    parts: Services, tenant: Tenant, judge: ChosenJudge, request: Request
) -> dict[str, str]:
    """What bears on the figures."""
    wanted = tenant.answer.composer or parts.settings.composer
    writes = wanted == "model" and parts.settings.chat_model is not None
    config = tenant.model_dump_json(exclude_defaults=True).encode()
    return {
        "composer": "model" if writes else "extractive",
        "chat_model": (parts.settings.chat_model or "") if writes else "",
        "verifier": parts.verifier.name,
        "judge": judge.name,
        "judge_version": judge.verifier.name,
        "judge_independent": "yes" if judge.independent else "no",
        "embedding_model": parts.embedder.name,
        "evidence": request.evidence or "retrieved",
        "limit": str(request.limit or ""),
        "concurrency": str(request.concurrency),
        "documents": _documents_hash(parts, tenant),
        "tenant_settings": hashlib.sha256(config).hexdigest()[:12],
        "version": VERSION,
    }


def _documents_hash(parts: Services, tenant: Tenant) -> str:
    """Of what was ingested: which documents, with which content."""
    documents = parts.index.for_tenant(tenant.id).documents()
    lines = "".join(f"{d.source}\0{d.key}\0{d.content_hash}\n" for d in documents)
    return hashlib.sha256(lines.encode("utf-8", "replace")).hexdigest()[:12]


def _check_same(before: RunRecord, now: RunRecord) -> None:
    """Half a run of one thing and half of another would be a run of neither."""
    differing = [
        f"{name} was {before.settings.get(name, '')!r} and is {value!r}"
        for name, value in now.settings.items()
        if name not in FREE_TO_CHANGE and before.settings.get(name, "") != value
    ]
    if before.questions_hash != now.questions_hash:
        differing.append(f"{now.questions_file} has changed")
    if differing:
        raise VraagbaakError(
            f"Run {before.id} cannot go on: {'; '.join(differing)}. Start a new run."
        )


def _done(items: Sequence[ItemRecord]) -> set[str]:
    """Items that need not run again."""
    return {item.id for item in items if not failure(item)}
