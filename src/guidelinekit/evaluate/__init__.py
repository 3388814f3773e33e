"""Rules and cases meet here: load rules, evaluate records, explain what came out."""

from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.evaluate.load import load_rules
from guidelinekit.evaluate.rule_set import Evaluable, RuleSet

__all__ = ["Evaluable", "Evaluation", "RuleSet", "load_rules"]
