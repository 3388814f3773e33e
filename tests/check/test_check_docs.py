"""The page of diagnostics tells of every code."""

import re
from pathlib import Path

from guidelinekit.check.codes import CODES as CHECK_CODES
from guidelinekit.lint.codes import CODES as LINT_CODES
from guidelinekit.rules.codes import CODES as RULE_CODES

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"


def test_every_code_has_a_heading() -> None:
    """Each code has one heading on the page, and no heading is left over."""
    headings = re.findall(r"^### `([a-z0-9-]+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted({**RULE_CODES, **CHECK_CODES, **LINT_CODES})


def test_no_code_is_given_twice() -> None:
    """Loading, checking and `lint` share no code."""
    assert len({**RULE_CODES, **CHECK_CODES, **LINT_CODES}) == sum(
        map(len, (RULE_CODES, CHECK_CODES, LINT_CODES))
    )
