"""What may leave the pipeline when: sent sentences cannot be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vraagbaak.answer.context import Outcome
from vraagbaak.answer.types import AnswerSentence, DroppedSentence
from vraagbaak.grounding.types import Verdict

LIST_SEPARATOR = "\n- "


@dataclass(slots=True)
class Gate:
    """Lets verified sentences through in order, and holds those that mean nothing alone.

    - A greeting or a lead-in ("You need:") waits for the claim that follows it, a lead-in for a
      list item.
    - When a new attempt begins, what the one before lost no longer counts.
    - When a claim was dropped before anything was sent, the answer may have lost its core: what
      follows waits for the end, and goes only when at least as many claims stand as fell.
    """

    sent: list[AnswerSentence] = field(default_factory=list)
    dropped: list[DroppedSentence] = field(default_factory=list)
    lost: int = 0
    _held: list[Outcome] = field(default_factory=list)
    _waiting: list[AnswerSentence] = field(default_factory=list)

    def push(self, outcome: Outcome) -> list[AnswerSentence]:
        """Take one outcome; returns the sentences that may be sent now."""
        if outcome.afresh:
            self._begin_afresh()
        self.dropped.extend(outcome.dropped)
        if outcome.sentence is None:
            self.lost += not outcome.lead
            return []
        if not _lists(outcome.sentence):
            self._held = [held for held in self._held if not held.lead]
        if outcome.lead or outcome.sentence.verdict is Verdict.NOT_A_CLAIM:
            self._held.append(outcome)
            return []
        ready = [held.sentence for held in self._held if held.sentence] + [outcome.sentence]
        self._held.clear()
        if self.lost and not self.sent:
            self._waiting.extend(ready)
            return []
        return self._send(ready)

    def finish(self) -> list[AnswerSentence]:
        """No more will come; returns the last sentences that may be sent."""
        waiting, self._waiting = self._waiting, []
        claims = sum(s.verdict is Verdict.SUPPORTED for s in waiting)
        if claims >= self.lost:
            return self._send(waiting)
        self.dropped.extend(
            DroppedSentence(s.text, s.verdict, s.score, "the answer had lost its core")
            for s in waiting
        )
        return []

    def _begin_afresh(self) -> None:
        """An attempt of which nothing was sent has failed; the next one is an answer of its own."""
        self.lost = 0
        self._held.clear()
        self._waiting.clear()

    def _send(self, sentences: list[AnswerSentence]) -> list[AnswerSentence]:
        first = len(self.sent)
        ready = [replace(s, index=first + number) for number, s in enumerate(sentences)]
        self.sent.extend(ready)
        return ready


def _lists(sentence: AnswerSentence) -> bool:
    return sentence.separator.startswith("\n") and sentence.separator != "\n\n"
