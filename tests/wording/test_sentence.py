"""Templates as plain functions: the same text as Jinja's, whatever the template holds."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from guidelinekit.wording.templates import NONE, jinja_sentence, sentence

NEED = SimpleNamespace(area="housing", need_id=" a   b ", resolved_on=None, count=0, copy="c")
NAMES: dict[str, Any] = {
    "need": NEED,
    "case": SimpleNamespace(enrolment=None, anonymous=False),
    "due_on": date(2026, 6, 1),
    "overdue_days": None,
    "parameters": {"days": 14, "items": 3},
}
PLAIN = [
    "Kontakt om {{ need.area | label }}, senest {{ due_on | day }}.",
    "nothing to fill in,   only   spaces",
    "{{ need.area }} {{ need.need_id }} {{ need.resolved_on }} {{ need.resolved_on | day }}",
    "{{ need.nothing }} {{ nothing }} {{ nothing.at.all }} {{ nothing | label }} {{ nothing | day }}",
    "{{ case.enrolment.enrolled_on }} {{ case.anonymous }} {{ overdue_days }} {{ need.count }}",
    "{{ parameters.days }} {{ parameters.open }} {{ parameters.days | day }} {{ 'a' }}{{ 1 }}{{ none }}",
    "{% if overdue_days %}late{% elif need.count %}some{% else %}in time{% endif %} {# a remark #} end",
    "{% if not overdue_days and due_on %}a{% endif %}{% if case.anonymous or nothing %}b{% endif %}",
]
FOR_JINJA = [
    "{{ overdue_days or 3 + 4 }}",
    "{% for part in [1, 2] %}{{ part }} {% endfor %}",
    "{% set x = 3 %}{{ x }}",
    "{{ need['area'] }}",
    "{{ range(3) }}",
    "{{ need.__class__ }}",
]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("template", PLAIN)
def test_plain_templates_need_no_jinja(template: str, language: Any) -> None:
    """Fields, labels, days, constants and conditions are filled in by a plain function, with Jinja's text."""
    made = sentence(template, language)
    assert made.names is not None
    assert made.fill(NAMES) == jinja_sentence(template, language).fill(NAMES)


@pytest.mark.parametrize("template", FOR_JINJA)
def test_everything_else_is_left_to_jinja(template: str) -> None:
    """A template with anything else gives what Jinja gives, be it an error."""
    made = sentence(template, "en")
    assert made.names is None


def test_a_missing_value_is_a_dash() -> None:
    """What is not there is shown as a dash, never as an error in front of a caseworker."""
    assert sentence("{{ need.area }} {{ need.resolved_on }}", "da").fill({"need": NEED}) == f"housing {NONE}"
