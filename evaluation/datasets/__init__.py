"""Datasets: real data kept outside the project, read from a data folder."""

from evaluation.datasets.golden import GoldenQuestion, read_questions
from evaluation.datasets.retrieval import RetrievalSet, load_retrieval_set

__all__ = ["GoldenQuestion", "RetrievalSet", "load_retrieval_set", "read_questions"]
