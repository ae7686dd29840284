"""Makes real-world Markdown parseable: what site generators and editors leave in it.

Everything here works on source lines and leaves fenced code alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_FENCE = re.compile(r"^\s{0,12}(`{3,}|~{3,})\s*(.*)$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CALLOUT = re.compile(r"^(\s*)(!!!|\?\?\?\+?|===\+?)\s+(?:(?!\")[\w -]+?\s*)?(?:\"(.*)\")?\s*$")
_DIV = re.compile(r"^\s*:{3,}.*$")
_TAG = re.compile(r"\{%.*?%\}|\{\{[<%].*?[%>]\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{[^{}\n]*\}\}|<<[^<>\n]{1,80}>>|\$\{[^{}\n]*\}")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[.#][\w-]|[\w-]+(?:=|[ \t]*\}))[^{}\n]*\}?[ \t]*$")
_SPAN = re.compile(r"\[([^\[\]]+)\]\{[.#][^{}\n]*\}")
_CARD = re.compile(r"\{%\s*content-ref.*?%\}.*?\{%\s*endcontent-ref\s*%\}", re.DOTALL)
_LINK_ATTRIBUTES = re.compile(r"(?<=[)\]])[ ]?\{[^{}\n]*[.#=][^{}\n]*\}")
_LABEL = re.compile(r"\(#(?:fig|tab|eq):[\w-]+\)[ ]?")
_CITED = re.compile(r"[ ]?\[-?@[^\]\n]*\]")
_MATH = re.compile(r"\$([^$\n]*\\[a-z][^$\n]*)\$")
_SYMBOL = re.compile(
    r"\\(mu|alpha|beta|rightarrow|to|geq?|leq?|circ|square|times|pm|approx|cdot)\b"
)
_SYMBOLS = {
    "mu": "µ", "alpha": "α", "beta": "β", "rightarrow": "→", "to": "→", "ge": "≥", "geq": "≥",
    "le": "≤", "leq": "≤", "circ": "°", "square": "☐", "times": "×", "pm": "±", "approx": "≈",
    "cdot": "·",
}  # fmt: skip
_REFERENCE = re.compile(r"\s*\(?\\@ref\([^)]*\)\)?")
_INLINE_CODE = re.compile(r"`r [^`]*`")
_NOTE = re.compile(r"^\s*(?:[-*+]\s+|>\s*)?(?:\W{0,2})(?:TODO|FIXME|TBD|XXX)\b.*$")
_TAIL = re.compile(r"\s*\(?\b(?:TODO|FIXME|TBD)\b[:.]?\)?\s*$")
_LATEX = re.compile(r"^\s*\\(?:newpage|pagebreak|clearpage|vspace\{.*\}|hspace\{.*\}|bigskip)\s*$")


@dataclass
class Source:
    """Markdown lines on their way to the parser, with what was found in them."""

    text: str
    warnings: list[str] = field(default_factory=list)


def prepare(text: str) -> Source:
    """Markdown without merge conflicts, comments, template tags, editor's notes and run code."""
    source = Source(text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4))
    source.text = _without_conflicts(source)
    source.text = _outside_code(source)
    return source


def _without_conflicts(source: Source) -> str:
    """Keep the first side of every merge conflict."""
    if "<<<<<<< " not in source.text and ">>>>>>> " not in source.text:
        return source.text
    kept, dropping, inside = [], False, False
    for line in source.text.split("\n"):
        if line.startswith("<<<<<<< "):
            inside, dropping = True, False
        elif inside and (line.startswith("||||||| ") or line.rstrip() == "======="):
            dropping = True
        elif line.startswith(">>>>>>> "):
            inside = dropping = False
        elif not dropping:
            kept.append(line)
    source.warnings.append("A merge conflict was left in the text; its first side was kept.")
    return "\n".join(kept)


def _outside_code(source: Source) -> str:
    """Clean the stretches between code fences; drop code that a tool was to execute."""
    parts: list[str] = []
    for stretch in _stretches(source.text):
        if stretch.code:
            if not stretch.info.startswith("{"):
                parts.append(stretch.text)
        else:
            parts.append(_cleaned(stretch.text, source))
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Stretch:
    text: str
    code: bool
    info: str = ""


def _stretches(text: str) -> Iterator[_Stretch]:
    lines: list[str] = []
    fence, info = "", ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if match and not fence:
            yield _Stretch("\n".join(lines), code=False)
            lines, fence, info = [line], match.group(1), match.group(2)
        elif match and match.group(1).startswith(fence) and not match.group(2):
            yield _Stretch("\n".join([*lines, line]), code=True, info=info)
            lines, fence = [], ""
        else:
            lines.append(line)
    yield _Stretch("\n".join(lines), code=bool(fence), info=info)


def _cleaned(text: str, source: Source) -> str:
    text = _COMMENT.sub("", text).replace("<!--", "").replace("-->", "")
    text = _TAG.sub("", _CARD.sub("", text))
    text = _LINK_ATTRIBUTES.sub("", _SPAN.sub(r"\1", text))
    for left_by_tools in (_INLINE_CODE, _REFERENCE, _LABEL, _CITED):
        text = left_by_tools.sub("", text)
    text = _SYMBOL.sub(lambda found: _SYMBOLS[found.group(1)], _MATH.sub(r"\1", text))
    fields = len(_FIELD.findall(text))
    if fields:
        source.warnings.append("Template fields that were never filled in were left out.")
        text = _FIELD.sub("", text)
    lines = [line for line in text.split("\n") if not _LATEX.match(line) and not _DIV.match(line)]
    noted = [_TAIL.sub("", line) for line in lines if not _NOTE.match(line)]
    if noted != lines:
        source.warnings.append("Editor's notes (TODO) were left out.")
    return "\n".join(_dedented([_plain_heading(line) for line in noted]))


def _plain_heading(line: str) -> str:
    """Without the attributes that generators read: ``## Title {#id .unnumbered}``."""
    return _ATTRIBUTES.sub("", line) if line.startswith("#") else line


def _dedented(lines: list[str]) -> list[str]:
    """Call-outs (``!!! note "Title"``) as their title and their content, no longer indented.

    A fold-out (``???``) becomes a heading: its title is what the content answers.
    """
    kept: list[str] = []
    level, depth = 2, -1
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and line.strip() and indent <= depth:
            depth = -1
        if depth >= 0:
            line = line[depth + 4 :] if line.strip() else ""  # noqa: PLW2901 - the line goes on
        heading = re.match(r"^(#{1,6})\s", line)
        level = len(heading.group(1)) + 1 if heading else level
        callout = _CALLOUT.match(line)
        if callout and (callout.group(2) != "===" or callout.group(3)):
            depth = len(callout.group(1)) + max(depth, 0)
            kept += _callout_title(callout.group(2), callout.group(3) or "", level)
        else:
            kept.append(line)
    return kept


def _callout_title(mark: str, title: str, level: int) -> list[str]:
    if not title:
        return [""]
    return ["", f"{'#' * min(level, 6)} {title}" if mark.startswith("???") else f"{title}:", ""]
