"""What goes over HTTP. Field names here are an interface: others build on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from vraagbaak.answer import types as answers
from vraagbaak.grounding.types import Verdict
from vraagbaak.index.types import HEADING_SEPARATOR, Passage
from vraagbaak.language import Language
from vraagbaak.tenancy import Tenant

MAX_TEXT = 10_000
"""Characters of one text in a request; a question has a shorter limit, told by the answer."""
MAX_TURNS = 40

Texts = dict[Language, str]


class View(BaseModel):
    """Read from our own objects."""

    model_config = ConfigDict(from_attributes=True)


class Problem(BaseModel):
    """One field of a request that is wrong. What was sent is not repeated."""

    field: str
    message: str


class ErrorDetail(BaseModel):
    """What went wrong, for a program (`code`) and for a person (`message`)."""

    code: str
    message: str
    request_id: str = Field(description="Names the request in the service's log.")
    problems: list[Problem] | None = Field(default=None, description="For an invalid request.")


class ErrorBody(BaseModel):
    """The one shape of an error."""

    error: ErrorDetail


class ContactView(BaseModel):
    """How to reach people at the agency."""

    name: Texts
    phone: str | None
    email: str | None
    url: str | None
    hours: Texts | None


class HandoverView(BaseModel):
    """Where a person takes over."""

    url: str
    label: Texts


class TenantView(BaseModel):
    """What an agency says of itself to the public."""

    slug: str
    name: Texts
    description: Texts | None
    languages: list[Language] = Field(description="The first one is the agency's own.")
    example_questions: dict[Language, list[str]]
    demo: bool = Field(description="The texts are no official information.")
    contact: ContactView | None
    handover: HandoverView | None

    @classmethod
    def of(cls, tenant: Tenant) -> TenantView:
        """The public part of a tenant."""
        public = set(cls.model_fields)
        return cls.model_validate(tenant.model_dump(mode="json", include=public))


class TenantList(BaseModel):
    """All agencies, by slug."""

    tenants: list[TenantView]


class TurnBody(BaseModel):
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=MAX_TEXT)]


class AskBody(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str, Field(max_length=MAX_TEXT)]
    language: Language | None = Field(
        None, description="The reader's language; told from the question where it is not given."
    )
    history: Annotated[list[TurnBody], Field(max_length=MAX_TURNS)] = Field(
        default_factory=list, description="Earlier turns, oldest first."
    )

    def ask(self) -> answers.Ask:
        """What the pipeline is asked."""
        turns = tuple(answers.Turn(turn.role, turn.content) for turn in self.history)
        return answers.Ask(self.question, self.language, turns)


class CitationView(View):
    """From a sentence to the exact words of a document."""

    passage_id: str
    document: str
    uri: str
    title: str
    heading: str
    page: int | None
    quote: str = Field(description="Verbatim words of the document.")
    start: int = Field(description="Offset of the quote in the document's text, in characters.")
    end: int
    language: Language | None
    valid_from: date | None
    valid_until: date | None


class SentenceView(View):
    """A sentence that was verified before it was sent."""

    index: int
    text: str
    separator: str = Field(description="What stands before it when sentences are joined.")
    verdict: Verdict
    score: float
    citations: list[CitationView]


class NearDocumentView(View):
    """A document offered with a refusal."""

    document: str
    uri: str
    title: str


class AnswerContact(View):
    """How to reach people, in the reader's language."""

    name: str
    phone: str | None
    email: str | None
    url: str | None
    hours: str | None


class RedirectView(View):
    """The agency that is competent."""

    tenant: str
    url: str | None


class AnswerView(View):
    """The whole answer. Of sentences that failed verification only the number is told."""

    status: answers.Status
    reason: str = Field(description="Why it was not answered, in snake case; else empty.")
    answer: str = Field(description="The verified sentences joined, or the refusal's text.")
    language: Language
    sentences: list[SentenceView]
    dropped_count: int = Field(description="Sentences that failed verification and were left out.")
    notice: str
    nearest: list[NearDocumentView]
    contact: AnswerContact | None
    redirect: RedirectView | None
    question: str = Field(description="The question as it was searched for.")
    composer: str
    verifier: str

    @classmethod
    def of(cls, answer: answers.Answer) -> AnswerView:
        """Field by field: what is not named here never leaves the service."""
        return cls(
            status=answer.status,
            reason=answer.reason,
            answer=answer.answer,
            language=answer.language,
            sentences=[SentenceView.model_validate(s) for s in answer.sentences],
            dropped_count=len(answer.dropped),
            notice=answer.notice,
            nearest=[NearDocumentView.model_validate(d) for d in answer.nearest],
            contact=AnswerContact.model_validate(answer.contact) if answer.contact else None,
            redirect=RedirectView.model_validate(answer.redirect) if answer.redirect else None,
            question=answer.question,
            composer=answer.composer,
            verifier=answer.verifier,
        )


class StatusView(View):
    """A step has begun."""

    step: str
    text: str = Field(description="For the reader, in the reader's language.")


class PassageView(BaseModel):
    """A cited passage with what stands around it in its document."""

    id: str
    document: str
    uri: str
    title: str
    heading: str
    headings: list[str] = Field(description="The heading path, outermost first.")
    page: int | None
    language: Language | None
    valid_from: date | None
    valid_until: date | None
    start: int = Field(description="Offset of `text` in the document's text, in characters.")
    end: int
    text: str = Field(description="Verbatim; a quote is at `quote.start - start`.")
    before: str = Field(description="What stands before it in the document.")
    after: str = Field(description="What stands after it.")

    @classmethod
    def of(cls, passage: Passage, before: str, after: str) -> PassageView:
        """The passage, with its surroundings."""
        return cls(
            id=passage.id,
            document=passage.document,
            uri=passage.uri,
            title=passage.title,
            heading=passage.heading,
            headings=[part for part in passage.heading.split(HEADING_SEPARATOR) if part],
            page=passage.page,
            language=passage.language,
            valid_from=passage.valid_from,
            valid_until=passage.valid_until,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            before=before,
            after=after,
        )


class Health(BaseModel):
    """The process is alive."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Whether questions can be answered, and which part fails if not."""

    ready: bool
    parts: dict[str, Literal["ok", "failing"]]
