"""A judge that may fail: a failure is a reason why something could not be scored, never a zero."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from contextvars import copy_context
from threading import Thread

from vraagbaak.answer.chat_stream import MODEL_ERRORS
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.types import Evidence, Verdict, Verification, Verifier

TIMEOUT_S = 120.0
"""A model that judges one sentence for longer is not coming back."""

_FAILURES = (VraagbaakError, *MODEL_ERRORS)
_Key = tuple[str, tuple[Evidence, ...]]


class JudgeFailed(VraagbaakError):
    """The judge gave no verdict."""


class Judging:
    """One item's questions to a judge. Each is asked once, and none after a failure.

    What fails once for an item is likely to fail again, and a time-out a sentence would be paid
    for every sentence.
    """

    def __init__(
        self,
        judge: Verifier,
        timeout_s: float = TIMEOUT_S,
        before: Mapping[str, str] | None = None,
    ) -> None:
        """``before`` tells what was said before a sentence, by its text."""
        self._judge = judge
        self._before = before or {}
        self._timeout_s = timeout_s
        self._known: dict[_Key, Verification] = {}
        self._failure: JudgeFailed | None = None

    def verify(self, claim: str, evidence: Sequence[Evidence]) -> Verification:
        """The judge's verdict. Raises JudgeFailed with the reason."""
        if self._failure is not None:
            raise self._failure
        key = claim, tuple(evidence)
        if key not in self._known:
            try:
                self._known[key] = _sound(self._in_time(claim, evidence))
            except JudgeFailed as exc:
                self._failure = exc
                raise
        return self._known[key]

    def supports(self, claim: str, evidence: Sequence[Evidence]) -> bool:
        """Whether the judge finds the claim supported. Raises JudgeFailed."""
        return self.verify(claim, evidence).verdict is Verdict.SUPPORTED

    def _in_time(self, claim: str, evidence: Sequence[Evidence]) -> Verification:
        """In a thread of its own: one that hangs must hold up neither the run nor its end."""
        reply: Future[Verification] = Future()
        context, before = copy_context(), self._before.get(claim, "")

        def ask() -> None:
            try:
                reply.set_result(context.run(self._judge.verify, claim, evidence, before))
            except BaseException as exc:  # noqa: BLE001 - raised again where the reply is awaited
                reply.set_exception(exc)

        Thread(target=ask, name="judge", daemon=True).start()
        if not wait([reply], self._timeout_s).done:
            raise JudgeFailed(f"judge failed: no verdict within {self._timeout_s:g} seconds")
        try:
            return reply.result()
        except _FAILURES as exc:
            raise JudgeFailed(f"judge failed: {exc or type(exc).__name__}") from exc


def _sound(reply: Verification) -> Verification:
    """The verdict, if it is one. Raises JudgeFailed."""
    if not isinstance(reply, Verification) or not isinstance(reply.verdict, Verdict):
        raise JudgeFailed(f"judge failed: its reply is no verdict ({type(reply).__name__})")
    if math.isnan(reply.score) or not 0.0 <= reply.score <= 1.0:
        raise JudgeFailed(f"judge failed: its score {reply.score!r} is not in 0..1")
    return reply
