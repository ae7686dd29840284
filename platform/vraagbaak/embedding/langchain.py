"""Our embedders where LangChain expects its own interface."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from vraagbaak.embedding.types import Embedder


class LangChainEmbeddings(Embeddings):
    """A LangChain ``Embeddings`` over any of our embedders. Blocking; thread-safe as they are."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        return [[float(value) for value in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The question's vector."""
        return [float(value) for value in self._embedder.embed_query(text)]
