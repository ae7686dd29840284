"""A citation that is not verbatim cannot be made."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, Support, Verdict, Verification, citations, cite

ITEM = Evidence("p", "Een. Twee. Drie.")


def test_cites_what_stands_there() -> None:
    made = cite(Support("p", "Twee.", 5, 10, 0.9), [ITEM])
    assert (made.quote, made.evidence) == ("Twee.", ITEM)


@pytest.mark.parametrize(
    "support",
    [
        Support("q", "Twee.", 5, 10, 0.9),
        Support("p", "Twee!", 5, 10, 0.9),
        Support("p", "Twee.", 4, 9, 0.9),
        Support("p", "", 5, 5, 0.9),
        Support("p", "Drie", -5, -1, 0.9),
    ],
)
def test_refuses_what_does_not(support: Support) -> None:
    with pytest.raises(ValueError, match=r"is not|no place"):
        cite(support, [ITEM])


def test_best_first_and_none_inside_another() -> None:
    found = (
        Support("p", "Een. Twee.", 0, 10, 0.8),
        Support("p", "Twee.", 5, 10, 0.9),
        Support("p", "Drie.", 11, 16, 0.7),
    )
    made = citations(Verification(Verdict.SUPPORTED, 0.9, (), found), [ITEM])
    assert [c.quote for c in made] == ["Twee.", "Drie."]


def test_only_what_is_supported_is_cited() -> None:
    found = (Support("p", "Een.", 0, 4, 0.9),)
    assert citations(Verification(Verdict.NOT_FOUND, 0.1, (), found), [ITEM]) == ()
