"""The metrics of golden questions, of labels, and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import (
    Cited,
    Text,
    answered,
    citation_precision,
    citation_recall,
    clustered,
    false_answer,
    false_refusal,
    groundedness,
    krippendorff_alpha,
    language_match,
    nugget_recall,
    paired,
    percentile,
    prediction_powered_mean,
    raw_agreement,
)
from vraagbaak.grounding.types import Evidence, Verdict
from vraagbaak.language import Language

A, B = Evidence("a", "A"), Evidence("b", "B")


def never(*_):
    pytest.fail("nobody had to be asked")


def test_partial_counts_as_answered():
    assert [answered(s) for s in ("answered", "partial", "refused", "blocked")] == [1, 1, 0, 0]
    assert false_refusal("answerable", "partial") == 0.0
    assert false_refusal("conversation", "refused") == 1.0
    assert false_refusal("unanswerable", "refused") is None
    assert false_answer("unanswerable", "partial") == 1.0
    assert false_answer("cross_tenant", "redirected") == 0.0
    assert false_answer("cross_tenant", "answered") == 1.0
    assert false_answer("answerable", "answered") is None


def test_greetings_do_not_ground_an_answer():
    verdicts = [Verdict.NOT_A_CLAIM, Verdict.SUPPORTED, Verdict.NOT_FOUND, Verdict.CONTRADICTED]
    share = groundedness(verdicts)
    assert share is not None
    assert (share.value, share.count) == (pytest.approx(1 / 3), 3)
    assert groundedness([Verdict.NOT_A_CLAIM]) is None


def supported_by(*groups):
    return lambda _, quotes: any({q.passage_id for q in quotes} >= set(g) for g in groups)


def test_a_citation_is_precise_alone_or_where_it_cannot_be_missed():
    both = Cited("Zin.", (A, B), (True, True))
    assert citation_precision([both], supported_by("a")).value == 0.5
    assert citation_precision([both], supported_by("ab")).value == 1.0
    assert citation_precision([both], supported_by()).value == 0.0
    assert citation_precision([Cited("Zin.", (), ())], never) is None


def test_a_quote_that_is_not_verbatim_is_never_precise():
    changed = Cited("Zin.", (A,), (False,))
    assert citation_precision([changed], supported_by("a")).value == 0.0
    assert citation_recall([changed], supported_by("a")).value == 1.0


def test_an_uncited_claim_is_not_recalled():
    sentences = [Cited("Een.", (A,), (True,)), Cited("Twee.", (), ())]
    share = citation_recall(sentences, supported_by("a"))
    assert (share.value, share.count) == (0.5, 2)
    assert citation_recall([], never) is None


@pytest.mark.parametrize(
    ("nugget", "answer", "found"),
    [
        ("170 euro", "De premie bedraagt € 170 per maand.", True),
        ("€ 1.250,50", "U krijgt 1250,50 euro terug.", True),
        ("1.250 euro", "U krijgt 1.350 euro terug.", False),
        ("binnen 6 maanden", "Vraag ze aan binnen zes maanden na de brief.", True),
        ("6 maanden", "Vraag ze aan binnen 6 weken na de brief.", False),
        ("minstens 3 jaar", "U staat minstens 3 jaar op de lijst.", True),
        ("minstens 3 jaar", "U staat hoogstens 3 jaar op de lijst.", False),
        ("35 procent", "Dat is 35 % van de factuur.", True),
        ("211 euro", "- Gezin: 4 personen; Bedrag: € 211", True),
        ("schriftelijk", "U doet dat schriftelijk.", True),
        ("huurcontract", "Voeg een kopie van het contract toe.", False),
    ],
)
def test_a_nugget_is_found_by_words_and_normalised_figures(nugget, answer, found):
    share = nugget_recall([nugget], Language.NL, Text(answer, Language.NL), lambda *_: False)
    assert share.value == float(found)


def test_other_words_are_left_to_the_judge_but_a_missing_figure_is_not():
    judged = []

    def yes(answer, nugget):
        judged.append(nugget)
        return True

    answer = Text("U mag daar kosteloos parkeren.", Language.NL)
    nuggets = ["gratis parkeerplaats", "2 uur gratis"]
    assert nugget_recall(nuggets, Language.NL, answer, yes).value == 0.5
    assert judged == ["gratis parkeerplaats"]
    assert nugget_recall([], Language.NL, answer, never) is None


@pytest.mark.parametrize(
    ("nugget", "language", "found"),
    [
        ("5 Wochen", "de", 1),
        ("6 Wochen", "de", 0),
        ("150 euros", "fr", 1),
        ("18 years", "en", 1),
    ],
)
def test_figures_are_found_across_languages(nugget, language, found):
    dutch = "U krijgt binnen 5 weken 150 euro als u minstens 18 jaar bent."
    answer = Text(dutch, Language.NL)
    assert nugget_recall([nugget], Language(language), answer, lambda *_: False).value == found


def test_the_language_is_the_readers_or_cannot_be_told():
    assert language_match("tekst", Language.NL, lambda _: Language.NL) == 1.0
    assert language_match("texte", Language.NL, lambda _: Language.FR) == 0.0
    assert language_match("€ 211", Language.NL, lambda _: None) is None


values = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(values, st.integers(1, 5))
def test_the_interval_holds_the_mean_of_its_clusters(sample, size):
    clusters = [str(number // size) for number in range(len(sample))]
    found = clustered(sample, clusters, rounds=200)
    assert found.mean == pytest.approx(np.mean(sample))
    assert found.count == len(sample)
    assert min(sample) - 1e-9 <= found.low <= found.high <= max(sample) + 1e-9


def test_values_of_one_document_widen_the_interval():
    sample = [0.0] * 10 + [1.0] * 10
    apart = clustered(sample, [str(n) for n in range(20)])
    together = clustered(sample, [str(n // 5) for n in range(20)])
    assert together.high - together.low > 1.5 * (apart.high - apart.low)
    alone = clustered(sample, ["one"] * 20)
    assert (alone.low, alone.high) == (0.5, 0.5)


def test_a_value_counts_as_often_as_its_weight_says():
    assert clustered([1.0, 0.0], ["a", "b"], [3.0, 1.0]).mean == 0.75
    with pytest.raises(ValueError, match="no values"):
        clustered([], [])
    with pytest.raises(ValueError, match="differ in length"):
        clustered([1.0], ["a", "b"])


def test_percentiles_are_values_of_the_sample():
    sample = [float(n) for n in range(1, 101)]
    found = clustered(sample, [str(n) for n in sample], statistic=percentile(95))
    assert found.mean == 95.0
    assert found.low < 95.0 < found.high
    assert clustered(sample, [str(n) for n in sample], statistic=percentile(50)).mean == 50.0


def test_a_difference_in_every_document_is_no_chance_and_one_in_one_is():
    names = [str(n) for n in range(12)]
    sure = paired([0.0] * 12, [1.0] * 12, names)
    assert (sure.mean, sure.significant) == (1.0, True)
    one = paired([0.0] * 12, [1.0] * 12, ["same"] * 12)
    assert not one.significant
    none = paired([1.0] * 12, [1.0] * 12, names)
    assert (none.mean, none.p) == (0.0, 1.0)


def test_the_paired_test_is_as_often_wrong_as_it_says():
    rng = np.random.default_rng(3)
    wrong = sum(
        paired(rng.random(20), rng.random(20), [str(n) for n in range(20)], 200, seed).significant
        for seed in range(200)
    )
    assert wrong / 200 < 0.09


def test_krippendorffs_own_example():
    """Krippendorff (2011), section B: nominal, two observers, no missing data: 0.692."""
    first = "a a b b d c c c e d d a".split()
    second = "b a b b b c c c e d d d".split()
    assert krippendorff_alpha(list(zip(first, second, strict=True))) == pytest.approx(
        0.692, abs=5e-4
    )


def test_krippendorffs_example_with_missing_labels():
    """Krippendorff (2011), section C: four observers, twelve units, nominal: 0.743."""
    table = """
        1 2 3 3 2 1 4 1 2 . . .
        1 2 3 3 2 2 4 1 2 5 . 3
        . 3 3 3 2 3 4 2 2 5 1 .
        1 2 3 3 2 4 4 1 2 5 1 ."""
    rows = [line.split() for line in table.strip().splitlines()]
    units = [[x for x in unit if x != "."] for unit in zip(*rows, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_agreement_that_says_nothing():
    assert krippendorff_alpha([["a"], ["b"]]) is None
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]) is None
    assert raw_agreement([["a"], []]) is None
    assert raw_agreement([["a", "a", "b"], ["b", "b"]]) == 0.5


@given(st.lists(st.lists(st.sampled_from("ab"), max_size=4), max_size=12))
def test_alpha_never_exceeds_one(ratings):
    alpha = krippendorff_alpha(ratings)
    assert alpha is None or alpha <= 1.0 + 1e-9


def test_a_biased_judge_is_put_right_by_a_few_labels():
    """The judge calls everything supported; people find one in five not to be."""
    human = [1.0, 1.0, 1.0, 1.0, 0.0] * 10
    found = prediction_powered_mean(human, [1.0] * 50, [1.0] * 500)
    assert found.mean == pytest.approx(0.8)
    assert 0.6 < found.low < 0.8 < found.high < 0.95


def test_a_good_judge_narrows_the_interval():
    rng = np.random.default_rng(5)
    human = (rng.random(60) < 0.7).astype(float)
    powered = prediction_powered_mean(human, human, (rng.random(2000) < 0.7).astype(float))
    alone = 2 * 1.96 * np.std(human) / np.sqrt(len(human))
    assert powered.high - powered.low < alone / 2
    with pytest.raises(ValueError, match="two labelled"):
        prediction_powered_mean([1.0], [1.0], [1.0, 0.0])


def test_the_powered_interval_covers_what_it_should():
    rng = np.random.default_rng(11)
    covered = 0
    for _ in range(300):
        truth = rng.random(600) < 0.8
        judged = np.where(rng.random(600) < 0.85, truth, ~truth).astype(float)
        found = prediction_powered_mean(truth[:100], judged[:100], judged[100:])
        covered += found.low <= 0.8 <= found.high
    assert covered / 300 > 0.91
