"""The course of a case: each turn on its day, as it was known that day."""

from datetime import date
from pathlib import Path
from typing import Any

from guidelinekit.case import Case
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.timeline import DutyHistory, timeline
from tiny_packs import RULE, tiny_pack

SMALL = Path(__file__).parents[1] / "cli"
RULES = load_rules([SMALL / "small"], SMALL / "small.yaml")


def case(**fields: Any) -> Case:
    """Return a case enrolled on 1 February 2026."""
    known = {
        "schema_version": "1",
        "case_id": "a",
        "citizen": {},
        "enrolment": {"enrolled_on": date(2026, 2, 1)},
    }
    return Case.model_validate({**known, **fields})


def need(need_id: str, area: str, identified_on: date) -> dict[str, Any]:
    """Return a need that stands in the way of the treatment goal."""
    return {"need_id": need_id, "area": area, "identified_on": identified_on, "barrier": True}


def turns(history: DutyHistory) -> list[tuple[str, str | None, str | None]]:
    """Return the day, status and deadline of each turn."""
    return [
        (
            str(turn.day),
            None if turn.result is None else turn.result.status.value,
            None if turn.result is None or turn.result.due_on is None else str(turn.result.due_on),
        )
        for turn in history.turns
    ]


def test_each_turn_tells_what_was_known_on_its_day() -> None:
    """A contact after the deadline: due, unmet, met late; a duty ends when its need does."""
    record = case(
        needs=[
            need("n1", "housing", date(2026, 2, 3)),
            {**need("n2", "economy", date(2026, 2, 25)), "resolved_on": date(2026, 3, 1)},
        ],
        partner_contacts=[{"partner": "shelter", "areas": ["housing"], "established_on": date(2026, 2, 20)}],
    )
    histories = timeline(RULES.select(["1.2*"]), record, until=date(2026, 4, 1))
    assert [history.item for history in histories] == ["", "need:n1", "need:n2"]
    assert histories[1].key == "a small/1.2-contact need:n1"
    assert turns(histories[1]) == [
        ("2026-02-03", "due", "2026-02-17"),
        ("2026-02-18", "unmet", "2026-02-17"),
        ("2026-02-20", "met_late", "2026-02-17"),
    ]
    assert turns(histories[2]) == [("2026-02-25", "due", "2026-03-11"), ("2026-03-01", None, None)]
    assert [history.changes_on for history in histories[1:]] == [None, None]


def test_a_deadline_that_moves_is_a_turn_of_its_own() -> None:
    """A recurring duty shows the deadline of each day, not the last one on the first."""
    rules = load_rules().select(["3.2.3.4-plan-revised"])
    record = case(
        needs=[need("n1", "housing", date(2026, 2, 1))],
        plans=[
            {
                "kind": "treatment_plan",
                "made_on": date(2026, 2, 5),
                "made_with_citizen": True,
                "revisions": [
                    {"revised_on": day, "with_citizen": True} for day in (date(2026, 3, 1), date(2026, 4, 1))
                ],
            }
        ],
        interventions=[{"kind": "social_support", "area": "housing", "started_on": date(2026, 2, 5)}],
    )
    days = {history.item: turns(history) for history in timeline(rules, record, until=date(2026, 5, 1))}
    deadlines = [[turn[2] for turn in each if turn[1] == "met"] for each in days.values()]
    assert any(len(set(each)) == len(each) > 1 for each in deadlines), days


BY_ITSELF = RULE.replace(
    "where: {area: {in: $areas}, barrier: true}", "where: {identified_on: {on_or_before: as_of - 30d}}"
)
"""Without a deadline, and about needs that have stood for a month."""


def test_an_item_becomes_a_duty_by_itself_on_its_day(tmp_path: Path) -> None:
    """A need of 10 February is asked about from 12 March: the record says so, and so does its course."""
    text = BY_ITSELF.replace("deadline: need.identified_on + $contact_days\n", "")
    rules = load_rules([tiny_pack(tmp_path, rule=text)])
    record = case(
        needs=[need("n1", "housing", date(2026, 1, 1)), need("n2", "housing", date(2026, 2, 10))],
        partner_contacts=[],
    )
    evaluation = rules.evaluate(record, as_of=date(2026, 2, 15))
    assert [result.item for result in evaluation.results] == ["need:n1"]
    assert evaluation.changes_on == date(2026, 3, 12)
    *_, later = timeline(rules, record, until=date(2026, 6, 1))
    assert turns(later) == [("2026-03-12", "unmet", None)]
