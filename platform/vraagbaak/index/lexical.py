"""BM25 over packed postings: the same arithmetic, hence the same ranking, on every database.

Okapi BM25 (Robertson & Zaragoza, 2009) with Lucene's idf, ln(1 + (N - df + 0.5) / (df + 0.5)).
N, df and the average length are the tenant's own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, bindparam, delete, func, select

from vraagbaak.index.database import upsert
from vraagbaak.index.tables import postings

K1, B = 1.2, 0.75
BLOCK = 4096
"""Ordinals in a block: a change rewrites at most so many entries of a term."""
KEYS_A_QUERY = 400

POSTING = np.dtype([("ordinal", "<u4"), ("count", "<u2"), ("length", "<u2")])
"""A passage that holds a term: how often, and the passage's length in terms (both capped)."""
CAP = 65_535

Key = tuple[str, int]
Postings = NDArray[Any]
Floats = NDArray[np.float64]


_WANTED = (
    postings.c.tenant_id == bindparam("tenant"),
    postings.c.term.in_(bindparam("terms", expanding=True)),
)
_ENTRIES = select(postings.c.term, postings.c.entries).where(*_WANTED)
_SIZES = (
    select(postings.c.term, func.sum(func.length(postings.c.entries)).label("size"))
    .where(*_WANTED)
    .group_by(postings.c.term)
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages by ordinal with their BM25 scores, best first."""

    ordinals: NDArray[np.int64]
    scores: Floats


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of one tenant: how many passages, and terms in them altogether."""

    passages: int
    tokens: int


def add(connection: Connection, tenant: int, terms: Mapping[int, Counter[str]]) -> None:
    """Index passages, given by ordinal; none of them may be indexed already."""
    new: defaultdict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for ordinal in sorted(terms):
        length = min(terms[ordinal].total(), CAP)
        for term, count in terms[ordinal].items():
            new[term, ordinal // BLOCK].append((ordinal, min(count, CAP), length))
    old = _read(connection, tenant, new)
    _write(
        connection,
        tenant,
        {key: np.concatenate([old.get(key, _NONE), _pack(rows)]) for key, rows in new.items()},
    )


def remove(connection: Connection, tenant: int, terms: Mapping[int, Iterable[str]]) -> None:
    """Take passages out, given by ordinal with the terms that they were indexed under."""
    gone: defaultdict[Key, list[int]] = defaultdict(list)
    for ordinal, held in terms.items():
        for term in held:
            gone[term, ordinal // BLOCK].append(ordinal)
    left = {
        key: entries[~np.isin(entries["ordinal"], gone[key])]
        for key, entries in _read(connection, tenant, gone).items()
    }
    _write(connection, tenant, {key: entries for key, entries in left.items() if len(entries)})
    _delete(connection, tenant, [key for key, entries in left.items() if not len(entries)])


def counts(connection: Connection, tenant: int, terms: Iterable[str]) -> dict[str, int]:
    """In how many passages each term stands; terms that stand in none are left out."""
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(terms)):
        for row in connection.execute(_SIZES, {"tenant": tenant, "terms": chunk}):
            found[row.term] = int(row.size) // POSTING.itemsize
    return found


def rank(
    connection: Connection,
    tenant: int,
    statistics: Statistics,
    weights: Mapping[str, float],
    limit: int,
) -> Ranked:
    """The ``limit`` passages with the highest BM25, each term's share times its weight."""
    found: defaultdict[str, list[Postings]] = defaultdict(list)
    for row in _rows_of(connection, tenant, list(weights)):
        found[row.term].append(np.frombuffer(row.entries, POSTING))
    if not found:
        return Ranked(np.empty(0, np.int64), np.empty(0))
    average = max(statistics.tokens / max(statistics.passages, 1), 1.0)
    ordinals, shares = [], []
    for term, blocks in found.items():
        entries = np.concatenate(blocks)
        ordinals.append(entries["ordinal"].astype(np.int64))
        shares.append(weights[term] * _shares(entries, statistics.passages, average))
    return _top(np.concatenate(ordinals), np.concatenate(shares), limit)


def _shares(entries: Postings, passages: int, average: float) -> Floats:
    df = len(entries)
    idf = np.log1p((max(passages, df) - df + 0.5) / (df + 0.5))
    count = entries["count"].astype(np.float64)
    norm = K1 * (1 - B + B * entries["length"] / average)
    shares: Floats = idf * count * (K1 + 1) / (count + norm)
    return shares


def _top(ordinals: NDArray[np.int64], shares: Floats, limit: int) -> Ranked:
    """Sum the shares of each ordinal; equal scores are ordered by ordinal, for repeatability."""
    low = int(ordinals.min())
    totals = np.bincount(ordinals - low, weights=shares).astype(np.float64)
    limit = min(limit, len(totals))
    best = np.argpartition(-totals, limit - 1)[:limit]
    best = best[totals[best] > 0]
    best = best[np.lexsort((best, -totals[best]))]
    return Ranked(best + low, totals[best])


_NONE: Postings = np.empty(0, POSTING)


def _pack(rows: list[tuple[int, int, int]]) -> Postings:
    return np.array(rows, dtype=POSTING)


def _rows_of(connection: Connection, tenant: int, terms: Sequence[str]) -> Iterable[Row[Any]]:
    return connection.execute(_ENTRIES, {"tenant": tenant, "terms": terms})


def _read(connection: Connection, tenant: int, keys: Iterable[Key]) -> dict[Key, Postings]:
    found: dict[Key, Postings] = {}
    by_block: defaultdict[int, list[str]] = defaultdict(list)
    for term, block in keys:
        by_block[block].append(term)
    for block, terms in by_block.items():
        for chunk in _chunks(terms):
            query = select(postings.c.term, postings.c.entries).where(
                postings.c.tenant_id == tenant,
                postings.c.term.in_(chunk),
                postings.c.block == block,
            )
            for row in connection.execute(query):
                found[row.term, block] = np.frombuffer(row.entries, POSTING)
    return found


def _write(connection: Connection, tenant: int, changed: Mapping[Key, Postings]) -> None:
    rows = [
        {"tenant_id": tenant, "term": term, "block": block, "entries": entries.tobytes()}
        for (term, block), entries in changed.items()
    ]
    if rows:
        connection.execute(upsert(connection, postings, "entries"), rows)


def _delete(connection: Connection, tenant: int, keys: Sequence[Key]) -> None:
    by_block: defaultdict[int, list[str]] = defaultdict(list)
    for term, block in keys:
        by_block[block].append(term)
    for block, terms in by_block.items():
        for chunk in _chunks(terms):
            connection.execute(
                delete(postings).where(
                    postings.c.tenant_id == tenant,
                    postings.c.term.in_(chunk),
                    postings.c.block == block,
                )
            )


def _chunks(terms: Sequence[str]) -> Iterable[Sequence[str]]:
    return (terms[i : i + KEYS_A_QUERY] for i in range(0, len(terms), KEYS_A_QUERY))
