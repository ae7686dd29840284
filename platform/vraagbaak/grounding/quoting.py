"""Where a judge that gives no place found what it found: the quote it copied, or the nearest."""

from __future__ import annotations

from collections.abc import Sequence

from vraagbaak.grounding.prepared import Preparer
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.grounding.types import Evidence, Support
from vraagbaak.grounding.verbatim import verbatim
from vraagbaak.grounding.words import Token, tokens


class Quoter:
    """Finds verbatim places in the evidence; never words that do not stand there."""

    def __init__(self, prepare: Preparer) -> None:
        self._prepare = prepare

    def quoted(self, quote: str, evidence: Sequence[Evidence], score: float) -> Support | None:
        """The place of a sentence that the judge copied; None where it stands nowhere so."""
        found = verbatim(quote, [self._prepare(item) for item in evidence]) if quote else None
        if found is None:
            return None
        return Support(found.passage_id, found.quote, found.start, found.end, score)

    def nearest(self, claim: str, evidence: Sequence[Evidence], score: float) -> Support | None:
        """The sentence that shares most words with the claim, half of them and every number.

        None where there is none: a citation that says something else is worse than no sentence.
        """
        wanted = [t for t in tokens(claim) if len(t.folded) > 3 or t.folded.isdigit()]
        places = [(item, s) for item in evidence for s in split_sentences(item.text)]
        if not places or not wanted:
            return None
        item, sentence = max(places, key=lambda place: _shared(wanted, place[1].text))
        numbers = [token for token in wanted if token.folded.isdigit()]
        enough = 2 * _shared(wanted, sentence.text) >= len(wanted)
        if not enough or _shared(numbers, sentence.text) < len(numbers):
            return None
        return Support(item.passage_id, sentence.text, sentence.start, sentence.end, score)


def _shared(wanted: Sequence[Token], text: str) -> int:
    present = {token.folded for token in tokens(text)}
    return sum(token.folded in present for token in wanted)
