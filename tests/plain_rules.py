"""Conditions and rules from plain data, outside any file, for tests of what they mean."""

from typing import Any

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.rules.conditions import condition
from guidelinekit.rules.desugar import STAND_INS, desugar_rule
from guidelinekit.rules.fit import fit
from guidelinekit.rules.schema import RuleForm
from guidelinekit.rules.scope import Names, Notes, Scope
from guidelinekit.source.document import Document


def desugar(
    form: Any, names: Names | None = None, subject: Subject = Subject.CASE
) -> tuple[e.Condition | None, list[Diagnostic]]:
    """Return the condition that plain data stands for, outside any file, and every problem with its route."""
    notes = Notes(Document("rules", form))
    made = condition(form, Scope(names or Names(), notes, subject), ())
    return (None if notes.errors else made), notes.diagnostics


def desugar_rule_data(
    form: dict[str, Any], pack: str, names: Names | None = None
) -> tuple[Rule | None, list[Diagnostic]]:
    """Return the rule that plain data stands for, outside any file, and every problem with its route.

    Id, texts and the like may be left out, where only the rule's meaning matters.
    """
    notes = Notes(Document("rules", {**STAND_INS, **form}))
    fitted = fit(RuleForm, notes)
    rule = None if fitted is None else desugar_rule(fitted, pack, names or Names(), notes)
    return rule, notes.diagnostics
