"""How many of the facts that a complete answer holds are in the answer (Voorhees, 2003)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.metrics.share import Share
from vraagbaak.grounding.facts import Fact, Kind, extract_facts
from vraagbaak.grounding.words import best_likeness, content_words
from vraagbaak.language import Language

INFLECTED = 0.85
"""Likeness of two stems that are the same word in another form, or a compound of the same parts."""
_NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.PERCENT, Kind.DURATION, Kind.ORDINAL})

States = Callable[[str, str], bool]
"""``states(answer, nugget)``: whether the answer says it in other words, by whoever judges."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words and the language that they are in."""

    words: str
    language: Language


def nugget_recall(
    nuggets: Sequence[str], language: Language, answer: Text, states: States
) -> Share | None:
    """The share of nuggets that stand in the answer; None where there are none.

    A nugget stands there when all its words (by stem) and facts (normalised: 1.250,50 is 1250.5)
    do; ``language`` is theirs, the answer may be in another one. ``states`` is asked only about the
    others, and not where a figure of the nugget is missing: no wording makes up for that.
    """
    wanted = (Text(nugget, language) for nugget in nuggets)
    return Share.of(
        holds(answer, nugget)
        or (not _lacks_figure(answer, nugget) and states(answer.words, nugget.words))
        for nugget in wanted
    )


def holds(answer: Text, nugget: Text) -> bool:
    """Whether every word and every fact of the nugget stands in the answer."""
    facts = extract_facts(nugget.words, nugget.language)
    stems = content_words(answer.words, nugget.language, also=answer.language)
    present = frozenset(word.stem for word in stems)
    apart = [f for f in facts if f.kind is not Kind.NAME]
    wanted = [
        word.stem
        for word in content_words(nugget.words, nugget.language)
        if not any(fact.start <= word.start < fact.end for fact in apart)
    ]
    if not wanted and not facts:
        return nugget.words.strip().lower() in answer.words.lower()
    words_there = all(best_likeness(stem, present) >= INFLECTED for stem in wanted)
    return words_there and not _lacking(apart, answer)


def _lacks_figure(answer: Text, nugget: Text) -> bool:
    facts = extract_facts(nugget.words, nugget.language)
    return bool(_lacking([fact for fact in facts if fact.kind in _NUMERIC], answer))


def _lacking(facts: Sequence[Fact], answer: Text) -> list[Fact]:
    """The facts that the answer does not hold; a bound ("at least") counts where both have one."""
    there = extract_facts(answer.words, answer.language)
    return [fact for fact in facts if not any(_same(fact, other) for other in there)]


def _same(fact: Fact, other: Fact) -> bool:
    if fact.bound and other.bound and fact.bound is not other.bound:
        return False
    if fact.value == other.value:
        return fact.kind is other.kind or {fact.kind, other.kind} <= _NUMERIC
    # "211" in a table cell is 211 euro; "12:month" is no "12:week".
    bare = {fact.kind, other.kind} & {Kind.NUMBER}
    return bool(bare) and fact.value.split(":")[0] == other.value.split(":")[0]
