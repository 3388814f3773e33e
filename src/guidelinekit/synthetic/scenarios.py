"""The scenarios that a caseload runs through, so that it also holds what chance alone would rarely draw."""

from collections.abc import Mapping

from guidelinekit.synthetic import asked_for, expecting, extremes, illness, moments
from guidelinekit.synthetic.extremes import EITHER, FATHER, MOTHER, Scenario, extreme

SCENARIOS: tuple[Scenario, ...] = (
    extreme(0, 100),  # everything is done late or not at all
    extreme(95, 95, expects=MOTHER),
    extreme(100, 0),  # the citizen is offered all there is, in time, and says no
    extremes.just_begun,
    extreme(95, 95, expects=FATHER),
    extreme(100, 100),  # what should happen happens, and all of it is written down
    expecting.child_just_born,
    moments.support_not_used,
    expecting.child_born_weeks_ago,
    extreme(0, 90, anonymous=True),
    extreme(0, 100, expects=MOTHER),
    extreme(90, 95, recording=15),  # worked as others are, but the record says next to nothing
    moments.support_not_used_and_forgotten,
    expecting.pregnancy_just_known,
    extreme(0, 90, expects=FATHER),
    extreme(0, 0),  # help is offered late or not at all, and declined
    moments.ill_and_declines,
    moments.plan_left_lying,
    extreme(96, 0, expects=MOTHER),
    extreme(95, 95, anonymous=True),
    extreme(60, 95, recording=25, expects=EITHER),
    extreme(96, 0, expects=FATHER),
    moments.offered_in_an_earlier_course,
    illness.examined_in_parts,
    illness.medicine_just_begun,
    expecting.well_into_the_pregnancy,
    expecting.declines_what_she_is_offered,
)
"""The scenarios in the order in which they come."""

OF_PACKS: Mapping[str, tuple[Scenario, ...]] = {
    "outreach-2013": (asked_for.most_vulnerable,),
    "action-plan-2003": (asked_for.of_the_counties,),
}
"""What packs are about that are off unless asked for."""
