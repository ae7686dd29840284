"""Claims with known labels: right by kind, the same for a seed, in four languages."""

from __future__ import annotations

import re
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.mutations import BAD, GOOD, KINDS, SourcePassage, mutate, stream
from evaluation.mutations.numerals import numbers_of
from evaluation.mutations.statements import is_statement, listings, plain
from evaluation.mutations.types import Edit, Scene, Statement
from evaluation.mutations.world import survey
from vraagbaak.errors import ConfigurationError
from vraagbaak.language import Language

NL, FR, DE, EN = Language.NL, Language.FR, Language.DE, Language.EN


def scene_of(
    text: str, language: Language = NL, seed: int = 1, *more: str, after: str = ""
) -> Scene:
    statement = Statement(text, language, "p", "d", after)
    others = [Statement(one, language, "p", "d") for one in more]
    passage = " ".join([text, after, *more]).strip()
    return Scene(statement, (passage,), survey([statement, *others], {"p": passage}), Random(seed))


def made(kind: str, text: str, language: Language = NL, seed: int = 1, **others: str) -> str | None:
    edit = KINDS[kind].mutate(scene_of(text, language, seed, **others))
    return edit.claim if isinstance(edit, Edit) else edit


def options(kind: str, text: str, language: Language = NL) -> set[str]:
    return {claim for seed in range(12) if (claim := made(kind, text, language, seed))}


@pytest.mark.parametrize(
    ("kind", "language", "text", "expected"),
    [
        ("bound", NL, "De huurder moet minstens 3 maanden wachten op een beslissing.",
         "De huurder moet hoogstens 3 maanden wachten op een beslissing."),
        ("bound", FR, "Le demandeur doit attendre au moins 3 mois avant une décision.",
         "Le demandeur doit attendre au plus 3 mois avant une décision."),
        ("bound", DE, "Der Mieter muss mindestens 3 Monate auf die Entscheidung warten.",
         "Der Mieter muss höchstens 3 Monate auf die Entscheidung warten."),
        ("bound", EN, "The tenant must wait at least 3 months for a decision.",
         "The tenant must wait at most 3 months for a decision."),
        ("negation", NL, "De premie wordt niet betaald door de stad zelf.",
         "De premie wordt betaald door de stad zelf."),
        ("negation", NL, "De stalen worden in de kelder van het gebouw bewaard.",
         "De stalen worden niet in de kelder van het gebouw bewaard."),
        ("negation", FR, "La prime est versée par la commune chaque année.",
         "La prime n'est pas versée par la commune chaque année."),
        ("negation", DE, "Der Antrag wird nicht von der Gemeinde bearbeitet.",
         "Der Antrag wird von der Gemeinde bearbeitet."),
        ("negation", EN, "The form can be handed in at the town hall.",
         "The form cannot be handed in at the town hall."),
        ("modality", FR, "Le locataire doit signer le formulaire en ligne.",
         "Le locataire peut signer le formulaire en ligne."),
        ("condition", NL, "Je kan de premie krijgen tenzij je al een toelage ontvangt van de stad.",
         "Je kan de premie krijgen."),
        ("condition", FR, "Si vous déménagez en cours d'année, vous perdez le droit à la prime.",
         "Vous perdez le droit à la prime."),
        ("opposite", DE, "Das Parken vor dem Rathaus ist am Sonntag erlaubt.",
         "Das Parken vor dem Rathaus ist am Sonntag verboten."),
        ("formatted", NL, "De aanvraag moet binnen 30 dagen bij de stad zijn.",
         "De aanvraag moet binnen dertig dagen bij de stad zijn."),
        ("formatted", NL, "De premie van € 1.250 wordt in mei betaald.",
         "De premie van 1250 euro wordt in mei betaald."),
        ("formatted", NL, "De regeling geldt vanaf 1 januari 2025 voor alle huurders.",
         "De regeling geldt vanaf 01/01/2025 voor alle huurders."),
        ("reordered", NL, "Als je verhuist naar een andere gemeente, moet je dat melden.",
         "Je moet dat melden als je verhuist naar een andere gemeente."),
        ("reordered", EN, "If the tenant leaves the flat early, the landlord keeps the deposit.",
         "The landlord keeps the deposit if the tenant leaves the flat early."),
        ("compressed", NL, "Het formulier wordt bewaard door de dienst Wonen (zie bijlage A).",
         "Het formulier wordt bewaard door de dienst Wonen."),
    ],
)  # fmt: skip
def test_what_becomes_of_a_sentence(kind, language, text, expected):
    assert expected in options(kind, text, language)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("bound", "De huurder is in min of meer alle gevallen verzekerd tegen brand."),
        ("negation", "Maak een inschatting van de data die gebruikt gaat worden voor het model."),
        ("number", "De regeling geldt sinds 2019 en staat in artikel 12 van het decreet."),
        ("authority", "De werken worden uitgevoerd volgens het plan van vorig jaar."),
        ("compressed", "Het is (deels) onduidelijk wie de kosten van de werken betaalt."),
        ("compressed", "De premie wordt betaald, behalve aan wie een eigen woning heeft."),
        ("reordered", "Wisselende bewolking, regen en beweging zijn van invloed op de meting."),
        ("condition", "Dit kader is erg breed, net als het toetsingskader van de inspectie."),
    ],
)
def test_sentences_that_a_kind_leaves_alone(kind, text):
    assert options(kind, text) == set()


def test_after_at_least_only_a_higher_number_is_wrong():
    claims = options("number", "In de boot zijn minstens 8 personen aanwezig bij de meting.")
    assert claims
    assert all(int(re.findall(r"\d+", claim)[0]) > 8 for claim in claims)


def test_after_at_most_only_a_lower_amount_is_wrong():
    claims = options("amount", "De premie bedraagt maximaal 1.250 euro per gezin en per jaar.")
    assert claims
    assert all(int(re.findall(r"[\d.]+", c)[0].replace(".", "")) < 1250 for c in claims)


def test_a_new_name_is_not_one_that_the_passage_holds():
    text = "De aanvraag wordt onderzocht door de gemeente en niet door de provincie."
    for claim in options("authority", text):
        assert not re.search(
            r"door de gemeente en niet door de gemeente|provincie.*provincie", claim
        )


def test_some_is_never_made_of_all():
    claims = options("quantifier", "Alle huurders krijgen de premie in de maand mei uitbetaald.")
    assert claims
    assert not any(claim.startswith(("Sommige", "Enkele")) for claim in claims)


def test_the_wrong_subject_keeps_the_right_words():
    scene = scene_of(
        "De huurpremie wordt betaald op de rekening van het gezin.",
        NL, 1, "Het verzekeringsbewijs wordt in een gesloten omslag verstuurd naar de woning.",
    )  # fmt: skip
    edit = KINDS["wrong_question"].mutate(scene)
    assert isinstance(edit, Edit)
    assert edit.claim == "Het verzekeringsbewijs wordt betaald op de rekening van het gezin."


def test_a_list_becomes_a_sentence():
    text = (
        "Voor de aanvraag zijn nodig:\n\n- Identiteitskaart\n- bewijs van inkomen\n- huurcontract"
    )
    assert [one.items for one in listings(text)] == [
        ("Identiteitskaart", "bewijs van inkomen", "huurcontract")
    ]
    passages = [
        SourcePassage(
            "a", "a", f"{text}\n\nDe identiteitskaart is een geldig bewijs bij de stad.", "nl"
        )
    ]
    (claim,) = mutate(passages, kinds=["list_to_sentence"])
    assert claim.claim == (
        "Voor de aanvraag zijn nodig: identiteitskaart, bewijs van inkomen en huurcontract."
    )


def test_two_sentences_become_one():
    text, after = "De premie wordt in mei betaald.", "De stad stuurt dan een brief naar het gezin."
    claims = {made("merged", text, seed=seed, after=after) for seed in range(9)}
    assert claims == {
        "De premie wordt in mei betaald en de stad stuurt dan een brief naar het gezin.",
        "De premie wordt in mei betaald; de stad stuurt dan een brief naar het gezin.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Voorwaarden voor de premie van de stad en de provincie.",
        "| bedrag | 250 euro | is betaald voor het gezin |",
        "Meer weten is mogelijk op https://example.org voor de huurders van de stad.",
        "Het beschrijven van de stappen die moeten worden gezet door de dienst.",
        "Waar kan je de premie van de stad voor het gezin aanvragen?",
        "De stad betaalt.",
    ],
)
def test_what_is_no_statement(text):
    assert not is_statement(text, NL)


def test_markup_is_taken_off():
    assert plain("- De **premie** staat [hier](https://example.org) en _daar_.") == (
        "De premie staat hier en daar."
    )


PASSAGES = [
    SourcePassage(
        f"{name}#{number}",
        name,
        f"De premie van {name} bedraagt {100 + 10 * number} euro voor het gezin. De stad moet het "
        f"bedrag binnen {number + 20} dagen betalen aan de huurder. Als je verhuist naar {name}, "
        "moet je dat melden aan de gemeente. De huurder krijgt altijd een brief van de stad.",
        "nl",
    )
    for name in ("wonen", "groen", "sport")
    for number in range(3)
]


def test_claims_are_labelled_and_carry_their_passage():
    texts = {passage.text for passage in PASSAGES}
    claims = mutate(PASSAGES, per_kind=5)
    assert {claim.kind for claim in claims} >= {"amount", "deadline", "verbatim", "condition"}
    for claim in claims:
        assert claim.holds is (claim.kind in GOOD)
        assert claim.evidence[0] in texts
        assert claim.language == "nl"
        assert claim.document in {"wonen", "groen", "sport"}
    assert len({claim.id for claim in claims}) == len(claims)


def test_claims_are_spread_over_the_documents():
    claims = mutate(PASSAGES, per_kind=3, kinds=["verbatim"])
    assert {claim.document for claim in claims} == {"wonen", "groen", "sport"}


@given(st.integers(0, 500))
def test_bad_claims_differ_from_every_sentence_and_good_figures_stay(seed):
    for claim in mutate(PASSAGES, seed=seed, per_kind=2):
        if not claim.holds:
            assert claim.claim not in claim.evidence[0]
        elif claim.kind != "formatted":
            assert numbers_of(claim.claim, NL) <= numbers_of(claim.evidence[0], NL)


@given(st.integers(0, 200))
def test_a_new_figure_stands_in_no_distractor(seed):
    kinds = ["amount", "deadline"]
    for claim in mutate(PASSAGES, seed=seed, per_kind=3, kinds=kinds, distractors=2):
        assert len(claim.evidence) == 3
        figures = numbers_of(claim.claim, NL)
        shown = {n for text in claim.evidence for n in numbers_of(text, NL)}
        assert figures - shown or "dagen" not in claim.claim


def test_the_same_seed_gives_the_same_claims():
    assert mutate(PASSAGES, seed=3, per_kind=4) == mutate(PASSAGES, seed=3, per_kind=4)
    assert mutate(PASSAGES, seed=3, per_kind=4) != mutate(PASSAGES, seed=4, per_kind=4)


def test_a_kind_does_not_depend_on_the_others():
    alone = mutate(PASSAGES, per_kind=4, kinds=["deadline"])
    among = [claim for claim in mutate(PASSAGES, per_kind=4) if claim.kind == "deadline"]
    assert alone == among


def test_the_stream_goes_on_and_ends_where_nothing_can_be_made():
    assert len(list(islice(stream(PASSAGES), 500))) == 500
    assert list(stream([SourcePassage("a", "a", "Geen zin.", "nl")])) == []


def test_an_unknown_kind_is_named():
    with pytest.raises(ConfigurationError, match="riddle"):
        mutate(PASSAGES, kinds=["riddle"])


def test_every_kind_is_either_bad_or_good():
    assert set(BAD) | set(GOOD) == set(KINDS)
    assert not set(BAD) & set(GOOD)
