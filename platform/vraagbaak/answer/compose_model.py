"""Answers by a language model: streamed, cut into sentences, each one still to be verified."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial

from langchain_core.language_models import BaseChatModel

from vraagbaak.answer.chat_stream import stream_text
from vraagbaak.answer.closest import Repairs
from vraagbaak.answer.context import Context, Draft, Stop
from vraagbaak.answer.gate import LIST_SEPARATOR
from vraagbaak.answer.marks import Written
from vraagbaak.answer.prompt import ANSWER, NO_ANSWER, answer_variables
from vraagbaak.answer.sentence_stream import SentenceStream
from vraagbaak.answer.types import Status
from vraagbaak.answer.words import words

LIST_ITEMS = 12
"""List items after which the model is stopped: it is no longer answering."""


@dataclass(frozen=True, slots=True)
class ModelComposer:
    """Writes with any LangChain chat model."""

    model: BaseChatModel
    timeout_s: float
    repair: bool = True
    """Quote the closest sentence of the sources in the place of one that fails verification."""
    name: str = "model"

    async def compose(self, context: Context) -> AsyncGenerator[Draft, None]:
        """Sentences as they are written. Raises ModelUnavailable; stops on NO_ANSWER."""
        messages = ANSWER.format_messages(**answer_variables(context))
        buffer = SentenceStream()
        reader = _Reader(context, context.tenant.answer.max_sentences, self.repair)
        async with aclosing(stream_text(self.model, messages, self.timeout_s)) as chunks:
            async for chunk in chunks:
                for draft in reader.read(buffer.push(chunk)):
                    yield draft
                if reader.done:
                    break
            else:
                for draft in reader.read(buffer.flush()):
                    yield draft
        if reader.gave_up or not reader.count:
            context.stopped = Stop(Status.REFUSED, "no_answer")


class _Reader:
    """Makes drafts of sentences, and knows when enough was read."""

    def __init__(self, context: Context, most: int, repair: bool) -> None:
        self.count = 0
        self.done = False
        self.gave_up = False
        self._items = 0
        self._most = most
        self._written: set[tuple[str, ...]] = set()
        self._ids = [hit.passage.id for hit in context.evidence]
        passages = [hit.passage for hit in context.evidence]
        self._repairs = Repairs(passages, context.language) if repair else None

    def read(self, sentences: Sequence[Written]) -> list[Draft]:
        """The drafts of these sentences, until the answer is full or the model gives up."""
        drafts: list[Draft] = []
        for sentence in sentences:
            if self.done:
                break
            if NO_ANSWER in sentence.text:
                self.done = self.gave_up = True
                break
            # Small models repeat themselves; a reader need not hear a sentence twice.
            spoken = tuple(words(sentence.text))
            if spoken not in self._written:
                drafts.append(self._draft(sentence))
            self._written.add(spoken)
            self._items += sentence.item
            self.count += 1
            self.done = self.count - self._items >= self._most or self._items >= LIST_ITEMS
        return drafts

    def _draft(self, sentence: Written) -> Draft:
        ids = self._ids
        hints = tuple(ids[n - 1] for n in sentence.sources if 0 < n <= len(ids))
        lead = sentence.text.endswith(":")
        separator = LIST_SEPARATOR if sentence.item else " "
        instead = None
        if self._repairs is not None and not lead:
            instead = partial(self._repairs.instead_of, sentence.text, hints, separator)
            # A failed sentence differs from its source, so noting it here rules nothing out.
            self._repairs.said.append(sentence.text)
        return Draft(sentence.text, separator, None, hints, lead, instead=instead)
