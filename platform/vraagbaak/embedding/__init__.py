"""Texts to vectors: the embedding model, its build from packaged weights, and its backends."""

from vraagbaak.embedding.load import load_embedder
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.types import (
    EmbeddedPassages,
    EmbeddedQuery,
    Embedder,
    Progress,
    Vector,
    Vectors,
)

__all__ = [
    "EmbeddedPassages",
    "EmbeddedQuery",
    "Embedder",
    "HashingEmbedder",
    "Progress",
    "Vector",
    "Vectors",
    "load_embedder",
]
