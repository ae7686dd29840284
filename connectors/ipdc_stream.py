"""The event stream of the products catalogue: pages (fragments) of versions, and ways on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from connectors.errors import SourceBroken, SourceRefused
from connectors.flemish_values import answer_of, moment_of
from connectors.http.types import Http
from connectors.ipdc_nodes import (
    FIELDS,
    Node,
    embedded,
    name_of,
    reference,
    tail,
    text,
    types,
    values,
)

_ACCEPT = "application/ld+json, application/json;q=0.9"
_GONE = {"Delete", "Tombstone", "DeletedLDPResource", "DeletedResource"}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_PARTS = ("member", "view", "relation")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one product, as a member of the stream tells it."""

    key: str
    """The product that it is a version of; empty where the member does not say."""
    at: datetime
    gone: bool
    """Archived or deleted."""
    node: Node


@dataclass(frozen=True, slots=True)
class Fragment:
    """One page of the stream."""

    url: str
    versions: tuple[Version, ...]
    onward: tuple[str, ...]
    """Pages with later versions."""
    back: tuple[str, ...]
    """Pages with earlier versions."""

    @property
    def newest(self) -> datetime:
        """When its latest version was made."""
        return max((version.at for version in self.versions), default=_LONG_AGO)


@dataclass(frozen=True, slots=True)
class Stream:
    """Reads pages; the key goes to the configured server only."""

    http: Http
    url: str
    headers: Mapping[str, str]

    def read(self, url: str, *, may_be_gone: bool = False) -> Fragment | None:
        """A page; None for one that is gone, where that may be."""
        expected = (200, 404, 410) if may_be_gone else (200,)
        try:
            response = self.http.request(
                "GET", url, headers={"Accept": _ACCEPT, **self.headers}, expected=expected
            )
        except SourceRefused as exc:
            raise SourceRefused(
                "The products catalogue refuses access. Check the key (api_key), and that it has "
                "the permission to read snapshots."
            ) from exc
        if response.status != 200:
            return None
        return self._fragment(url, answer_of(response, "a page of an event stream (LDES)"))

    def _fragment(self, url: str, answer: Any) -> Fragment:
        roots = list(_roots(answer))
        if not any(_has(root, part) for root in roots for part in _PARTS):
            raise SourceBroken(
                f"{url} is not a page of an event stream (LDES): it has no members and no view."
            )
        others = {str(root["@id"]): root for root in roots if "@id" in root}
        onward, back = self._ways(url, roots, others)
        members = [one for root in roots for one in values(root, "member")]
        found = tuple(version for one in members for version in _versions(one, others))
        return Fragment(url, found, onward, back)

    def _ways(
        self, url: str, roots: list[Node], others: Mapping[str, Node]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        onward: dict[str, None] = {}
        back: dict[str, None] = {}
        for relation in _relations(roots, others):
            target = reference(relation, "node")
            if target:
                earlier = any(kind.startswith("LessThan") for kind in types(relation))
                (back if earlier else onward)[self._within(url, target)] = None
        if not onward and not back and not any(_has(root, "member") for root in roots):
            views = [reference(root, "view") for root in roots]
            onward = {self._within(url, view): None for view in views if view}
        return tuple(onward), tuple(back)

    def _within(self, url: str, target: str) -> str:
        """The address of a page; the key must not go to another server."""
        found, own = urlsplit(urljoin(url, target)), urlsplit(self.url)
        if found.hostname == own.hostname and found.scheme == "http" and own.scheme == "https":
            found = found._replace(scheme="https", netloc=own.netloc)  # written behind a proxy
        if (found.scheme, found.netloc) != (own.scheme, own.netloc):
            raise SourceBroken(
                f"The stream goes on at another server, {found.netloc}. "
                "Configure its address there as feed, if you trust it with the key."
            )
        return found.geturl()


def _has(node: Node, field: str) -> bool:
    return any(name in node for name in FIELDS[field])


def _roots(answer: Any) -> Iterator[Node]:
    for one in answer if isinstance(answer, list) else [answer]:
        if isinstance(one, dict):
            yield one
            if isinstance(one.get("@graph"), list):
                yield from _roots(one["@graph"])


def _relations(roots: list[Node], others: Mapping[str, Node]) -> Iterator[Node]:
    views = [one for root in roots for one in values(root, "view") if isinstance(one, dict)]
    for holder in [*roots, *views]:
        for relation in values(holder, "relation"):
            if isinstance(relation, dict):
                yield others.get(str(relation.get("@id")), relation)


def _versions(member: Any, others: Mapping[str, Node]) -> Iterator[Version]:
    node = others.get(name_of(member)) or (member if isinstance(member, dict) else {})
    whole = embedded(node, {key: one for key, one in others.items() if one is not node})
    kinds = types(node) | {tail(name_of(one)) for one in values(node, "snapshot_type")}
    key = reference(node, "version_of") or reference(node, "object") or name_of(node)
    at = moment_of(text(node, "generated")) or moment_of(text(node, "modified")) or _LONG_AGO
    gone = bool(kinds & _GONE) or text(node, "archived").lower() in ("true", "1")
    yield Version(key, at, gone, whole)
