"""Step 1: is this a question that can be worked on, and in which language?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from vraagbaak.answer.context import Context, Stop
from vraagbaak.answer.types import Status, Turn
from vraagbaak.language import Language

HISTORY_TURNS = 5
"""Earlier turns that are read; older ones rarely matter and cost the model's attention."""

DetectLanguage = Callable[[str], Language | None]

_SPACE = re.compile(r"\s+")
# Categories without a visible shape: control, format (zero-width, bidi, Unicode tags), private
# use, surrogates and unassigned. Instructions can be hidden in them from the reader's eye.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
# Visible nothing: Hangul fillers, combining grapheme joiner, variation selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def clean(text: str) -> str:
    """The text as a person sees it: NFKC, no invisible characters, single spaces."""
    text = unicodedata.normalize("NFKC", _BLANK.sub("", text))
    visible = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in _INVISIBLE
    )
    return _SPACE.sub(" ", "".join(visible)).strip()


@dataclass(frozen=True, slots=True)
class Screen:
    """Cleans the question, refuses what cannot be a question, tells the languages."""

    detect: DetectLanguage
    max_chars: int
    name: str = "screen"

    async def run(self, context: Context) -> Stop | None:
        """Stops with `empty` or `too_long`."""
        context.question = clean(context.ask.question)
        context.standalone = context.question
        context.ask = replace(context.ask, history=_recent(context.ask.history, self.max_chars))
        # Only as much as may be read is looked at: detection of a novel is work for nothing.
        context.question_language = self.detect(context.question[: self.max_chars])
        context.language = self._reader(context)
        if not any(char.isalnum() for char in context.question):
            return Stop(Status.BLOCKED, "empty")
        if len(context.question) > self.max_chars:
            return Stop(Status.BLOCKED, "too_long")
        return None

    def _reader(self, context: Context) -> Language:
        """What the reader chose, else what they write, else what the agency speaks."""
        return context.ask.language or context.question_language or context.tenant.own_language()


def _recent(history: tuple[Turn, ...], max_chars: int) -> tuple[Turn, ...]:
    """The last turns that say something, cut to what may be read.

    Cut before cleaning too, which takes time in proportion; some characters vanish, so roomily.
    """
    most = 4 * max_chars
    late = history[-2 * HISTORY_TURNS :]
    turns = (replace(turn, content=clean(turn.content[: 2 * most])[:most]) for turn in late)
    return tuple(turn for turn in turns if turn.content)[-HISTORY_TURNS:]
