"""Metrics, one a file."""

from evaluation.metrics.auroc import auroc
from evaluation.metrics.classification import Detection, balanced_accuracy, detection
from evaluation.metrics.interval import Interval, bootstrap, bootstrap_statistic
from evaluation.metrics.precision_recall import (
    CurvePoint,
    average_precision,
    precision_recall_curve,
)
from evaluation.metrics.proportion import proportion
from evaluation.metrics.ranking import ndcg, recall
from evaluation.metrics.reliability import Reliability, ReliabilityBin, reliability
from evaluation.metrics.significance import (
    PairedDifference,
    difference_of,
    mcnemar,
    paired_bootstrap,
    permutation_test,
)
from evaluation.metrics.spans import SpanScore, span_score
from evaluation.metrics.spearman import spearman
from evaluation.metrics.threshold import best_threshold, thresholds_elsewhere

__all__ = [
    "CurvePoint",
    "Detection",
    "Interval",
    "PairedDifference",
    "Reliability",
    "ReliabilityBin",
    "SpanScore",
    "auroc",
    "average_precision",
    "balanced_accuracy",
    "best_threshold",
    "bootstrap",
    "bootstrap_statistic",
    "detection",
    "difference_of",
    "mcnemar",
    "ndcg",
    "paired_bootstrap",
    "permutation_test",
    "precision_recall_curve",
    "proportion",
    "recall",
    "reliability",
    "span_score",
    "spearman",
    "thresholds_elsewhere",
]
