"""From chunks of any size to whole sentences, each as soon as it is surely complete."""

from __future__ import annotations

import re

from vraagbaak.answer.marks import Written, written
from vraagbaak.grounding.sentences import split_sentences

# Models cite after the full stop as often as before it; moved before it, the mark stays with its
# sentence when the text is cut.
_TRAILING_MARKS = re.compile(r"([.!?])((?:[ \t]*\[[^\]\n]{1,20}\])+)")
# A sentence may still get its marks: text that ends in a full stop, or in a mark half written.
_UNDECIDED = re.compile(r"[.!?]?\s*\[[^\]\n]{0,20}$|[.!?\]]\s*$")


class SentenceStream:
    """Cuts a model's text into sentences while it is written."""

    def __init__(self) -> None:
        self._pending = ""

    def push(self, chunk: str) -> list[Written]:
        """Take a chunk; returns the sentences that are complete now."""
        self._pending = _TRAILING_MARKS.sub(r"\2\1", self._pending + chunk)
        *lines, rest = self._pending.split("\n")
        complete = [sentence for line in lines for sentence in _sentences(line)]
        self._pending = rest
        if _UNDECIDED.search(rest):
            return complete
        return complete + self._cut(rest)

    def flush(self) -> list[Written]:
        """The text has ended: what is left is complete."""
        rest, self._pending = self._pending, ""
        return _sentences(rest)

    def _cut(self, rest: str) -> list[Written]:
        """All sentences of the line but the last, which is still growing."""
        found = split_sentences(rest)
        if len(found) < 2:
            return []
        cut = found[-1].start
        # "1." is the number of a list item, whose words are still to come.
        if not any(char.isalpha() for char in rest[:cut]):
            return []
        self._pending = rest[cut:]
        return _sentences(rest[:cut])


def _sentences(line: str) -> list[Written]:
    """The sentences of a line; the first one carries the line's bullet."""
    parts = [written(sentence.text) for sentence in split_sentences(line)]
    whole = written(line)
    if whole.item and parts and not parts[0].item:
        # The bullet was cut off as a sentence of its own, as in "1. Text".
        parts = [part for part in parts if any(char.isalpha() for char in part.text)]
        if parts:
            parts[0] = Written(parts[0].text, item=True, sources=parts[0].sources)
    return [part for part in parts if any(char.isalnum() for char in part.text)]
