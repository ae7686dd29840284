"""Metrics, one a file."""

from evaluation.metrics.answered import answered, false_answer, false_refusal
from evaluation.metrics.auroc import auroc
from evaluation.metrics.citations import Cited, citation_precision, citation_recall
from evaluation.metrics.classification import Detection, balanced_accuracy, detection
from evaluation.metrics.clustered import clustered, percentile
from evaluation.metrics.groundedness import groundedness
from evaluation.metrics.interval import Interval, bootstrap, bootstrap_statistic
from evaluation.metrics.krippendorff import krippendorff_alpha
from evaluation.metrics.language import language_match
from evaluation.metrics.nuggets import Text, nugget_recall
from evaluation.metrics.precision_recall import (
    CurvePoint,
    average_precision,
    precision_recall_curve,
)
from evaluation.metrics.prediction_powered import prediction_powered_mean
from evaluation.metrics.proportion import proportion
from evaluation.metrics.ranking import ndcg, recall
from evaluation.metrics.raters import raw_agreement
from evaluation.metrics.reliability import Reliability, ReliabilityBin, reliability
from evaluation.metrics.share import Share
from evaluation.metrics.significance import Difference, paired, permutation_test
from evaluation.metrics.spans import SpanScore, span_score
from evaluation.metrics.spearman import spearman
from evaluation.metrics.threshold import best_threshold, thresholds_elsewhere
from evaluation.metrics.undefined import or_none

__all__ = [
    "Cited",
    "CurvePoint",
    "Detection",
    "Difference",
    "Interval",
    "Reliability",
    "ReliabilityBin",
    "Share",
    "SpanScore",
    "Text",
    "answered",
    "auroc",
    "average_precision",
    "balanced_accuracy",
    "best_threshold",
    "bootstrap",
    "bootstrap_statistic",
    "citation_precision",
    "citation_recall",
    "clustered",
    "detection",
    "false_answer",
    "false_refusal",
    "groundedness",
    "krippendorff_alpha",
    "language_match",
    "ndcg",
    "nugget_recall",
    "or_none",
    "paired",
    "percentile",
    "permutation_test",
    "precision_recall_curve",
    "prediction_powered_mean",
    "proportion",
    "raw_agreement",
    "recall",
    "reliability",
    "span_score",
    "spearman",
    "thresholds_elsewhere",
]
