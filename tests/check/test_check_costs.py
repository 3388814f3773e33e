"""The static check costs about as much as what it checks is long."""

from typing import Any

import pytest
from checked_packs import RULE, condition, pack, rule

from guidelinekit import limits
from guidelinekit.check import check, contradiction, domain
from guidelinekit.lang.expr import Condition
from guidelinekit.rules.scope import Names
from plain_rules import desugar_rule_data


def chained(count: int) -> dict[str, Condition]:
    """Definitions that use one another, each with twelve negations and alternatives inside one another."""
    definitions: dict[str, Condition] = {}
    for number in range(count):
        form: Any = {"use": f"d{number - 1}"} if number else {"citizen.sex": "female"}
        for day in range(1, 13):
            form = {"not": {"any": [form, {"enrolment.ended_on": {"after": f"2016-01-{day:02d}"}}]}}
        definitions[f"d{number}"] = condition(form, definitions)
    return definitions


def alternatives(count: int) -> Any:
    """A condition with so many alternatives."""
    return {
        "any": [
            {"enrolment.enrolled_on": {"after": f"20{10 + n // 28:02d}-01-{n % 28 + 1:02d}"}}
            for n in range(count)
        ]
    }


def searches(monkeypatch: pytest.MonkeyPatch, definitions: dict[str, Condition], **keys: Any) -> int:
    """How often the check asks whether conditions can hold together, for a rule with these keys."""
    asked = []
    real = domain.impossible

    def counted(goals: Any, scope: Any, given: Any = ()) -> bool:
        asked.append(len(goals) + len(given))
        return real(goals, scope, given)

    with monkeypatch.context() as patch:
        patch.setattr(contradiction, "impossible", counted)
        check(pack(rule(definitions, **keys), definitions=definitions))
    return sum(asked)


def test_definitions_inside_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many definitions that use one another cost at most three times as much."""
    few = searches(monkeypatch, chained(4), requires={"use": "d3"})
    many = searches(monkeypatch, chained(8), requires={"use": "d7"})
    assert 0 < few < many < 3 * few


def test_many_alternatives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many alternatives cost at most three times as much."""
    few = searches(monkeypatch, {}, requires=alternatives(100))
    many = searches(monkeypatch, {}, requires=alternatives(200))
    assert 0 < few < many < 3 * few


def exemptions(count: int) -> list[dict[str, Any]]:
    """So many exemptions of one rule."""
    return [{"reason": "other_exemption", "when": when} for when in alternatives(count)["any"]]


def test_many_exemptions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many exemptions cost at most three times as much; 300 of them are refused with the limit."""
    few = searches(monkeypatch, {}, exempt_when=exemptions(limits.EXEMPTIONS // 2))
    many = searches(monkeypatch, {}, exempt_when=exemptions(limits.EXEMPTIONS))
    assert 0 < few < many < 3 * few
    refused, problems = desugar_rule_data({**RULE, "exempt_when": exemptions(300)}, "small", Names())
    assert refused is None
    (problem,) = problems
    assert (problem.message.en, problem.help and problem.help.en) == (
        "this list has too many entries",
        "write at most 100",
    )
