"""Every finding says what it is about and where in the claim it stands."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import (
    Evidence,
    FactsVerifier,
    FindingKind,
    Verdict,
    Weight,
)

VERIFIER = FactsVerifier()
BASE = "De huurpremie bedraagt 150 euro per maand en 20 procent."


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        ("De huurpremie bedraagt 160 euro.", BASE, FindingKind.AMOUNT),
        ("De huurpremie bedraagt 30 procent.", BASE, FindingKind.PERCENTAGE),
        ("De huurpremie bedraagt 150 euro per jaar.", BASE, FindingKind.DURATION),
        ("Het loket telt 5 medewerkers.", "Het loket telt 4 medewerkers.", FindingKind.NUMBER),
        ("De premie start op 1 mei 2026.", "De premie start op 1 juni 2026.", FindingKind.DATE),
        ("De termijn is 3 weken.", "De termijn is 3 maanden.", FindingKind.DURATION),
        ("Artikel 5 regelt dit.", "Artikel 6 regelt dit.", FindingKind.ARTICLE),
        ("Bel het loket op 02 553 17 00.", "Bel het loket op 02 553 17 11.", FindingKind.ADDRESS),
        ("De VMM betaalt de premie.", "De VDAB betaalt de premie.", FindingKind.NAME),
        ("Het loket zit in Gent.", "Het loket zit in Brugge.", FindingKind.PLACE),
        ("De Waalse premie bestaat.", "De Vlaamse premie bestaat.", FindingKind.PLACE),
        ("U krijgt geen premie.", "U krijgt een premie.", FindingKind.NEGATION),
        ("U moet een attest sturen.", "U mag een attest sturen.", FindingKind.MODALITY),
        ("Alle steden betalen.", "Sommige steden betalen.", FindingKind.QUANTIFIER),
        ("U wacht minstens 3 weken.", "U wacht hoogstens 3 weken.", FindingKind.BOUND),
        ("U krijgt steun.", "U krijgt steun als u een lening afsluit.", FindingKind.CONDITION),
        ("De prijs is gestegen.", "De prijs is gedaald.", FindingKind.OPPOSITE),
        ("De politie beslist erover.", "De rechtbank beslist erover.", FindingKind.SIBLING),
        ("De bon bestaat.", "De bon is afgeschaft.", FindingKind.ABOLISHED),
        (
            "U mag het huis verhuren.",
            "Mag ik het huis verhuren? Ja, maar alleen aan studenten.",
            FindingKind.QUESTION,
        ),
        (
            "De huurpremie bedraagt 150 euro en dieren zijn welkom op kantoor.",
            BASE,
            FindingKind.CLAUSE,
        ),
    ],
)
def test_kinds(claim: str, text: str, kind: FindingKind) -> None:
    examined = VERIFIER.examine(claim, [Evidence("p", text)])
    found = [finding for judged in examined.judged for finding in judged.findings]
    hard = [finding for finding in found if finding.weight is not Weight.DOUBT]
    assert kind in {finding.kind for finding in hard}
    assert all(0 <= finding.start < finding.end <= len(claim) for finding in found)


def test_examined_places_come_best_first_and_know_their_quotation() -> None:
    text = "De bon is rood. De huurpremie bedraagt 150 euro. De huurpremie bedraagt 170 euro."
    quoted = VERIFIER.examine("De huurpremie bedraagt 170 euro.", [Evidence("p", text)])
    assert quoted.quoted is not None
    assert quoted.quoted.quote == "De huurpremie bedraagt 170 euro."
    assert quoted.judged == ()
    examined = VERIFIER.examine("De huurpremie is 170 euro.", [Evidence("p", text)])
    assert examined.quoted is None
    assert examined.judged[0].clean
    assert examined.judged[0].window.text == "De huurpremie bedraagt 170 euro."
    assert VERIFIER.examine("De bon.", []).judged == ()


def test_what_a_reference_points_at_is_marked() -> None:
    claim = "Deze premie bedraagt 250 euro."
    item = Evidence("p", "De premie voor zonnepanelen bedraagt 250 euro.")
    result = VERIFIER.verify(claim, [item], "De premie voor isolatie helpt.")
    assert "Deze" in [claim[s.start : s.end] for s in result.spans if not s.supported]


def test_a_compound_claim_brings_support_for_each_clause() -> None:
    items = [
        Evidence("p", "De premie bedraagt 150 euro."),
        Evidence("q", "Wij helpen u. De aanvraag is gratis."),
    ]
    result = VERIFIER.verify("De premie bedraagt 150 euro en de aanvraag is gratis.", items)
    assert result.verdict is Verdict.SUPPORTED
    assert {s.quote for s in result.support} == {
        "De premie bedraagt 150 euro.",
        "De aanvraag is gratis.",
    }
    assert all(span.supported for span in result.spans)


def test_one_false_clause_spoils_it_and_is_marked() -> None:
    claim = "De premie bedraagt 150 euro en de aanvraag kost 20 euro."
    items = [
        Evidence("p", "De premie bedraagt 150 euro."),
        Evidence("q", "De aanvraag kost 30 euro."),
    ]
    result = VERIFIER.verify(claim, items)
    assert result.verdict is Verdict.CONTRADICTED
    assert result.support == ()
    assert "20 euro" in [claim[s.start : s.end] for s in result.spans if not s.supported]


@pytest.mark.parametrize(
    ("claim", "title", "good"),
    [
        ("Wie zijn rijbewijs kwijt is, doet aangifte bij de politie.", "Rijbewijs kwijt?", True),
        ("De aangifte bij de politie is verplicht.", "Aangifte verplicht?", False),
    ],
)
def test_a_title_that_asks_names_its_topic_only(claim: str, title: str, good: bool) -> None:
    result = VERIFIER.verify(claim, [Evidence("p", "Doe aangifte bij de politie.", title)])
    assert (result.verdict is Verdict.SUPPORTED) is good


def test_german_nouns_in_another_language_are_no_missing_names() -> None:
    item = Evidence("p", "Die Mietzuschüsse werden im Mai ausgezahlt.")
    examined = VERIFIER.examine("The Mietzuschuss is paid in May.", [item])
    assert FindingKind.NAME not in {f.kind for f in examined.judged[0].findings}


def test_it_takes_what_was_said_before() -> None:
    verifier = FactsVerifier()
    item = Evidence("p", "De renovatiepremie bedraagt 250 euro.")
    claim = "Deze premie bedraagt 250 euro."
    assert verifier.verify(claim, [item]).verdict is Verdict.SUPPORTED
    refused = verifier.verify(claim, [item], "De huurpremie helpt gezinnen.")
    assert refused.verdict is not Verdict.SUPPORTED
