"""The registry: every kind of claim by its name."""

from __future__ import annotations

from evaluation.mutations.conditions import condition
from evaluation.mutations.degrees import bound, quantifier
from evaluation.mutations.elsewhere import elsewhere
from evaluation.mutations.formats import formatted
from evaluation.mutations.joined import list_to_sentence, merged
from evaluation.mutations.modality import modality
from evaluation.mutations.names import authority, place
from evaluation.mutations.negation import negation
from evaluation.mutations.opposites import opposite
from evaluation.mutations.quantities import amount, number, percentage
from evaluation.mutations.reordered import reordered
from evaluation.mutations.shorter import compressed, verbatim
from evaluation.mutations.subjects import wrong_question
from evaluation.mutations.synonyms import synonym
from evaluation.mutations.times import date, deadline
from evaluation.mutations.types import Kind, Mutate

_BAD: tuple[Mutate, ...] = (
    number,
    amount,
    percentage,
    date,
    deadline,
    negation,
    modality,
    authority,
    place,
    condition,
    bound,
    quantifier,
    wrong_question,
    opposite,
    elsewhere,
)
_GOOD: tuple[Mutate, ...] = (
    verbatim,
    compressed,
    reordered,
    list_to_sentence,
    merged,
    formatted,
    synonym,
)
KINDS = {
    kind.name: kind
    for holds, functions in ((False, _BAD), (True, _GOOD))
    for kind in (Kind(function.__name__, holds, function) for function in functions)
}
BAD = tuple(name for name, kind in KINDS.items() if not kind.holds)
"""Kinds whose claims the evidence does not support."""
GOOD = tuple(name for name, kind in KINDS.items() if kind.holds)
"""Kinds whose claims follow from the evidence."""
