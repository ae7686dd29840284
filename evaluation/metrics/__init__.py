"""Metrics, one a file."""

from evaluation.metrics.answered import answered, false_answer, false_refusal
from evaluation.metrics.citations import Cited, citation_precision, citation_recall
from evaluation.metrics.clustered import Difference, clustered, paired, percentile
from evaluation.metrics.confusion import Confusion, confusion
from evaluation.metrics.groundedness import groundedness
from evaluation.metrics.interval import Interval, bootstrap
from evaluation.metrics.krippendorff import krippendorff_alpha
from evaluation.metrics.language import language_match
from evaluation.metrics.nuggets import Text, nugget_recall
from evaluation.metrics.prediction_powered import prediction_powered_mean
from evaluation.metrics.ranking import ndcg, recall
from evaluation.metrics.raters import raw_agreement
from evaluation.metrics.share import Share

__all__ = [
    "Cited",
    "Confusion",
    "Difference",
    "Interval",
    "Share",
    "Text",
    "answered",
    "bootstrap",
    "citation_precision",
    "citation_recall",
    "clustered",
    "confusion",
    "false_answer",
    "false_refusal",
    "groundedness",
    "krippendorff_alpha",
    "language_match",
    "ndcg",
    "nugget_recall",
    "paired",
    "percentile",
    "prediction_powered_mean",
    "raw_agreement",
    "recall",
]
