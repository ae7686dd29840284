"""Step 3: the passages that fit the question."""

from __future__ import annotations

from dataclasses import dataclass

from anyio.to_thread import run_sync

from vraagbaak.answer.context import Context, SearchIndex, Stop
from vraagbaak.embedding.types import Embedder

LIMIT = 12
"""Passages fetched: more than are used, because some may be out of date."""


@dataclass(frozen=True, slots=True)
class Retrieve:
    """Searches the tenant's own index."""

    index: SearchIndex
    embedder: Embedder
    limit: int = LIMIT
    name: str = "retrieve"

    async def run(self, context: Context) -> Stop | None:
        """Fills ``found``; never stops, because having found too little is judged next."""
        await run_sync(self._search, context)
        return None

    def _search(self, context: Context) -> None:
        query = self.embedder.encode_query(context.standalone)
        index = self.index.for_tenant(context.tenant.id)
        hits = index.search(context.standalone, self.limit, context.question_language, query)
        context.query, context.found = query, tuple(hits)
