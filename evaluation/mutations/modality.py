"""Must, may, need not and must not, exchanged."""

from __future__ import annotations

from evaluation.mutations.types import Scene
from evaluation.mutations.words import candidates, compiled
from vraagbaak.language import Language

_TABLE = compiled(
    {
        Language.NL: (
            (r"moet(?!\s+(?:niet|geen)\b)(?!.{0,60}\bkunnen\b)", ("mag",)),
            (
                r"(?<!zou )(?<!zullen )(?<!zal )moeten(?!\s+(?:niet|geen)\b)(?!.{0,60}\bkunnen\b)",
                ("mogen",),
            ),
            (r"mag(?!\s+(?:niet|geen|slechts|enkel|alleen)\b)", ("moet",)),
            (r"mogen(?!\s+(?:niet|geen|slechts|enkel|alleen)\b)", ("moeten",)),
            (r"kunt(?!\s+(?:niet|geen)\b)", ("moet",)),
            (r"kan(?= (?:je|u|men)\b)(?! (?:je|u|men) (?:niet|geen)\b)", ("moet",)),
            (r"(je|u|men) kan(?! (?:niet|geen)\b)", (r"\1 moet",)),
            (r"verplicht(?! (?:zich|om|tot))", ("niet verplicht", "vrijblijvend")),
            (r"facultatief|optioneel|vrijblijvend", ("verplicht",)),
            (r"aanbevolen|aangeraden", ("verplicht", "verboden")),
            (r"hoeft niet", ("moet",)),
        ),
        Language.FR: (
            (r"doit(?! pas)", ("peut",)),
            (r"doivent(?! pas)", ("peuvent",)),
            (r"devez(?! pas)", ("pouvez",)),
            (r"peut(?! (?:pas|être|également|aussi))", ("doit",)),
            (r"peuvent(?! (?:pas|être))", ("doivent",)),
            (r"pouvez(?! pas)", ("devez",)),
            (r"obligatoire", ("facultatif",)),
            (r"facultati(?:f|ve)", ("obligatoire",)),
        ),
        Language.DE: (
            (r"muss(?! nicht)", ("darf", "kann")),
            (r"müssen(?! nicht)", ("dürfen", "können")),
            (r"darf(?! nicht)", ("muss",)),
            (r"dürfen(?! nicht)", ("müssen",)),
            (r"können(?= Sie\b)(?! Sie nicht)", ("müssen",)),
            (r"Sie können(?! nicht)", ("Sie müssen",)),
            (r"kann(?! nicht| man sich)", ("muss",)),
            (r"freiwillig", ("verpflichtend",)),
            (r"verpflichtend|obligatorisch", ("freiwillig",)),
        ),
        Language.EN: (
            (r"must(?! (?:not|also))", ("may", "need not")),
            (r"has to", ("does not have to",)),
            (r"have to", ("do not have to",)),
            (r"should(?! not)", ("must not", "need not")),
            (r"can(?! (?:not|also|only|be found|be used))", ("must",)),
            (r"may(?! (?:not|also|only|\d))", ("must",)),
            (r"required(?! (?:to|by|for))", ("not required", "optional")),
            (r"mandatory|compulsory", ("optional",)),
            (r"optional", ("mandatory",)),
            (r"allowed", ("required", "not allowed")),
            (r"recommended", ("required", "not recommended")),
        ),
    }
)


def modality(scene: Scene) -> str | None:
    """A duty turned into a liberty, or the other way round."""
    return next((claim for claim, _ in candidates(scene, _TABLE)), None)
