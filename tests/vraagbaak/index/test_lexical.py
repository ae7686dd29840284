"""BM25 over packed postings, against a plain computation of the formula."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from math import log

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, select

from vraagbaak.index import lexical, tables
from vraagbaak.index.database import reading, writing
from vraagbaak.index.lexical import BLOCK, K1, B, Statistics

Bags = dict[int, Counter[str]]


def plain(bags: Bags, weights: dict[str, float]) -> dict[int, float]:
    average = sum(bag.total() for bag in bags.values()) / len(bags)
    scores: dict[int, float] = {}
    for term, weight in weights.items():
        df = sum(term in bag for bag in bags.values())
        idf = log(1 + (len(bags) - df + 0.5) / (df + 0.5))
        for ordinal, bag in bags.items():
            if bag[term]:
                norm = K1 * (1 - B + B * bag.total() / average)
                share = weight * idf * bag[term] * (K1 + 1) / (bag[term] + norm)
                scores[ordinal] = scores.get(ordinal, 0.0) + share
    return scores


def ranked(engine: Engine, tenant: int, bags: Bags, weights: dict[str, float]) -> dict[int, float]:
    statistics = Statistics(len(bags), sum(bag.total() for bag in bags.values()))
    with reading(engine) as connection:
        found = lexical.rank(connection, tenant, statistics, weights, 1000)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    return dict(zip(found.ordinals.tolist(), found.scores.tolist(), strict=True))


@pytest.fixture
def tenant(engine: Engine) -> int:
    row = {
        "slug": "bm25",
        "config": "",
        "config_hash": "",
        "updated_at": datetime.now(UTC),
    }
    with writing(engine) as connection:
        connection.execute(insert(tables.tenants), row)
        return int(connection.execute(select(tables.tenants.c.id)).scalar_one())


bag = st.lists(st.sampled_from("abcde"), min_size=1, max_size=12).map(Counter)
ordinal = st.integers(0, 3 * BLOCK)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    bags=st.dictionaries(ordinal, bag, min_size=2, max_size=12),
    weights=st.dictionaries(st.sampled_from("abcdx"), st.floats(0.1, 2), min_size=1),
)
def test_adding_and_removing_leave_exactly_bm25(
    engine: Engine, tenant: int, bags: Bags, weights: dict[str, float]
) -> None:
    gone = {o: bags[o] for o in sorted(bags)[: len(bags) // 2]}
    kept = {o: b for o, b in bags.items() if o not in gone}
    with writing(engine) as connection:
        lexical.add(connection, tenant, gone)
        lexical.add(connection, tenant, kept)
    assert ranked(engine, tenant, bags, weights) == pytest.approx(plain(bags, weights))
    with writing(engine) as connection:
        lexical.remove(connection, tenant, gone)
    assert ranked(engine, tenant, kept, weights) == pytest.approx(plain(kept, weights))
    with writing(engine) as connection:
        lexical.remove(connection, tenant, kept)
        assert connection.execute(select(tables.postings)).all() == []


def test_very_long_passages_are_capped_not_refused(engine: Engine, tenant: int) -> None:
    long = Counter({"a": 200_000})
    with writing(engine) as connection:
        lexical.add(connection, tenant, {1: long})
    assert ranked(engine, tenant, {1: long}, {"a": 1.0})[1] > 0
