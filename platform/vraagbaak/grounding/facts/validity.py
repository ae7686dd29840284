"""Whether something holds now: abolished, former, planned."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from vraagbaak.grounding.facts.cues import KEPT, any_of


class Validity(StrEnum):
    """Why something does not hold now."""

    ENDED = "abolished"
    FORMER = "former"
    PLANNED = "planned"


_YEAR = r"(?:\d{1,2}[\s/.-]\w+[\s/.-])?(?:19|20)\d{2}"
_CUES = {
    Validity.ENDED: any_of(
        r"afgeschaft|afgeschafte|stopgezet\w*|opgeheven|ingetrokken|vervallen|bestaa(?:t|n)\s+niet\s+meer"
        r"|(?:is|zijn|wordt|worden|geldt|gelden)\s+niet\s+(?:langer|meer)|buiten\s+werking"
        r"|supprimée?s?|abrogée?s?|abolie?s?|n['’]existe(?:nt)?\s+plus|n['’]est\s+plus|ne\s+sont\s+plus"
        r"|abgeschafft\w*|aufgehoben\w*|eingestellt|gibt\s+es\s+nicht\s+mehr|gilt\s+nicht\s+mehr|nicht\s+mehr\s+gültig"
        r"|abolished|repealed|discontinued|withdrawn|scrapped|no\s+longer|ceased"
    ),
    Validity.FORMER: any_of(
        r"vroeger|voorheen|destijds|toenmalige?|voormalige?|oude\s+regeling"
        rf"|tot\s+(?:en\s+met\s+)?(?:eind\s+)?{_YEAR}\s+(?:was|waren|kon|konden|kreeg|kregen|bedroeg|gold)"
        rf"|(?:was|waren|kon|konden|kreeg|kregen|bedroeg|gold|mocht)\s+(?:\S+\s+){{0,6}}tot\s+(?:eind\s+)?{_YEAR}"
        r"|autrefois|auparavant|anciennement|à\s+l['’]époque|jadis"
        r"|früher(?!\s+als)|ehemals|ehemalige[nrs]?|damals|vormals"
        r"|formerly|previously|used\s+to\s+(?:be|get|receive|cost|have|apply)|in\s+the\s+past"
    ),
    Validity.PLANNED: any_of(
        r"gepland\w*|(?:zal|zullen)\s+(?:\S+\s+){0,6}(?:ingevoerd|verhoogd|verlaagd|afgeschaft|verplicht\s+worden"
        r"|worden\s+ingevoerd|worden\s+verhoogd)|plant\s+(?:om|de|het|een)|voorstel(?:len)?\s+(?:om|van|tot|voor)"
        r"|overweegt|overwegen|ontwerp(?:decreet|besluit|van)|binnenkort|in\s+de\s+toekomst|wil\s+(?:\S+\s+){0,6}invoeren"
        r"|prévue?s?\s+(?:pour|en|de)|projet\s+de|envisage\w*|prochainement|à\s+l['’]avenir"
        r"|geplant\w*|vorgesehen|Entwurf|erwägt|demnächst|künftig"
        r"|(?:is|are)\s+planned|plans\s+to|proposed|is\s+considering|in\s+(?:the\s+)?future|intends\s+to"
    ),
}
_PAST = any_of(
    r"was|waren|bedroeg(?:en)?|gold(?:en)?|kreeg|kregen|kostte[n]?|bestond(?:en)?|moest(?:en)?|mocht(?:en)?"
    r"|konden?|duurden?"
    r"|étai(?:t|ent)|s['’]élevai(?:t|ent)|recevai(?:t|ent)|coûtai(?:t|ent)|existai(?:t|ent)|devai(?:t|ent)|pouvai(?:t|ent)"
    r"|war(?:en)?|betrug(?:en)?|galt(?:en)?|kostete[n]?|bekam(?:en)?|erhielt(?:en)?|musste[n]?|durfte[n]?"
    r"|were|amounted|received|existed|had\s+to"
)
_PRESENT = any_of(
    r"is|zijn|bedraagt|bedragen|geldt|gelden|krijgt|krijgen|kost(?:en)?|bestaa(?:t|n)|moet(?:en)?|mag|mogen|kan"
    r"|kunt|kunnen|duurt|duren|ontvangt"
    r"|est|sont|s['’]élève(?:nt)?|recevez|reçoit|reçoivent|coûte(?:nt)?|existe(?:nt)?|doit|doivent|devez|peut|pouvez"
    r"|ist|sind|beträgt|betragen|gilt|kostet|kosten|bekommt|bekommen|erhält|erhalten|muss|müssen|darf|dürfen"
    r"|are|amounts|receives?|gets?|exists?|must|may|costs|has\s+to|have\s+to"
)


@lru_cache(maxsize=KEPT)
def validities(text: str) -> frozenset[Validity]:
    """What the text says about not holding now."""
    return frozenset(validity for validity, cue in _CUES.items() if cue.search(text))


_SURELY_ENDED = any_of(
    r"afgeschaft|stopgezet|bestaa(?:t|n)\s+niet\s+meer|ingetrokken|opgeheven|supprimée?s?|abrogée?s?"
    r"|n['’]existe(?:nt)?\s+plus|abgeschafft|aufgehoben|eingestellt|gibt\s+es\s+nicht\s+mehr"
    r"|abolished|repealed|discontinued|scrapped|no\s+longer\s+exists?"
)


def ended(text: str) -> bool:
    """Whether it says that what was spoken of before it is no more."""
    return _SURELY_ENDED.search(text) is not None


@lru_cache(maxsize=KEPT)
def past(text: str) -> bool:
    """Whether it speaks of what was, and of nothing that is."""
    return _PAST.search(text) is not None and _PRESENT.search(text) is None


def present(text: str) -> bool:
    """Whether it speaks of what is, and of nothing that was."""
    return _PRESENT.search(text) is not None and _PAST.search(text) is None
