"""A judge that hangs is not asked again for a while: citizens wait for each sentence it checks."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic

from vraagbaak import logs
from vraagbaak.errors import JudgeUnavailable
from vraagbaak.grounding.llm import ChatJudge, Judgement

FAILURES = 3
"""So many in a row, and it is left alone."""
PAUSE_S = 30.0

log = logs.logger(__name__)


class BreakingJudge:
    """A :class:`~vraagbaak.grounding.llm.ChatJudge` with a circuit breaker (Nygard, 2007).

    After ``FAILURES`` failures in a row it fails at once for ``PAUSE_S``; then one call is let
    through, and decides whether it goes on. Thread-safe.
    """

    def __init__(self, judge: ChatJudge, now: Callable[[], float] = monotonic) -> None:
        self._judge = judge
        self._now = now
        self._lock = Lock()
        self._failures = 0
        self._closed_until = 0.0
        self.name = judge.name

    def judge(self, system: str, user: str) -> Judgement:
        """One judgement; see the protocol."""
        self._enter()
        try:
            found = self._judge.judge(system, user)
        except JudgeUnavailable:
            self._failed()
            raise
        with self._lock:
            self._failures = 0
        return found

    def _enter(self) -> None:
        with self._lock:
            if self._failures < FAILURES:
                return
            if self._now() < self._closed_until:
                raise JudgeUnavailable(
                    f"The judge's model {self.name} failed {self._failures} times in a row; "
                    f"it is asked again within {PAUSE_S:.0f} s."
                )
            # Whoever comes first tries; others still fail at once until that is decided.
            self._closed_until = self._now() + PAUSE_S

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._closed_until = self._now() + PAUSE_S
                log.warning("judge_left_alone", failures=self._failures, seconds=PAUSE_S)
