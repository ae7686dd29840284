"""Facts of a sentence that can be compared across wordings and languages."""

from vraagbaak.grounding.facts.extract import extract_facts
from vraagbaak.grounding.facts.types import Bound, Cue, Fact, Kind

__all__ = ["Bound", "Cue", "Fact", "Kind", "extract_facts"]
