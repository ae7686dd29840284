"""Who judges an answer's sentences in evaluation, by name."""

from evaluation.judges.floors import AllSupported
from evaluation.judges.registry import FLOORS, JUDGES, ChosenJudge, choose_judge

__all__ = ["FLOORS", "JUDGES", "AllSupported", "ChosenJudge", "choose_judge"]
