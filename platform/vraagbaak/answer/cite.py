"""Step 7: from a verified sentence to the exact words of the document."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import dataclass

from vraagbaak.answer.context import Checked, Context, Outcome, Stop
from vraagbaak.answer.quote import Quote
from vraagbaak.answer.types import AnswerSentence, Citation, DroppedSentence
from vraagbaak.grounding.types import Verdict
from vraagbaak.index.types import Passage

MAX_CITATIONS = 3
"""More would not be read; the verifier gives the best support first."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Turns supported drafts into sentences with citations and the others into dropped ones."""

    name: str = "cite"

    async def run(self, context: Context) -> Stop | None:
        """Sets ``cited``, which numbers and cites sentences as they are verified."""
        context.cited = _cited(context)
        return None


def citation(quote: Quote) -> Citation:
    """The citation of those words; its offsets are the document's."""
    passage = quote.passage
    return Citation(
        passage_id=passage.id,
        document=passage.document,
        uri=passage.uri,
        title=passage.title,
        heading=passage.heading,
        page=passage.page,
        quote=quote.text,
        start=passage.start + quote.start,
        end=passage.start + quote.end,
        language=passage.language,
        valid_from=passage.valid_from,
        valid_until=passage.valid_until,
    )


async def _cited(context: Context) -> AsyncGenerator[Outcome, None]:
    assert context.checked is not None  # noqa: S101 - the order of the steps guarantees it
    passages = {hit.passage.id: hit.passage for hit in context.evidence}
    async with aclosing(context.checked) as items:
        async for item in items:
            yield _outcome(item, passages)


def _outcome(item: Checked, passages: dict[str, Passage]) -> Outcome:
    draft, verification = item.draft, item.verification
    dropped = tuple(_dropped(failed) for failed in item.failed)
    citations = tuple(citation(quote) for quote in _quotes(item, passages))
    uncited = verification.verdict is Verdict.SUPPORTED and not citations
    if not item.passed or uncited:
        return Outcome(None, (*dropped, _dropped(item)), draft.lead, draft.afresh)
    sentence = AnswerSentence(
        0, draft.text, verification.verdict, verification.score, citations, draft.separator
    )
    return Outcome(sentence, dropped, draft.lead, draft.afresh)


def _dropped(item: Checked) -> DroppedSentence:
    verification = item.verification
    reason = verification.reason or "no passage supports it"
    return DroppedSentence(item.draft.text, verification.verdict, verification.score, reason)


def _quotes(item: Checked, passages: dict[str, Passage]) -> Iterable[Quote]:
    if item.draft.quote is not None:
        return (item.draft.quote,)
    supports = item.verification.support[:MAX_CITATIONS]
    return tuple(
        Quote(passages[s.passage_id], s.start, s.end) for s in supports if s.passage_id in passages
    )
