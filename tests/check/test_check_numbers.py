"""Numbers in the texts of a rule: each is one that the rule counts with."""

import pytest
from checked_packs import pack, rule

from guidelinekit.check.advice import numbers_in_texts


@pytest.mark.parametrize(
    ("deadline", "title", "remarks"),
    [
        ("enrolment.enrolled_on + 3m", "A plan within 3 months", 0),
        ("enrolment.enrolled_on + 90d", "A plan within 3 months", 1),
        ("enrolment.enrolled_on + 3m", "A plan within 90 days", 1),
        ("enrolment.enrolled_on + 90d", "A plan within 90 days", 0),
        ("enrolment.enrolled_on + 1y", "A plan within 1 year", 0),
        ("enrolment.enrolled_on + 12m", "A plan within 1 year", 0),
        ("enrolment.enrolled_on + 365d", "A plan within 1 year", 1),
        ("enrolment.enrolled_on + 2w", "A plan within 14 days", 0),
    ],
)
def test_months_are_not_days(deadline: str, title: str, remarks: int) -> None:
    """A text that names months is right only where the rule counts in months; 90 days are another limit."""
    written = rule(deadline=deadline, title={"da": "Plan", "en": title})
    assert len(list(numbers_in_texts(written, pack(written)))) == remarks
