"""Another body's or person's name, another place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from evaluation.mutations.types import Scene
from evaluation.mutations.words import put, whole
from vraagbaak.language import Language

# Names in one group may stand for one another: same article, same number.
_BODIES: dict[Language, tuple[str, ...]] = {
    Language.NL: (
        (
            "de gemeente|de provincie|de Vlaamse overheid|de federale overheid|de VDAB|de rechtbank"
            "|de politie|de minister|de burgemeester|de gouverneur|de RVA"
            "|de Gegevensbeschermingsautoriteit|de Raad van State|de Vlaamse Regering"
            "|de rijksoverheid"
            "|de toezichthouder"
        ),
        (
            "het OCMW|het agentschap|het ministerie|het departement|het schepencollege"
            "|het parlement"
            "|het Rekenhof|het waterschap"
        ),
        (
            "gemeenten|provincies|ministeries|scholen|ziekenhuizen|OCMW's|waterschappen|bedrijven"
            "|universiteiten|vakbonden|banken|verzekeraars|gemeentes"
        ),
        (
            "de aanvrager|de ontwikkelaar|de verantwoordelijke|de coördinator|de projectleider"
            "|de onderzoeker"
            "|de veldmedewerker|de aanbieder|de gebruiker|de beheerder|de eigenaar"
            "|de werkgever|de arts|de notaris|de leraar|de inspecteur|de gebruiksverantwoordelijke"
            "|de uitvoerder|de directeur"
        ),
        (
            "VDAB|INBO|OCMW|ANB|VMM|OVAM|VLM|RVA|RSZ|CBS|UWV|KNMI|RIVM|FOD Financiën|Kind en Gezin"
            "|Agentschap Binnenlands Bestuur|Agentschap voor Natuur en Bos|Departement Omgeving"
            "|Digitaal Vlaanderen|Opgroeien|Wonen in Vlaanderen"
        ),
        (
            "onderzoekers|ontwikkelaars|vrijwilligers|studenten|ambtenaren|burgers|aanbieders"
            "|werkgevers"
            "|juristen"
        ),
    ),
    Language.FR: (
        "la commune|la province|la police|la ministre|la région|la mutuelle|la banque",
        "le CPAS|le ministre|le Forem|le bourgmestre|le tribunal|le gouverneur|le département",
        "l'agence|l'administration communale|l'employeur|l'ONEM|l'école",
        "les communes|les provinces|les écoles|les entreprises|les mutuelles",
    ),
    Language.DE: (
        "die Gemeinde|die Provinz|die Polizei|die Agentur|die Schule|die Bank|die Krankenkasse",
        "der Minister|der Bürgermeister|der Arbeitgeber|der Gouverneur|der Notar",
        "das Ministerium|das Finanzamt|das Gericht|das Arbeitsamt",
    ),
    Language.EN: (
        (
            "the municipality|the province|the minister|the ministry|the court|the police"
            "|the governor"
            "|the mayor|the Flemish government|the federal government|the agency"
        ),
        (
            "the user|the administrator|the developer|the applicant|the employer|the researcher"
            "|the inspector|the owner|the citizen"
        ),
        "municipalities|provinces|ministries|schools|hospitals|companies|universities|banks",
        "users|developers|administrators|citizens|employers|researchers|inspectors",
    ),
}
_PLACES: dict[Language, tuple[str, ...]] = {
    Language.NL: (
        (
            "Brussel|Antwerpen|Gent|Leuven|Hasselt|Brugge|Mechelen|Genk|Kortrijk|Oostende|Aalst"
            "|Turnhout|Geraardsbergen|Linkebeek|Groenendaal|Den Haag|Amsterdam|Rotterdam|Utrecht"
        ),
        "België|Nederland|Duitsland|Frankrijk|Luxemburg|Spanje|Polen|Denemarken|Italië",
        (
            "Vlaanderen|Wallonië|Zeeland|Limburg|Henegouwen|Oost-Vlaanderen|West-Vlaanderen"
            "|Vlaams-Brabant"
        ),
        "Vlaamse|Waalse|Brusselse|Nederlandse|Franse|Duitse|Belgische|Europese",
        "de koelkast|de diepvries|de snijzaal|de kelder|de garage|de berging|de stookplaats",
        "het laboratorium|het kantoor|het magazijn|het depot|het archief",
        "via de website|aan het loket|per post|per brief|telefonisch|via e-mail|per fax",
        "Noordzee|Middellandse Zee|Oostzee|Waddenzee",
        "het noorden|het zuiden|het oosten|het westen",
        "het bos|het grasland|het moeras|het park|het water|het veld",
    ),
    Language.FR: (
        "Bruxelles|Anvers|Gand|Louvain|Namur|Liège|Bruges|Mons|Charleroi|Paris|Lille",
        "Belgique|France|Allemagne|Espagne|Italie|Pologne",
        "en Flandre|en Wallonie|à Bruxelles|en France|en Allemagne|en Belgique",
        "sur le site|au guichet|par courrier|par téléphone|par e-mail",
    ),
    Language.DE: (
        "Brüssel|Antwerpen|Gent|Löwen|Lüttich|Eupen|Berlin|Köln|Aachen|Hamburg|München",
        "Belgien|Deutschland|Frankreich|Luxemburg|Spanien|Italien|Polen",
        "Flandern|Wallonien|Bayern|Sachsen|Hessen",
        "online|am Schalter|per Post|telefonisch|per E-Mail",
    ),
    Language.EN: (
        "Brussels|Antwerp|Ghent|Leuven|Bruges|Mechelen|London|Paris|Berlin|Amsterdam",
        "Belgium|the Netherlands|Germany|France|Luxembourg|Spain|Italy|Poland",
        "Flanders|Wallonia|Brittany|Bavaria",
        "Flemish|Walloon|Dutch|Belgian|German|French",
        "on the website|at the counter|by post|by phone|by email|by e-mail",
    ),
}


@cache
def _group(names: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    options = tuple(names.split("|"))
    longest = sorted(options, key=len, reverse=True)
    return options, whole("|".join(map(re.escape, longest)))


def authority(scene: Scene) -> str | None:
    """Another body or role, one that the evidence does not name."""
    groups = [_group(names) for names in _BODIES[scene.language]]
    edits = [*_exchanged(scene, groups), *_found_elsewhere(scene)]
    return scene.rng.choice(edits) if edits else None


def place(scene: Scene) -> str | None:
    """Another town, country, region, room or way in."""
    edits = list(_exchanged(scene, [_group(names) for names in _PLACES[scene.language]]))
    return scene.rng.choice(edits) if edits else None


def _exchanged(
    scene: Scene, groups: Sequence[tuple[tuple[str, ...], re.Pattern[str]]]
) -> Iterator[str]:
    for options, pattern in groups:
        for match in pattern.finditer(scene.text):
            old = match.group()
            if not _as_written(old, options) or _starts_a_name(scene.text, match.end(), old):
                continue
            if new := _absent(scene, options):
                yield put(scene.text, match.start(), match.end(), new)


def _as_written(old: str, options: Sequence[str]) -> bool:
    return old in options or old[0].lower() + old[1:] in options


def _starts_a_name(text: str, end: int, old: str) -> bool:
    """As in "de minister van Justitie", "de gemeente Gent", "Vlaamse Gemeenschap"."""
    if re.match(
        r" (?:stor|interface|experience|manual|management|needs|test"
        r"|group|guide)",
        text[end:],
    ):
        return True
    if old.endswith(("se", "sh", "ch", "an")):
        return False
    return bool(re.match(r" (?:van|of|für|de|du|des|d['’]|der) [A-Z]| [A-Z0-9]", text[end:]))


def _absent(scene: Scene, options: Sequence[str]) -> str | None:
    """One whose own words stand nowhere in the evidence."""
    for option in scene.shuffled(list(options)):
        bare = re.sub(r"^(?:de|het|la|le|les|l'|die|der|das|the) ?", "", option)
        if not any(bare.lower() in text.lower() for text in scene.evidence):
            return option
    return None


_ARTICLE = re.compile(r"^(?:het|de|la|le|the|das|die|der|dem) ", re.IGNORECASE)


def _found_elsewhere(scene: Scene) -> Iterator[str]:
    """Bodies that the corpus names, exchanged where their article is the same."""
    bodies = scene.world.bodies
    for name in bodies:
        start = scene.text.find(name)
        if start < 0 or re.match(r"[\w-]", scene.text[start + len(name) :]):
            continue
        if start and re.match(r"[\w-]", scene.text[start - 1]):
            continue
        others = [o for o in bodies if _like(name, o)]
        if new := _absent(scene, others):
            yield put(scene.text, start, start + len(name), new)


def _like(name: str, other: str) -> bool:
    """Same article and same form (an abbreviation or not); neither holds the other."""
    one, two = _ARTICLE.match(name), _ARTICLE.match(other)
    if (one.group() if one else "") != (two.group() if two else "") or name in other:
        return False
    return _ARTICLE.sub("", name).isupper() == _ARTICLE.sub("", other).isupper() and other != name
