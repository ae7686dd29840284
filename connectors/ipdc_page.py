"""A product of the catalogue as a page that a citizen could read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from connectors.flemish_html import bullets, heading, link, page, plain, section, tidy
from connectors.flemish_values import day_of
from connectors.ipdc_nodes import Node, by_language, name_of, nodes, reference, tail, text, values

FORMAT = "1"
"""Another one for a page of another form, so that it is read again."""
_DUTCH = {
    "formal": (
        "nl-be-x-formal nl/u nl-be-x-generated-formal nl nl-be nl-be-x-informal nl/je "
        "nl-be-x-generated-informal"
    ).split(),
    "informal": (
        "nl-be-x-informal nl/je nl-be-x-generated-informal nl nl-be nl-be-x-formal nl/u "
        "nl-be-x-generated-formal"
    ).split(),
}
"""Which variant comes first. The catalogue also has tags that no standard knows, nl/u and nl/je."""
_WORDS = {
    "nl": {
        "conditions": "Voorwaarden", "evidence": "Bewijs", "procedures": "Procedure",
        "costs": "Kosten", "advantages": "Financiële voordelen", "exceptions": "Uitzonderingen",
        "laws": "Regelgeving", "contacts": "Contact", "websites": "Meer informatie",
        "about": "Over dit product", "audience": "Doelgroep", "themes": "Thema",
        "kind": "Soort", "competent": "Bevoegde overheid", "executing": "Uitvoerende overheid",
        "keywords": "Zoektermen", "productnumber": "Productnummer", "start": "Geldig vanaf",
        "end": "Geldig tot en met", "email": "E-mail", "telephone": "Telefoon",
        "hours": "Openingsuren", "address": "Adres", "url": "Website",
    },
    "en": {
        "conditions": "Conditions", "evidence": "Required evidence", "procedures": "Procedure",
        "costs": "Costs", "advantages": "Financial advantages", "exceptions": "Exceptions",
        "laws": "Legislation", "contacts": "Contact", "websites": "More information",
        "about": "About this product", "audience": "Target audience", "themes": "Theme",
        "kind": "Kind", "competent": "Competent authority", "executing": "Executing authority",
        "keywords": "Search terms", "productnumber": "Product number", "start": "Valid from",
        "end": "Valid until", "email": "E-mail", "telephone": "Telephone",
        "hours": "Opening hours", "address": "Address", "url": "Website",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads products in one language and form of address."""

    language: str
    form: str = "formal"

    @property
    def order(self) -> Sequence[str]:
        """Language tags, the best first; texts without one count as Dutch."""
        return [*_DUTCH[self.form], ""] if self.language == "nl" else [self.language]

    def texts(self, node: Node, field: str) -> list[str]:
        """All texts of the best language that there is."""
        found = by_language(node, field)
        return next((found[tag] for tag in self.order if tag in found), [])

    def title(self, node: Node) -> str:
        """The title on one line, empty where there is none in this language."""
        return plain(" ".join(self.texts(node, "title")[:1]))

    def page(self, product: Node) -> bytes:
        """The whole product."""
        return page(self.title(product), self.language, self._parts(product))

    def _parts(self, product: Node) -> Iterator[str]:
        yield from (self._prose(product, field, 2) for field in ("description", "more"))
        for field in ("conditions", "procedures", "costs", "advantages"):
            yield section(2, self._word(field), map(self._block, nodes(product, field)))
        yield section(2, self._word("exceptions"), [self._prose(product, "exceptions", 3)])
        laws = [self._prose(product, "regulation", 3), self._links(product, "laws")]
        yield section(2, self._word("laws"), laws)
        yield section(2, self._word("contacts"), map(self._contact, nodes(product, "contacts")))
        yield section(2, self._word("websites"), [self._links(product, "websites")])
        yield section(2, self._word("about"), [bullets(self._facts(product))])

    def _word(self, field: str) -> str:
        return _WORDS[self.language][field]

    def _prose(self, node: Node, field: str, level: int) -> str:
        return "".join(tidy(one, level) for one in self.texts(node, field))

    def _block(self, node: Node) -> str:
        """A condition, a step, a cost or an advantage: its name, text, evidence and websites."""
        evidence = [self._evidence(one) for one in nodes(node, "evidence")]
        parts = [
            heading(3, self.title(node)),
            self._prose(node, "description", 4),
            section(4, self._word("evidence"), evidence),
            self._links(node, "websites"),
        ]
        return "\n".join(part for part in parts if part)

    def _evidence(self, node: Node) -> str:
        name = self.title(node)
        same = name.lower() == self._word("evidence").lower()
        shown = f"<p>{escape(name)}</p>" if name and not same else ""
        return shown + self._prose(node, "description", 5)

    def _links(self, node: Node, field: str) -> str:
        return bullets(map(self._link, values(node, field)))

    def _link(self, value: Any) -> str:
        """A website or a law: a name that leads there, and what is to be found."""
        node = value if isinstance(value, dict) else {}
        address = text(node, "url") or reference(node, "url") or name_of(value)
        if not self.title(node) and not address.startswith(("http:", "https:")):
            return ""
        shown = link(address, self.title(node))
        about = " ".join(plain(one) for one in self.texts(node, "description"))
        return f"{shown}: {escape(about)}" if about else shown

    def _contact(self, node: Node) -> str:
        lines = [self._labelled(field, text(node, field)) for field in ("telephone", "email")]
        lines += [self._labelled("hours", text(node, "hours"))]
        lines += [self._labelled("address", self._address(one)) for one in nodes(node, "address")]
        address = text(node, "url") or reference(node, "url")
        lines += [f"{self._word('url')}: {link(address)}"] if address else []
        return bullets(lines)

    def _address(self, node: Node) -> str:
        street = " ".join([*self.texts(node, "street")[:1], text(node, "number")]).strip()
        box = f" bus {text(node, 'box')}" if text(node, "box") else ""
        town = " ".join([text(node, "postcode"), *self.texts(node, "town")[:1]]).strip()
        return ", ".join(part for part in (street + box, town) if part)

    def _labelled(self, field: str, shown: str) -> str:
        return f"{self._word(field)}: {escape(plain(shown))}" if shown else ""

    def _facts(self, product: Node) -> Iterator[str]:
        for field in ("audience", "themes", "kind"):
            names = [_spaced(tail(name_of(one))) for one in values(product, field)]
            yield self._labelled(field, ", ".join(name for name in names if name))
        for field in ("competent", "executing"):
            names = [self._organisation(one) for one in values(product, field)]
            yield self._labelled(field, ", ".join(name for name in names if name))
        for field in ("start", "end"):
            yield self._labelled(field, _written(day_of(text(product, field))))
        yield self._labelled("keywords", ", ".join(self.texts(product, "keywords")))
        yield self._labelled("productnumber", text(product, "productnumber"))

    def _organisation(self, value: Any) -> str:
        node = value if isinstance(value, dict) else {}
        named = self.title(node) or " ".join(self.texts(node, "label")[:1])
        return named or tail(name_of(value))


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _spaced(name: str) -> str:
    """The words of a code such as BouwenWonen."""
    return re.sub(r"(?<=[a-zé])(?=[A-Z])", " ", name).capitalize()
