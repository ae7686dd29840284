"""A denial whose subject stands in the clause before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vraagbaak.grounding import Verdict

CARD = (
    "Personen met een handicap gebruiken hun Europese parkeerkaart en hebben geen "
    "bewonersvergunning nodig."
)
TEXT = "Members use the online desk and must not make an appointment."


@pytest.mark.parametrize(
    ("text", "claim", "supported"),
    [
        (CARD, "Personen met een handicap hebben geen bewonersvergunning nodig.", True),
        (CARD, "Personen met een handicap hebben een bewonersvergunning nodig.", False),
        (CARD, "Personen met een handicap gebruiken hun Europese parkeerkaart.", True),
        (TEXT, "Members must make an appointment.", False),
    ],
)
def test_the_denial_goes_with_its_subject(
    verdict: Callable[..., Verdict], text: str, claim: str, supported: bool
) -> None:
    assert (verdict(claim, text) is Verdict.SUPPORTED) is supported
