"""Near copies with one word exchanged: "the police decides" where the evidence has "the court"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.cues import Modality, modalities
from vraagbaak.grounding.facts.opposites import turns
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.synonyms import same_meaning
from vraagbaak.grounding.wordlist import words
from vraagbaak.grounding.words import Token, Word, likeness
from vraagbaak.language import Language

COPY = 0.5
"""Share of the claim's words in the order of the evidence's, from which on it is a near copy."""
LONGEST = 6
"""Words of an exchanged piece; a longer one is another sentence."""
LIKE = 0.5
MOST = 120
"""Words of a sentence; comparing longer ones in order takes too long, and they are lists."""

_OPENERS = words("""
    hun zijn haar ons onze mijn leur leurs son sa ses seine seinen unser their our his its zoals bv
    tussen binnen tijdens en of et ou und oder and or as like comme wie entre zwischen between
    de het een deze die dit dat uw elke elk iedere alle door via bij van voor aan met in op uit naar
    tegen tot onder le la les un une des du au aux ce cette ces votre vos par pour de à chez avec
    dans sur der die das dem den des ein eine einem einen einer ihr ihre ihrem ihren durch bei von
    vom beim zum zur für mit in im auf aus an the a an this that these your by with for of from to
    at in on every each all l d
    """)

_JOINTS = words("en of et ou und oder and or")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Tokens of the claim that stand where other ones stand in the evidence."""

    said: Sequence[Token]
    given: Sequence[Token]
    opened: bool
    """After an article or a preposition, or at the sentence's beginning: as nouns stand."""


def check_exchanges(case: Case) -> Iterator[Finding]:
    """Another thing, body or place in an otherwise equal sentence; "must" for "may" likewise."""
    if case.language is None:
        return
    for line in case.window.lines:
        for exchange in _exchanges(case.claim.tokens, line.tokens):
            yield from _turned(exchange, line, case)
            yield from _modal(exchange, line, case)
            yield from _thing(exchange, line, case)


def _exchanges(said: Sequence[Token], given: Sequence[Token]) -> Iterator[Exchange]:
    if max(len(said), len(given)) > MOST:
        return
    ours, theirs = [t.folded for t in said], [t.folded for t in given]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    if sum(b - a for tag, a, b, _, _ in blocks if tag == "equal") < COPY * len(said):
        return
    for tag, a, b, c, d in blocks:
        if tag == "replace" and max(b - a, d - c) <= LONGEST:
            listed = ours[b : b + 1] and ours[b] in _JOINTS
            opened = a == 0 or ours[a - 1] in _OPENERS or ours[a] in _OPENERS or bool(listed)
            yield Exchange(said[a:b], given[c:d], opened)


def _turned(exchange: Exchange, line: Line, case: Case) -> Iterator[Finding]:
    said, given = _text(case.claim.text, exchange.said), _text(line.text, exchange.given)
    if turns(said, given):
        start, end = exchange.said[0].start, exchange.said[-1].end
        reason = f"{said}: the evidence has {given}"
        yield Finding(Weight.CONFLICT, FindingKind.OPPOSITE, start, end, reason)


def _text(text: str, part: Sequence[Token]) -> str:
    return text[part[0].start : part[-1].end]


def _modal(exchange: Exchange, line: Line, case: Case) -> Iterator[Finding]:
    said = _modals(case.claim.text, exchange.said, case.claim.language)
    given = _modals(line.text, exchange.given, line.language)
    if said and given and said.isdisjoint(given):
        weight = Weight.CONFLICT if Modality.MUST in said else Weight.MISSING
        reason = f"{' '.join(said)}: the evidence says {' '.join(given)}"
        start, end = exchange.said[0].start, exchange.said[-1].end
        yield Finding(weight, FindingKind.MODALITY, start, end, reason)


def _modals(text: str, part: Sequence[Token], language: Language) -> frozenset[Modality]:
    start, end = part[0].start, part[-1].end
    return frozenset(
        modality
        for modality, cues in modalities(text, language).items()
        if any(cue.start < end and start < cue.end for cue in cues)
    )


def _thing(exchange: Exchange, line: Line, case: Case) -> Iterator[Finding]:
    """Surely another one when the passage speaks of it elsewhere, or where a noun stands."""
    if any(exchange.given[0].start <= f.start < exchange.given[-1].end for f in _numbers(line)):
        return
    theirs = (*line.words, *(case.window.lines[0].words if case.window.lines[0].asks else ()))
    said = [
        w for w in _within(exchange.said, case.claim.words) if _more(w, case.claim.words, theirs)
    ]
    given = [w for w in _within(exchange.given, line.words) if _more(w, theirs, case.claim.words)]
    if not said or not given or any(_same(one, other, line) for one in said for other in given):
        return
    elsewhere = any(word.stem in case.window.passage.stems for word in said)
    sure = exchange.opened or elsewhere
    text = case.claim.text[said[0].start : said[-1].end]
    instead = line.text[given[0].start : given[-1].end]
    yield Finding(
        Weight.MISSING if sure else Weight.DOUBT,
        FindingKind.SIBLING,
        said[0].start,
        said[-1].end,
        f"{text}: the evidence has {instead}",
    )


def _numbers(line: Line) -> list[Fact]:
    return [fact for fact in line.facts if fact.kind is not Kind.NAME]


def _within(part: Sequence[Token], found: Sequence[Word]) -> list[Word]:
    start, end = part[0].start, part[-1].end
    return [word for word in found if start <= word.start < end and word.weight >= 1]


def _more(word: Word, own: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether it, or its like, stands there more often than on the other side."""
    return _count(word, own) > _count(word, others)


def _count(word: Word, among: Sequence[Word]) -> int:
    return sum(likeness(word.stem, other.stem) >= LIKE for other in among)


def _same(one: Word, other: Word, line: Line) -> bool:
    return same_meaning(one.stem, other.stem, line.language)
