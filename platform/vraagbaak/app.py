"""The one composition root: everything that the service is made of, and the HTTP application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from vraagbaak import logs
from vraagbaak.chat import endpoints, errors, health, openai
from vraagbaak.chat.middleware import BodyLimit, Requests, TenantOrigins
from vraagbaak.chat.service import ChatService
from vraagbaak.errors import VraagbaakError
from vraagbaak.language import LanguageDetector
from vraagbaak.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from vraagbaak.answer.pipeline import AnswerService
    from vraagbaak.embedding.types import Embedder
    from vraagbaak.grounding.types import Verifier
    from vraagbaak.index.service import PassageIndex
    from vraagbaak.ingest import Ingestor, Sandbox
    from vraagbaak.tenancy import TenantRegistry

VERSION = "0.1.0"
STATIC = Path(__file__).parent / "static"

log = logs.logger(__name__)


@dataclass(frozen=True)
class Services:
    """The service's parts, built once for a process."""

    settings: Settings
    tenants: TenantRegistry
    index: PassageIndex
    embedder: Embedder
    verifier: Verifier
    answers: AnswerService
    detector: LanguageDetector = field(default_factory=LanguageDetector)
    """Tells the language of questions and documents; loads its models at the first use."""

    @cached_property
    def reader(self) -> Sandbox:
        """The processes that read documents; started when the first document comes."""
        from vraagbaak.ingest import Sandbox, SandboxLimits

        return Sandbox(SandboxLimits.of(self.settings))

    @cached_property
    def ingestor(self) -> Ingestor:
        """Brings documents into the index; built when asked for, since serving does without."""
        from vraagbaak.ingest import Ingestor

        return Ingestor(self.embedder, self.reader, self.detector)

    def close(self) -> None:
        """Let go of files, connections and processes."""
        if "reader" in self.__dict__:
            self.reader.close()
        self.index.close()


@dataclass(frozen=True)
class Directory:
    """The tenants without their documents' index: enough to create and list them."""

    engine: Engine
    tenants: TenantRegistry

    def passages(self) -> dict[str, int]:
        """How many passages each tenant has, by slug."""
        from vraagbaak.index.service import passage_counts

        return passage_counts(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_directory(settings: Settings) -> Directory:
    """The database that the settings name; loads no model. Raises IndexUnavailable."""
    from vraagbaak.index.service import open_database
    from vraagbaak.tenancy import TenantRegistry

    engine = open_database(settings)
    return Directory(engine, TenantRegistry(engine))


def open_services(settings: Settings, *, count_tokens: bool = False) -> Services:
    """Everything the settings name, opened and loaded.

    ``count_tokens`` is for those who measure: a chat model then says what its answers cost.

    Raises ModelNotBuilt, ConfigurationError, ModelUnavailable and IndexUnavailable.
    """
    # Models and databases are slow to import; `vraagbaak --help` does without.
    from vraagbaak.answer.judge_breaker import BreakingJudge
    from vraagbaak.answer.judge_model import judge_model
    from vraagbaak.answer.model import chat_model
    from vraagbaak.answer.pipeline import AnswerOptions, AnswerService
    from vraagbaak.embedding.cross_build import answering_reader
    from vraagbaak.embedding.load import load_embedder
    from vraagbaak.embedding.reranker import reranker_for
    from vraagbaak.grounding.registry import Parts, build_verifier
    from vraagbaak.index.service import open_index
    from vraagbaak.tenancy import TenantRegistry

    model = chat_model(settings, count_tokens=count_tokens)
    embedder = load_embedder(settings)
    reranker = reranker_for(embedder) if settings.rerank else None
    index = open_index(settings, embedder, reranker)
    detector = LanguageDetector()
    parts = Parts(settings, embedder, detector.detect, lambda: BreakingJudge(judge_model(settings)))
    verifier = build_verifier(settings.verifier, parts)
    options = AnswerOptions.of(settings)
    answers = AnswerService(
        index,
        verifier,
        embedder,
        detector.detect,
        model,
        options,
        reader=answering_reader(settings) if reranker else None,
    )
    tenants = TenantRegistry(index.engine)
    return Services(settings, tenants, index, embedder, verifier, answers, detector)


def _ready_services(settings: Settings) -> Services:
    """Opened for serving: what a crash left unfinished is finished first."""
    services = open_services(settings)
    for slug, report in services.index.recover().items():
        log.warning("index_repaired", tenant=slug, missing=report.missing, surplus=report.surplus)
    return services


def create_app(settings: Settings, services: Services | None = None) -> FastAPI:
    """The HTTP application. ``services`` that are given are not closed by it."""
    logs.configure(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        parts = services or _ready_services(settings)
        chat = _chat(parts)
        app.state.chat, app.state.checks = chat, _checks(parts)
        try:
            yield
        finally:
            await chat.close()
            if services is None:
                parts.close()

    app = FastAPI(
        title="Vraagbaak",
        version=VERSION,
        summary="Answers from an agency's documents, every sentence verified and cited.",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        # The interactive pages load scripts from other sites.
        docs_url=None,
        redoc_url=None,
        # A redirect would repeat whatever Host the client sent.
        redirect_slashes=False,
        lifespan=lifespan,
    )
    for router in (endpoints.router, openai.router, health.router):
        app.include_router(router)
    errors.install(app)
    app.openapi = lambda: _description(app)  # type: ignore[method-assign]
    _add_page(app)
    _add_middleware(app)
    return app


def _description(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, without the shape of validation errors that is not ours."""
    if app.openapi_schema is None:
        schema = FastAPI.openapi(app)
        for path, operations in schema["paths"].items():
            for operation in operations.values() if path.startswith("/v1/") else ():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            schema["components"]["schemas"].pop(name, None)
    return app.openapi_schema or {}


def _chat(parts: Services) -> ChatService:
    return ChatService(parts.tenants, parts.index, parts.answers, parts.embedder.count_tokens)


def _checks(parts: Services) -> health.Checks:
    return {
        "database": parts.index.check_database,
        "vector_index": parts.index.check_vectors,
        "embedding_model": lambda: parts.embedder.embed_query("ready?"),
    }


def _add_page(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(STATIC / "index.html")

    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _add_middleware(app: FastAPI) -> None:
    """Innermost first."""

    async def origins(slug: str) -> tuple[str, ...]:
        try:
            tenant = await app.state.chat.tenant(slug)
        except VraagbaakError:
            return ()
        return tuple(tenant.allowed_origins)

    app.add_middleware(TenantOrigins, origins=origins)
    app.add_middleware(BodyLimit)
    app.add_middleware(Requests)
