"""The groundedness benchmark over tiny sets of our own, with verifiers that we know."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evaluation.__main__ import app
from evaluation.benchmarks import run_benchmark
from evaluation.benchmarks.choice import Choice, listed
from evaluation.benchmarks.claim_scoring import ScoredSet, score_claim, score_set
from evaluation.benchmarks.claim_sets import ClaimSet, load, names, sample
from evaluation.benchmarks.figures import UNSCORED, against, figure, verdicts_elsewhere
from evaluation.benchmarks.groundedness import measure
from evaluation.benchmarks.mutation_set import CORPORA
from evaluation.benchmarks.report import Report, Table
from evaluation.benchmarks.verifiers import FLOORS
from evaluation.datasets import LabelledClaim
from evaluation.judges import AllSupported
from vraagbaak.errors import ConfigurationError, ModelUnavailable
from vraagbaak.grounding import (
    Evidence,
    OverlapVerifier,
    ScriptedVerifier,
    Span,
    Verdict,
    Verification,
)

EVIDENCE = ("De premie bedraagt 100 euro. De aanvraag duurt drie weken.",)


class Oracle:
    """Knows which sentences are false, and how sure to be of each."""

    name = "oracle"

    def __init__(self, *false: str) -> None:
        self.false = set(false)
        self.asked: list[tuple[str, Sequence[Evidence]]] = []

    def verify(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Verification:
        self.asked.append((claim, evidence))
        if claim in self.false:
            return Verification(Verdict.NOT_FOUND, 0.1, (Span(3, 9, False),))
        return Verification(Verdict.SUPPORTED, 0.9, (Span(0, 2, True),))


class Failing:
    """A judge over quota."""

    name = "failing"

    def verify(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Verification:
        raise ModelUnavailable("the judge is over quota")


def labelled(number: int, holds: bool, domain: str = "a", kind: str = "") -> LabelledClaim:
    text = f"De premie bedraagt {100 if holds else 200 + number} euro."
    return LabelledClaim(
        f"{domain}{number}", text, EVIDENCE, holds, None, kind, domain, f"{domain}-d{number // 2}"
    )


def labelled_set(name: str = "begin", domains: str = "ab") -> ClaimSet:
    claims = tuple(
        labelled(number, number % 2 == 0, domain) for domain in domains for number in range(8)
    )
    return ClaimSet(name, claims, len(claims))


def false_ones(chosen: ClaimSet) -> Oracle:
    return Oracle(*(claim.claim for claim in chosen.claims if not claim.holds))


def table(report: Report, beginning: str) -> Table:
    (found,) = (t for t in report.tables if t.caption.startswith(beginning))
    return found


def row(found: Table, *key: object) -> dict[str, object]:
    (cells,) = (r for r in found.rows if r[: len(key)] == key)
    return dict(zip(found.columns, cells, strict=True))


def test_an_answer_is_as_good_as_its_worst_sentence() -> None:
    answer = "De premie bedraagt 100 euro. Hij is 900 euro. Dank u!"
    oracle = Oracle("Hij is 900 euro.")
    found = score_claim(oracle, LabelledClaim("x", answer, EVIDENCE, False))
    assert (found.lowest, found.sentences, found.supported) == (0.1, 3, False)
    assert found.mean == pytest.approx((0.9 + 0.1 + 0.9) / 3)
    assert [answer[a:b] for a, b in found.unsupported] == [" is 90"]
    assert all(evidence[0].text == EVIDENCE[0] for _, evidence in oracle.asked)


def test_what_states_nothing_passes_as_it_does_at_run_time() -> None:
    silent = ScriptedVerifier(default=Verdict.NOT_A_CLAIM)
    found = score_claim(silent, LabelledClaim("x", "Wat een vraag?", EVIDENCE, False))
    assert (found.lowest, found.mean, found.supported, found.sentences) == (1.0, 1.0, True, 0)
    assert score_set("silent", silent, [found.claim]).stating_nothing == 1


def test_a_failed_sentence_without_spans_is_unsupported_whole() -> None:
    verifier = ScriptedVerifier({"Een is twee.": Verdict.NOT_FOUND})
    claim = LabelledClaim("x", "Twee is twee. Een is twee.", EVIDENCE, False)
    found = score_claim(verifier, claim)
    assert [claim.claim[a:b] for a, b in found.unsupported] == ["Een is twee."]
    assert found.share == pytest.approx(1 - len("Een is twee.") / len(claim.claim))


def test_claims_of_a_document_follow_one_another_and_keep_their_order() -> None:
    claims = [labelled(number, True, domain) for number in range(4) for domain in "ab"]
    oracle = Oracle()
    found = score_set("oracle", oracle, claims)
    assert [item.claim for item in found.scored] == claims
    assert len({id(evidence) for _, evidence in oracle.asked}) == 1


def test_what_a_verifier_could_not_score_is_in_no_figure() -> None:
    chosen = labelled_set()
    report = measure([chosen], {"overlap": OverlapVerifier(), "failing": Failing()})
    cost = row(table(report, "Time"), "begin", "failing")
    assert (cost["claims"], cost["failed"]) == (0, 16)
    assert "over quota" in str(cost["first failure"])
    verdicts = row(table(report, "At the verifiers'"), "begin", "failing")
    assert {verdicts[name] for name in ("accuracy", "F1", "AUROC", "Brier", "p (overlap)")} == {
        UNSCORED
    }
    assert row(table(report, "Summary"), "failing")["BEGIN AUROC"] == UNSCORED


def test_an_oracle_is_right_and_the_credulous_one_at_chance() -> None:
    chosen = labelled_set()
    report = measure([chosen], {"all_supported": AllSupported(), "oracle": false_ones(chosen)})
    verdicts = table(report, "At the verifiers'")
    best, floor = (row(verdicts, "begin", name) for name in ("oracle", "all_supported"))
    assert best["balanced accuracy"] == "1.000 [1.000, 1.000]"
    assert best["F1"] == best["precision"] == best["recall"] == 1.0
    assert best["AUROC"] == "1.000 [1.000, 1.000]"
    assert best["Brier"] == pytest.approx(0.01)
    assert floor["balanced accuracy"] == "0.500 [0.500, 0.500]"
    assert (floor["recall"], floor["precision"]) == (0.0, UNSCORED)
    assert best["unsupported"] == floor["unsupported"] == 0.5


def test_summedits_thresholds_come_from_the_other_domains() -> None:
    chosen = labelled_set("summedits")
    found = score_set("oracle", false_ones(chosen), chosen.claims)
    assert list(verdicts_elsewhere(found, found.lowest)) == list(found.holds)
    report = measure([chosen], {"oracle": false_ones(chosen)})
    cells = row(table(report, "SummEdits"), "oracle", "its worst sentence")
    assert (cells["a"], cells["b"]) == (1.0, 1.0)
    assert cells["mean of domains"] == "1.000 [1.000, 1.000]"
    alone = measure([labelled_set("summedits", "a")], {"oracle": false_ones(chosen)})
    assert row(table(alone, "SummEdits"), "oracle", "mean")["a"] == UNSCORED


def test_mtrag_correlates_with_ratings() -> None:
    rated = tuple(
        LabelledClaim(f"r{n}", f"Zin {n}.", EVIDENCE if n else (), None, rating, "", "m", f"c{n}")
        for n, rating in enumerate((1.0, 1.3, 3.7, 4.0))
    )
    chosen = ClaimSet("mtrag", rated, 4)
    report = measure([chosen], {"oracle": Oracle("Zin 0.", "Zin 1."), "x": ScriptedVerifier()})
    found = table(report, "MTRAG")
    assert "50% rated above 3" in found.caption
    # Ranks 1.5, 1.5, 3.5, 3.5 against 1, 2, 3, 4.
    assert str(row(found, "oracle")["mean of sentences"]).startswith("0.894 [")
    assert str(row(found, "oracle")["mean, answers with contexts"]).startswith("0.866 [")
    assert row(found, "x")["mean, answers with contexts"] == UNSCORED
    # It has ratings and no labels.
    assert not table(report, "At the verifiers'").rows


def test_mutations_by_kind() -> None:
    kinds = [("amount", False)] * 4 + [("verbatim", True)] * 2 + [("reordered", True)] * 2
    claims = tuple(labelled(n, holds, "a", kind) for n, (kind, holds) in enumerate(kinds))
    chosen = ClaimSet("mutations", claims, 8)
    oracle = Oracle(claims[0].claim, claims[1].claim, claims[6].claim)
    report = measure([chosen], {"oracle": oracle})
    found = table(report, "Mutations")
    assert str(row(found, "amount", "stopped")["oracle"]).startswith("0.500 [")
    assert row(found, "all", "stopped")["claims"] == 4
    assert row(found, "a", "stopped") == row(found, "all", "stopped") | {found.columns[0]: "a"}
    # The good claims share their words, so all of them are stopped.
    assert str(row(found, "all but verbatim", "passed")["oracle"]).startswith("1.000 [")
    summary = row(table(report, "Summary"), "oracle")
    assert str(summary["mutations detected"]).startswith("0.500 [")
    assert str(summary["least detected kind"]).startswith("amount 0.500 [")
    assert str(summary["false alarms, verbatim"]).startswith("1.000 [")


def test_mutations_are_made_of_every_corpus(tmp_path: Path) -> None:
    for corpus in CORPORA:
        folder = tmp_path / "corpora" / corpus
        folder.mkdir(parents=True)
        text = (
            "# Premie\n\nDe premie bedraagt 250 euro per jaar voor elk gezin in de gemeente.\n\n"
            "U moet de aanvraag binnen 30 dagen indienen bij het loket van de gemeente.\n"
        )
        (folder / "premie.md").write_text(text, encoding="utf-8")
    found = load("mutations", tmp_path, None).claims
    assert {claim.domain for claim in found} == set(CORPORA)
    assert {claim.document for claim in found} == {f"{name}/premie.md" for name in CORPORA}
    assert len({claim.id for claim in found}) == len(found)
    assert {claim.holds for claim in found} == {False, True}
    assert all("250 euro" in " ".join(claim.evidence) for claim in found)


def test_ragtruth_spans_and_tasks() -> None:
    text = "De premie bedraagt 900 euro."
    claim = LabelledClaim("1", text, EVIDENCE, False, None, "x", "QA", "s", "en", ((0, 6),))
    good = LabelledClaim("2", "Goed.", EVIDENCE, True, None, "x", "QA", "s", "en", ())
    chosen = ClaimSet("ragtruth", (claim, good), 2)
    report = measure([chosen], {"oracle": Oracle(text)})
    # Annotated 0:6, found 3:9, three of them shared.
    spans = row(table(report, "ragtruth, unsupported characters"), "oracle")
    assert (spans["precision"], spans["recall"], spans["F1"]) == (0.5, 0.5, 0.5)
    assert row(table(report, "ragtruth, balanced"), "oracle")["QA"] == 1.0
    assert row(table(report, "Summary"), "oracle")["RAGTruth F1"] == 1.0


def test_two_verifiers_are_compared_on_what_both_scored() -> None:
    chosen = labelled_set()
    good = score_set("oracle", false_ones(chosen), chosen.claims)
    bad = score_set("all", AllSupported(), chosen.claims)
    assert against(bad, good) < 0.05
    assert against(good, good) == 1.0
    nothing = ScoredSet("x", (), (), 1.0)
    assert figure(against, nothing, good) == UNSCORED


def test_a_sample_keeps_domains_in_proportion_and_is_the_same_again() -> None:
    claims = [labelled(n, True, "a") for n in range(60)] + [
        labelled(n, True, "b") for n in range(30)
    ]
    drawn = sample(claims, 30)
    assert [claim.domain for claim in drawn].count("a") == 20
    assert drawn == sample(claims, 30) != sample(claims, 30, seed=8)
    assert drawn == [claim for claim in claims if claim in drawn]
    assert sample(claims, 500) == sample(claims, None) == claims
    assert "30 claims drawn with seed 7 from 90" in ClaimSet("x", tuple(drawn), 90).caption("X")


def write_sick(data: Path) -> None:
    folder = data / "grounding" / "sick_nl"
    folder.mkdir(parents=True)
    pairs = [("Een hond loopt buiten.", "ENTAILMENT"), ("Een kat slaapt binnen.", "NEUTRAL")]
    lines = [
        {
            "id": str(n),
            "premise": "Een hond loopt buiten.",
            "hypothesis": hypothesis,
            "label": label,
            "split": "TEST",
        }
        for n, (hypothesis, label) in enumerate(pairs * 2)
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    (folder / "sick_nl.jsonl").write_text(text, encoding="utf-8")


def test_the_command_prints_tables_and_json(tmp_path: Path) -> None:
    write_sick(tmp_path)
    asked = ["bench", "groundedness", "--data", str(tmp_path), "--only", "sick_nl"]
    asked += ["--verifiers", "overlap", "--limit", "4"]
    printed = CliRunner().invoke(app, asked)
    assert printed.exit_code == 0, printed.output
    assert "| overlap | 1.000 [1.000, 1.000] |" in printed.stdout
    as_json = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    summary = as_json["tables"][0]
    assert summary["columns"][:2] == ["verifier", "SICK-NL accuracy"]
    assert {r[0] for r in summary["rows"]} == set(FLOORS)


@pytest.mark.parametrize(
    ("choice", "complaint"),
    [
        (Choice(verifiers=("tarot",)), "no verifier 'tarot'; there are: all_supported, overlap"),
        (Choice(only=("tarot",)), "no set 'tarot'; there are: summedits"),
        (Choice(only=("sick_nl",)), "sick_nl.jsonl: cannot be read"),
    ],
)
def test_a_wrong_choice_says_what_there_is(tmp_path: Path, choice: Choice, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        run_benchmark("groundedness", tmp_path, True, choice)


def test_other_benchmarks_take_no_choice(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match="are for groundedness, abstention, end_to_end, not for retrieval"
    ):
        run_benchmark("retrieval", tmp_path, True, Choice(limit=3))
    with pytest.raises(ConfigurationError, match="no benchmark 'tea'"):
        run_benchmark("tea", tmp_path, True, Choice())
    assert listed(" a, b,,") == ("a", "b")


def test_downloads_are_measured_where_they_are(tmp_path: Path) -> None:
    assert "aggrefact" not in names(tmp_path)
    folder = tmp_path / "grounding" / "aggrefact"
    folder.mkdir(parents=True)
    lines = ({"dataset": "d", "doc": "x", "claim": "y", "label": label} for label in (0, 1))
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert "aggrefact" in names(tmp_path)
    found = load("aggrefact", tmp_path, None)
    assert [claim.holds for claim in found.claims] == [False, True]
