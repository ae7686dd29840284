"""What the claim leaves out or adds of how far a statement reaches: condition and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vraagbaak.grounding.asking import after_reply
from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.conditions import Condition, conditions, limits, regardless
from vraagbaak.grounding.facts.validity import Validity, ended, past, present, validities
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import share
from vraagbaak.grounding.words import Word


def check_conditions(case: Case) -> Iterator[Finding]:
    """What holds on a condition does not hold without; nor does "yes, but only with ..."."""
    if case.language is None:
        return
    anyway = regardless(case.claim.text)
    if anyway and _on_condition(case):
        reason = f"{anyway.group()}: the evidence does not say so"
        yield Finding(Weight.MISSING, FindingKind.CONDITION, *anyway.span(), reason)
    lacking = next((text for line in case.window.lines for text in _lacking(line, case)), None)
    if lacking is not None:
        yield case.whole(Weight.MISSING, FindingKind.CONDITION, f"leaves out: {lacking}")
    else:
        yield from _restricted_reply(case)


def _lacking(line: Line, case: Case) -> Iterator[str]:
    """The line's conditions that the claim drops, as they are written."""
    for condition in conditions(line.text, line.language):
        if _drops(condition, line, case):
            yield line.text[condition.start : condition.end]
    if line.index and case.window.passage.supposed(line.index - 1):
        asked = case.window.passage.lines[line.index - 1]
        if not _kept(asked.words, _values(asked.facts), case):
            yield asked.text


def _values(facts: Iterable[Fact]) -> frozenset[str]:
    return frozenset(fact.value for fact in facts if fact.kind is not Kind.NAME)


def _on_condition(case: Case) -> bool:
    lines = case.window.lines
    given = any(conditions(line.text, line.language) for line in lines)
    return given and not any(regardless(line.text) for line in lines)


def _drops(condition: Condition, line: Line, case: Case) -> bool:
    """Whether the claim says the main clause and nothing like the condition."""
    if conditions(case.claim.text, case.claim.language):
        return False
    inside = [w for w in line.words if condition.start <= w.start < condition.end]
    outside = frozenset(
        w.stem for w in line.words if not condition.start <= w.start < condition.end
    )
    facts = [fact for fact in line.facts if condition.start <= fact.start < condition.end]
    if not (inside or facts) or share(case.claim.words, outside) < case.options.main:
        return False
    # Words that the main clause has as well do not show that the claim keeps the condition.
    own = [word for word in inside if word.stem not in outside]
    return not _kept(own or inside, _values(facts), case)


def _kept(words: Iterable[Word], facts: frozenset[str], case: Case) -> bool:
    """Whether the claim, or what was said before it, has enough of these words, or their facts."""
    if facts and any(fact.value in facts for fact in case.claim.facts):
        return True
    return share(list(words), case.claim.stems | case.claim.known) >= case.options.kept


def _restricted_reply(case: Case) -> Iterator[Finding]:
    """A yes that holds "until 2024" or "only with permission" is no yes."""
    lines = case.window.lines
    if not lines[0].asks or len(lines) < 2 or case.window.passage.answered(lines[0].index) is None:
        return
    reply = lines[1]
    rest = after_reply(reply.text)
    nxt = case.window.passage.lines[reply.index + 1 : reply.index + 2]
    further = [line for line in nxt if limits(line.text) and not line.asks]
    tails = [(reply, rest)] if rest and limits(reply.text[rest:]) else []
    for line, start in [*tails, *((line, 0) for line in further)]:
        words = [word for word in line.words if word.start >= start]
        if not _kept(words, _values(line.facts), case):
            reason = f"the answer is restricted: {line.text}"
            yield case.whole(Weight.MISSING, FindingKind.QUESTION, reason)
            return


def check_validity(case: Case) -> Iterator[Finding]:
    """What was, or is planned, does not hold now."""
    said = validities(case.claim.text)
    for validity in sorted(_given_validities(case) - said):
        reason = f"what the evidence speaks of is {validity}"
        yield case.whole(Weight.MISSING, FindingKind.ABOLISHED, reason)
    dated = any(fact.kind is Kind.DATE for fact in case.claim.facts)
    if (
        not dated
        and present(case.claim.text)
        and all(past(line.text) for line in case.window.lines)
    ):
        yield case.whole(Weight.MISSING, FindingKind.ABOLISHED, "the evidence says it of the past")


def _given_validities(case: Case) -> frozenset[Validity]:
    """Of the lines, and of one just after them that refers back: "It was abolished in 2024."."""
    lines = list(case.window.lines)
    after = case.window.passage.lines[case.window.last + 1 : case.window.last + 2]
    found = [validities(line.text) for line in lines]
    found += [frozenset({Validity.ENDED}) for line in after if line.leans and ended(line.text)]
    return frozenset().union(*found)
