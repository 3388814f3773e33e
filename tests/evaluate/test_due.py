"""What falls due soon, of one case."""

from datetime import date, timedelta
from pathlib import Path

from guidelinekit.case import Case
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.due import due, unmet

SMALL = Path(__file__).parents[1] / "cli"
RULES = load_rules([SMALL / "small"], SMALL / "small.yaml")
CASE = Case.model_validate(
    {
        "schema_version": "1",
        "case_id": "a",
        "citizen": {},
        "enrolment": {"enrolled_on": date(2026, 2, 1)},
        "plans": (),
        "needs": [
            {"need_id": f"n{day}", "area": "housing", "identified_on": date(2026, 2, day), "barrier": True}
            for day in (20, 16, 1)
        ],
        "partner_contacts": (),
        "activities": (),
    }
)


def test_duties_come_in_the_order_of_their_days() -> None:
    """Each says when, how soon, and by what name; what has passed and what comes later is left out."""
    evaluation = RULES.evaluate(CASE, as_of=date(2026, 3, 1))
    assert [
        (duty.item, duty.due_on, duty.days_left) for duty in due(evaluation, within=timedelta(days=7))
    ] == [
        ("need:n16", date(2026, 3, 2), 1),
        ("need:n20", date(2026, 3, 6), 5),
    ]
    (first,) = due(evaluation, within=timedelta(days=1))
    assert (first.key, first.again) == ("a small/1.2-contact need:n16", False)
    assert first.message.en == "No contact about housing"
    assert first.title.en == "Early contact"
    assert [result.item for result in unmet(evaluation)] == ["", "need:n1"]
