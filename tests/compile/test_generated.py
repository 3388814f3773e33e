"""Generated functions: tracebacks show the line that failed, in the text that would say the same."""

import ast
import linecache
import traceback
from datetime import date

import pytest

from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.compile.verdicts.generated import Written
from guidelinekit.compile.verdicts.layout import placed
from guidelinekit.compile.verdicts.program import written
from guidelinekit.evaluate import load_rules
from guidelinekit.lang.rule import Subject

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
        program.judge(object(), date(2026, 6, 1))
    last = traceback.extract_tb(failure.value.__traceback__)[-1]
    linecache.checkcache()
    assert last.filename == "guidelinekit rules for a case"
    assert "record." in (last.line or "")
