"""Explanations cut down to what decided."""

from datetime import date
from typing import Any

from guidelinekit.case import Case
from guidelinekit.lang.expr import CASE, Condition
from guidelinekit.semantics.conditions import Trace, trace
from guidelinekit.semantics.values import Item, Scope
from guidelinekit.wording.explanation import NEAREST, decisive, pruned
from plain_rules import desugar

DAY = date(2026, 3, 1)


def traced(asked: dict[str, Any], **given: Any) -> Trace:
    """Judge a condition on a case."""
    record = Case.model_validate({"schema_version": "1", "case_id": "1", "citizen": {}, **given})
    node: Condition | None = desugar(asked)[0]
    assert node is not None
    return trace(node, Scope({CASE: Item("", record)}, DAY, DAY, {}))


def need(area: str, *, barrier: bool | None = True) -> dict[str, Any]:
    """Give a need."""
    return {"need_id": area, "area": area, "identified_on": "2026-02-01", "barrier": barrier}


def test_of_several_that_must_hold_only_those_that_fail_are_kept() -> None:
    """A false `all` is explained by its false parts, an unknown one by the unknown, a true one by all."""
    asked = {"anonymous": True, "citizen.sex": "female", "enrolment.ended_on": None}
    false = pruned(traced(asked, citizen={"sex": "female"}))
    assert [part.node for part in false.parts] == [traced(asked).parts[0].node]
    unknown = pruned(traced(asked, anonymous=True))
    assert [part.truth for part in unknown.parts] == [unknown.truth]
    assert len(pruned(traced(asked, anonymous=True, citizen={"sex": "female"})).parts) == len(asked)


def test_of_several_that_may_hold_one_is_enough() -> None:
    """A true `any` is explained by the first part that holds, a false one by all."""
    asked = {"any": [{"anonymous": False}, {"enrolment.ended_on": None}]}
    assert len(pruned(traced(asked)).parts) == 1
    nothing = {"any": [{"anonymous": True}, {"enrolment.ended_on": {"known": True}}]}
    assert len(pruned(traced(nothing)).parts) == 2


def test_of_a_list_the_items_that_come_nearest_are_kept() -> None:
    """Where nothing is found, only the few items that lack least are shown; where something is, it alone."""
    areas = [*["economy"] * 9, "housing"]
    needs = [need(area, barrier=False) | {"need_id": f"n{number}"} for number, area in enumerate(areas)]
    asked = {"exists": "needs", "where": {"area": "housing", "barrier": True}}
    missing = pruned(traced(asked, needs=needs))
    assert len(missing.parts) == NEAREST
    assert any(item.item is not None and item.item.pointer == "/needs/9" for item in missing.parts)
    found = pruned(traced(asked, needs=[*needs, need("housing")]))
    assert [item.item.pointer for item in found.parts if item.item] == ["/needs/10"]


def test_of_items_that_must_all_fulfil_only_those_that_do_not_are_kept() -> None:
    """A false `every` is explained by the items that break it, and a true one by none."""
    asked = {"every": "needs", "satisfies": {"barrier": True}}
    broken = pruned(traced(asked, needs=[need("housing"), need("economy", barrier=False)]))
    assert [item.item.pointer for item in broken.parts if item.item] == ["/needs/1"]
    whole = pruned(traced(asked, needs=[need("housing")]))
    assert (whole.parts, whole.read) == ((), ())


def test_what_is_as_it_mostly_is_stands_without_its_parts() -> None:
    """That a rule applies, and that nothing exempts, is said in one line; the contrary with its parts."""
    asked = {"anonymous": False, "enrolment.ended_on": None}
    assert decisive("applies_when", traced(asked)).parts == ()
    assert decisive("exempt_when", traced(asked)).parts != ()
    assert decisive("applies_when", traced(asked, anonymous=True)).parts != ()
