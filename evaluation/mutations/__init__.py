"""The mutation test of a judge: claims that are known to hold or not, made from any corpus."""

from evaluation.mutations.build import mutate, stream
from evaluation.mutations.corpus import read_corpus
from evaluation.mutations.kinds import BAD, GOOD, KINDS
from evaluation.mutations.types import SourcePassage

__all__ = ["BAD", "GOOD", "KINDS", "SourcePassage", "mutate", "read_corpus", "stream"]
