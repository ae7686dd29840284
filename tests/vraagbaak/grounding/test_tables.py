"""A value belongs to its row and its column."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Verdict
from vraagbaak.grounding.tables import cells, spelled

PARKING = """\
Tarieven parkeren

| zone | bewoners | bezoekers |
|---|---|---|
| rood | 10 euro | 40 euro |
| groen | 5 euro | 20 euro |
"""
DAMAGE = """\
Vergoeding

| diersoort | schadevergoeding | termijn |
|---|---|---|
| wolf | 500 euro | 30 dagen |
| bever | 200 euro | 60 dagen |
"""
FALSE = [
    ("Bewoners betalen in de rode zone 40 euro.", PARKING),
    ("Bezoekers betalen in zone groen 5 euro.", PARKING),
    ("In zone rood betalen bezoekers 20 euro.", PARKING),
    ("In de groene zone betalen bewoners 20 euro en bezoekers 5 euro.", PARKING),
    ("Voor de bever bedraagt de schadevergoeding 500 euro.", DAMAGE),
    ("Voor de bever is de termijn 30 dagen.", DAMAGE),
]
YEARS = """\
| zone | 2023 | 2024 |
|---|---|---|
| rood | 100 euro | 120 euro |
"""
FALSE += [
    ("In 2024 kost zone rood 100 euro.", YEARS),
    ("In the red zone residents pay 40 euros.", PARKING),
]
TRUE = [
    ("Bewoners betalen in zone rood 10 euro.", PARKING),
    ("Bezoekers betalen in zone groen 20 euro.", PARKING),
    ("In de zone groen betalen bewoners 5 euro en bezoekers 20 euro.", PARKING),
    ("Voor de wolf is de schadevergoeding 500 euro.", DAMAGE),
    ("Voor de wolf is de schadevergoeding 500 euro met een termijn van 30 dagen.", DAMAGE),
    ("In 2024 kost zone rood 120 euro.", YEARS),
]


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_a_value_of_another_cell_is_seen(verdict, claim, text):
    assert verdict(claim, text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_a_cell_told_in_words_is_supported(verdict, claim, text):
    assert verdict(claim, text) is Verdict.SUPPORTED


def test_a_row_is_told_with_its_columns():
    header, row = "| zone | bewoners | bezoekers |", "| **rood** | 10 euro | 40 euro |"
    assert spelled(row, header) == "zone rood: bewoners 10 euro; bezoekers 40 euro"
    assert spelled(row, "| zone | bewoners |") == row
    assert [row[c.start : c.end].strip(" *") for c in cells(row)] == [c.text for c in cells(row)]
