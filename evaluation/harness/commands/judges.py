"""`vraagbaak evaluate judge` and `labels`: who judges the judge."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from vraagbaak.app import Services
from vraagbaak.commands.output import JsonFlag, out, print_json, progress_bar
from vraagbaak.commands.session import services, settings
from vraagbaak.errors import VraagbaakError

if TYPE_CHECKING:
    from evaluation.harness.judge_measure import JudgeTest
    from evaluation.harness.labels import Labelled
    from evaluation.metrics import Detection
    from evaluation.mutations import SourcePassage


def judge(
    corpus: Annotated[str, typer.Argument(metavar="CORPUS_DIR|SLUG")],
    judge: Annotated[
        str | None, typer.Option(help="Who is tested: service, overlap, facts, aligned, llm, nli.")
    ] = None,
    per_kind: Annotated[int, typer.Option(min=1, help="Claims of each kind.")] = 50,
    repeats: Annotated[int, typer.Option(min=0, help="Times that some are judged again.")] = 2,
    seed: Annotated[int, typer.Option(help="Other claims for another seed.")] = 7,
    json_: JsonFlag = False,
) -> None:
    """The mutation test of a judge: known-bad and known-good claims made from documents."""
    from evaluation.harness.judge_measure import judge_claims
    from evaluation.harness.judge_store import save_measured
    from evaluation.judges import choose_judge
    from evaluation.mutations import mutate

    with services(count_tokens=True) as parts:
        chosen = choose_judge(judge, parts)
        claims = mutate(_passages(parts, corpus), seed=seed, per_kind=per_kind)
        with progress_bar(quiet=json_) as bar:
            task = bar.add_task(chosen.name, total=len(claims))
            tested = judge_claims(
                chosen.verifier,
                claims,
                dict(chosen.about),
                lambda done, total: bar.update(task, completed=done, total=total),
                repeats,
            )
        save_measured(parts.settings.data_dir, tested.measured)
    if json_:
        print_json(_test_view(tested))
    else:
        _print_test(tested)


def labels(
    run: str,
    file: Annotated[Path | None, typer.Argument(help="Labels as CSV or JSON lines.")] = None,
    template: Annotated[
        Path | None, typer.Option(help="Write a CSV with the run's sentences to fill in.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """People's labels of a run's sentences: agreement, judge against people, groundedness."""
    from evaluation.harness.labels import measure_labels, read_labels
    from evaluation.harness.labels import template as sheet
    from evaluation.harness.store import RunStore, write_atomically

    record = RunStore(settings().data_dir).load(run)
    if (file is None) == (template is None):
        raise VraagbaakError("Give either FILE with labels or --template FILE.")
    if template is not None:
        write_atomically(template, sheet(record))
        print_json({"file": str(template)}) if json_ else out.print(str(template), markup=False)
        return
    found = measure_labels(record, read_labels(file or Path()))
    if json_:
        print_json({**asdict(found), "judge": _counts(found.judge) | _ratios(found.judge)})
    else:
        _print_labels(found)


def _passages(parts: Services, corpus: str) -> list[SourcePassage]:
    """A folder's, or a tenant's. A folder named as a tenant needs a slash."""
    from evaluation.mutations import SourcePassage, read_corpus

    known = {tenant.slug for tenant in parts.tenants.list()}
    if corpus not in known:
        if not Path(corpus).is_dir():
            raise VraagbaakError(f"{corpus!r} is neither a tenant nor a folder of documents.")
        return read_corpus(Path(corpus))
    index = parts.index.for_tenant(corpus)
    found = [p for document in index.documents() for p in index.of_document(document.key)]
    return [SourcePassage(p.id, p.document, p.text, str(p.language)) for p in found if p.language]


def _test_view(tested: JudgeTest) -> dict[str, object]:
    return {
        "card": asdict(tested.measured.card) if tested.measured.card else {},
        "threshold": tested.measured.threshold,
        "detected": {k: v.model_dump() for k, v in tested.detected.items()},
        "false_alarms": {k: v.model_dump() for k, v in tested.false_alarms.items()},
        "usage": tested.usage.model_dump(),
    }


def _print_test(tested: JudgeTest) -> None:
    for title, rates in (("detected", tested.detected), ("false alarms", tested.false_alarms)):
        table = Table("kind", title, "95%", "claims", "could not")
        for kind, rate in rates.items():
            ends = f"[{rate.low:.3f}, {rate.high:.3f}]"
            table.add_row(kind, f"{rate.mean:.3f}", ends, str(rate.count), str(rate.not_scored))
        out.print(table)
    card = asdict(tested.measured.card) if tested.measured.card else {}
    for name, value in card.items():
        if value not in ("", None, ()):
            shown = f"{value:.3f}" if isinstance(value, float) else value
            out.print(f"{name}: {shown}", highlight=False, markup=False)


def _print_labels(found: Labelled) -> None:
    judge, ratios, ppi = found.judge, _ratios(found.judge), found.groundedness
    lines = [
        (
            f"{found.labels} labels of {found.sentences} sentences by {found.annotators} annotators"
            f" ({found.ties} ties left out)"
        ),
        f"agreement {_number(found.agreement)}, Krippendorff's alpha {_number(found.alpha)}",
        (
            f"judge against people: unsupported found {judge.caught}, missed {judge.missed},"
            f" false alarms {judge.alarms}, both supported {judge.passed}"
        ),
        (
            f"precision {_number(ratios['precision'])}, recall {_number(ratios['recall'])},"
            f" F1 {_number(ratios['f1'])}"
        ),
        (
            f"delivered groundedness by the judge {_number(found.judge_alone)}, prediction-powered"
            f" {ppi or 'not to be had: too few labels'}"
        ),
    ]
    for line in lines:
        out.print(line, highlight=False, markup=False)


def _counts(judge: Detection) -> dict[str, float | None]:
    """By the names that readers of the JSON know."""
    return {
        "found": judge.caught,
        "missed": judge.missed,
        "false_alarms": judge.alarms,
        "agreed": judge.passed,
    }


def _ratios(judge: Detection) -> dict[str, float | None]:
    """Of "unsupported"; None for one without a denominator."""
    from evaluation.metrics import or_none

    return {name: or_none(getattr, judge, name) for name in ("precision", "recall", "f1")}


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
