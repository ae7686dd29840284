"""The sentence of the sources that a failed sentence was probably made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vraagbaak.answer.context import Draft, Quote
from vraagbaak.answer.readable import is_noise, refers_back, shown
from vraagbaak.answer.units import Kind, units
from vraagbaak.answer.words import content_stems, matched
from vraagbaak.index.types import Passage
from vraagbaak.language import Language

MIN_SHARE = 0.6
"""Share of the failed sentence's content words that the quotation must hold."""
MIN_WORDS = 2


@dataclass(slots=True)
class Repairs:
    """Quotations to put in the place of sentences that fail; each is given once an answer.

    Only passages in the reader's language are quoted: a sudden Dutch sentence in a French answer
    is no repair.
    """

    passages: Sequence[Passage]
    language: Language
    _given: set[tuple[str, int]] = field(default_factory=set)

    def instead_of(self, text: str, hints: Sequence[str], separator: str) -> Draft | None:
        """The closest quotation, from a hinted passage where one is close enough."""
        wanted = frozenset(s for s in content_stems(text, self.language) if not s[0].isdigit())
        if len(wanted) < MIN_WORDS:
            return None
        share, _, quote = max(
            ((_share(wanted, q), q.passage.id in hints, q) for q in self._quotes()),
            key=lambda item: item[:2],
            default=(0.0, False, None),
        )
        if quote is None or share < MIN_SHARE:
            return None
        self._given.add((quote.passage.id, quote.start))
        return Draft(shown(quote.text), separator, quote)

    def _quotes(self) -> Iterator[Quote]:
        for passage in self.passages:
            if passage.language not in {self.language, None}:
                continue
            for unit in units(passage):
                quote = unit.quotes[0]
                fit = unit.kind is Kind.SENTENCE and not is_noise(unit.text)
                new = (passage.id, quote.start) not in self._given
                if fit and new and not refers_back(unit.text):
                    yield quote


def _share(wanted: frozenset[str], quote: Quote) -> float:
    found = matched(wanted, content_stems(quote.text, quote.passage.language))
    return len(found) / len(wanted)
