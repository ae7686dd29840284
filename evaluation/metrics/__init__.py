"""Metrics, one a file."""

from evaluation.metrics.interval import Interval, bootstrap
from evaluation.metrics.ranking import ndcg, recall

__all__ = ["Interval", "bootstrap", "ndcg", "recall"]
