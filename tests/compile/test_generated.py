"""Generated functions: tracebacks show the line that failed, in the text that would say the same."""

import ast
import linecache
import traceback
from datetime import date
from typing import Any

import pytest

from guidelinekit.case import Case
from guidelinekit.compile.closures import Closures
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.compile.verdicts.generated import Written, placed
from guidelinekit.compile.verdicts.program import written
from guidelinekit.evaluate import load_rules
from guidelinekit.lang.expr import All, Compare, Condition, Count, Path, Use
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Status
from plain_rules import desugar_rule_data

RULES = load_rules()


def statements(tree: ast.AST) -> list[ast.stmt]:
    """Give each statement of a tree."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]


def in_place(made: Written) -> bool:
    """Say whether each statement has a line on which its text stands; one may stand in several places."""
    text = statements(ast.parse(ast.unparse(made.tree)))
    own = statements(placed(made.tree))
    lines: dict[int, set[int]] = {}
    for node, told in zip(own, text, strict=True):
        lines.setdefault(id(node), set()).add(told.lineno)
    return all(node.lineno in lines[id(node)] for node in own)


@pytest.mark.parametrize("subject", Subject)
def test_verdicts_have_the_lines_of_their_text(subject: Subject) -> None:
    """Each statement of the rules' function stands where its text has it."""
    assert in_place(written(RULES.rules, RULES._settings, subject))


def test_tracebacks_show_generated_lines() -> None:
    """A failure in generated code names the rules and shows the line."""
    program = PythonProgram(RULES.rules, RULES._settings)
    with pytest.raises(AttributeError) as failure:
        program.judge(object(), date(2026, 6, 1), Subject.PROVIDER)
    last = traceback.extract_tb(failure.value.__traceback__)[-1]
    linecache.checkcache()
    assert last.filename == "guidelinekit rules for a provider"
    assert "record." in (last.line or "")


def test_what_is_certain_leaves_no_branch_empty() -> None:
    """Two rules of which one asks what is always so are compiled and judged."""
    always = {"not": {"any": [{"case.citizen": {"known": True}}, {"case.citizen.identity_recorded": False}]}}
    forms: list[dict[str, Any]] = [
        {"for_each": {"in": "goals", "as": "each", "where": always}, "requires": {"anonymous": True}},
        {"requires": {"citizen.identity_recorded": True}},
    ]
    rules = [desugar_rule_data(form, "pack")[0] for form in forms]
    program = PythonProgram([rule for rule in rules if rule is not None], {})
    case = Case.model_validate({"schema_version": "1", "case_id": "a", "citizen": {}, "goals": []})
    statuses = [outcome[1] for outcome in program.judge(case, date(2026, 3, 1))[0]]
    assert statuses == [Status.NOT_APPLICABLE, Status.UNDETERMINED]


def test_a_definition_knows_which_item_stands_where() -> None:
    """Of a definition about three needs that is asked about two, it matters which of the two stands twice."""

    def latest(one: str, two: str, three: str) -> Use:
        first, second, third = (Path(root=root, steps=("identified_on",)) for root in (one, two, three))
        after_first = Compare(left=first, op="lt", right=second)
        return Use(name="latest", of=All(of=(after_first, Compare(left=third, op="lt", right=second))))

    def some(item: str, where: Condition) -> Count:
        return Count(over=Path(root="case", steps=("needs",)), item=item, where=where, at_least=1)

    plain, _ = desugar_rule_data({"requires": {"anonymous": True}}, "pack")
    assert plain is not None
    asked = [latest("a", "b", "a"), latest("a", "b", "b"), latest("b", "a", "b"), latest("a", "a", "b")]
    rules = [plain.model_copy(update={"requires": some("a", some("b", each))}) for each in asked]
    days = ("2026-01-05", "2026-02-05")
    needs = [{"need_id": day, "area": "housing", "identified_on": day} for day in days]
    case = Case.model_validate({"schema_version": "1", "case_id": "a", "citizen": {}, "needs": needs})
    for size in (1, 1000):
        program = PythonProgram(rules, {}, worth_a_function=size)
        statuses = [outcome[1] for outcome in program.judge(case, date(2026, 3, 1))[0]]
        assert statuses == [Status.MET, Status.UNMET, Status.MET, Status.UNMET]
    judged = Closures(rules, {}).judge(case, date(2026, 3, 1))
    assert [each.status for each in judged] == [Status.MET, Status.UNMET, Status.MET, Status.UNMET]
