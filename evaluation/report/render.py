"""From a run to one page that needs nothing else: style, script and pictures are in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evaluation.harness.records import RunRecord
from evaluation.report.comparison import compare
from evaluation.report.evidence import Limits
from evaluation.report.items import FLAGS, item_view
from evaluation.report.judging import judging
from evaluation.report.measures import cards, tiles
from evaluation.report.names import VERDICTS, moment
from evaluation.report.overview import overview
from evaluation.report.removed import removed
from evaluation.report.text import clean_value, language_of
from evaluation.report.times import times
from evaluation.report.types import Difference, GateResult, JudgeMeasured


def render(
    run: RunRecord,
    compared: RunRecord | None = None,
    *,
    gates: Sequence[GateResult] = (),
    judge: JudgeMeasured | None = None,
    differences: Sequence[Difference] = (),
) -> str:
    """The report of ``run`` as HTML, ``compared`` being an earlier run to set beside it.

    All words of the run are untrusted and escaped. The page carries its own content security
    policy, under which only its own style and script run and nothing is fetched.
    """
    limits = Limits.for_run(len(run.items))
    views = [item_view(number, item, limits) for number, item in enumerate(run.items)]
    style, script = _file("style.css"), _file("script.js")
    return _environment().get_template("report.html.j2").render(
        run=run,
        about=overview(run, gates, views),
        tiles=tiles(run),
        cards=cards(run, times=False),
        time_cards=cards(run, times=True),
        removed=removed(run),
        times=times(run),
        judging=judging(run, judge),
        comparison=compare(run, compared, differences) if compared else None,
        items=views,
        flags=FLAGS,
        verdicts=VERDICTS,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=content_policy(style, script),
    )  # fmt: skip


def content_policy(style: str, script: str) -> str:
    """A policy for exactly this style and this script (Content Security Policy Level 3)."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _file(name: str) -> str:
    return files("evaluation.report").joinpath("page", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evaluation.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean_value,
    )
    environment.globals |= {"language_of": language_of, "moment": moment}
    return environment
