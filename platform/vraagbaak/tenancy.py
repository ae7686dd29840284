"""Tenants: what an agency says of itself, and the registry that keeps it.

A tenant's settings are validated whole when they are applied, so everything behind this module
may rely on them. The registry is the only way from a slug to a tenant; an unknown slug is an
error, never "all tenants".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Literal, NewType

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    field_validator,
    model_validator,
)
from sqlalchemy import Engine, insert, select, update

from vraagbaak.errors import UnknownTenant
from vraagbaak.index import tables
from vraagbaak.index.database import reading, writing
from vraagbaak.language import Language

TenantId = NewType("TenantId", str)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}[a-z0-9]$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
HttpUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Strict(BaseModel):
    """Unknown fields are errors: a typing mistake must not silently become a default."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Localised(RootModel[dict[Language, Text]]):
    """A text in one or more languages."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _not_empty(self) -> Localised:
        if not self.root:
            raise ValueError("give the text in at least one language, for instance {nl: ...}")
        return self

    def in_(self, language: Language) -> str:
        """The text in that language; else in Dutch; else in the first one given."""
        return (
            self.root.get(language) or self.root.get(Language.NL) or next(iter(self.root.values()))
        )


class Contact(Strict):
    """How citizens reach people at the agency."""

    name: Localised
    phone: Text | None = None
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    url: HttpUrl | None = None
    hours: Localised | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if not (self.phone or self.email or self.url):
            raise ValueError(
                "give at least one of phone, email and url: a refusal must offer a way on"
            )
        return self


class Handover(Strict):
    """Where a person takes over."""

    url: HttpUrl
    label: Localised


class Source(Strict):
    """One configured connector of a tenant."""

    name: Slug
    connector: Literal["folder"]
    path: Text
    """Relative to the folder of tenant.yaml."""
    uri_base: HttpUrl | None = None
    """Public address under which the documents stand; a document's path is appended."""


class AnswerSettings(Strict):
    """How this tenant answers. None means: as the platform's default."""

    composer: Literal["extractive", "model"] | None = None
    max_sentences: Annotated[int, Field(ge=1, le=10)] = 5
    min_evidence: Share | None = None
    min_support: Share | None = None
    tone: Localised | None = None
    refusal: Localised | None = None


class Retention(Strict):
    """Days that conversations are kept; a tenant may shorten the platform's terms."""

    raw_days: Annotated[int, Field(ge=0, le=30)] = 30
    pseudonymised_days: Annotated[int, Field(ge=0, le=365)] = 365


class Phase(StrEnum):
    """The phases of an application as the Flemish Quickscan AI counts them."""

    EXPERIMENT = "experiment"
    PILOT = "pilot"
    PRODUCTION = "production"


class ExampleQuestions(RootModel[dict[Language, tuple[Text, ...]]]):
    """Questions to offer a citizen who does not know what to ask."""

    model_config = ConfigDict(frozen=True)

    def in_(self, language: Language) -> tuple[str, ...]:
        """The questions in that language; none where the tenant gives none."""
        return self.root.get(language, ())


class Tenant(Strict):
    """An agency: the content of its tenant.yaml."""

    slug: Slug
    ovo_code: Annotated[str, StringConstraints(pattern=r"^OVO\d{6}$")] | None = None
    name: Localised
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = (Language.NL,)
    """The first one is the agency's own."""
    description: Localised | None = None
    demo: bool = False
    """Demo texts: shown with a warning that this is no official information."""
    phase: Phase = Phase.EXPERIMENT
    contact: Contact | None = None
    handover: Handover | None = None
    example_questions: ExampleQuestions = ExampleQuestions({})
    sources: tuple[Source, ...] = ()
    answer: AnswerSettings = AnswerSettings()
    retention: Retention = Retention()
    allowed_origins: tuple[HttpUrl, ...] = ()

    @property
    def id(self) -> TenantId:
        """The key of everything this tenant owns."""
        return TenantId(self.slug)

    @field_validator("languages")
    @classmethod
    def _languages_once(cls, value: tuple[Language, ...]) -> tuple[Language, ...]:
        if len(set(value)) != len(value):
            raise ValueError("a language is listed twice")
        return value

    @field_validator("sources")
    @classmethod
    def _sources_once(cls, value: tuple[Source, ...]) -> tuple[Source, ...]:
        names = [source.name for source in value]
        if len(set(names)) != len(names):
            raise ValueError("two sources have the same name")
        return value

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            url = AnyHttpUrl(origin)
            if url.path not in (None, "/") or url.query or url.fragment or origin.endswith("/"):
                raise ValueError(f"{origin!r} is not an origin: give scheme, host and port only")
        return value

    def own_language(self) -> Language:
        """The agency's own language."""
        return self.languages[0]


class Change(StrEnum):
    """What applying a tenant did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome for one tenant; ``fields`` names the settings that differ from before."""

    slug: str
    change: Change
    fields: tuple[str, ...] = ()


class TenantRegistry:
    """The tenants that exist, kept in SQL. Blocking."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self._engine = engine
        self._now = now

    def get(self, slug: str) -> Tenant:
        """The tenant of that slug. Raises UnknownTenant."""
        query = select(tables.tenants.c.config).where(tables.tenants.c.slug == slug)
        with reading(self._engine) as connection:
            config = connection.execute(query).scalar_one_or_none()
        if config is None:
            raise UnknownTenant(
                f"There is no tenant {slug!r}; `vraagbaak tenants list` shows them."
            )
        return Tenant.model_validate_json(config)

    def list(self) -> list[Tenant]:
        """All tenants, by slug."""
        query = select(tables.tenants.c.config).order_by(tables.tenants.c.slug)
        with reading(self._engine) as connection:
            return [Tenant.model_validate_json(c) for c in connection.execute(query).scalars()]

    def apply(self, tenant: Tenant) -> Applied:
        """Create or update the tenant; says what differs. Idempotent."""
        config = tenant.model_dump_json(exclude_defaults=True)
        row = {"config": config, "config_hash": hashlib.sha256(config.encode()).hexdigest()}
        where = tables.tenants.c.slug == tenant.slug
        with writing(self._engine) as connection:
            before = connection.execute(select(tables.tenants.c.config).where(where)).scalar()
            if before == config:
                return Applied(tenant.slug, Change.UNCHANGED)
            if before is None:
                values = {"slug": tenant.slug, "updated_at": self._now(), **row}
                connection.execute(insert(tables.tenants).values(values))
                return Applied(tenant.slug, Change.CREATED)
            connection.execute(
                update(tables.tenants).where(where).values(updated_at=self._now(), **row)
            )
        return Applied(tenant.slug, Change.UPDATED, _differing(before, config))


def _differing(before: str, after: str) -> tuple[str, ...]:
    old, new = json.loads(before), json.loads(after)
    return tuple(sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k)))
