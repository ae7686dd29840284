"""Bounds and quantifiers turned into others that exclude them."""

from __future__ import annotations

from evaluation.mutations.types import Scene
from evaluation.mutations.words import Pairs, candidates, compiled
from vraagbaak.language import Language

_N = (
    r"(?=\s(?:(?:van|de|of|the|a|an|le|la|les|der|een|€|EUR|ca\.|om)\s)*(?:€\s?)?\d"
    r"|\s(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|two|three|four|five|six|ten|deux"
    r"|trois|quatre|zwei|drei|vier)\b)"
)
_T = (
    r"(?=\s(?:(?:op|the|le|den|de)\s)?(?:[0-3]?\d[ ./]|(?:19|20)\d\d|januari|februari|maart"
    r"|april|mei"
    r"|juni|juli|augustus|september|oktober|november|december|January|February|March|April"
    r"|June|July"
    r"|August|October|1er|\d{1,2}[:.uh]))"
)
_BOUNDS: Pairs = {
    Language.NL: (
        (rf"minstens{_N}", ("hoogstens",)),
        (rf"hoogstens{_N}", ("minstens",)),
        (rf"minimaal{_N}", ("maximaal",)),
        (rf"maximaal{_N}", ("minimaal",)),
        (rf"minimum{_N}", ("maximum",)),
        (rf"maximum{_N}", ("minimum",)),
        (r"ten minste", ("ten hoogste",)),
        (r"ten hoogste", ("ten minste",)),
        (rf"meer dan{_N}", ("minder dan",)),
        (rf"minder dan{_N}", ("meer dan",)),
        (r"groter dan", ("kleiner dan",)),
        (r"kleiner dan", ("groter dan",)),
        (r"hoger dan", ("lager dan",)),
        (r"lager dan", ("hoger dan",)),
        (r"ouder dan", ("jonger dan",)),
        (r"jonger dan", ("ouder dan",)),
        (r"langer dan", ("korter dan",)),
        (r"korter dan", ("langer dan",)),
        (rf"vanaf{_T}(?!.{{1,30}}\btot\b)", ("tot",)),
        (rf"(?:voor|vóór){_T}(?! \d+ \w+en\b)", ("na",)),
        (rf"na{_T}(?! \d+ \w+en\b)", ("voor",)),
        (r"uiterlijk(?=\s(?:op|\d|binnen))", ("ten vroegste",)),
        (r"ten laatste", ("ten vroegste",)),
        (
            (
                r"binnen(?=\s(?:de\s)?(?:\d+|een|twee|drie|vier|zes|tien|dertig)\s\w*(?:dag"
                r"|dagen|weken|week"
                r"|maand|maanden|jaar|uur)\b)"
            ),
            ("pas na",),
        ),
        (r"(?<!min )(?<!één )of meer(?=\s(?!van)\w+|[.,])", ("of minder",)),
    ),
    Language.FR: (
        (r"au moins", ("au plus",)),
        (r"au plus(?! (?:tard|tôt))", ("au moins",)),
        (r"au minimum", ("au maximum",)),
        (r"au maximum", ("au minimum",)),
        (rf"plus de{_N}", ("moins de",)),
        (rf"moins de{_N}", ("plus de",)),
        (r"au plus tard", ("au plus tôt",)),
        (rf"avant{_T}", ("après",)),
        (rf"après{_T}", ("avant",)),
        (rf"à partir du{_T}", ("jusqu’au",)),
        (r"supérieure? à", ("inférieur à",)),
    ),
    Language.DE: (
        (rf"mindestens{_N}", ("höchstens",)),
        (rf"höchstens{_N}", ("mindestens",)),
        (rf"maximal{_N}", ("mindestens",)),
        (rf"mehr als{_N}", ("weniger als",)),
        (rf"weniger als{_N}", ("mehr als",)),
        (r"höher als", ("niedriger als",)),
        (r"älter als", ("jünger als",)),
        (r"jünger als", ("älter als",)),
        (r"spätestens", ("frühestens",)),
        (rf"vor dem{_T}", ("nach dem",)),
        (rf"nach dem{_T}", ("vor dem",)),
        (rf"ab dem{_T}", ("bis zum",)),
        (r"innerhalb von(?=\s\w+ (?:Tagen|Wochen|Monaten))", ("erst nach",)),
    ),
    Language.EN: (
        (r"at least", ("at most",)),
        (r"at most", ("at least",)),
        (r"a maximum of", ("a minimum of",)),
        (r"a minimum of", ("a maximum of",)),
        (rf"up to{_N}", ("at least",)),
        (rf"more than{_N}", ("fewer than",)),
        (rf"(?:fewer|less) than{_N}", ("more than",)),
        (r"(higher|greater|larger|bigger) than", ("lower than", "smaller than")),
        (r"(?:lower|smaller) than", ("higher than",)),
        (r"older than", ("younger than",)),
        (r"younger than", ("older than",)),
        (rf"before{_T}", ("after",)),
        (rf"after{_T}", ("before",)),
        (r"no later than", ("no earlier than",)),
        (r"within(?=\s(?:\d+|two|three|four|six|ten|thirty)\s\w+)", ("only after",)),
    ),
}
_QUANTIFIERS: Pairs = {
    Language.NL: (
        (r"^alle(?=\s[a-z]{3,})", ("niet alle", "slechts enkele", "geen")),
        (
            r"(?<!niet )(?<!met )(?<!te )(?<=\w )alle(?=\s(?!gevallen|tijden)[a-z]{3,})",
            ("slechts enkele",),
        ),
        (r"(?<!met )(?:sommige|enkele(?=\s\w+en\b))", ("alle", "geen")),
        (
            r"(?<!niet )(?:elke|iedere)(?=\s(?!andere|keer|maand|week|dag|stap|fase)[a-z]{3,})",
            ("geen enkele",),
        ),
        (r"(?<!niet )(?:elk|ieder)(?=\s(?!jaar|kwartaal|uur|moment)[a-z]{3,})", ("geen enkel",)),
        (
            r"(?<!nog )(?:altijd|steeds)(?! (?:meer|minder|vaker|beter|groter|hoger))",
            ("nooit", "slechts soms", "zelden"),
        ),
        (r"soms", ("altijd", "nooit")),
        (r"meestal|vaak", ("altijd", "nooit", "zelden")),
        (r"zelden", ("vaak", "altijd")),
        (r"de meeste(?= \w+(?:en|s)\b)", ("alle", "slechts enkele")),
        (r"veel(?=\s\w+en\b)", ("weinig",)),
        (r"(?<!meer )volledig", ("slechts gedeeltelijk",)),
        (r"gedeeltelijk|deels", ("volledig",)),
        (r"iedereen", ("niemand", "niet iedereen")),
        (r"regelmatig", ("zelden", "nooit")),
    ),
    Language.FR: (
        (r"tous les", ("seuls certains",)),
        (r"toutes les", ("seules certaines",)),
        (r"certains", ("tous les",)),
        (r"certaines", ("toutes les",)),
        (r"toujours", ("rarement", "seulement parfois")),
        (r"parfois", ("toujours",)),
        (r"souvent", ("rarement", "toujours")),
        (r"la plupart des", ("très peu de",)),
        (r"entièrement", ("seulement en partie",)),
    ),
    Language.DE: (
        (r"alle(?=\s[A-ZÄÖÜ])", ("nicht alle", "nur einige")),
        (r"einige|manche", ("alle", "keine")),
        (r"jeder(?=\s[A-ZÄÖÜ])", ("nicht jeder", "kein")),
        (r"jede(?=\s[A-ZÄÖÜ])", ("nicht jede", "keine")),
        (r"immer", ("nie", "nur manchmal")),
        (r"manchmal", ("immer", "nie")),
        (r"oft|häufig|meistens", ("nie", "immer", "selten")),
        (r"vollständig", ("nur teilweise",)),
        (r"teilweise", ("vollständig",)),
    ),
    Language.EN: (
        (r"^all(?=\s(?:\w+s|the|of|these|those)\b)", ("not all",)),
        (r"all(?= the \w+s\b)", ("only some of",)),
        (r"all(?= \w+s\b)", ("only some",)),
        (r"some(?=\s\w+s\b)", ("all", "no")),
        (r"^(?:each|every)", ("not every",)),
        (r"always", ("never", "only sometimes", "rarely")),
        (r"sometimes", ("always", "never")),
        (r"(?<=\w )(?:often|usually|typically|generally)", ("always", "never", "rarely")),
        (r"most(?=\s(?:\w+s|of)\b)", ("all", "few")),
        (r"many(?=\s\w+s\b)", ("few", "no")),
        (r"fully|completely|entirely", ("only partly",)),
        (r"partly|partially", ("fully",)),
    ),
}
_BOUND_TABLE, _QUANTIFIER_TABLE = compiled(_BOUNDS), compiled(_QUANTIFIERS)


def bound(scene: Scene) -> str | None:
    """A bound turned: "at most" for "at least", "after" for "before", and the like."""
    return next((claim for claim, _ in candidates(scene, _BOUND_TABLE)), None)


def quantifier(scene: Scene) -> str | None:
    """Another quantity of cases, never one that follows from the first ("some" from "all")."""
    return next((claim for claim, _ in candidates(scene, _QUANTIFIER_TABLE)), None)
