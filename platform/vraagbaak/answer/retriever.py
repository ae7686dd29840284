"""A tenant's index as a LangChain retriever, for who builds with LangChain."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from vraagbaak.answer.context import TenantSearch
from vraagbaak.index.types import Hit


class TenantRetriever(BaseRetriever):
    """The passages of one tenant that fit a question, best first.

    ``TenantRetriever(index=passages.for_tenant(tenant.id)).invoke("…")``
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Any
    """A TenantSearch: an index that is bound to one tenant."""
    limit: int = Field(default=10, ge=1, le=100)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager
        index: TenantSearch = self.index
        return [as_document(hit) for hit in index.search(query, self.limit)]


def as_document(hit: Hit) -> Document:
    """The passage as LangChain knows documents; offsets are the source document's."""
    passage = hit.passage
    metadata = {
        "passage_id": passage.id,
        "document": passage.document,
        "source": passage.uri,
        "title": passage.title,
        "heading": passage.heading,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "language": passage.language.value if passage.language else None,
        "valid_from": passage.valid_from.isoformat() if passage.valid_from else None,
        "valid_until": passage.valid_until.isoformat() if passage.valid_until else None,
        "score": hit.score,
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
