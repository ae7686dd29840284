"""What citizens can do: see the agencies, ask, follow an answer, open what it cites."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Protocol

from anyio.to_thread import run_sync
from structlog.contextvars import get_contextvars

from vraagbaak.answer.types import Answer, Ask, DoneEvent, Event, SentenceEvent, StatusEvent
from vraagbaak.chat.errors import error_body
from vraagbaak.chat.schemas import AnswerView, PassageView, SentenceView, StatusView
from vraagbaak.chat.streams import Frame, Stream, StreamStore
from vraagbaak.errors import UnknownDocument, UnknownTenant
from vraagbaak.index.service import PassageIndex
from vraagbaak.index.types import Passage
from vraagbaak.logs import logger
from vraagbaak.tenancy import Tenant, TenantId, TenantRegistry

AROUND = 600
"""Characters of the document shown before and after a passage."""

_NUMBER = re.compile(r"[0-9]{1,9}")

log = logger(__name__)


class Answers(Protocol):
    """The answer pipeline, as this service uses it."""

    def stream(self, tenant: Tenant, ask: Ask) -> AsyncGenerator[Event, None]:
        """Events as they happen; closing the generator stops all work."""

    async def ask(self, tenant: Tenant, ask: Ask) -> Answer:
        """The whole answer at once."""


CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A stream that is being read from a certain event on."""

    stream: Stream
    after: int = 0

    async def events(self) -> AsyncGenerator[tuple[str, Frame], None]:
        """Events with their ids, ``<stream id>:<number>``."""
        async with aclosing(self.stream.follow(self.after)) as numbered:
            async for number, frame in numbered:
                yield f"{self.stream.id}:{number}", frame


class ChatService:
    """One for the process."""

    def __init__(
        self,
        tenants: TenantRegistry,
        index: PassageIndex,
        answers: Answers,
        count_tokens: CountTokens,
        streams: StreamStore | None = None,
    ) -> None:
        self._tenants = tenants
        self._index = index
        self._answers = answers
        self._count_tokens = count_tokens
        self._streams = streams or StreamStore()

    async def tenants(self) -> list[Tenant]:
        """All tenants, by slug."""
        return await run_sync(self._tenants.list)

    async def tenant(self, slug: str) -> Tenant:
        """The tenant of that slug. Raises UnknownTenant, which does not repeat the slug."""
        try:
            return await run_sync(self._tenants.get, slug)
        except UnknownTenant:
            raise UnknownTenant("There is no such tenant.") from None

    async def ask(self, tenant: Tenant, ask: Ask) -> Answer:
        """The whole answer at once."""
        answer = await self._answers.ask(tenant, ask)
        _log_answer(answer)
        return answer

    def events(self, tenant: Tenant, ask: Ask) -> AsyncGenerator[Event, None]:
        """Events that nobody can come back for."""
        return self._answers.stream(tenant, ask)

    @contextmanager
    def start(self, tenant: Tenant, ask: Ask) -> Iterator[Reader]:
        """Begin an answer and read it. Raises TooManyAnswers."""
        stream = self._streams.start(tenant.id, self._frames(tenant, ask))
        with stream.reader():
            yield Reader(stream)

    @contextmanager
    def resume(self, tenant: Tenant, stream_id: str, last_event_id: str | None) -> Iterator[Reader]:
        """Read on after that event; from the start without one. Raises UnknownStream."""
        stream = self._streams.get(tenant.id, stream_id)
        with stream.reader():
            yield Reader(stream, _number(stream_id, last_event_id))

    async def passage(self, tenant: Tenant, passage_id: str) -> PassageView:
        """A passage with its surroundings. Raises UnknownPassage."""
        return await run_sync(self._passage, tenant.id, passage_id)

    async def tokens(self, *texts: str) -> int:
        """Tokens of the texts as the embedding model counts them."""
        return sum(await run_sync(self._count_tokens, texts))

    async def close(self) -> None:
        """Cancel the answers in progress."""
        await self._streams.close()

    async def _frames(self, tenant: Tenant, ask: Ask) -> AsyncGenerator[Frame, None]:
        """The pipeline's events for the reader; an error is the last event."""
        try:
            async with aclosing(self._answers.stream(tenant, ask)) as events:
                async for event in events:
                    yield _frame(event)
        except Exception as exc:  # the headers are out: this event is the reader's only notice
            log.exception("stream_failed")
            yield Frame("error", error_body(exc, str(get_contextvars().get("request_id", ""))))

    def _passage(self, tenant: TenantId, passage_id: str) -> PassageView:
        index = self._index.for_tenant(tenant)
        passage = index.passage(passage_id)
        try:
            text = index.document(passage.document).text
        except UnknownDocument:
            text = ""
        return PassageView.of(passage, *_around(passage, text))


def _frame(event: Event) -> Frame:
    match event:
        case StatusEvent():
            return Frame("status", StatusView.model_validate(event))
        case SentenceEvent(sentence=sentence):
            return Frame("sentence", SentenceView.model_validate(sentence))
        case DoneEvent(answer=answer):
            _log_answer(answer)
            return Frame("done", AnswerView.of(answer))


def _log_answer(answer: Answer) -> None:
    log.info(
        "answered",
        status=answer.status,
        reason=answer.reason,
        language=answer.language,
        sentences=len(answer.sentences),
        dropped=len(answer.dropped),
        composer=answer.composer,
        timings_ms=answer.timings_ms,
    )


def _number(stream_id: str, last_event_id: str | None) -> int:
    """The number in ``<stream id>:<number>``; 0, which is the start, for anything else."""
    given, _, number = (last_event_id or "").rpartition(":")
    return int(number) if given == stream_id and _NUMBER.fullmatch(number) else 0


def _around(passage: Passage, text: str) -> tuple[str, str]:
    """What stands before and after; nothing where the document changed in the meantime."""
    if text[passage.start : passage.end] != passage.text:
        return "", ""
    before = text[max(0, passage.start - AROUND) : passage.start]
    return before, text[passage.end : passage.end + AROUND]
