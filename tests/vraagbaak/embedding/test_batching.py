from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.embedding.batching import batches

lengths_ = st.lists(st.integers(0, 600), max_size=60)
budgets = st.integers(1, 2000)


@given(lengths_, budgets)
def test_every_text_is_in_exactly_one_batch(lengths: list[int], budget: int) -> None:
    found = [index for batch in batches(lengths, budget) for index in batch]
    assert sorted(found) == list(range(len(lengths)))


@given(lengths_, budgets)
def test_padded_size_stays_within_the_budget(lengths: list[int], budget: int) -> None:
    for batch in batches(lengths, budget):
        width = max(1, *(lengths[i] for i in batch), 1)
        assert len(batch) == 1 or width * len(batch) <= budget


@given(lengths_, budgets)
def test_longest_come_first(lengths: list[int], budget: int) -> None:
    found = [lengths[i] for batch in batches(lengths, budget) for i in batch]
    assert found == sorted(lengths, reverse=True)
