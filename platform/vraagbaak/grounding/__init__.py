"""Sentences, claims, evidence, verdicts and citations: used at run time and in evaluation."""

from vraagbaak.grounding.checking import Examined
from vraagbaak.grounding.citations import Citation, citations, cite
from vraagbaak.grounding.claims import is_claim
from vraagbaak.grounding.facts_verifier import FactsVerifier
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.judging import Judged, Thresholds
from vraagbaak.grounding.overlap import OverlapVerifier
from vraagbaak.grounding.scripted import ScriptedVerifier
from vraagbaak.grounding.sentences import SentenceBuffer, split_sentences
from vraagbaak.grounding.types import (
    Evidence,
    Sentence,
    Span,
    Support,
    Verdict,
    Verification,
    Verifier,
)

__all__ = [
    "Citation",
    "Evidence",
    "Examined",
    "FactsVerifier",
    "Finding",
    "FindingKind",
    "Judged",
    "OverlapVerifier",
    "ScriptedVerifier",
    "Sentence",
    "SentenceBuffer",
    "Span",
    "Support",
    "Thresholds",
    "Verdict",
    "Verification",
    "Verifier",
    "Weight",
    "citations",
    "cite",
    "is_claim",
    "split_sentences",
]
