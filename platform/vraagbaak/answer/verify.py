"""Step 6: every sentence is checked against the evidence before anyone sees it."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from time import perf_counter

from anyio.to_thread import run_sync

from vraagbaak.answer.context import Checked, Context, Draft, Stop
from vraagbaak.answer.readable import defused
from vraagbaak.answer.screen import DetectLanguage
from vraagbaak.errors import ModelUnavailable
from vraagbaak.grounding.types import Evidence, Verdict, Verification, Verifier
from vraagbaak.grounding.words import small_words
from vraagbaak.index.types import Passage
from vraagbaak.language import Language

HARMLESS_CHARS = 140
"""A sentence that states nothing is short; a long one surely does."""

LOOKED_BACK = 2
"""Sentences shown before that a word like "this premium" may refer to."""

TOLD_CHARS = 25
"""A shorter sentence may be all names, and its language is a guess."""

# Digits, addresses and names: with any of these a sentence says something that can be wrong.
_FACT = re.compile(r"\d|@|https?:|www\.|€|(?<=[^\W\d_][ ,;])[A-ZÀ-Þ]\w", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Verify:
    """Asks the verifier about one sentence after another, as they are composed."""

    verifier: Verifier
    detect: DetectLanguage
    min_support: float = 0.0
    """Support below this is none, where the tenant sets no other bar."""
    name: str = "verify"

    async def run(self, context: Context) -> Stop | None:
        """Sets ``checked``, which verifies drafts as they come."""
        context.checked = self._checked(context)
        return None

    async def _checked(self, context: Context) -> AsyncGenerator[Checked, None]:
        assert context.drafts is not None  # noqa: S101 - the order of the steps guarantees it
        own_bar = context.tenant.answer.min_support
        bar = self.min_support if own_bar is None else own_bar
        passages = [hit.passage for hit in context.evidence]
        async with aclosing(context.drafts) as drafts:
            async for draft in drafts:
                began = perf_counter()
                before = said_before(context.standalone, context.passed)
                checked = await run_sync(
                    self._first_that_passes, draft, passages, bar, context.language, before
                )
                context.passed += [checked.draft.text] if checked.passed else []
                context.supported += checked.verification.verdict is Verdict.SUPPORTED
                context.spend(self.name, perf_counter() - began)
                yield checked

    def _first_that_passes(
        self,
        draft: Draft,
        passages: Sequence[Passage],
        bar: float,
        language: Language,
        before: str,
    ) -> Checked:
        """The draft, or what its composer wants instead of it; the last one when all fail."""
        failed: list[Checked] = []
        while True:
            verification = self._verification(draft, passages, bar, before)
            if draft.quote is None and self._foreign(draft.text, language):
                reason = "is not in the reader's language"
                verification = replace(
                    verification, verdict=Verdict.NOT_FOUND, support=(), reason=reason
                )
            checked = Checked(draft, verification, tuple(failed))
            alternative = None if checked.passed or not draft.instead else draft.instead()
            if alternative is None:
                return checked
            # A quotation without its lead-in says the same: nothing was lost worth noting.
            if draft.quote is None:
                failed.append(replace(checked, failed=()))
            draft = alternative

    def _verified(self, draft: Draft, passages: Sequence[Passage], before: str) -> Verification:
        for chosen in _looked_at(draft, passages):
            result = self.verifier.verify(draft.text, [_evidence(p) for p in chosen], before)
            if result.verdict in {Verdict.SUPPORTED, Verdict.NOT_A_CLAIM}:
                break
        return result

    def _foreign(self, text: str, language: Language) -> bool:
        """Whether a sentence is surely in another language than the reader's."""
        found = self.detect(text)
        if found in {language, None} or len(text) < TOLD_CHARS:
            return False
        return small_words(text, found) > small_words(text, language)

    def _verification(
        self, draft: Draft, passages: Sequence[Passage], bar: float, before: str
    ) -> Verification:
        try:
            result = self._verified(draft, passages, before)
        except ModelUnavailable as exc:
            # Unchecked is not supported: the reader gets the other sentences, or a refusal.
            return Verification(Verdict.NOT_FOUND, 0.0, reason=f"could not be checked: {exc}")
        if result.verdict is Verdict.SUPPORTED and result.score < bar:
            return replace(
                result,
                verdict=Verdict.NOT_FOUND,
                support=(),
                reason=f"support {result.score:.2f} is below {bar:.2f}",
            )
        if result.verdict is Verdict.NOT_A_CLAIM and not _harmless(draft):
            reason = "states no checkable claim, yet holds facts"
            return replace(result, verdict=Verdict.NOT_FOUND, support=(), reason=reason)
        return result


def said_before(question: str, shown: Sequence[str]) -> str:
    """What a sentence may refer to: the question, and the last sentences that were shown."""
    return "\n".join([question, *shown[-LOOKED_BACK:]])


def _looked_at(draft: Draft, passages: Sequence[Passage]) -> list[list[Passage]]:
    """The passages to verify against: those the composer names first, then all."""
    if draft.quote is not None:
        return [[draft.quote.passage]]
    hinted = [passage for passage in passages if passage.id in draft.hints]
    every = list(passages)
    return [hinted, every] if hinted and len(hinted) < len(every) else [every]


def _evidence(passage: Passage) -> Evidence:
    context = "\n".join(part for part in (passage.title, passage.heading, passage.context) if part)
    return Evidence(passage.id, defused(passage.text), context)


def _harmless(draft: Draft) -> bool:
    """Whether a sentence without a claim may pass uncited; a verbatim quotation may."""
    if draft.quote is not None:
        return True
    return len(draft.text) <= HARMLESS_CHARS and not _FACT.search(draft.text)
