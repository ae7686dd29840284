"""From when until when a document says it holds, in the platform's four languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari janvier januar jänner january jan",
            "februari février fevrier februar february feb",
            "maart mars märz march mrt mar",
            "april avril apr",
            "mei mai may",
            "juni juin june jun",
            "juli juillet july jul",
            "augustus août aout august aug",
            "september septembre sept sep",
            "oktober octobre october okt oct",
            "november novembre nov",
            "december décembre decembre dezember dec dez",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})[./-](?P<m2>\d{{1,2}})[./-](?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:er|e|\.|st|nd|rd|th)?\s+(?P<m3>{_NAMES})\.?,?\s+(?P<y3>\d{{4}})"
    rf"|(?P<m4>{_NAMES})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})",
    re.IGNORECASE,
)
_DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|[\w.]+\s+[\w.]+,?\s+\d{4})"
# A statement opens its block; in running prose "geldig tot" is about something else, such as a
# certificate.
_OPENING = re.compile(
    r"^(?:(?:deze|dit|cette|ce|diese[rs]?|this|these|la|le|die|der|das|de|het)\s+[\w-]+\s+"
    r"(?:(?:is|zijn|est|sont|ist|sind|are|bleibt|reste|blijft|gelden|geldt|gilt|applies)\s+)?)?"
    r"(?:geldig(?:heid)?|van toepassing|geldt|gelden|geldigheidsperiode|geldigheidsduur"
    r"|valable|valables|validité|applicable|en vigueur|période de validité|valide"
    r"|gültig(?:keit)?|gilt|gelten|gültigkeitszeitraum|valid(?:ity)?|applies|in force"
    r"|validity period)\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:van(?:af)?|sinds|du|à partir du|dès le|depuis le|vom|von|ab(?: dem)?|seit|from|since"
    rf"|as of)\s+(?:le\s+|dem\s+)?({_DAY})",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:tot(?: en met)?|t/m|t\.e\.m\.|tem|au|jusqu['’]au|jusqu['’]à|bis(?: zum)?"
    rf"|until|till|to|through|up to(?: and including)?)\s+(?:le\s+|dem\s+|and including\s+)?"
    rf"({_DAY})",
    re.IGNORECASE,
)
_LONGEST = 240
"""A longer block is prose, not a statement of validity."""
_EDGE = 12
"""Such statements stand among a document's first or last blocks."""

FROM_KEYS = (
    "valid_from", "validfrom", "geldig_van", "geldig_vanaf", "valable_du", "gueltig_ab",
    "gültig_ab", "gueltig_von", "gültig_von", "ingangsdatum", "effective_from", "startdatum",
    "dcterms.valid.start", "start_date",
)  # fmt: skip
UNTIL_KEYS = (
    "valid_until", "valid_to", "validuntil", "valid_through", "validthrough", "geldig_tot",
    "geldig_tot_en_met", "valable_au", "valable_jusqu_au", "gueltig_bis", "gültig_bis",
    "einddatum", "expires", "expirydate", "expiry_date", "end_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Validity:
    """A period; None is an open end. Both days are in it."""

    start: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None


def parse_date(value: object) -> date | None:
    """The first date in a value; None where there is none or it does not exist."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DATE.search(str(value or ""))
    if not found:
        return None
    groups = {key[0]: text for key, text in found.groupdict().items() if text}
    month = _MONTHS.get(groups["m"].lower()) or int(groups["m"])
    try:
        return date(int(groups["y"]), month, int(groups["d"]))
    except ValueError:
        return None


def from_metadata(metadata: Mapping[str, object]) -> Validity:
    """The validity that front matter or meta elements state."""
    values = {re.sub(r"[\s-]+", "_", key.strip().lower()): value for key, value in metadata.items()}
    start = next((day for key in FROM_KEYS if (day := parse_date(values.get(key)))), None)
    end = next((day for key in UNTIL_KEYS if (day := parse_date(values.get(key)))), None)
    period = values.get("dcterms.valid") or values.get("dc.valid") or values.get("geldigheid")
    if period and not (start or end):
        return parse_period(str(period))
    return _ordered(start, end)


def parse_period(text: str) -> Validity:
    """A DCMI Period (``start=2026-01-01; end=2026-12-31``) or a statement in words."""
    parts = dict(re.findall(r"(start|end)\s*=\s*([^;]+)", text))
    if parts:
        return _ordered(parse_date(parts.get("start")), parse_date(parts.get("end")))
    return _period(text)


def find_validity(blocks: Sequence[str]) -> Validity:
    """The validity that the text states, looked for at the document's beginning and end."""
    edge = [*blocks[:_EDGE], *blocks[_EDGE:][-_EDGE:]]
    for text in edge:
        stated = text.lstrip("-*>•# ")
        if len(stated) <= _LONGEST and _OPENING.match(stated) and (found := _period(stated)):
            return found
    return Validity()


def _period(text: str) -> Validity:
    start, end = _FROM.search(text), _UNTIL.search(text)
    return _ordered(
        parse_date(start.group(1)) if start else None, parse_date(end.group(1)) if end else None
    )


def _ordered(start: date | None, end: date | None) -> Validity:
    """A period that ends before it begins is a mistake; it is not acted upon."""
    if start and end and end < start:
        return Validity()
    return Validity(start, end)
