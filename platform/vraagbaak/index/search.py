"""Hybrid search: candidates from both indexes, both scores for each of them, one ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from vraagbaak.embedding.late import maxsim
from vraagbaak.embedding.types import Packed, Reranker, Vectors
from vraagbaak.index import lexical
from vraagbaak.index import question as question_terms
from vraagbaak.index.fusion import FusionWeights, fuse, relevance, rerank, rescore
from vraagbaak.index.lexical import Ranked, Statistics
from vraagbaak.index.rows import PASSAGE_QUERY, to_passage, vectors_of
from vraagbaak.index.tables import passages, token_vectors
from vraagbaak.index.types import Hit
from vraagbaak.index.vectors import NOTHING, Nearest, Vector
from vraagbaak.language import Language

CANDIDATES = 50
"""Taken from each of the two indexes, or more when more results are asked for."""
SPARE = 4
"""Rows read beside those asked for: passages may go between being found and being read."""
FEW = 256
"""So many passages are compared exactly in about a millisecond, without the vector index: small
tenants take no place in its memory, and Chroma's trouble with tiny collections is avoided."""

# Made once: SQLAlchemy takes longer to put a statement together than SQLite to answer it.
_TENANT: BindParameter[int] = bindparam("tenant")
_ORDINALS: BindParameter[Sequence[int]] = bindparam("ordinals", expanding=True)
_OF_TENANT: Select[Any] = select(passages.c.ordinal, passages.c.language, passages.c.vector).where(
    passages.c.tenant_id == _TENANT
)
_STORED = _OF_TENANT.where(passages.c.ordinal.in_(_ORDINALS))
_TOKENS: Select[Any] = select(token_vectors.c.ordinal, token_vectors.c.tokens).where(
    token_vectors.c.tenant_id == _TENANT, token_vectors.c.ordinal.in_(_ORDINALS)
)
_HITS = PASSAGE_QUERY.where(passages.c.tenant_id == _TENANT, passages.c.ordinal.in_(_ORDINALS))


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of some passages: their ordinals, vectors (passages, d) and languages."""

    ordinals: NDArray[np.int64]
    vectors: Vectors
    languages: list[str | None]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages with both scores, in no order."""

    ordinals: NDArray[np.int64]
    dense: NDArray[np.float64]
    lexical: NDArray[np.float64]
    same_language: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scores:
    """Of each candidate: relevance in 0..1, and the logit that it answers (NaN where not read)."""

    relevance: NDArray[np.float64]
    answers: NDArray[np.float64]


def rank_words(
    connection: Connection,
    tenant: int,
    state: Row[Any],
    question: str,
    language: Language | None,
    limit: int,
) -> Ranked:
    """The best passages by BM25."""
    counts = partial(lexical.counts, connection, tenant)
    weights = question_terms.weights(question, language, counts)
    statistics = Statistics(state.passages, state.tokens)
    return lexical.rank(connection, tenant, statistics, weights, limit)


def nearest_exactly(connection: Connection, tenant: int, vector: Vector, limit: int) -> Nearest:
    """The passages with the highest cosine, from the vectors in SQL."""
    found = _read(connection.execute(_OF_TENANT, {"tenant": tenant}).all())
    if not len(found.ordinals):
        return NOTHING
    cosines = found.vectors @ vector
    best = np.argsort(-cosines, kind="stable")[:limit]
    return Nearest(found.ordinals[best], cosines[best])


def stored(connection: Connection, tenant: int, ordinals: NDArray[np.int64]) -> Stored:
    """The passages that exist of those asked for, in no order."""
    wanted = {"tenant": tenant, "ordinals": ordinals.tolist()}
    return _read(connection.execute(_STORED, wanted).all())


def candidates(
    found: Sequence[Stored], vector: Vector, words: Ranked, language: Language | None
) -> Candidates:
    """Passages, at least one, in one list with both scores; none may be there twice.

    Cosines are computed from the vectors in SQL: exact, and there for those too that only words
    found.
    """
    found = [part for part in found if len(part.ordinals)]
    ordinals = np.concatenate([part.ordinals for part in found])
    scores = dict(zip(words.ordinals.tolist(), words.scores.tolist(), strict=True))
    return Candidates(
        ordinals=ordinals,
        dense=np.concatenate([part.vectors @ vector for part in found]).astype(np.float64),
        lexical=np.array([scores.get(ordinal, 0.0) for ordinal in ordinals.tolist()], np.float64),
        same_language=np.array(
            [_same(language, one) for part in found for one in part.languages], np.bool_
        ),
    )


def _read(rows: Sequence[Row[Any]]) -> Stored:
    vectors = vectors_of([row.vector for row in rows])
    ordinals = np.array([row.ordinal for row in rows], np.int64)
    return Stored(ordinals, vectors, [row.language for row in rows])


def scores(
    connection: Connection,
    tenant: int,
    found: Candidates,
    question: Vectors,
    weights: FusionWeights,
    reranker: Reranker | None,
) -> Scores:
    """Relevance of each candidate; the best few are compared with the question word by word.

    ``question`` holds its centred token vectors, none where the model gives none. ``reranker`` then
    reads the best of those again, where there is one.
    """
    fused = fuse(found.dense, found.lexical, found.same_language, weights)
    best = np.argsort(-fused.first, kind="stable")[: weights.rescored]
    packed = _tokens(connection, tenant, found.ordinals[best].tolist(), question)
    unread = np.full(len(fused.first), np.nan)
    if not packed:
        return Scores(relevance(fused, weights), unread)
    nothing = np.empty((0, question.shape[1] // 4), np.uint8)
    tokens = {i: packed.get(int(found.ordinals[i]), nothing) for i in best.tolist()}
    words = unread.copy()
    words[best] = maxsim(question, list(tokens.values()))
    relevant = rescore(fused, words, weights)
    if reranker is None:
        return Scores(relevant, unread)
    chosen = best[np.argsort(-relevant[best], kind="stable")[: weights.reranked]]
    logits = unread
    logits[chosen] = reranker.score(question, [tokens[i] for i in chosen.tolist()])
    return Scores(rerank(relevant, logits, weights), logits)


def hits(
    connection: Connection,
    tenant: int,
    found: Candidates,
    scores: Scores,
    limit: int,
) -> list[Hit]:
    """The ``limit`` candidates with the best scores as hits, best first.

    One that was removed since it was found gives its place to the next.
    """
    best = np.lexsort((found.ordinals, -scores.relevance))[: limit + SPARE]
    rows = _rows(connection, tenant, found.ordinals[best].tolist())
    return [
        Hit(
            passage=to_passage(rows[ordinal]),
            score=float(scores.relevance[i]),
            dense=float(found.dense[i]),
            lexical=float(found.lexical[i]),
            answers=float(scores.answers[i]),
        )
        for i, ordinal in zip(best, found.ordinals[best].tolist(), strict=True)
        if ordinal in rows
    ][:limit]


def _rows(connection: Connection, tenant: int, ordinals: Sequence[int]) -> dict[int, Row[Any]]:
    wanted = {"tenant": tenant, "ordinals": ordinals}
    return {row.ordinal: row for row in connection.execute(_HITS, wanted)}


def _tokens(
    connection: Connection, tenant: int, ordinals: Sequence[int], question: Vectors
) -> dict[int, Packed]:
    if not len(question):
        return {}
    wanted = {"tenant": tenant, "ordinals": ordinals}
    width = question.shape[1] // 4
    return {
        row.ordinal: np.frombuffer(row.tokens, np.uint8).reshape(-1, width)
        for row in connection.execute(_TOKENS, wanted)
    }


def _same(question: Language | None, passage: str | None) -> bool:
    """Whether words can match; not knowing a language is no reason to ignore them."""
    return question is None or passage is None or question == passage
