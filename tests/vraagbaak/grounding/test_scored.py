"""How trained scores and checks become a verdict, with scorers that say what they are told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vraagbaak.embedding.cross_encoder import WordScore
from vraagbaak.grounding import Evidence, Verdict
from vraagbaak.grounding.calibration import Calibration, calibrations
from vraagbaak.grounding.features import FACT_FEATURES, speaks_against, vetoed
from vraagbaak.grounding.scored import WINDOWS, ScoredVerifier
from vraagbaak.grounding.scorers import WindowScore, read_as
from vraagbaak.grounding.windows import Window

TEXT = "De premie bedraagt 250 euro. U vraagt ze aan voor 1 mei. Het loket sluit om 17 uur."
CLAIM = "U krijgt een premie van 250 euro."
BY_SCORE = Calibration({"told_best": 1.0}, 0.0, (), 0.5)


class Told:
    """Gives each window the logit of the first key that its text holds."""

    name = "told"

    def __init__(self, logits: dict[str, float], words: Sequence[WordScore] = ()) -> None:
        self.logits, self.words = logits, tuple(words)
        self.read: list[str] = []

    def score(self, claim: str, windows: Sequence[Window]) -> list[WindowScore]:
        self.read += [read_as(window) for window in windows]
        return [WindowScore(self._logit(window.text), self.words) for window in windows]

    def _logit(self, text: str) -> float:
        return next((logit for key, logit in self.logits.items() if key in text), -5.0)


def test_the_place_that_scores_best_is_quoted_and_no_more_than_it() -> None:
    verifier = ScoredVerifier("t", [Told({"250": 3.0})], BY_SCORE)
    result = verifier.verify("Wie isoleert krijgt dat bedrag: 250.", [Evidence("p", TEXT)])
    assert result.verdict is Verdict.SUPPORTED
    assert [s.quote for s in result.support] == ["De premie bedraagt 250 euro."]
    assert result.score == pytest.approx(0.953, abs=0.001)


def test_below_the_bar_nothing_is_cited() -> None:
    result = ScoredVerifier("t", [Told({})], BY_SCORE).verify(CLAIM, [Evidence("p", TEXT)])
    assert (result.verdict, result.support) == (Verdict.NOT_FOUND, ())
    assert result.reason


def test_a_quotation_is_not_put_to_the_scorers() -> None:
    told = Told({})
    result = ScoredVerifier("t", [told], BY_SCORE).verify(
        "De premie bedraagt 250 euro.", [Evidence("p", TEXT)]
    )
    assert (result.verdict, told.read) == (Verdict.SUPPORTED, [])


def test_scorers_read_a_few_places_with_their_heading() -> None:
    told = Told({})
    long = " ".join(f"De premie {n} bedraagt {n} euro." for n in range(1, 30))
    ScoredVerifier("t", [told], BY_SCORE).verify(CLAIM, [Evidence("p", long, "Premies")])
    assert 0 < len(told.read) <= WINDOWS
    assert all(text.startswith("Premies: ") for text in told.read)


def test_words_that_a_scorer_finds_lacking_are_marked() -> None:
    start = CLAIM.index("250")
    told = Told({"250": 0.1}, [WordScore(start, start + 3, 0.9)])
    bar = Calibration({"told_best": 1.0}, 0.0, (), 0.9)
    result = ScoredVerifier("t", [told], bar).verify(CLAIM, [Evidence("p", TEXT)])
    assert "250 euro" in [CLAIM[s.start : s.end] for s in result.spans if not s.supported]


def test_probabilities_rise_between_knots_and_stay_beyond() -> None:
    found = Calibration({"x": 2.0}, 1.0, ((0.0, 0.1), (2.0, 0.7)), 0.5)
    assert found.probability({"x": -5.0}) == 0.1
    assert found.probability({"x": 0.0}) == pytest.approx(0.4)
    assert found.probability({"x": 9.0}) == 0.7
    with pytest.raises(KeyError):
        found.probability({"y": 1.0})


def test_every_shipped_calibration_is_a_rising_map_with_a_bar_inside() -> None:
    for name, found in calibrations().items():
        values = [value for _, value in found.knots]
        assert values == sorted(values), name
        assert 0.0 < found.threshold < 1.0, name
        assert found.version, name


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("De premie bedraagt n\u200biet 250 euro.", "invisible"),
        ("De premie bedraagt n\u00adiet 250 euro.", "invisible"),
        ("De premie bedraagt n\u0456et 250 euro.", "scripts"),
        ("De premie \ud800 bedraagt 250 euro.", "invisible"),
        ("De premie bedraagt 250 euro, " * 60, "longer"),
    ],
)
def test_what_a_reader_reads_otherwise_is_not_shown(claim: str, why: str) -> None:
    result = ScoredVerifier("t", [Told({"250": 9.0})], BY_SCORE).verify(
        claim, [Evidence("p", TEXT)]
    )
    assert result.verdict is Verdict.NOT_FOUND
    assert why in result.reason


def test_accents_and_other_scripts_are_read() -> None:
    result = ScoredVerifier("t", [Told({"250": 9.0})], BY_SCORE).verify(
        "De premie van Zoë à l’année bedraagt 250 euro.", [Evidence("p", TEXT)]
    )
    assert "scripts" not in result.reason
    assert "invisible" not in result.reason


def test_a_vetoed_claim_stays_below_the_bar_and_keeps_its_order() -> None:
    found = Calibration({"x": 1.0}, 0.0, (), 0.5, vetoed=(5.0, 0.0))
    low, high = found.against({"x": -1.0}), found.against({"x": 9.0})
    assert low < high < found.threshold


def test_between_languages_the_bar_is_the_higher_one() -> None:
    found = Calibration({}, 0.0, (), 0.5, threshold_abroad=0.6)
    assert found.bar({"abroad": 1.0}) == 0.6
    assert found.bar({"abroad": 0.0}) == found.bar({}) == 0.5
    assert Calibration({}, 0.0, (), 0.5, threshold_abroad=0.4).bar({"abroad": 1.0}) == 0.5


def test_nothing_that_speaks_against_a_claim_is_weighed_in_its_favour() -> None:
    for name, found in calibrations().items():
        wrong = {f: w for f, w in found.weights.items() if speaks_against(f) and w > 0}
        assert not wrong, name


def test_between_languages_a_dropped_restriction_or_number_is_a_veto() -> None:
    told = dict.fromkeys(FACT_FEATURES, 0.0) | {"abroad": 1.0}
    assert not vetoed(told)
    assert not vetoed(told | {"name_missing": 1.0})
    assert vetoed(told | {"scope_missing": 1.0})
    assert vetoed(told | {"numeric_missing": 1.0})
    assert not vetoed(told | {"numeric_missing": 1.0, "supported": 1.0})
