"""The sentence of the sources that a failed sentence was probably made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vraagbaak.answer.context import Draft
from vraagbaak.answer.quote import Quote
from vraagbaak.answer.readable import is_noise, refers_back, shown
from vraagbaak.answer.similar import says_the_same
from vraagbaak.answer.units import Kind, units
from vraagbaak.answer.words import content_stems
from vraagbaak.index.types import Passage
from vraagbaak.language import Language

MIN_SHARE = 0.7
"""Share of the failed sentence's content words that the quotation must hold."""
MIN_WORDS = 3


@dataclass(slots=True)
class Repairs:
    """Quotations to put in the place of sentences that fail; each is given once an answer.

    Only passages in the reader's language are quoted: a sudden Dutch sentence in a French answer
    is no repair.
    """

    passages: Sequence[Passage]
    language: Language
    said: list[str] = field(default_factory=list)
    """What the answer holds already; it is not quoted once more."""

    def instead_of(self, text: str, hints: Sequence[str], separator: str) -> Draft | None:
        """The closest quotation, from a hinted passage where one is close enough."""
        wanted = frozenset(s for s in content_stems(text, self.language) if not s[0].isdigit())
        if len(wanted) < MIN_WORDS:
            return None
        share, quote = max(
            ((_share(wanted, quote), quote) for quote in self._quotes(hints)),
            key=lambda item: item[0],
            default=(0.0, None),
        )
        if quote is None or share < MIN_SHARE:
            return None
        self.said.append(quote.text)
        return Draft(shown(quote.text), separator, quote)

    def _quotes(self, hints: Sequence[str]) -> Iterator[Quote]:
        """Sentences of the hinted passages, or of the best document: no other scheme's amount."""
        best = self.passages[0].document if self.passages else ""
        for passage in self.passages:
            meant = passage.id in hints if hints else passage.document == best
            if not meant or passage.language not in {self.language, None}:
                continue
            for unit in units(passage):
                quote = unit.quotes[0]
                fit = unit.kind is Kind.SENTENCE and not is_noise(unit.text)
                said = any(says_the_same(quote.text, other) for other in self.said)
                if fit and not said and not refers_back(unit.text):
                    yield quote


def _share(wanted: frozenset[str], quote: Quote) -> float:
    """Whole words only: "premie" is not "renovatiepremie" where an amount is put right."""
    return len(wanted & content_stems(quote.text, quote.passage.language)) / len(wanted)
