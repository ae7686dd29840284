"""A local decision as a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from urllib.parse import urlsplit

from connectors.flemish_html import (
    bullets,
    heading,
    is_address,
    link,
    page,
    plain,
    section,
    tidy,
)
from connectors.flemish_values import day_of
from connectors.lblod_endpoint import Row, Term
from connectors.lblod_query import PREFIXES

FORMAT = "1"
"""Another one for a page of another form, so that it is read again."""
_EMPTY_TITLES = {"", "besluit", "beslissing", "besluiten", "beslissingen"}
"""What some publishers call every decision; its item on the agenda then says what it is about."""
_LANGUAGES = {"NLD": "nl", "FRA": "fr", "DEU": "de", "ENG": "en"}
_NUMBERS = re.compile(r"\d+")
_NAMES = {iri: f"{prefix}:" for prefix, iri in PREFIXES.items()}
_TWICE = re.compile(r"https?://.+(https?://.+)")


@dataclass(slots=True)
class Decision:
    """What an endpoint says of a decision."""

    key: str
    facts: dict[str, list[Term]] = field(default_factory=dict)
    """By property, in prefixed form."""
    articles: dict[str, dict[str, list[Term]]] = field(default_factory=dict)
    sessions: list[Row] = field(default_factory=list)

    def take(self, row: Row) -> None:
        """Take in a row of a decision, or of one of its articles."""
        name, value = row.get("p"), row.get("o")
        if not name or not value:
            return
        article = row.get("artikel")
        facts = self.articles.setdefault(article.value, {}) if article else self.facts
        facts.setdefault(_short(name.value), []).append(value)

    def text(self, name: str) -> str:
        """The first value of a property; Dutch before others."""
        return _best(self.facts.get(name, ()))

    @property
    def title(self) -> str:
        """What it is about."""
        names = [self.text("eli:title"), self.text("eli:title_short"), self._told("puntTitel")]
        named = [plain(name) for name in names]
        found = [name for name in named if name.lower().strip(" .:") not in _EMPTY_TITLES]
        about = plain(self.text("eli:description"))[:150]
        return next(iter([*found, about]), "") or "Besluit"

    @property
    def language(self) -> str:
        """ISO 639-1."""
        return _LANGUAGES.get(self.text("eli:language").rsplit("/", 1)[-1], "nl")

    @property
    def day(self) -> date | None:
        """Of the session."""
        return day_of(self._told("begonnen")) or day_of(self._told("gepland"))

    @property
    def uri(self) -> str:
        """The publication that citizens read; the decision's own address where none is known."""
        known = [self.text("prov:wasDerivedFrom"), self._told("bron"), self.text("foaf:page")]
        return next((once(one) for one in known if is_address(one)), self.key)

    @property
    def hidden(self) -> str:
        """Why it is not for citizens; empty when it is."""
        if any(
            row["openbaar"].value in ("false", "0") for row in self.sessions if "openbaar" in row
        ):
            return "It was not dealt with in public."
        return ""

    @property
    def retracted(self) -> bool:
        """Whether it was repealed or says that it is no longer in force."""
        force = self.text("eli:in_force")
        return "eli:repealed_by" in self.facts or force.endswith("notInForce")

    @property
    def has_text(self) -> bool:
        """Whether it says more than its title."""
        own = ("prov:value", "besluit:motivering", "eli:description")
        texts = [self.text(name) for name in own]
        texts += [_best(facts.get("prov:value", ())) for facts in self.articles.values()]
        return any(plain(text) for text in texts)

    def page(self) -> bytes:
        """The whole decision."""
        return page(self.title, self.language, self._parts())

    def _parts(self) -> Iterator[str]:
        yield bullets(self._meta())
        yield tidy(self.text("eli:description"), 2)
        yield section(2, "Motivering", [tidy(self.text("besluit:motivering"), 3)])
        articles = [self._article(facts) for _, facts in sorted(self.articles.items(), key=_place)]
        value = self.text("prov:value")
        whole = f"<p>{link(value.strip())}</p>" if is_address(value) else tidy(value, 3)
        shown = [one for one in articles if one] or [whole]
        yield section(2, "Beslissing", shown)

    def _meta(self) -> Iterator[str]:
        for label, told in (("Bestuur", "eenheidNaam"), ("Bestuursorgaan", "orgaanNaam")):
            yield _labelled(label, plain(self._told(told)))
        yield _labelled("Zitting van", _written(self.day))
        yield _labelled("Agendapunt", plain(self._told("puntTitel")))
        for label, name in (
            ("Bekendgemaakt op", "eli:date_publication"),
            ("In werking vanaf", "eli:first_date_entry_in_force"),
            ("Niet meer in werking vanaf", "eli:date_no_longer_in_force"),
        ):
            yield _labelled(label, _written(day_of(self.text(name))))
        if self.retracted:
            yield "Dit besluit is ingetrokken of opgeheven."

    def _article(self, facts: Mapping[str, list[Term]]) -> str:
        number, name = (plain(_best(facts.get(one, ()))) for one in ("eli:number", "eli:title"))
        if number and not re.search(r"[a-z]{3}", number.lower()):
            number = f"Artikel {number}"
        title = ": ".join(dict.fromkeys(part for part in (number, name) if part))
        text = tidy(_best(facts.get("prov:value", ())), 4)
        return f"{heading(3, title or 'Artikel')}\n{text}" if text else ""

    def _told(self, name: str) -> str:
        return _best(row[name] for row in self.sessions if name in row)


def once(address: str) -> str:
    """An address that some publishers write twice over, without the first."""
    address = address.strip()
    found = _TWICE.fullmatch(address)
    if found and urlsplit(found.group(1)).hostname == urlsplit(address).hostname:
        return found.group(1)
    return address


def _best(terms: Iterable[Term]) -> str:
    """Dutch, then untagged, then other; of several the smallest, so that it is always the same."""
    ranked = sorted(terms, key=lambda one: (_rank(one.language), one.value))
    return next((one.value for one in ranked if one.value.strip()), "")


def _rank(language: str) -> int:
    return 0 if language.lower().startswith("nl") else 1 if not language else 2


def _short(name: str) -> str:
    for iri, prefix in _NAMES.items():
        if name.startswith(iri):
            return prefix + name[len(iri) :]
    return name


def _place(article: tuple[str, Mapping[str, list[Term]]]) -> tuple[list[int], str, str]:
    """By number: article 2 before article 10, and 2/1 between 2 and 3."""
    key, facts = article
    number = plain(_best(facts.get("eli:number", ())))
    return [int(one[:9]) for one in _NUMBERS.findall(number)] or [10**9], number, key


def _labelled(label: str, shown: str) -> str:
    return f"{label}: {escape(shown)}" if shown else ""


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
