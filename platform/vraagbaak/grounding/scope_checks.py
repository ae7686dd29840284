"""What the claim leaves out or adds of how far a statement reaches: quantity, condition, time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vraagbaak.grounding.asking import after_reply
from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts import Kind
from vraagbaak.grounding.facts.conditions import Condition, conditions, limits, regardless
from vraagbaak.grounding.facts.cues import Modality
from vraagbaak.grounding.facts.quantifiers import Quantified, Quantity, quantifiers, restricted
from vraagbaak.grounding.facts.validity import Validity, ended, past, present, validities
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import Part, nearest, share
from vraagbaak.grounding.words import Word


def check_quantifiers(case: Case) -> Iterator[Finding]:
    """Some is not all; "sometimes required" is not "required"; "only" must be said."""
    if case.language is None:
        return
    for part in case.claim.parts:
        near = nearest(part, case.given) if part.words else list(case.given)
        if near:
            yield from _quantity(part, near, case)
            yield from _only(part, near, case)


def _quantity(part: Part, near: list[Part], case: Case) -> Iterator[Finding]:
    said = next(iter(quantifiers(part.text, part.language)), None)
    given = [(q, one) for one in near for q in quantifiers(one.text, one.language)]
    highest = max((q.quantity for q, _ in given), default=None)
    at = part.clause.start
    if said is None:
        dropped = next((q for q, one in given if _weighs(q, one, case)), None)
        if dropped is not None and Modality.MAY not in part.modals:
            weight = Weight.DOUBT if dropped.vague else Weight.MISSING
            reason = "the evidence says so of some cases only"
            yield Finding(weight, FindingKind.QUANTIFIER, at, part.clause.end, reason)
    elif highest is not None and said.quantity != highest:
        above = said.quantity > highest and not (said.vague or given[0][0].vague)
        weight = Weight.CONFLICT if above else Weight.MISSING
        reason = f"{part.text[said.start : said.end]}: the evidence has another quantity"
        yield Finding(weight, FindingKind.QUANTIFIER, at + said.start, at + said.end, reason)
    elif highest is None and said.everyone:
        reason = f"{part.text[said.start : said.end]}: the evidence does not say that of all"
        yield Finding(
            Weight.MISSING, FindingKind.QUANTIFIER, at + said.start, at + said.end, reason
        )
    elif highest is None and said.quantity not in {Quantity.ALL, Quantity.NONE}:
        reason = f"{part.text[said.start : said.end]} is not in the evidence"
        yield Finding(Weight.DOUBT, FindingKind.QUANTIFIER, at + said.start, at + said.end, reason)


def _weighs(found: Quantified, part: Part, case: Case) -> bool:
    """Whether it quantifies something that the claim states: the word after it, or before."""
    if found.quantity in {Quantity.ALL, Quantity.NONE}:
        return False
    start = part.clause.start
    after = [w for w in part.words if w.start >= start + found.end][:1]
    before = [w for w in part.words if w.end <= start + found.start][-1:]
    return any(w.stem in case.claim.stems for w in (*after, *before))


def _only(part: Part, near: list[Part], case: Case) -> Iterator[Finding]:
    said = restricted(part.text, part.language)
    if not said or any(
        restricted(one.text, one.language) or one.denies in {True, None} for one in near
    ):
        return
    start, end = (place + part.clause.start for place in said[0])
    if any(restricted(line.text, line.language) for line in case.window.lines):
        return
    reason = f"{case.claim.text[start:end]}: the evidence does not restrict it so"
    yield Finding(Weight.MISSING, FindingKind.QUANTIFIER, start, end, reason)


def check_conditions(case: Case) -> Iterator[Finding]:
    """What holds on a condition does not hold without; nor does "yes, but only with ..."."""
    if case.language is None:
        return
    whole = (0, len(case.claim.text))
    anyway = regardless(case.claim.text)
    if anyway and _on_condition(case):
        reason = f"{anyway.group()}: the evidence does not say so"
        yield Finding(Weight.MISSING, FindingKind.CONDITION, *anyway.span(), reason)
    for line in case.window.lines:
        lacking = next(
            (c for c in conditions(line.text, line.language) if _drops(c, line, case)), None
        )
        if lacking is not None:
            reason = f"leaves out: {line.text[lacking.start : lacking.end]}"
            yield Finding(Weight.MISSING, FindingKind.CONDITION, *whole, reason)
            return
        if line.index and case.window.passage.supposed(line.index - 1):
            asked = case.window.passage.lines[line.index - 1]
            facts = frozenset(f.value for f in asked.facts if f.kind is not Kind.NAME)
            if not _kept(asked.words, facts, case):
                reason = f"leaves out: {asked.text}"
                yield Finding(Weight.MISSING, FindingKind.CONDITION, *whole, reason)
                return
    yield from _restricted_reply(case)


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
    if not inside or not outside or share(case.claim.words, outside) < case.options.main:
        return False
    return not _kept(inside, _facts(line, condition), case)


def _facts(line: Line, condition: Condition) -> frozenset[str]:
    return frozenset(
        fact.value
        for fact in line.facts
        if fact.kind is not Kind.NAME and condition.start <= fact.start < condition.end
    )


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
        facts = frozenset(fact.value for fact in line.facts if fact.kind is not Kind.NAME)
        if not _kept(words, facts, case):
            reason = f"the answer is restricted: {line.text}"
            yield Finding(Weight.MISSING, FindingKind.QUESTION, 0, len(case.claim.text), reason)
            return


def check_validity(case: Case) -> Iterator[Finding]:
    """What was, or is planned, does not hold now."""
    said = validities(case.claim.text)
    whole = (0, len(case.claim.text))
    for validity in sorted(_given_validities(case) - said):
        reason = f"what the evidence speaks of is {validity}"
        yield Finding(Weight.MISSING, FindingKind.ABOLISHED, *whole, reason)
    dated = any(fact.kind is Kind.DATE for fact in case.claim.facts)
    if (
        not dated
        and present(case.claim.text)
        and all(past(line.text) for line in case.window.lines)
    ):
        reason = "the evidence says it of the past"
        yield Finding(Weight.MISSING, FindingKind.ABOLISHED, *whole, reason)


def _given_validities(case: Case) -> frozenset[Validity]:
    """Of the lines, and of one just after them that refers back: "It was abolished in 2024."."""
    lines = list(case.window.lines)
    after = case.window.passage.lines[case.window.last + 1 : case.window.last + 2]
    found = [validities(line.text) for line in lines]
    found += [frozenset({Validity.ENDED}) for line in after if line.leans and ended(line.text)]
    return frozenset().union(*found)
