"""Plots as inline SVG, one a file: pure functions from numbers to Markup, styled by classes."""

from evaluation.report.plots.bar import change_bar, interval_bar, stacked_bar
from evaluation.report.plots.latency import latency_plot
from evaluation.report.plots.precision_recall import precision_recall_plot
from evaluation.report.plots.reliability import reliability_plot

__all__ = [
    "change_bar",
    "interval_bar",
    "latency_plot",
    "precision_recall_plot",
    "reliability_plot",
    "stacked_bar",
]
