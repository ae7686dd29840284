"""Who does what to whom, and who only says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts.agents import Agent, agents, by_whom, passive
from vraagbaak.grounding.facts.cues import any_of
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import share

ABOUT = 0.5
"""Share of the claim's words in a line from which on it tells of the same."""
FIRST_WORDS = 3
"""Who does it stands among the first words, where nothing else is put there."""
_SAID_BY = re.compile(
    r"\b(?:volgens|naar\s+eigen\s+zeggen|selon|d['’]après|laut|nach\s+(?:Ansicht|Meinung|Angaben)"
    r"|according\s+to|in\s+the\s+(?:view|opinion)\s+of)\s+"
    r"(?:(?:de|het|een|haar|zijn|hun|sommige|la|les?|certains|der|die|das|des|the|some)\s+|l['’]\s*)?"
    r"(?P<who>[^\W\d_][\w-]*)",
    re.IGNORECASE,
)
_DISTANT = any_of(
    r"critic(?:i|us)|criticasters?|tegenstanders?|voorstanders?|fabrikant(?:en)?|producent(?:en)?"
    r"|verkopers?|leveranciers?|aanvragers?|eigenaars?|betrokkene[n]?|klagers?|verzoekers?"
    r"|verweerders?|appellant(?:en)?|omwonenden|buurtbewoners?|buren|getuigen?|partij(?:en)?"
    r"|sommigen?|velen|experts?|lobbyist(?:en)?|oppositie|belanghebbenden?|respondenten"
    r"|critiques?|opposants?|partisans?|fabricants?|producteurs?|vendeurs?|demandeurs?|plaignants?"
    r"|riverains?|témoins?|requérants?|intéressés?|certains"
    r"|kritikern?|gegnern?|befürwortern?|herstellern?|produzenten|verkäufern?|antragstellern?"
    r"|klägern?|anwohnern?|zeugen|einigen|betroffenen?"
    r"|opponents?|proponents?|manufacturers?|producers?|sellers?|applicants?|complainants?"
    r"|neighbours?|witnesse?s?|appellants?|parties|party|residents|critics"
)
_TELLS = any_of(
    r"volgens|zegt|zeggen|vindt|vinden|meent|menen|stelt|stellen|beweert|beweren|claimt|claimen"
    r"|selon|d['’]après|dit|disent|estiment?|affirment?|prétend(?:ent)?|soutien(?:t|nent)"
    r"|laut|nach|sagt|sagen|meint|meinen|behaupte[nt]|zufolge"
    r"|according|says?|claims?|argues?|thinks?|believes?|maintains?|states?"
)


def check_roles_of_agents(case: Case) -> Iterator[Finding]:
    """The tenant warns the landlord: not what "the landlord warns the tenant" says."""
    if case.language is None:
        return
    own = agents(case.claim.text, case.language)
    rest = [w for w in case.claim.words if not any(a.start <= w.start < a.end for a in own)]
    for line in case.window.lines:
        if share(rest, line.stems) < ABOUT:
            continue
        given = agents(line.text, line.language)
        reason = _swapped(own, given, case, line) or _done_by_another(own, given, case, line)
        if reason:
            whole = (0, len(case.claim.text))
            yield Finding(Weight.CONFLICT, FindingKind.ROLE, *whole, reason)
            return


def check_attribution(case: Case) -> Iterator[Finding]:
    """What only critics or a manufacturer say is not told as the agency's own word."""
    if _TELLS.search(case.claim.text):
        return
    for line in case.window.lines:
        for said in _SAID_BY.finditer(line.text):
            if _DISTANT.fullmatch(said["who"]) and share(case.claim.words, line.stems) >= ABOUT:
                reason = f"leaves out who says so: {said.group()}"
                whole = (0, len(case.claim.text))
                yield Finding(Weight.MISSING, FindingKind.ROLE, *whole, reason)
                return


def _swapped(own: Sequence[Agent], given: Sequence[Agent], case: Case, line: Line) -> str:
    """Two who both stand without a preposition, and each in the other's place."""
    if list(by_whom(case.claim.text, line.language)) or list(by_whom(line.text, line.language)):
        return ""
    mine, theirs = _places(own), _places(given)
    if _cases_exchanged(own, given):
        return "who does it and to whom it is done are exchanged"
    if any(agent.oblique for agent in (*own, *given)):
        return ""
    for one, other in combinations([name for name in mine if name in theirs], 2):
        first, second = sorted((mine[one], mine[other]))
        begins = _begins(case.claim.text, first) and _begins(
            line.text, min(theirs[one], theirs[other])
        )
        if begins and (mine[one] < mine[other]) != (theirs[one] < theirs[other]):
            said = case.claim.text[first:second].split()[0]
            return f"{said} …: the evidence has {one} and {other} the other way round"
    return ""


def _places(found: Sequence[Agent]) -> dict[str, int]:
    """Where each stands that is named once, without a preposition."""
    names = [agent.name for agent in found]
    return {a.name: a.start for a in found if names.count(a.name) == 1 and not a.governed}


def _cases_exchanged(own: Sequence[Agent], given: Sequence[Agent]) -> bool:
    """German shows by the article to whom it is done, wherever it stands."""
    mine, theirs = ({a.name: a.oblique for a in found} for found in (own, given))
    both = [name for name in mine if name in theirs]
    return len(both) > 1 and all(mine[name] != theirs[name] for name in both)


def _begins(text: str, place: int) -> bool:
    return len(text[:place].split()) < FIRST_WORDS


def _done_by_another(own: Sequence[Agent], given: Sequence[Agent], case: Case, line: Line) -> str:
    """Done "by the council" in the evidence, and by somebody else in the claim."""
    doers = set(by_whom(line.text, line.language))
    if not doers or list(by_whom(case.claim.text, line.language)):
        return ""
    first = next((a for a in own if _begins(case.claim.text, a.start) and not a.governed), None)
    if first is None or first.name in doers or passive(case.claim.text, line.language):
        return ""
    # Who is named there otherwise may do something else; but not to the one who does it.
    done_to = doers & {agent.name for agent in own if not agent.governed}
    if first.name in {agent.name for agent in given} and not done_to:
        return ""
    return f"{first.name}: in the evidence it is done by {', '.join(sorted(doers))}"
