"""A SPARQL endpoint, asked by POST, that answers with SPARQL results in JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from connectors.errors import SourceBroken
from connectors.flemish_values import answer_of
from connectors.http.types import Http


@dataclass(frozen=True, slots=True)
class Term:
    """A value in a row."""

    value: str
    is_iri: bool
    language: str = ""


Row = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Asks questions."""

    http: Http
    url: str

    def rows(self, query: str, *, may_be_cut: bool = False) -> list[Row]:
        """The rows of an answer.

        Some endpoints cut long answers off and say so in a header only: that raises SourceBroken,
        unless the caller asks on until there is nothing more.
        """
        response = self.http.request(
            "POST",
            self.url,
            headers={
                "Accept": "application/sparql-results+json",
                "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            },
            content=urlencode({"query": query}).encode("ascii"),
        )
        answer = answer_of(response, "SPARQL results")
        try:
            rows: list[Row] = [dict(_terms(one)) for one in answer["results"]["bindings"]]
        except (KeyError, TypeError, AttributeError) as exc:
            raise SourceBroken(
                f"{self.url} does not answer with SPARQL results. Check the endpoint's address."
            ) from exc
        most = response.headers.get("x-sparql-maxrows", "")
        if not may_be_cut and most.isdigit() and 0 < int(most) <= len(rows):
            raise SourceBroken(
                f"{self.url} gives no more than {most} rows at a time. Configure a lower batch."
            )
        return rows


def _terms(binding: Mapping[str, Any]) -> Iterator[tuple[str, Term]]:
    for name, term in binding.items():
        value, kind = term["value"], term["type"]
        if isinstance(value, str) and kind != "bnode":
            yield name, Term(value, kind == "uri", str(term.get("xml:lang") or ""))
