"""Front matter: the YAML before a Markdown text. It is metadata and never text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

_OPEN = re.compile(r"\A\s*(?:<!--.*?-->\s*)?---[ \t]*\n", re.DOTALL)
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^([\w.-]+)[ \t]*[:=][ \t]*(.*)$")
_BELONGS = re.compile(r"^(?:[\w.-]+[ \t]*:(?:\s|$)|\s+\S|-\s|#|<<<<<<<|=======|>>>>>>>)")
_MAX = 20_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood before the text, and the text."""

    values: Mapping[str, object]
    body: str
    warning: str = ""


def split(text: str) -> FrontMatter:
    """Front matter and body. A block that is no valid YAML is still taken off the text.

    An opening fence that is never closed takes the lines that look like front matter.
    """
    toml = _TOML.match(text)
    if toml:
        return FrontMatter(_by_line(toml.group(1)), text[toml.end() :])
    opening = _OPEN.match(text)
    if not opening:
        return FrontMatter({}, text)
    rest = text[opening.end() :]
    first = rest.lstrip().split("\n", 1)[0]
    closing = _CLOSE.search(rest, 0, _MAX)
    if not _BELONGS.match(first) and not (closing and closing.start() == 0):
        return FrontMatter({}, text)  # a thematic break that opens the text
    if closing:
        return _parsed(rest[: closing.start()], rest[closing.end() :])
    lines = rest.split("\n")
    count = next((n for n, line in enumerate(lines) if not _BELONGS.match(line)), len(lines))
    found = _parsed("\n".join(lines[:count]), "\n".join(lines[count:]))
    return FrontMatter(found.values, found.body, "The front matter is not closed with ---.")


def _parsed(block: str, body: str) -> FrontMatter:
    try:
        values = {} if not block.strip() else _load(block)
    except (yaml.YAMLError, ValueError):  # ValueError: a date such as 2026-02-30
        values = None
    if not isinstance(values, dict):
        return FrontMatter(_by_line(block), body, "The front matter is not valid YAML.")
    return FrontMatter({str(key): value for key, value in values.items()}, body)


def _load(block: str) -> object:
    """The block's content; None where it holds aliases, with which a few lines can grow endless."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, yaml.SafeLoader)):
        return None
    return yaml.safe_load(block) or {}


def _by_line(block: str) -> dict[str, object]:
    """What can be saved of broken front matter: its ``key: value`` lines, the first of each."""
    found: dict[str, object] = {}
    for line in block.split("\n"):
        match = _LINE.match(line.strip())
        if match and match.group(2):
            found.setdefault(match.group(1), match.group(2).strip().strip("\"'"))
    return found


def as_text(values: Mapping[str, object]) -> dict[str, str]:
    """The scalar values, and lists of scalars joined with commas."""
    found = {}
    for key, value in values.items():
        if isinstance(value, list):
            scalars = [str(item) for item in value if isinstance(item, str | int | float | date)]
            found[key] = ", ".join(scalars)
        elif isinstance(value, str | int | float | date):
            found[key] = str(value)
    return {key: value for key, value in found.items() if value}
