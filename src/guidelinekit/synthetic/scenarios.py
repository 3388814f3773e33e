"""The scenarios that a caseload runs through, so that it also holds what chance alone would rarely draw.

Each scenario is a function that draws one case from chance, the date of the caseload, the case's id and its
provider's number.
"""

from collections.abc import Callable
from datetime import date

from guidelinekit.case.model.record import Case
from guidelinekit.synthetic import expecting, extremes, moments
from guidelinekit.synthetic.dice import Dice

SCENARIOS: tuple[Callable[[Dice, date, str, int], Case], ...] = (
    extremes.late_or_never,
    expecting.expects_a_child,
    extremes.declines_everything,
    extremes.just_begun,
    expecting.becomes_a_father,
    extremes.everything_in_time,
    expecting.child_just_born,
    moments.support_not_used,
    expecting.child_born_weeks_ago,
    extremes.anonymous_and_idle,
    expecting.expects_a_child_unseen,
    extremes.hardly_written_down,
    moments.support_not_used_and_forgotten,
    expecting.pregnancy_just_known,
    expecting.becomes_a_father_unseen,
    extremes.declines_late_offers,
    moments.ill_and_declines,
    moments.plan_left_lying,
    expecting.expects_a_child_and_declines,
    extremes.anonymous_and_worked,
    expecting.pregnancy_hardly_written_down,
    expecting.becomes_a_father_and_declines,
    moments.offered_in_an_earlier_course,
)
"""The scenarios in the order in which they come."""
