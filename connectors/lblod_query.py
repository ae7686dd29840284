"""Questions to a SPARQL endpoint with local decisions; nothing gets into one unescaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "generiek": "https://data.vlaanderen.be/ns/generiek#",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
DECISION = (
    "rdf:type eli:title eli:title_short eli:description besluit:motivering prov:value "
    "eli:date_publication eli:language eli:first_date_entry_in_force eli:date_no_longer_in_force "
    "eli:in_force eli:repealed_by prov:wasDerivedFrom foaf:page dct:modified"
).split()
ARTICLE = "eli:number eli:title prov:value".split()
_NO_TEXT = re.compile(r"[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`\x7f]+")
_HANDLED = (
    "{ ?behandeling prov:generated ?besluit } UNION { ?besluit prov:wasGeneratedBy ?behandeling }"
)
"""Publishers tell it in either direction."""
_GOVERNS = "(besluit:bestuurt|mandaat:isTijdspecialisatieVan/besluit:bestuurt)"
"""An organ governs a unit, or is an organ in time of one that does."""


def iri(text: str) -> str:
    """An IRI as SPARQL writes it. Raises ValueError for what could end it early."""
    if not _IRI.fullmatch(text):
        raise ValueError(f"{text[:200]!r} is not an address (IRI) that can be asked for.")
    return f"<{text}>"


def literal(text: str) -> str:
    r"""A string as SPARQL writes it. Raises ValueError for a backslash and for what is no sign.

    SPARQL reads codes such as ``\u0022`` before anything else, so a quote must not be written as
    one, and a backslash of the text could begin one.
    """
    if _NO_TEXT.search(text):
        raise ValueError(f"{text[:200]!r} cannot be asked for.")
    return '"' + text.replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class Scope:
    """Which decisions."""

    bodies: Sequence[str] = ()
    """IRIs of governing bodies."""
    since: date | None = None
    until: date | None = None
    kinds: Sequence[str] = ()
    """IRIs of kinds of decision."""

    @property
    def _pattern(self) -> str:
        kinds = ""
        if self.kinds:
            kinds = f"VALUES ?soort {{ {_all(self.kinds)} }}\n"
            kinds += "?besluit rdf:type|eli:type_document|dct:type ?soort .\n"
        return (
            f"VALUES ?eenheid {{ {_all(self.bodies)} }}\n{kinds}"
            "?besluit rdf:type besluit:Besluit .\nFILTER(isIRI(?besluit))\n"
            "{ ?besluit eli:passed_by ?orgaan } UNION {\n"
            f"  {_HANDLED}\n"
            "  ?behandeling dct:subject ?punt .\n"
            "  ?zitting besluit:behandelt ?punt ; besluit:isGehoudenDoor ?orgaan .\n"
            "}\n"
            f"?orgaan {_GOVERNS} ?eenheid .\n"
            "FILTER NOT EXISTS { ?besluit rdf:type as:Tombstone }\n"
            f"{self._period}"
        )

    @property
    def _period(self) -> str:
        if not (self.since or self.until):
            return ""
        # Days as text: publishers write times with and without zones, and dates.
        first = [f"?dag >= {literal(self.since.isoformat())}"] if self.since else []
        last = [f"?dag <= {literal(self.until.isoformat())}"] if self.until else []
        return (
            "OPTIONAL { ?zitting prov:startedAtTime ?begonnen }\n"
            "OPTIONAL { ?zitting besluit:geplandeStart ?gepland }\n"
            "OPTIONAL { ?besluit eli:date_publication ?bekend }\n"
            "BIND(SUBSTR(STR(COALESCE(?begonnen, ?gepland, ?bekend)), 1, 10) AS ?dag)\n"
            f"FILTER({' && '.join(first + last)})\n"
        )

    def listing(self, after: str, limit: int, changed_since: str = "") -> str:
        """Decisions with the time of their last change, from one on, in the order of their IRIs.

        By key and not by OFFSET: some endpoints sort no more than 10,000 rows for an OFFSET.
        """
        changed = "?besluit dct:modified ?gewijzigd ."
        changed = changed if changed_since else f"OPTIONAL {{ {changed} }}"
        newer = f"FILTER(STR(?gewijzigd) >= {literal(changed_since)})\n" if changed_since else ""
        return (
            f"{_HEAD}SELECT ?besluit (MAX(STR(?gewijzigd)) AS ?laatst) WHERE {{\n"
            f"{self._pattern}{changed}\n{newer}{_after(after)}}}\n"
            f"GROUP BY ?besluit ORDER BY STR(?besluit) LIMIT {int(limit)}"
        )


def bodies_of(code: str) -> str:
    """The governing bodies with an OVO code, which publishers write in several places."""
    organisation = f"https://data.vlaanderen.be/id/organisatie/{code}"
    return (
        f"{_HEAD}SELECT DISTINCT ?eenheid WHERE {{\n"
        "?eenheid rdf:type besluit:Bestuurseenheid .\n"
        "{ ?eenheid dct:identifier ?code } UNION { ?eenheid owl:sameAs ?code }\n"
        "UNION { ?eenheid adms:identifier/skos:notation ?code } UNION {\n"
        "  ?eenheid adms:identifier/generiek:gestructureerdeIdentificator"
        "/generiek:lokaleIdentificator ?code\n}\n"
        f"FILTER(STR(?code) IN ({literal(code)}, {literal(organisation)}))\n}} LIMIT 100"
    )


def tombstones(after: str, limit: int, deleted_since: str) -> str:
    """Decisions that were taken away."""
    return (
        f"{_HEAD}SELECT DISTINCT ?besluit WHERE {{\n"
        "?besluit rdf:type as:Tombstone ; as:formerType besluit:Besluit .\n"
        "OPTIONAL { ?besluit as:deleted ?weg }\n"
        f"FILTER(!BOUND(?weg) || STR(?weg) >= {literal(deleted_since)})\n{_after(after)}}}\n"
        f"ORDER BY STR(?besluit) LIMIT {int(limit)}"
    )


def decisions(keys: Iterable[str]) -> str:
    """What is said of decisions themselves."""
    return (
        f"{_HEAD}SELECT ?besluit ?p ?o WHERE {{\nVALUES ?besluit {{ {_all(keys)} }}\n"
        f"VALUES ?p {{ {' '.join(DECISION)} }}\n?besluit ?p ?o .\n}}"
    )


def articles(keys: Iterable[str]) -> str:
    """The articles of decisions."""
    return (
        f"{_HEAD}SELECT DISTINCT ?besluit ?artikel ?p ?o WHERE {{\n"
        f"VALUES ?besluit {{ {_all(keys)} }}\n?besluit eli:has_part ?artikel .\n"
        f"VALUES ?p {{ {' '.join(ARTICLE)} }}\n?artikel ?p ?o .\n}}"
    )


def sessions(keys: Iterable[str]) -> str:
    """Where and when decisions were taken, and on which item of the agenda."""
    return (
        f"{_HEAD}SELECT DISTINCT ?besluit ?puntTitel ?openbaar ?begonnen ?gepland ?orgaanNaam "
        f"?eenheidNaam ?bron WHERE {{\nVALUES ?besluit {{ {_all(keys)} }}\n"
        "{ ?besluit eli:passed_by ?orgaan } UNION {\n"
        f"  {_HANDLED}\n"
        "  OPTIONAL { ?behandeling besluit:openbaar ?openbaar }\n"
        "  ?behandeling dct:subject ?punt .\n"
        "  OPTIONAL { ?punt dct:title ?puntTitel }\n"
        "  OPTIONAL { ?punt prov:wasDerivedFrom ?bron }\n"
        "  OPTIONAL {\n"
        "    ?zitting besluit:behandelt ?punt .\n"
        "    OPTIONAL { ?zitting besluit:isGehoudenDoor ?orgaan }\n"
        "    OPTIONAL { ?zitting prov:startedAtTime ?begonnen }\n"
        "    OPTIONAL { ?zitting besluit:geplandeStart ?gepland }\n"
        "  }\n}\n"
        "OPTIONAL { ?orgaan mandaat:isTijdspecialisatieVan?/skos:prefLabel ?orgaanNaam }\n"
        f"OPTIONAL {{ ?orgaan {_GOVERNS}/skos:prefLabel ?eenheidNaam }}\n}}"
    )


def _all(iris: Iterable[str]) -> str:
    return " ".join(iri(one) for one in iris)


def _after(key: str) -> str:
    return f"FILTER(STR(?besluit) > {literal(key)})\n" if key else ""
