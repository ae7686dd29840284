"""The peer: the usual LangChain recipe, with the same embedding model.

RecursiveCharacterTextSplitter, a Chroma collection, sentence-transformers in fp32 with the
prompts that the model asks for, everything else as LangChain sets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from vraagbaak.embedding.langchain import LangChainEmbeddings
from vraagbaak.embedding.torch_backend import TorchEmbedder

CHUNK, OVERLAP = 1000, 200
BATCH = 1000


class Recipe:
    """One collection of documents; ids are kept in the metadata."""

    def __init__(self, model: Path, folder: Path) -> None:
        self.embedder = TorchEmbedder(str(model), "recipe")
        self._store = Chroma(
            "recipe",
            LangChainEmbeddings(self.embedder),
            persist_directory=str(folder),
            collection_metadata={"hnsw:space": "cosine"},
        )
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)

    def add(self, documents: Iterable[tuple[str, str]]) -> int:
        """Store (id, text) pairs; returns the number of chunks."""
        pieces = self._splitter.split_documents(
            [Document(text, metadata={"id": identity}) for identity, text in documents]
        )
        for start in range(0, len(pieces), BATCH):
            self._store.add_documents(pieces[start : start + BATCH])
        return len(pieces)

    def search(self, question: str, limit: int) -> list[str]:
        """Document ids of the nearest chunks, best first."""
        return [hit.metadata["id"] for hit in self._store.similarity_search(question, k=limit)]
