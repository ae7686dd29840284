"""Where a number stands matters as much as whether it stands there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

Ask = Callable[..., Verdict]
BOTH = "De huurpremie bedraagt 150 euro. De huursubsidie bedraagt 200 euro."
UNLIKE = "De Zonnebon bedraagt 150 euro. De Windcheque bedraagt 200 euro."
TABLE = "| Gezin | Bedrag |\n|---|---|\n| 3 personen | € 180 |\n| 4 personen | € 211 |"
LIST = "U hebt nodig voor de huurpremie:\n- een kopie van uw huurcontract\n- een attest van 2026"
REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("De huurpremie bedraagt 200 euro.", BOTH),
        ("De huursubsidie is 150 euro.", BOTH),
        ("De Zonnebon bedraagt 200 euro.", UNLIKE),
        ("De Windcheque bedraagt 150 euro.", UNLIKE),
        ("Met de Zonnebon krijgt u 200 euro.", UNLIKE),
        ("Een gezin van 3 personen krijgt 211 euro.", TABLE),
        ("Een gezin van 5 personen krijgt 211 euro.", TABLE),
        ("De premie bedraagt 500 euro.", "De premie bedraagt hoogstens 500 euro."),
        (
            "U hebt recht op een premie.",
            "U hebt recht op een premie van niemand. Geen premie is er.",
        ),
        ("Sinds 1 maart 2027 geldt dit besluit.", "Dit besluit geldt sinds 1 maart."),
        ("Ja.", "De premie bestaat."),
        ("80 procent, 10 procent en 80 procent.", "De delen: 80 procent, 10 procent, 10 procent."),
    ],
)
def test_swapped_facts_are_refused(claim: str, text: str, verdict: Ask) -> None:
    assert verdict(claim, text) in REFUSED


@pytest.mark.parametrize(
    ("claim", "text", "context"),
    [
        ("De huurpremie bedraagt 150 euro.", BOTH, ""),
        ("De huurpremie bedraagt 500 euro.", "Deze premie bedraagt 500 euro.", "Huurpremie"),
        ("Een gezin van 4 personen krijgt 211 euro per maand.", TABLE, "Huursteun per maand"),
        ("Voor de huurpremie hebt u een kopie van uw huurcontract nodig.", LIST, ""),
        ("Huurpremie: een kopie van uw huurcontract.", LIST, "Huurpremie"),
        ("Dit geldt sinds 1 maart 2027.", "Dit geldt sinds 1 maart.", "Regels van 2027"),
        ("Dit besluit is ongeldig.", "Dit besluit is ongeldig.", ""),
        (
            "De Zonnebon bedraagt 150 euro en u vraagt de bon aan binnen 3 maanden.",
            "De Zonnebon bedraagt 150 euro. U vraagt de bon aan binnen 3 maanden.",
            "",
        ),
        (
            "Honden van meer dan 25 kilo zijn niet toegelaten.",
            "Dieren zijn toegelaten, behalve honden van meer dan 25 kilo.",
            "",
        ),
        (
            "Wie ouder is dan 75 jaar, krijgt gratis thuisbezoek.",
            "Bent u ouder dan 75 jaar of minder mobiel, dan krijgt u gratis thuisbezoek.",
            "",
        ),
        (
            "Een gezin van 4 personen krijgt 211 euro per maand.",
            "Het bedrag hangt af van de personen in uw gezin: elk gezin krijgt wat.\n\n" + TABLE,
            "Huursteun per maand voor een gezin",
        ),
        ("Gent betaalt de premie.", "De premie wordt betaald door Gent.", ""),
    ],
)
def test_facts_in_their_place_are_supported(
    claim: str, text: str, context: str, verdict: Ask
) -> None:
    assert verdict(claim, text, context) is Verdict.SUPPORTED


def test_a_changed_number_is_a_contradiction_and_marked(verifier: FactsVerifier) -> None:
    claim = "De huurpremie bedraagt 160 euro."
    result = verifier.verify(claim, [Evidence("p", BOTH)])
    assert result.verdict is Verdict.CONTRADICTED
    assert [claim[s.start : s.end] for s in result.spans if not s.supported] == ["160 euro"]
    assert "160 euro" in result.reason


def test_quotes_the_smallest_place(verifier: FactsVerifier) -> None:
    result = verifier.verify("De huursubsidie is 200 euro.", [Evidence("p", BOTH)])
    assert [s.quote for s in result.support] == ["De huursubsidie bedraagt 200 euro."]


def test_half_a_sentence_is_no_quotation(verdict: Ask) -> None:
    text = "Het is niet zo dat u recht hebt op de premie."
    assert verdict("u recht hebt op de premie", text) in REFUSED


def test_markdown_and_tables_do_not_hide_a_quotation(verifier: FactsVerifier) -> None:
    text = "## Bedrag\n\nDe **huurpremie** bedraagt [150 euro](https://x.be/a).\n\n" + TABLE
    row = verifier.verify("4 personen; € 211", [Evidence("p", text)])
    assert (row.verdict, row.score) == (Verdict.SUPPORTED, 1.0)


def test_the_second_sentence_is_faster_than_the_first_because_evidence_is_kept() -> None:
    seen: list[str] = []
    verifier = FactsVerifier(detect=seen.append)
    item = Evidence("p", BOTH)
    for _ in range(3):
        verifier.verify("De huurpremie bedraagt 150 euro per stuk.", [item])
    assert seen.count(BOTH) == 1


ABROAD = [
    ("La huurpremie s'élève à 150 euros.", True),
    ("The huurpremie amounts to 150 euros.", True),
    ("Die Huurpremie beträgt 150 Euro.", True),
    ("La huurpremie s'élève à 170 euros.", False),
    ("The huurpremie amounts to 200 euros.", False),
    ("The huurpremie does not amount to 150 euros.", False),
]


@pytest.mark.slow
@pytest.mark.parametrize(("claim", "good"), ABROAD)
def test_claims_in_another_language(claim: str, good: bool, meaning: FactsVerifier) -> None:
    result = meaning.verify(claim, [Evidence("p", BOTH)])
    assert (result.verdict is Verdict.SUPPORTED) is good, result.reason
