"""Conditions that no word marks: "Stopt hij later, dan ..."."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vraagbaak.grounding import Verdict


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Stopt een leerling voor 1 februari, dan krijgt u de helft van de beurs.",
            "U krijgt de helft van de beurs.",
        ),
        (
            "Meldt u het te laat, dan betaalt u alle bedragen van dat jaar terug.",
            "U betaalt alle bedragen van dat jaar terug.",
        ),
        (
            "Wird der Antrag zu spät gestellt, so verfällt der Zuschuss für das Jahr.",
            "Der Zuschuss für das Jahr verfällt.",
        ),
        (
            "Should you move abroad, the allowance stops at the end of the month.",
            "The allowance stops at the end of the month.",
        ),
        (
            "Het loopt tot het kind 18 jaar wordt, en tot 25 jaar als het kind studeert.",
            "Het loopt tot het kind 18 jaar wordt, en tot 25 jaar.",
        ),
    ],
)
def test_a_condition_without_a_marker_is_not_dropped(
    verdict: Callable[..., Verdict], text: str, claim: str
) -> None:
    assert verdict(claim, text) is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Stopt een leerling voor 1 februari, dan krijgt u de helft van de beurs.",
            "U krijgt de helft van de beurs als een leerling stopt voor 1 februari.",
        ),
        (
            "Meldt u het te laat, dan betaalt u alle bedragen van dat jaar terug.",
            "Wie het te laat meldt, betaalt alle bedragen van dat jaar terug.",
        ),
        (
            "Eerst vult u het formulier in, dan stuurt u het op.",
            "Eerst vult u het formulier in, dan stuurt u het op.",
        ),
    ],
)
def test_a_condition_that_is_kept_is_supported(
    verdict: Callable[..., Verdict], text: str, claim: str
) -> None:
    assert verdict(claim, text) is Verdict.SUPPORTED
