"""The whole application in memory: two tenants, real pipeline, no models."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from vraagbaak import logs
from vraagbaak.answer.pipeline import AnswerOptions, AnswerService
from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.answer.types import Ask, Event
from vraagbaak.answer.words import words
from vraagbaak.app import Services, create_app
from vraagbaak.embedding import HashingEmbedder
from vraagbaak.grounding.types import Evidence, Support, Verdict, Verification
from vraagbaak.index.service import memory_index
from vraagbaak.index.types import Document, NewPassage
from vraagbaak.language import Language
from vraagbaak.settings import Settings
from vraagbaak.tenancy import Tenant, TenantRegistry

RENT = (
    "De huurpremie is een maandelijkse tegemoetkoming.\n"
    "De huurpremie bedraagt 170 euro per maand.\n"
    "U vraagt de huurpremie aan via het formulier op onze website."
)
BEFORE = "Demotekst: geen officiële informatie.\n\n"
AFTER = "\n\nU krijgt binnen 3 maanden een beslissing."
WORK = "Het opleidingsverlof geeft u 36 uren per jaar."
QUESTION = "Hoeveel bedraagt de huurpremie?"


class LineVerifier:
    """Supports a sentence whose words all stand in one line of the evidence."""

    name = "lines"

    def verify(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Verification:
        wanted = set(words(claim))
        for item in evidence:
            offset = 0
            for line in item.text.splitlines(keepends=True):
                body = line.rstrip("\n")
                if wanted <= set(words(body)):
                    found = Support(item.passage_id, body, offset, offset + len(body), 1.0)
                    return Verification(Verdict.SUPPORTED, 1.0, (), (found,))
                offset += len(line)
        return Verification(Verdict.NOT_FOUND, 0.0, reason="not in a line")


@dataclass
class Watched:
    """The pipeline, with a note of how its generators ended; it may hang or fail."""

    inner: AnswerService
    opened: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    closed: int = 0
    hang_after: int | None = None
    fail: Exception | None = None
    asked: list[Ask] = field(default_factory=list)

    async def stream(self, tenant: Tenant, ask: Ask) -> AsyncGenerator[Event, None]:
        self.opened += 1
        self.begun.set()
        self.asked.append(ask)
        try:
            number = 0
            async for event in self.inner.stream(tenant, ask):
                if number == self.hang_after:
                    await asyncio.Event().wait()
                if self.fail:
                    raise self.fail
                yield event
                number += 1
        finally:
            self.closed += 1

    async def ask(self, tenant: Tenant, ask: Ask) -> Any:
        last = None
        async for event in self.stream(tenant, ask):
            last = event
        return last.answer


@dataclass
class World:
    """The application and what is around it."""

    app: FastAPI
    services: Services
    answers: Watched
    model: ScriptedChatModel
    log: io.StringIO

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    @asynccontextmanager
    async def client(self, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
        async with self.app.router.lifespan_context(self.app):
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            base = "http://vraagbaak.test"
            async with httpx.AsyncClient(transport=transport, base_url=base, **options) as client:
                yield client

    def run(self, check: Callable[[httpx.AsyncClient], Awaitable[None]], **options: Any) -> None:
        async def main() -> None:
            async with self.client(**options) as client:
                await check(client)

        asyncio.run(main())


def tenant(slug: str, name: str, **more: object) -> Tenant:
    contact = {"name": {"nl": f"Loket {name}"}, "phone": "1700"}
    fields = {"slug": slug, "name": {"nl": name}, "contact": contact, **more}
    return Tenant.model_validate(fields)


def store(services: Services, slug: str, key: str, before: str, text: str, after: str) -> None:
    document = Document(
        key, "upload", f"https://{slug}.invalid/{key}", key.title(), before + text + after, key
    )
    chunk = NewPassage(
        text, len(before), len(before) + len(text), "Premies › Bedrag", 2, "", Language.NL
    )
    vectors = services.embedder.encode_passages([text])
    services.index.for_tenant(slug).replace_documents([(document, [chunk], vectors)])


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(data_dir=tmp_path, log_format="json", log_level="debug")


@pytest.fixture
def world(settings: Settings) -> World:
    embedder = HashingEmbedder()
    index = memory_index(embedder)
    verifier = LineVerifier()
    model = ScriptedChatModel(script=["De huurpremie bedraagt 170 euro per maand. [1]"])
    options = AnswerOptions("extractive", 500, 5.0)
    pipeline = AnswerService(index, verifier, embedder, lambda _: Language.NL, model, options)
    answers = Watched(pipeline)
    tenants = TenantRegistry(index.engine)
    services = Services(settings, tenants, index, embedder, verifier, answers)
    wonen = {"demo": True, "allowed_origins": ["https://wonen.example"]}
    tenants.apply(tenant("wonen", "Wonen", **wonen))
    tenants.apply(tenant("schrijver", "Schrijver", answer={"composer": "model"}))
    tenants.apply(tenant("werk", "Werk"))
    for slug in ("wonen", "schrijver"):
        store(services, slug, "huurpremie.md", BEFORE, RENT, AFTER)
    store(services, "werk", "verlof.md", "", WORK, "")
    app = create_app(settings, services)
    log = io.StringIO()
    logs.configure(settings, log)
    yield World(app, services, answers, model, log)
    index.close()


@pytest.fixture
def events() -> Callable[[str], list[dict[str, Any]]]:
    """Server-sent events of a body, comments left out."""
    return parse_events


def parse_events(body: str) -> list[dict[str, Any]]:
    found = []
    for block in body.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line and line[0] != ":")
        if "data" in fields:
            data = fields["data"]
            fields["data"] = data if data == "[DONE]" else json.loads(data)
            found.append(fields)
    return found
