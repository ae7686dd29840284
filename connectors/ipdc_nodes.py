"""JSON-LD of the products catalogue, compact or expanded, read without a graph library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

_IPDC = "https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#"
_DCT = "http://purl.org/dc/terms/"
_M8G = "http://data.europa.eu/m8g/"
_CPSV = "http://purl.org/vocab/cpsv#"
_SCHEMA = "http://schema.org/"
_TREE = "https://w3id.org/tree#"
_ADRES = "https://data.vlaanderen.be/ns/adres#"

FIELDS: Mapping[str, tuple[str, ...]] = {
    "member": ("member", "tree:member", _TREE + "member"),
    "view": ("view", "tree:view", _TREE + "view"),
    "relation": ("relation", "tree:relation", _TREE + "relation"),
    "node": ("node", "tree:node", _TREE + "node"),
    "version_of": ("isVersionOf", "dct:isVersionOf", "dcterms:isVersionOf", _DCT + "isVersionOf"),
    "generated": (
        "generatedAtTime",
        "prov:generatedAtTime",
        "http://www.w3.org/ns/prov#generatedAtTime",
    ),
    "object": ("object", "as:object", "https://www.w3.org/ns/activitystreams#object"),
    "snapshot_type": ("snapshotType", _IPDC + "snapshotType"),
    "archived": ("gearchiveerd", "isArchived", _IPDC + "isArchived"),
    "title": ("naam", "titel", "dct:title", "dcterms:title", _DCT + "title"),
    "description": (
        "beschrijving",
        "dct:description",
        "dcterms:description",
        _DCT + "description",
    ),
    "more": ("verdereBeschrijving", _IPDC + "additionalDescription"),
    "exceptions": ("uitzonderingen", _IPDC + "exception"),
    "regulation": ("regelgevingTekst", _IPDC + "regulation"),
    "conditions": ("voorwaarden", "http://vocab.belgif.be/ns/publicservice#hasRequirement"),
    "evidence": ("bewijs", _M8G + "hasSupportingEvidence"),
    "procedures": ("procedures", _CPSV + "follows"),
    "websites": (
        "websites",
        "rdfs:seeAlso",
        "http://www.w3.org/2000/01/rdf-schema#seeAlso",
        _IPDC + "hasWebsite",
    ),
    "costs": ("kosten", _M8G + "hasCost"),
    "advantages": ("financieleVoordelen", _CPSV + "produces"),
    "laws": ("regelgeving", "juridischeInformatiebronnen", _M8G + "hasLegalResource"),
    "contacts": ("contactgegevens", "contactPunten", _M8G + "hasContactPoint"),
    "address": ("adres", _IPDC + "address"),
    "email": ("email", _SCHEMA + "email"),
    "telephone": ("telefoonnummer", _SCHEMA + "telephone"),
    "hours": ("openingsuren", _SCHEMA + "openingHours"),
    "url": ("url", "schema:url", _SCHEMA + "url"),
    "order": ("order", "sh:order", "http://www.w3.org/ns/shacl#order"),
    "street": ("straatnaam", _ADRES + "Straatnaam"),
    "number": ("huisnummer", _ADRES + "Adresvoorstelling.huisnummer"),
    "box": ("busnummer", _ADRES + "Adresvoorstelling.busnummer"),
    "postcode": ("postcode", _ADRES + "postcode"),
    "town": ("gemeentenaam", _ADRES + "gemeentenaam"),
    "competent": ("bevoegdeOverheden", _M8G + "hasCompetentAuthority"),
    "executing": ("uitvoerendeOverheden", _IPDC + "hasExecutingAuthority"),
    "label": ("prefLabel", "skos:prefLabel", "http://www.w3.org/2004/02/skos/core#prefLabel"),
    "audience": ("doelgroepen", _IPDC + "targetAudience"),
    "themes": ("themas", "thema", _M8G + "thematicArea"),
    "kind": ("type", "dct:type", _DCT + "type"),
    "keywords": ("zoektermen", "trefwoorden", "http://www.w3.org/ns/dcat#keyword"),
    "start": ("startDienstVerlening", "startDatum", "schema:startDate", _SCHEMA + "startDate"),
    "end": ("eindeDienstVerlening", "eindDatum", "schema:endDate", _SCHEMA + "endDate"),
    "modified": ("laatstGewijzigd", "bewerktOp", "schema:dateModified", _SCHEMA + "dateModified"),
    "productnumber": ("productnummer", "schema:productID", _SCHEMA + "productID"),
    "publication": ("publicatieLink",),
}
"""What the catalogue calls things: its terms through the years, then prefixed and full names.

From the catalogue's public JSON-LD contexts and the snapshots in public test data of its users.
"""

_TAIL = re.compile(r"[^/#:]*\Z")


def values(node: Node, field: str) -> Iterator[Any]:
    """What a node has for a field, one by one, whichever name it uses."""
    for name in FIELDS[field]:
        yield from _each(node.get(name))


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _each(one)
    elif isinstance(value, dict) and ("@set" in value or "@list" in value):
        yield from _each(value.get("@set", value.get("@list")))
    elif value is not None:
        yield value


def nodes(node: Node, field: str) -> list[Node]:
    """The nodes of a field, in the order that the catalogue gives them."""
    found = [value for value in values(node, field) if isinstance(value, dict)]
    return sorted(found, key=_order)


def _order(node: Node) -> float:
    try:
        return float(text(node, "order") or "inf")
    except ValueError:
        return float("inf")


def text(node: Node, field: str) -> str:
    """The first plain value of a field."""
    return next((found for found in map(_literal, values(node, field)) if found), "")


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@value", "")
    return str(value).strip() if isinstance(value, str | int | float) else ""


def name_of(value: Any) -> str:
    """What a value refers to: an IRI, or the end of one in compact form."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("id") or value.get("@value") or ""
    return value.strip() if isinstance(value, str) else ""


def reference(node: Node, field: str) -> str:
    """The first thing that a field refers to."""
    return next((found for found in map(name_of, values(node, field)) if found), "")


def tail(name: str) -> str:
    """The last part of an IRI, a prefixed name or a compact one."""
    found = _TAIL.search(name.rstrip("/#"))
    return found.group() if found else ""


def types(node: Node) -> set[str]:
    """The last parts of a node's types."""
    return {tail(one) for one in _each(node.get("@type")) if isinstance(one, str)}


def by_language(node: Node, field: str) -> dict[str, list[str]]:
    """Texts by language tag in lower case; no tag is an empty one."""
    found: dict[str, list[str]] = {}
    for value in values(node, field):
        for tag, one in _tagged(value):
            if one.strip():
                found.setdefault(tag.lower(), []).append(one)
    return found


def _tagged(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield "", value
    elif isinstance(value, dict) and "@value" in value:
        yield str(value.get("@language") or ""), _literal(value)
    elif isinstance(value, dict):
        for tag, texts in value.items():
            if not tag.startswith("@") or tag == "@none":
                for one in _each(texts):
                    yield "" if tag == "@none" else tag, _literal(one)


def embedded(node: Node, others: Mapping[str, Node], depth: int = 16) -> dict[str, Any]:
    """A node with what it refers to within the same document put in place.

    Goes ``depth`` levels down, of which a reference takes four: nobody nests a product deeper.
    """
    return {key: _embedded(value, others, depth - 1) for key, value in node.items()}


def _embedded(value: Any, others: Mapping[str, Node], depth: int) -> Any:
    if isinstance(value, str) and value.startswith("_:") and value in others:
        value = {"@id": value}
    if not isinstance(value, list | dict):
        return value
    if depth <= 0:
        return None
    if isinstance(value, list):
        return [_embedded(one, others, depth - 1) for one in value]
    if set(value) == {"@id"} and depth > 4 and value["@id"] in others:
        return embedded(others[value["@id"]], others, depth - 4)
    return embedded(value, others, depth)
