"""Golden questions of our own, a file a tenant, and the check that keeps them sound."""

from pathlib import Path

QUESTION_FILES = tuple(sorted(Path(__file__).parent.glob("*.jsonl")))

__all__ = ["QUESTION_FILES"]
