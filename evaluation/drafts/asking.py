"""Questions from single sentences: by what they say of the reader, of a thing, of a body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.datasets.golden import Kind
from evaluation.drafts.forms import FORMS, Form
from evaluation.drafts.types import Draft, Said
from vraagbaak.grounding.facts import Fact, extract_facts
from vraagbaak.grounding.facts import Kind as FactKind
from vraagbaak.grounding.words import content_words

ASKED = (FactKind.MONEY, FactKind.PERCENT, FactKind.DURATION, FactKind.DATE)
_LEANS = re.compile(
    r"\b(?:deze|dit|die|dat|dan|daar\w*|hier\w*|zij|hij|ze|ce|cette|ces|il|elle|ils|celui|"
    r"diese\w*|jene\w*|er|es|this|these|that|those|it|they|then)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(r"^\s*(?:en|et|und|and|of|ou|oder|or)\b|\b(?:en|et|und|and|of|ou|oder|or)\s*$")
"""What is left of a joined sentence when its fact was taken out."""
_SPACE = re.compile(r"\s+([,.;])|\s+")


def questions_of(said: Said) -> Iterator[Draft]:
    """The questions that the sentence answers, the best template first."""
    form = FORMS[said.language]
    facts = [f for f in extract_facts(said.plain, said.language) if f.kind in ASKED]
    asked = [fact for fact in facts if sum(f.kind is fact.kind for f in facts) == 1]
    for fact in asked:
        if draft := _about_fact(said, form, fact):
            yield draft
    if not facts and (draft := _definition(said, form)):
        yield draft
    if draft := _doer(said, form):
        yield draft


def _about_fact(said: Said, form: Form, fact: Fact) -> Draft | None:
    match = form.thing.fullmatch(said.plain) or form.pronoun.fullmatch(said.plain)
    if match is None or fact.start < match.start("rest") or _leans(match["rest"]):
        return None
    start, end = _with_words_around(said.plain, fact, form)
    rest = said.plain[match.start("rest") : start] + said.plain[end : match.end("rest")]
    term = form.within_words.search(said.plain[start : fact.start])
    if _HANGS.search(rest):
        return None
    words = form.within if fact.kind is FactKind.DURATION and term else form.asks[fact.kind]
    core = _worded(form, words, match["verb"], match["subject"], rest)
    nugget = said.plain[fact.start : end].strip(" ,.")
    return _draft(said, core, f"fact:{fact.kind.name.lower()}", (nugget,), fact.kind)


def _definition(said: Said, form: Form) -> Draft | None:
    """What a deposit is, of: A deposit is money that …."""
    match = form.thing.fullmatch(said.plain)
    if match is None or not re.match(
        r"(?:een|de|het|un|une|le|la|ein|eine|der|die|das|an?|the)\b", match["rest"]
    ):
        return None
    if _leans(match["subject"]):
        return None
    subject = match["subject"].strip()
    core = _tidy(form.what.format(verb=match["verb"], subject=_lower(subject)), form)
    return _draft(said, core, "definition", (match["rest"],), None)


def _doer(said: Said, form: Form) -> Draft | None:
    """Who calculates the rent, of: The office calculates the rent."""
    match = form.doer.fullmatch(said.plain)
    if match is None or _leans(match["rest"]) or _leans(match["subject"]):
        return None
    core = _tidy(f"{form.who} {match['verb']} {match['rest']}", form)
    return _draft(said, core, "doer", (match["subject"].strip(),), None)


def _draft(
    said: Said, core: str, how: str, nuggets: tuple[str, ...], asks: FactKind | None
) -> Draft | None:
    if len(core.split()) < 3:
        return None
    return Draft(
        question=about(said.title, core, said),
        kind=Kind.ANSWERABLE,
        language=said.language,
        document=said.document,
        how=how,
        answer=said.plain,
        evidence=(said.text,),
        nuggets=nuggets,
        core=core,
        asks=asks,
    )


def about(title: str, core: str, said: Said) -> str:
    """The question with its subject before it, where it does not name it itself."""
    title = re.split(r":| \(", title, maxsplit=1)[0].strip(" ?")
    known = {word.stem for word in content_words(core, said.language)}
    if not title or known & {word.stem for word in content_words(title, said.language)}:
        return core
    return f"{title}: {_lower(core)}"


def _worded(form: Form, words: str, verb: str, subject: str, rest: str) -> str:
    subject = _lower(subject.strip())
    # French joins a pronoun to its verb, and only a pronoun.
    joint = "" if " " in subject else form.joint
    return _tidy(f"{words} {verb}{joint or ' '}{subject} {rest}", form)


def _with_words_around(text: str, fact: Fact, form: Form) -> tuple[int, int]:
    """The fact with its preposition before it and its period ("a month") after it."""
    before = re.search(rf"(?:^|(?<=\s)){form.before}$", text[: fact.start], re.IGNORECASE)
    after = re.match(r"\s+(?:per|par|pro|a|an|each|elke|chaque|je)\s+\w+", text[fact.end :])
    start = before.start() if before else fact.start
    return start, fact.end + (after.end() if after else 0)


def _leans(text: str) -> bool:
    """Whether the words point at what another sentence says, or hold one."""
    return ". " in text or _LEANS.search(text) is not None


def _lower(text: str) -> str:
    """A small first letter, unless the word is a name, an abbreviation or the German Sie."""
    if text.startswith("Sie ") or text == "Sie" or text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def _tidy(text: str, form: Form) -> str:
    """Single spaces, none before a comma, and the language's question mark."""
    return _SPACE.sub(lambda m: m[1] or " ", text).strip(" ,;") + form.mark
