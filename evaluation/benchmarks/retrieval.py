"""nDCG@10 on public question sets, against BM25, dense search, plain rank fusion and the recipe.

Ours is the product's own path: documents are read, cut, embedded and stored as an agency's would
be, and questions go through the same search as a citizen's.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

import bm25s
import numpy as np
import Stemmer

from connectors.types import SourceItem
from evaluation import evidence
from evaluation.benchmarks.recipe import Recipe
from evaluation.benchmarks.report import Report, Table, percentiles, progress
from evaluation.benchmarks.service import opened_tenant
from evaluation.datasets import RetrievalSet, load_retrieval_set
from evaluation.metrics import bootstrap, ndcg
from evaluation.models import default_encoder, model_folder
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.language import Language

CORPORA = (("vac",), ("xquad-nl-nl", "xquad-en-nl", "xquad-de-nl"), ("xquad-nl-en",))
"""Sets that ask different questions of the same documents stand together."""
STEMMERS = {"nl": "dutch_porter", "en": "english", "de": "german", "fr": "french"}
DEPTH = 10
PASSAGES = 40
"""Asked of a search that knows passages, so that ten documents are among them."""
RRF_K = 60
"""Cormack, Clarke and Büttcher, 2009."""
SMALL = 40
TIMED = 200

Search = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Plain:
    """Scores of whole documents by BM25 and by cosine, as the textbooks have them."""

    ids: Sequence[str]
    words: bm25s.BM25
    vectors: np.ndarray
    embedder: OnnxEmbedder

    def bm25(self, stems: list[str]) -> list[str]:
        """Best first by BM25."""
        return self._ranked(self.words.get_scores(stems))

    def dense(self, question: str) -> list[str]:
        """Best first by cosine."""
        return self._ranked(self.vectors @ self.embedder.embed_query(question))

    def rrf(self, question: str, stems: list[str]) -> list[str]:
        """Reciprocal rank fusion of both."""
        total = np.zeros(len(self.ids))
        cosines = self.vectors @ self.embedder.embed_query(question)
        for scores in (self.words.get_scores(stems), cosines):
            ranks = np.argsort(np.argsort(-scores, kind="stable"))
            total += 1 / (RRF_K + 1 + ranks)
        return self._ranked(total)

    def _ranked(self, scores: np.ndarray) -> list[str]:
        return [self.ids[i] for i in np.argsort(-scores, kind="stable")[:DEPTH]]


def run(data: Path, small: bool) -> Report:
    """Every set, every side."""
    table = Table(
        "nDCG@10, mean and 95% interval",
        ("set", "questions", "BM25", "dense", "plain RRF", "recipe", "ours, not re-ranked", "ours"),
    )
    times = Table(
        "Milliseconds a search, in turns, the question embedded before",
        ("set", "not re-ranked: p50", "p95", "re-ranked: p50", "p95"),
    )
    embedder = default_encoder()
    for names in CORPORA:
        sets = [load_retrieval_set(data, name) for name in names]
        with tempfile.TemporaryDirectory() as folder:
            _corpus(sets, Path(folder), embedder, SMALL if small else None, table, times)
    return Report([table, times])


def _corpus(
    sets: Sequence[RetrievalSet],
    folder: Path,
    embedder: OnnxEmbedder,
    most: int | None,
    table: Table,
    times: Table,
) -> None:
    """Store the documents on every side, then ask each set's questions."""
    progress(f"{sets[0].name}: storing {len(sets[0].documents)} documents")
    recipe = Recipe(model_folder(), folder / "recipe")
    recipe.add((document.id, document.text) for document in sets[0].documents)
    plain = _plain(sets[0], embedder)
    with opened_tenant(folder / "ours", embedder) as index:
        _ingest(index, sets[0], embedder)
        for chosen in sets:
            progress(f"{chosen.name}: asking")
            questions = chosen.questions[:most]
            sides = _sides(plain, recipe, index, chosen.question_language)
            scores = [
                [ndcg(search(question.text), question.gold, DEPTH) for question in questions]
                for search in sides
            ]
            means = (str(bootstrap(column)) for column in scores)
            table.rows.append((chosen.name, len(questions), *means))
            times.rows.append((chosen.name, *_times(index, chosen, embedder)))


def _times(index: TenantIndex, chosen: RetrievalSet, embedder: OnnxEmbedder) -> list[float]:
    """Both ways of searching for the same questions, one after the other."""
    ways = (index.without_reranking(), index)
    seconds: list[list[float]] = [[] for _ in ways]
    for question in chosen.questions[:TIMED]:
        query = embedder.encode_query(question.text)
        for spent, way in zip(seconds, ways, strict=True):
            start = perf_counter()
            way.search(question.text, DEPTH, chosen.question_language, query)
            spent.append(perf_counter() - start)
    return [value for spent in seconds for value in percentiles(spent)]


def _sides(plain: Plain, recipe: Recipe, index: TenantIndex, language: Language) -> list[Search]:
    def by_recipe(question: str) -> list[str]:
        return recipe.search(question, PASSAGES)

    fused = index.without_reranking()

    def ours(searched: TenantIndex, question: str) -> list[str]:
        hits = searched.search(question, PASSAGES, language)
        return [hit.passage.document for hit in hits]

    stem = _stem(language)
    return [
        lambda question: plain.bm25(stem(question)),
        plain.dense,
        lambda question: plain.rrf(question, stem(question)),
        by_recipe,
        partial(ours, fused),
        partial(ours, index),
    ]


def _ingest(index: TenantIndex, chosen: RetrievalSet, embedder: OnnxEmbedder) -> None:
    items = [
        SourceItem(document.id, document.text.encode, media_type="text/plain")
        for document in chosen.documents
    ]
    evidence.store(index, items, embedder)


def _plain(chosen: RetrievalSet, embedder: OnnxEmbedder) -> Plain:
    texts = [document.text for document in chosen.documents]
    read = _stem(chosen.document_language)
    words = bm25s.BM25(method="lucene")
    words.index([read(text) for text in texts], show_progress=False)
    ids = [document.id for document in chosen.documents]
    return Plain(ids, words, embedder.embed_passages(texts), embedder)


def _stem(language: Language) -> Callable[[str], list[str]]:
    stemmer = Stemmer.Stemmer(STEMMERS[language])
    word = bm25s.tokenization.Tokenizer(splitter=r"(?u)\w+").splitter

    def stem(text: str) -> list[str]:
        return list(stemmer.stemWords(word(text.lower())))

    return stem
