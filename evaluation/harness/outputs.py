"""A run as files: JSON, JUnit XML, and the HTML report."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from evaluation.harness.gates import GateResult
from evaluation.harness.records import ItemRecord, RunRecord, ScoreStatus
from evaluation.harness.runner import failure
from evaluation.harness.store import write_atomically
from evaluation.report import JudgeMeasured
from vraagbaak.errors import VraagbaakError

HTML, JSON, JUNIT = "report.html", "run.json", "junit.xml"
_NO_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_outputs(
    folder: Path,
    run: RunRecord,
    gates: Sequence[GateResult],
    compared: RunRecord | None = None,
    judge: JudgeMeasured | None = None,
) -> list[Path]:
    """The files that stand there afterwards. Raises VraagbaakError where they cannot.

    ``judge`` is how the run's judge did in its own test, where it had one.
    """
    from evaluation.harness.html import html

    texts = {
        JSON: run.model_dump_json(indent=1),
        JUNIT: junit(run, gates),
        HTML: html(run, gates, compared, judge),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            write_atomically(folder / name, text)
    except OSError as exc:
        raise VraagbaakError(f"--report {folder}: cannot be written: {exc.strerror}") from exc
    return [folder / name for name in texts]


def junit(run: RunRecord, gates: Sequence[GateResult]) -> str:
    """A test case a question and one a requirement, as CI servers read them.

    A question fails by a false answer, a false refusal, or a delivered sentence that the judge
    does not support. One that could not be scored is skipped, with the reason.
    """
    suites = ET.Element("testsuites", name=f"vraagbaak evaluate {run.tenant}")
    questions = ET.SubElement(suites, "testsuite", name=run.id)
    for item in run.items:
        _question(questions, item)
    if gates:
        requirements = ET.SubElement(suites, "testsuite", name="requirements")
        for gate in gates:
            case = ET.SubElement(requirements, "testcase", classname="gate", name=gate.gate.text)
            if not gate.passed:
                ET.SubElement(case, "failure", message=_xml(gate.line))
    for suite in suites:
        _count(suite)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def _question(suite: ET.Element, item: ItemRecord) -> None:
    seconds = item.timings_ms.get("total", 0.0) / 1000
    name = _xml(f"{item.id}: {item.question}")
    case = ET.SubElement(suite, "testcase", classname=item.kind, name=name, time=f"{seconds:.3f}")
    wrong, why = _wrong(item), failure(item)
    if wrong:
        text = _xml(f"{item.status} {item.reason}\n{item.answer}")
        ET.SubElement(case, "failure", message=wrong).text = text
    elif why:
        ET.SubElement(case, "skipped", message=_xml(why))


def _wrong(item: ItemRecord) -> str:
    found = [
        said
        for metric, said, bad in (
            ("false_answers", "answered what it cannot know", 1.0),
            ("false_refusals", "refused what the documents answer", 1.0),
        )
        if _value(item, metric) == bad
    ]
    grounded = _value(item, "sentence_groundedness")
    if grounded is not None and grounded < 1.0:
        found.append("delivered a sentence that the judge does not support")
    return "; ".join(found)


def _value(item: ItemRecord, metric: str) -> float | None:
    score = item.scores.get(metric)
    return score.value if score and score.status is ScoreStatus.SCORED else None


def _count(suite: ET.Element) -> None:
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))


def _xml(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
