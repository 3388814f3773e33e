"""Scenarios in which one thing about a course is taken to its end: diligence, consent, recording, a name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from guidelinekit.case.model.record import Case
from guidelinekit.case.model.vocabulary import PregnancyRole
from guidelinekit.synthetic.course import Phase, extreme_course
from guidelinekit.synthetic.dice import Dice
from guidelinekit.synthetic.draw import draw_anonymous_case, draw_case
from guidelinekit.synthetic.family import expect

Scenario = Callable[[Dice, date, str, int], Case]
"""Draws one case from chance, the date of the caseload, the case's id and its provider's number."""
MOTHER, FATHER = (PregnancyRole.PREGNANT,), (PregnancyRole.EXPECTANT_FATHER,)
EITHER = (*MOTHER, *FATHER)


def extreme(
    diligence: int,
    consent: int,
    *,
    recording: int = 100,
    expects: tuple[PregnancyRole, ...] = (),
    anonymous: bool = False,
) -> Scenario:
    """Return the scenario of an ongoing course with its chances given in percent."""

    def scenario(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
        course = extreme_course(dice, as_of, Phase.ONGOING, diligence=diligence, consent=consent)
        course = replace(course, recording=recording)
        if anonymous:
            return draw_anonymous_case(course, case_id, provider)
        if not expects:
            return draw_case(course, case_id, provider)
        role = dice.pick(expects) if len(expects) > 1 else expects[0]
        return draw_case(course, case_id, provider, expect(course, role))

    return scenario


def just_begun(dice: Dice, as_of: date, case_id: str, provider: int) -> Case:
    """A course of a few days, in which little has been done yet and nothing is late."""
    course = replace(extreme_course(dice, as_of, Phase.NEW, diligence=30, consent=100), recording=75)
    asked_on, enrolled_on = as_of - timedelta(days=dice.whole(5, 9)), as_of - timedelta(days=dice.whole(2, 4))
    return draw_case(replace(course, requested_on=asked_on, enrolled_on=enrolled_on), case_id, provider)
