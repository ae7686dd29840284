"""Datasets: real data kept outside the project, read from a data folder."""

from evaluation.datasets.golden import (
    GoldenQuestion,
    ReadQuestions,
    read_questions,
    read_what_can_be_read,
)
from evaluation.datasets.retrieval import RetrievalSet, load_retrieval_set

__all__ = [
    "GoldenQuestion",
    "ReadQuestions",
    "RetrievalSet",
    "load_retrieval_set",
    "read_questions",
    "read_what_can_be_read",
]
