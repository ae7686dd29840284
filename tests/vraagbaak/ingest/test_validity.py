"""Validity as documents state it, in four languages."""

from datetime import date

import pytest

from vraagbaak.ingest.validity import Validity, find_validity, from_metadata, parse_date

YEAR = Validity(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Geldig van 1 januari 2026 tot en met 31 december 2026.",
        "Deze informatie is geldig van 01/01/2026 tot 31/12/2026",
        "Geldigheid: van 1.1.2026 t/m 31.12.2026",
        "Valable du 1er janvier 2026 au 31 décembre 2026.",
        "Gültig vom 1. Januar 2026 bis zum 31. Dezember 2026",
        "Valid from 1 January 2026 until 31 December 2026.",
        "Valid from January 1, 2026 to December 31, 2026.",
        "- Geldig vanaf 2026-01-01 tot en met 2026-12-31",
    ],
)
def test_a_statement_of_a_period(text):
    assert find_validity(["Titel", text]) == YEAR


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Geldig tot 31/12/2025", Validity(None, date(2025, 12, 31))),
        ("Gültig ab 1. März 2026", Validity(date(2026, 3, 1))),
        ("Valable jusqu'au 30 juin 2026", Validity(None, date(2026, 6, 30))),
        ("Valid until further notice", Validity()),
        ("Het attest is geldig tot 5 jaar na de afgifte.", Validity()),
        ("Geldig van 31/12/2026 tot 01/01/2026", Validity()),
        ("Geldig van 31 februari 2026", Validity()),
        ("U was in 2025 ziek van 1 januari 2025 tot 3 maart 2025.", Validity()),
    ],
)
def test_half_open_and_mistaken_ones(text, found):
    assert find_validity([text]) == found


def test_a_long_paragraph_states_no_validity():
    prose = "Geldig tot 31 december 2025 waren de oude attesten, " + "en zo verder " * 30
    assert find_validity([prose]) == Validity()


@pytest.mark.parametrize(
    "metadata",
    [
        {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)},
        {"Geldig van": "1 januari 2026", "geldig-tot": "31-12-2026"},
        {"gültig_ab": "01.01.2026", "gültig_bis": "31.12.2026"},
        {"dcterms.valid": "start=2026-01-01; end=2026-12-31;"},
        {"validFrom": "2026-01-01T00:00:00+01:00", "validThrough": "2026-12-31"},
    ],
)
def test_metadata(metadata):
    assert from_metadata(metadata) == YEAR


def test_dates_that_do_not_exist_are_none():
    assert parse_date("2026-02-30") is None
    assert parse_date(None) is None
    assert parse_date("geen datum") is None
