"""How questions are worded in each language: a table, so that a language is a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vraagbaak.grounding.facts import Kind
from vraagbaak.language import Language


def _before(words: str) -> str:
    """Any number of these words, each with the space behind it."""
    return rf"(?:(?:{'|'.join(words.split(','))})\s+)*"


_BEFORE_NL = _before(
    "al,nog,binnen,na,voor,vóór,vanaf,tot,tegen,op,sinds,ten laatste,uiterlijk,minstens,hoogstens,"
    "maximaal,minimaal,ongeveer,gedurende,tot en met,met,van,om,de"
)
_BEFORE_FR = _before(
    "dans,les,un délai de,avant,après,dès,à partir du,jusqu'au,au plus tard,au moins,au plus,"
    "pendant,le,environ,de"
)
_BEFORE_DE = _before(
    "innerhalb von,binnen,nach,vor,dem,bis,zum,ab,am,spätestens,mindestens,höchstens,etwa,von,seit"
)
_BEFORE_EN = _before(
    "within,after,before,from,until,by,on,at least,at most,up to,no later than,for,about,of,since"
)


@dataclass(frozen=True, slots=True)
class Form:
    """The wordings of one language."""

    pronoun: re.Pattern[str]
    """A sentence about the reader: `subject`, `verb`, `rest`."""
    thing: re.Pattern[str]
    """A sentence about a thing that is, costs or lasts: `subject`, `verb`, `rest`."""
    doer: re.Pattern[str]
    """A sentence about a body that does something: `subject`, `verb`, `rest`."""
    before: str
    """Prepositions and bounds that go with a fact when it is taken out."""
    asks: dict[Kind, str]
    """The question words for a fact, in front of verb and subject."""
    within: str
    """Those for a term."""
    within_words: re.Pattern[str]
    what: str
    """Asks for a definition, with `verb` and `subject`."""
    who: str
    joint: str = " "
    """Between a verb and the pronoun that follows it."""
    mark: str = "?"


FORMS = {
    Language.NL: Form(
        pronoun=re.compile(
            r"(?P<subject>U|Je|We|Wij) (?P<verb>krijgt?|betaalt?|betalen|ontvangt?|hebt|kunt|kan"
            r"|mag|moet|dient|staat|leent?|vraagt?|bezorgt?|koopt?|spaart?|verliest?) "
            r"(?P<rest>.+)\."
        ),
        thing=re.compile(
            r"(?P<subject>(?:De|Het|Een|Uw) (?:[\w’'-]+ ){1,4}?)(?P<verb>is|zijn|bedraagt|bedragen|"
            r"kost|kosten|duurt|duren|geldt|gelden) (?P<rest>.+)\."
        ),
        doer=re.compile(
            r"(?P<subject>(?:De|Het|Een) (?:[\w’'-]+ ){1,3}?)(?P<verb>berekent|betaalt|beslist|"
            r"bezoekt|controleert|keurt|bepaalt|organiseert|kiest|stuurt|vraagt|bekijkt|geeft|"
            r"behandelt|onderzoekt|beoordeelt|levert) (?P<rest>.+)\."
        ),
        before=_BEFORE_NL,
        asks={
            Kind.MONEY: "Hoeveel",
            Kind.PERCENT: "Hoeveel procent",
            Kind.DURATION: "Hoe lang",
            Kind.DATE: "Wanneer",
        },
        within="Binnen welke termijn",
        within_words=re.compile(r"binnen|ten laatste|uiterlijk", re.IGNORECASE),
        what="Wat {verb} {subject}",
        who="Wie",
    ),
    Language.FR: Form(
        pronoun=re.compile(
            r"(?P<subject>Vous) (?P<verb>recevez|payez|avez|pouvez|devez|touchez) (?P<rest>.+)\."
        ),
        thing=re.compile(
            r"(?P<subject>(?:Le |La |Les |L['’]|Votre |Un |Une )(?:[\w’'-]+ ){1,4}?)(?P<verb>est"
            r"|sont|coûte|coûtent|dure|durent) (?P<rest>.+)\."
        ),
        doer=re.compile(
            r"(?P<subject>(?:Le |La |L['’])(?:[\w’'-]+ ){1,3}?)(?P<verb>calcule|paie|décide|visite|"
            r"contrôle|détermine|organise|choisit|envoie|examine) (?P<rest>.+)\."
        ),
        before=_BEFORE_FR,
        asks={
            Kind.MONEY: "Combien",
            Kind.PERCENT: "Quel pourcentage",
            Kind.DURATION: "Combien de temps",
            Kind.DATE: "Quand",
        },
        within="Dans quel délai",
        within_words=re.compile(r"dans|au plus tard", re.IGNORECASE),
        what="Qu'est-ce que {subject}",
        who="Qui",
        joint="-",
        mark=" ?",
    ),
    Language.DE: Form(
        pronoun=re.compile(
            r"(?P<subject>Sie|Wir) (?P<verb>erhalten|bekommen|zahlen|haben|können|müssen|dürfen) "
            r"(?P<rest>.+)\."
        ),
        thing=re.compile(
            r"(?P<subject>(?:Der|Die|Das|Ein|Eine|Ihre?) (?:[\w’'-]+ ){1,4}?)(?P<verb>ist|sind|"
            r"beträgt|betragen|kostet|kosten|dauert|dauern|gilt) (?P<rest>.+)\."
        ),
        doer=re.compile(
            r"(?P<subject>(?:Der|Die|Das) (?:[\w’'-]+ ){1,3}?)(?P<verb>berechnet|zahlt|entscheidet|"
            r"besucht|prüft|bestimmt|organisiert|wählt|schickt) (?P<rest>.+)\."
        ),
        before=_BEFORE_DE,
        asks={
            Kind.MONEY: "Wie viel",
            Kind.PERCENT: "Wie viel Prozent",
            Kind.DURATION: "Wie lange",
            Kind.DATE: "Wann",
        },
        within="Innerhalb welcher Frist",
        within_words=re.compile(r"innerhalb|binnen|spätestens", re.IGNORECASE),
        what="Was {verb} {subject}",
        who="Wer",
    ),
    Language.EN: Form(
        pronoun=re.compile(
            r"(?P<subject>You|We) (?P<verb>can|may|must|will|should) (?P<rest>.+)\."
        ),
        thing=re.compile(
            r"(?P<subject>(?:The|An?|Your) (?:[\w’'-]+ ){1,4}?)(?P<verb>is|are) (?P<rest>.+)\."
        ),
        doer=re.compile(
            r"(?P<subject>(?:The) (?:[\w’'-]+ ){1,3}?)(?P<verb>calculates|pays|decides|visits|"
            r"checks|organises|chooses|sends|helps|examines) (?P<rest>.+)\."
        ),
        before=_BEFORE_EN,
        asks={
            Kind.MONEY: "How much",
            Kind.PERCENT: "What percentage",
            Kind.DURATION: "How long",
            Kind.DATE: "When",
        },
        within="Within what term",
        within_words=re.compile(r"within|by|no later", re.IGNORECASE),
        what="What {verb} {subject}",
        who="Who",
    ),
}
