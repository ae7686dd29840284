"""Who does what to whom, and who only says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.clauses import clause_at, clauses
from vraagbaak.grounding.facts.agents import (
    Relation,
    agents,
    by_whom,
    passive,
    reduced,
    relations,
)
from vraagbaak.grounding.facts.cues import any_of
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import share
from vraagbaak.grounding.words import Word

ABOUT = 0.5
"""Share of the claim's words in a line, those for agents apart, from which on it tells of the
same."""
FIRST_WORDS = 3
"""Who does it stands among the first words of a plain sentence."""
OPENS = 3
"""Characters from which on "according to" does not open the sentence."""
_SAID_BY = re.compile(
    r"\b(?:volgens|naar\s+eigen\s+zeggen|selon|d['’]après|laut|nach\s+(?:Ansicht|Meinung|Angaben)"
    r"|according\s+to|in\s+the\s+(?:view|opinion)\s+of)\s+"
    r"(?:(?:de|het|een|haar|zijn|hun|sommige|la|les?|ses|certains|der|die|das|des|the|some)\s+|l['’]\s*)?"
    r"(?:[^\W\d_]+e\s+)?(?P<who>[^\W\d_][\w-]*)"
    r"|\b(?P<they>[^\W\d_]+)\s+(?:zufolge\b|(?:vinden|zeggen|stellen|menen|beweren|claimen|estiment"
    r"|disent|affirment|prétendent|behaupten|sagen|meinen|say|claim|argue|believe),?\s+"
    r"(?:dat|que|dass|that)\b)"
    r"|\b(?P<critics>critici|tegenstanders|voorstanders|opposants|kritiker|gegner|critics|opponents)"
    r"\s+(?:vinden|noemen|trouvent|jugent|finden|nennen|find|call|consider)\b",
    re.IGNORECASE,
)
# "It differs according to the owner" attributes nothing.
_DEPENDING = re.compile(
    r"\b(?:verschil\w*|vari\w*|verdeeld?|bepaal\w*|bereken\w*|hang\w*|afhankelijk|diff[eè]r\w*"
    r"|dépend\w*|calcul\w*|je|unterschied\w*|abhängig|depend\w*)\W+(?:\w+\W+){0,2}\Z",
    re.IGNORECASE,
)
_DISTANT = any_of(
    r"critic(?:i|us)|criticasters?|tegenstanders?|voorstanders?|fabrikant(?:en)?|producent(?:en)?"
    r"|verkopers?|leveranciers?|aanvragers?|eigenaars?|betrokkene[n]?|klagers?|verzoekers?"
    r"|verweerders?|appellant(?:en)?|omwonenden|buurtbewoners?|buren|getuigen?|partij(?:en)?"
    r"|sommigen?|velen|experts?|lobbyist(?:en)?|oppositie|belanghebbenden?|respondenten"
    r"|critiques?|opposants?|partisans?|détracteurs?|fabricants?|producteurs?|vendeurs?"
    r"|demandeurs?|plaignants?|riverains?|témoins?|requérants?|intéressés?|certains"
    r"|kritikern?|gegnern?|befürwortern?|herstellern?|produzenten|verkäufern?|antragstellern?"
    r"|klägern?|anwohnern?|zeugen|einigen|betroffenen?"
    r"|opponents?|proponents?|manufacturers?|producers?|sellers?|applicants?|complainants?"
    r"|neighbours?|witnesse?s?|appellants?|parties|party|residents|critics"
)
_OPINION = any_of(
    r"volgens|selon|d['’]après|laut|zufolge|according\s+to|kritiek|critique|kritik|criticism"
    r"|critici[sz]ed?|opinion|mening|meinung|avis"
)
_RECEIVES = re.compile(
    r"\b(?:krijg\w*|ontvang\w*|re[cç]oi\w*|obtien\w*|bekomm\w*|erh[aä]lt\w*|receive\w*|gets?)\b",
    re.IGNORECASE,
)


def check_agents(case: Case) -> Iterator[Finding]:
    """The tenant warns the landlord: not what "the landlord warns the tenant" says."""
    if case.language is None:
        return
    own = agents(case.claim.text, case.language)
    rest = [w for w in case.claim.words if not any(a.start <= w.start < a.end for a in own)]
    for line in case.window.lines:
        if share(rest, line.stems) < ABOUT:
            continue
        reason = _exchanged(case, line) or _done_by_another(case, line)
        if reason:
            yield case.whole(Weight.CONFLICT, FindingKind.ROLE, reason)
            return


def check_attribution(case: Case) -> Iterator[Finding]:
    """What only critics or a manufacturer say is not told as the agency's own word."""
    if _DISTANT.search(case.claim.text) or _OPINION.search(case.claim.text):
        return
    for line in case.window.lines:
        for said in _SAID_BY.finditer(line.text):
            who = said["who"] or said["they"] or said["critics"]
            if _DISTANT.fullmatch(who) and _told_so(said, line, case):
                reason = f"leaves out who says so: {said.group()}"
                yield case.whole(Weight.MISSING, FindingKind.ROLE, reason)
                return


def _told_so(said: re.Match[str], line: Line, case: Case) -> bool:
    """Whether what is said so is what the claim says: the sentence that it opens, or its clause."""
    before = line.text[: said.start()]
    if _DEPENDING.search(before):
        return False
    words: list[Word] = list(line.words)
    if len(before.strip()) > OPENS:
        part = clause_at(clauses(line.text), said.start())
        words = [word for word in words if part.holds(word.start)]
    return share(case.claim.words, frozenset(word.stem for word in words)) >= ABOUT


def _exchanged(case: Case, line: Line) -> str:
    """One does to the other in the claim what the other does to the one in the evidence."""
    given = relations(line.text, line.language)
    for said in relations(case.claim.text, line.language):
        if Relation(said.other, said.doer) in given and said not in given:
            return f"{said.doer} and {said.other}: the evidence has them the other way round"
    return ""


def _done_by_another(case: Case, line: Line) -> str:
    """Done "by the council" in the evidence, and by somebody else in the claim."""
    text, language = case.claim.text, line.language
    doers = list(by_whom(line.text, language))
    if not doers or passive(text, language) or _RECEIVES.search(text):
        return ""
    own = [a for a in agents(text, language) if not (a.governed or a.towards)]
    first = next((a for a in own if len(text[: a.start].split()) < FIRST_WORDS), None)
    named = {token.folded for token in case.claim.tokens}
    if first is None or any(who in named or reduced(who) == first.name for who in doers):
        return ""
    if first.name in {agent.name for agent in agents(line.text, language)}:
        # Who is named there otherwise may do something else.
        return ""
    return f"{first.name}: in the evidence it is done by {', '.join(sorted(set(doers)))}"
