"""Datasets: real data kept outside the project, read from a data folder."""

from evaluation.datasets.aggrefact import aggrefact
from evaluation.datasets.begin import begin
from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.clapnq import clapnq
from evaluation.datasets.golden import (
    GoldenQuestion,
    ReadQuestions,
    read_questions,
    read_what_can_be_read,
)
from evaluation.datasets.mtrag import mtrag_answerability, mtrag_ratings
from evaluation.datasets.ragtruth import ragtruth
from evaluation.datasets.retrieval import RetrievalSet, load_retrieval_set
from evaluation.datasets.sick_nl import sick_nl
from evaluation.datasets.summedits import summedits

__all__ = [
    "GoldenQuestion",
    "LabelledClaim",
    "ReadQuestions",
    "RetrievalSet",
    "aggrefact",
    "begin",
    "clapnq",
    "load_retrieval_set",
    "mtrag_answerability",
    "mtrag_ratings",
    "ragtruth",
    "read_questions",
    "read_what_can_be_read",
    "sick_nl",
    "summedits",
]
