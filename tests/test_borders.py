"""How many module borders one printed case and one load of rules cross."""

import pytest

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.errors import RuleError
from guidelinekit.text import Text
from tools.borders import Borders, borders, measured

pytestmark = pytest.mark.xdist_group("borders")  # what its tests share is made once

MOST = {"one case": 86, "a load": 76}
"""At most so many borders: lowered as they fall (docs/decisions/0039)."""


@pytest.fixture(scope="module")
def counted() -> dict[str, Borders]:
    """Return both counts."""
    return measured()


def test_a_border_is_a_call_from_one_module_into_another() -> None:
    """An error made of a diagnostic crosses the border from errors to diagnostics, however often."""
    problems = [Diagnostic(code, Text(da="b", en="b")) for code in ("a", "c")]
    assert borders(lambda: RuleError(problems).text("en")).edges["errors", "diagnostics"] == 2


def test_a_function_left_out_crosses_nothing() -> None:
    """What runs within the function that is left out does not count."""
    problems = [Diagnostic("a", Text(da="b", en="b"))]
    assert dict(borders(lambda: RuleError(problems).text("en"), without="text").edges) == {}


@pytest.mark.parametrize("what", list(MOST))
def test_few_borders_are_crossed(counted: dict[str, Borders], what: str) -> None:
    """One printed case, and one load of all rules without a cache, cross no more borders than agreed."""
    assert 0 < len(counted[what].edges) <= MOST[what]
