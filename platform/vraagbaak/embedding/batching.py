"""Batches of similar length, so that little is computed for padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Indices grouped by length, longest first; each group's padded size stays within ``budget``.

    Longest first, so that a text too long for memory fails at once and not after an hour. A
    single text longer than the budget is a batch of its own.
    """
    order = sorted(range(len(lengths)), key=lambda i: lengths[i], reverse=True)
    batch: list[int] = []
    width = 0
    for index in order:
        width = width or max(1, lengths[index])
        if batch and width * (len(batch) + 1) > budget:
            yield batch
            batch, width = [], max(1, lengths[index])
        batch.append(index)
    if batch:
        yield batch
