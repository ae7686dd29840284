"""The hard checks: what agreeing words cannot make up for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from vraagbaak.grounding.case import Case, CheckOptions, make_case
from vraagbaak.grounding.claim import Claim
from vraagbaak.grounding.exception_checks import check_exceptions, turns_exception
from vraagbaak.grounding.fact_checks import check_facts, check_regions
from vraagbaak.grounding.fact_relations import check_rates, check_roles
from vraagbaak.grounding.facts import Kind
from vraagbaak.grounding.facts.cues import Modality
from vraagbaak.grounding.facts.opposites import PREDICATES, differing, opposites, sides
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.parts import Part, nearest
from vraagbaak.grounding.polarity import turned
from vraagbaak.grounding.quantity_checks import check_quantifiers
from vraagbaak.grounding.reference_checks import check_pieces, check_reference
from vraagbaak.grounding.role_checks import check_agents, check_attribution
from vraagbaak.grounding.scope_checks import check_conditions, check_validity
from vraagbaak.grounding.substitutions import check_exchanges
from vraagbaak.grounding.table_checks import check_columns
from vraagbaak.grounding.windows import Window, rivalled, weigh

__all__ = ["CheckOptions", "Finding", "FindingKind", "Weight", "check"]


def check(claim: Claim, window: Window, options: CheckOptions) -> list[Finding]:
    """All findings; none means that nothing speaks against the claim."""
    case = make_case(claim, window, options)
    return [finding for one in _CHECKS for finding in one(case)]


def _check_modality(case: Case) -> Iterator[Finding]:
    """A permission must not become a duty, nor a duty a permission."""
    whole = _modals(case.given)
    for part in case.claim.parts:
        if len(part.modals) != 1:
            continue
        said = next(iter(part.modals))
        given = _modals(nearest(part, case.given)) or whole
        if given and said not in given:
            other = next(iter(given))
            weight = Weight.CONFLICT if said is Modality.MUST else Weight.MISSING
            if {said, other} == {Modality.MAY, Modality.SHOULD}:
                weight = Weight.DOUBT
            reason = f"{said}: the evidence says {other}"
            yield Finding(weight, FindingKind.MODALITY, part.clause.start, part.clause.end, reason)


def _modals(parts: Iterable[Part]) -> frozenset[Modality]:
    return frozenset(modal for part in parts for modal in part.modals)


def _check_opposites(case: Case) -> Iterator[Finding]:
    claim, window = case.claim, case.window
    denied = any(part.denies for part in claim.parts) != any(part.denies for part in case.given)
    if denied:
        return
    for _ in differing(opposites(claim.text), opposites(window.text)):
        reason = "says the opposite of the evidence"
        yield case.whole(Weight.CONFLICT, FindingKind.OPPOSITE, reason)


def _check_negation(case: Case) -> Iterator[Finding]:
    part = turned(case.claim, case.window, case.given)
    if part is not None and not turns_exception(case):
        reason = "denies what the evidence says, or says what it denies"
        clause = part.clause
        denied = any(one.denies != part.denies for one in nearest(part, case.given))
        kind = FindingKind.NEGATION if denied or not part.poles else FindingKind.OPPOSITE
        yield Finding(Weight.CONFLICT, kind, clause.start, clause.end, reason)


def _check_siblings(case: Case) -> Iterator[Finding]:
    """The claim says huurpremie, the evidence huursubsidie: probably another thing.

    Surely so when the passage speaks of the huurpremie elsewhere.
    """
    claim, window = case.claim, case.window
    stems = frozenset(stem for line in window.lines for stem in line.stems)
    for word, share in zip(claim.words, window.found, strict=True):
        if share < 0.5 and rivalled(word, claim.words, stems, window.passage):
            elsewhere = word.stem in window.passage.stems
            if case.language is None and not elsewhere:
                continue
            text = claim.text[word.start : word.end]
            weight = Weight.MISSING if elsewhere else Weight.DOUBT
            reason = f"{text}: the evidence has a like"
            yield Finding(weight, FindingKind.SIBLING, word.start, word.end, reason)


def _check_predicates(case: Case) -> Iterator[Finding]:
    """That something is required, free, granted or valid is never only implied."""
    claim, window = case.claim, case.window
    if case.language is None or any(part.denies is not False for part in case.given):
        return
    given = {axis for part in case.given for axis in part.sides}
    must = any(Modality.MUST in part.modals for part in case.given)
    for word, share in zip(claim.words, window.found, strict=True):
        said = {axis for axis, _ in sides(claim.text[word.start : word.end].lower())} & PREDICATES
        if share < 0.5 and said and said.isdisjoint(given) and not must:
            text = claim.text[word.start : word.end]
            reason = f"{text}: the evidence says nothing of it"
            yield Finding(Weight.MISSING, FindingKind.OPPOSITE, word.start, word.end, reason)


def _check_own_words(case: Case) -> Iterator[Finding]:
    """A sentence that only leans on others that say it is not where the claim is found."""
    if case.language is None or not case.claim.words:
        return
    if weigh(case.claim.words, case.window.direct) < case.options.own and not any(
        f.kind is not Kind.NAME for f in case.claim.facts
    ):
        reason = "hardly a word of it stands here"
        yield case.whole(Weight.MISSING, FindingKind.CLAUSE, reason)


_CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    check_facts,
    check_regions,
    check_rates,
    check_roles,
    _check_modality,
    _check_opposites,
    _check_negation,
    _check_siblings,
    check_reference,
    check_exchanges,
    _check_own_words,
    _check_predicates,
    check_pieces,
    check_quantifiers,
    check_conditions,
    check_exceptions,
    check_agents,
    check_attribution,
    check_columns,
    check_validity,
)
