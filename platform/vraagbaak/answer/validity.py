"""Which documents were valid when: an amount of last year answers no question of this year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vraagbaak.answer.words import fold
from vraagbaak.index.types import Passage

_YEAR = re.compile(r"(?<![\d.,/€])(?:19|20)\d\d(?![\d,/])")
_LAST_YEAR = re.compile(r"\b(vorig jaar|l'annee derniere|l’annee derniere|letztes jahr|"
                        r"letzten jahr|vergangenes jahr|last year)\b")  # fmt: skip
_NEXT_YEAR = re.compile(r"\b(volgend jaar|l'annee prochaine|l’annee prochaine|nachstes jahr|"
                        r"nachsten jahr|next year)\b")  # fmt: skip
# A year of birth asks about no period: "mijn zoon is van 2015", "born in 2015".
_BIRTH = re.compile(
    r"\b(?:"
    r"(?:geboren|geboorte|nee?s?|naissance|born|birth)(?: (?:op|in|en|im|am|le|du|on)){1,2}|"
    r"(?:zoon\w*|dochter\w*|kind(?:eren|je)?|fils|fille|enfants?|sohn|tochter|kinder|son|daughter|"
    r"child|children)(?: (?:is|zijn|est|sont|ist|sind))? (?:van|uit|de|von|aus|from|of)"
    r") (?:\d{1,2} \w+ )?(?:19|20)\d\d\b"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a question asks about, both included."""

    first: date
    last: date
    named: bool
    """Whether the question itself says so; today otherwise."""

    def covers(self, passage: Passage) -> bool:
        """Whether the passage was valid on any of these days; one without dates always is."""
        starts_in_time = passage.valid_from is None or passage.valid_from <= self.last
        ends_in_time = passage.valid_until is None or passage.valid_until >= self.first
        return starts_in_time and ends_in_time


def period_asked(question: str, today: date) -> Period:
    """The period of the question: the years it names, "last year", or else today."""
    folded = fold(question)
    years = [int(year) for year in _YEAR.findall(_BIRTH.sub(" ", folded))]
    if _LAST_YEAR.search(folded):
        years.append(today.year - 1)
    if _NEXT_YEAR.search(folded):
        years.append(today.year + 1)
    if not years:
        return Period(today, today, named=False)
    return Period(date(min(years), 1, 1), date(max(years), 12, 31), named=True)
