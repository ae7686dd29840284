"""What any judge must beat."""

from __future__ import annotations

from collections.abc import Sequence

from vraagbaak.grounding import is_claim
from vraagbaak.grounding.types import Evidence, Verdict, Verification


class AllSupported:
    """A :class:`~vraagbaak.grounding.types.Verifier` that believes everything."""

    name = "all-supported"

    def verify(
        self,
        claim: str,
        evidence: Sequence[Evidence],
        context: str = "",  # noqa: ARG002 - part of the protocol
    ) -> Verification:
        """SUPPORTED for every claim, whatever the evidence."""
        del evidence
        if not is_claim(claim):
            return Verification(Verdict.NOT_A_CLAIM, 0.0, reason="states nothing")
        return Verification(Verdict.SUPPORTED, 1.0, reason="believes everything")
