"""Words turned into their opposites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.types import Scene
from evaluation.mutations.words import candidates, compiled
from vraagbaak.language import Language

_PAIRS = {
    Language.NL: """verhogen/verlagen verhoogd/verlaagd verhoogt/verlaagt verhoging/verlaging
        toegelaten/verboden toegestaan/verboden open/gesloten openbaar/vertrouwelijk hoge/lage
        hoger/lager groot/klein grote/kleine grotere/kleinere lang/kort lange/korte warm/koud
        droog/nat droge/natte binnen/buiten boven/onder bovenaan/onderaan bovenste/onderste
        links/rechts linkse/rechtse linker/rechter vooraf/achteraf eerst/laatst eerste/laatste
        begin/einde start/einde toenemen/afnemen neemt_toe/neemt_af stijgt/daalt stijging/daling
        geldig/ongeldig geldige/ongeldige gratis/betalend betaald/gratis tijdelijk/permanent
        tijdelijke/permanente intern/extern interne/externe handmatig/automatisch
        handmatige/automatische nieuwe/oude nieuw/oud makkelijk/moeilijk
        eenvoudige/ingewikkelde snel/traag snelle/trage voordeel/nadeel
        voordelen/nadelen sterk/zwak sterke/zwakke positief/negatief positieve/negatieve
        veilig/onveilig veilige/onveilige volledige/onvolledige goedgekeurd/afgekeurd
        aanvaard/geweigerd toegekend/geweigerd toevoegen/verwijderen toegevoegd/verwijderd
        werkgever/werknemer werkgevers/werknemers huurder/verhuurder bruto/netto levend/dood
        levende/dode diep/ondiep vóór/na direct/indirect directe/indirecte actief/inactief
        actieve/inactieve zichtbaar/onzichtbaar
        bekend/onbekend noordelijk/zuidelijk inclusief/exclusief schone/vuile proper/vuil
        dik/dun dikke/dunne zwaar/licht zware/lichte natuurlijke/kunstmatige individueel/collectief
        individuele/collectieve digitaal/papieren meer/minder""",
    Language.FR: """augmente/diminue augmenter/diminuer augmentation/diminution autorisé/interdit
        autorisée/interdite ouvert/fermé ouverte/fermée gratuit/payant gratuite/payante
        obligatoire/facultatif interne/externe avant/après premier/dernier première/dernière
        temporaire/permanent public/confidentiel employeur/travailleur brut/net grand/petit
        grande/petite haut/bas haute/basse facile/difficile avantage/inconvénient
        valable/périmé manuel/automatique direct/indirect nouveau/ancien nouvelle/ancienne
        accordé/refusé accordée/refusée""",
    Language.DE: """erhöht/gesenkt erhöhen/senken Erhöhung/Senkung erlaubt/verboten
        offen/geschlossen geöffnet/geschlossen kostenlos/kostenpflichtig intern/extern
        interne/externe erste/letzte ersten/letzten befristet/unbefristet öffentlich/vertraulich
        Arbeitgeber/Arbeitnehmer brutto/netto große/kleine großen/kleinen hohe/niedrige
        Vorteil/Nachteil Vorteile/Nachteile gültig/ungültig manuell/automatisch direkt/indirekt
        neue/alte neuen/alten bewilligt/abgelehnt genehmigt/abgelehnt einfach/schwierig""",
    Language.EN: """increase/decrease increases/decreases increased/decreased allowed/forbidden
        permitted/prohibited open/closed opened/closed public/confidential free/paid first/last
        internal/external temporary/permanent manually/automatically high/low
        higher/lower large/small larger/smaller long/short before/after start/end
        begins/ends advantage/disadvantage advantages/disadvantages valid/invalid
        approved/rejected accepted/rejected add/remove employer/employee
        gross/net direct/indirect directly/indirectly new/old  easy/difficult simple/complicated
        fast/slow enabled/disabled enable/disable positive/negative safe/unsafe visible/hidden
        above/below inside/outside locally/remotely incoming/outgoing
        mandatory/optional""",
}
_ONE_WAY = {
    Language.NL: {
        "betalend",
        "afgekeurd",
        "papieren",
        "dood",
        "andere",
        "net",
        "oude",
        "oud",
        "einde",
        "laatst",
    },
    Language.FR: {"bas", "net", "périmé", "ancien", "ancienne"},
    Language.DE: {"alte", "alten"},
    Language.EN: {"net", "paid", "old", "different", "end", "hidden", "ends", "complicated"},
}
# Words that are also something else where these stand beside them.
_NOT = {
    Language.NL: {
        "meer": r"(?<!geen )(?<!niet )(?<!steeds )(?<!of )(?<!onder )(?<!niets )meer(?= "
        r"\w+e?r?\b)(?! (?:dan|info|weten|of|en))",
        "binnen": r"(?!x)x",
        "buiten": r"(?!x)x",
        "na": r"(?!x)x",
        "vóór": r"vóór",
        "onder": r"onder(?= (?:het|de) (?:water|grond|oppervlak|niveau|lijn))",
        "boven": r"boven(?= (?:het|de) \w+)",
        "eerst": r"(?!x)x",
        "minder": r"(?<!niet )(?<!geen )(?<!of )minder(?! (?:dan|of))",
        "open": r"(?<!\w )open(?! (?:source|data|access))|(?<=\w )open(?=[.,])",
        "meest": r"(?!x)x",
        "lang": r"(?!x)x",
        "net": r"(?!x)x",
        "licht": r"(?!x)x",
        "eenvoudig": r"eenvoudig(?! (?:te|weg))",
    },
    Language.FR: {"avant": r"avant(?! (?:de|que|tout))", "net": r"(?!x)x", "bas": r"(?!x)x"},
    Language.EN: {
        "net": r"(?!x)x",
        "low": r"low(?! level)",
        "long": r"long(?! (?:as|term))",
        "open": r"(?<=is |be )open(?! source)",
        "first": r"(?<=the )first",
        "last": r"(?<=the )last",
        "start": r"(?<=the )start",
        "end": r"(?!x)x",
        "free": r"free(?= of charge)",
        "short": r"short(?! for)",
        "add": r"(?<=to )add",
    },
}


def _rows(language: Language) -> Iterator[tuple[str, tuple[str]]]:
    for pair in _PAIRS[language].split():
        one, other = pair.replace("_", " ").split("/")
        for old, new in ((one, other), (other, one)):
            if old in _ONE_WAY[language]:
                continue
            yield _NOT.get(language, {}).get(old, old), (new,)


# "Whether it is allowed" and "no longer" mean the same, or nothing, with the opposite.
_EITHER_WAY = re.compile(
    r"\bof (?:dat|het|dit|iets|een|de)\b|\b(?:geen|niet)\b[^,.;]* meer\b|\bal dan niet\b"
    r"|\bwhether\b|\bob\b"
)
_TABLE = compiled({language: tuple(_rows(language)) for language in Language})


def opposite(scene: Scene) -> str | None:
    """One word replaced by its opposite, which the evidence does not use."""
    if _EITHER_WAY.search(scene.text):
        return None
    return next((claim for claim, new in candidates(scene, _TABLE) if not scene.says(new)), None)
