"""Plain text: paragraphs set off by blank lines, and lists where lines begin with a mark."""

from __future__ import annotations

import re

from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.decode import decode
from vraagbaak.ingest.types import Extracted

BULLET = re.compile(r"^\s*(?:[-*•▪◦‣·–○●■□]|o(?=\s))\s+(?=\S)")
NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+(?=\S)")
_FULL_LINE = 0.6
"""A line shorter than this part of the longest ends deliberately."""


def extract(data: bytes) -> Extracted:
    """Plain text to paragraphs. Lines that were wrapped at a fixed width are joined."""
    builder = Builder()
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    for paragraph in re.split(r"\n[ \t]*\n+", text):
        _paragraph(builder, paragraph.strip("\n").split("\n"))
    return builder.build(Meta())


def _paragraph(builder: Builder, lines: list[str]) -> None:
    gathered: list[str] = []
    for line in lines:
        if gathered and (BULLET.match(line) or NUMBER.match(line)):
            _write(builder, gathered)
            gathered = []
        gathered.append(line)
    _write(builder, gathered)


def _write(builder: Builder, lines: list[str]) -> None:
    number = NUMBER.match(lines[0])
    bullet = BULLET.match(lines[0])
    mark = number or bullet
    if mark:
        text = " ".join([lines[0][mark.end() :], *lines[1:]])
        builder.item(text, number=int(number.group(1)) if number else None)
        return
    longest = max(len(line) for line in lines)
    wrapped = longest > 60 and all(len(line) > _FULL_LINE * longest for line in lines[:-1])
    builder.paragraph((" " if wrapped else "\n").join(lines))
