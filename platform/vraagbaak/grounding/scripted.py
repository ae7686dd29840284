"""The in-memory twin of the verifiers: says what it was told to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vraagbaak.grounding.types import Evidence, Span, Support, Verdict, Verification


class ScriptedVerifier:
    """A :class:`~vraagbaak.grounding.types.Verifier` for tests.

    ``script`` maps a claim to its verdict; other claims get ``default``. A supported claim is
    supported by the whole first passage. Remembers the ``claims`` that it was asked about.
    """

    name = "scripted"

    def __init__(
        self, script: Mapping[str, Verdict] | None = None, default: Verdict = Verdict.SUPPORTED
    ) -> None:
        self._script = dict(script or {})
        self._default = default
        self.claims: list[str] = []

    def verify(
        self,
        claim: str,
        evidence: Sequence[Evidence],
        context: str = "",  # noqa: ARG002 - part of the protocol
    ) -> Verification:
        """The scripted verdict; NOT_FOUND without evidence, as every verifier."""
        self.claims.append(claim)
        verdict = self._script.get(claim, self._default)
        if not evidence and verdict is not Verdict.NOT_A_CLAIM:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="no evidence")
        if verdict is not Verdict.SUPPORTED:
            return Verification(verdict, 0.0, (Span(0, len(claim), False),), reason="scripted")
        first = evidence[0]
        support = Support(first.passage_id, first.text, 0, len(first.text), 1.0)
        return Verification(verdict, 1.0, (Span(0, len(claim), True),), (support,), "scripted")
