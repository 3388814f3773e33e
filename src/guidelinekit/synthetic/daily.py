"""The daily work of a synthetic course: talks, bridging, meetings between services, and the end."""

from datetime import date, timedelta

from guidelinekit.case.model.contact import Activity, Agreement, PartnerContact
from guidelinekit.case.model.support import Need
from guidelinekit.case.model.vocabulary import ActivityCode, ActivityOutcome, Coordination
from guidelinekit.synthetic.course import Course
from guidelinekit.synthetic.health import act


def draw_talks(course: Course) -> list[Activity]:
    """Draw the opening talk, the talks along the way and, for an ended course, what belongs to the end."""
    start = course.enrolled_on
    if start is None:
        day = course.after(course.requested_on, 1, 9)
        return [] if day is None else [Activity(code=ActivityCode.OPENING_TALK, done_on=day)]
    opened_on = course.response(start, 4)
    drawn = [Activity(code=ActivityCode.OPENING_TALK, done_on=opened_on)] if opened_on else []
    drawn += [_talk(course, day) for day in course.rounds(start, course.dice.pick([21, 28, 40]))]
    if course.dice.chance(30):
        drawn += [
            Activity(code=ActivityCode.GROUP_SESSION, done_on=day) for day in course.rounds(start, 30, 5)
        ]
    if course.dice.chance(12):
        drawn += act(course, ActivityCode.WRITTEN_ACCOUNT, start, 30, None)
    if course.dice.chance(8):
        drawn += act(course, ActivityCode.PLACEMENT_ELSEWHERE_OFFERED, start, 60, None)
    if course.ended_on is not None:
        drawn += _ending(course)
    return drawn


def _talk(course: Course, day: date) -> Activity:
    if not course.dice.chance(93):
        return Activity(code=ActivityCode.OUTREACH_CONTACT, done_on=day, outcome=ActivityOutcome.OFFERED)
    return Activity(code=ActivityCode.INDIVIDUAL_TALK, done_on=day)


def _ending(course: Course) -> list[Activity]:
    """Draw the closing talk and the follow-up, the one record that comes after the end."""
    end = course.until
    drawn = []
    if course.dice.chance(course.diligence):
        drawn.append(
            Activity(code=ActivityCode.CLOSING_TALK, done_on=end - timedelta(days=course.dice.whole(0, 6)))
        )
    if course.dice.chance(50):
        drawn.append(Activity(code=ActivityCode.SATISFACTION_MEASURED, done_on=end))
    asked_on = end + timedelta(days=course.dice.whole(21, 45))
    if asked_on <= course.as_of and course.dice.chance(course.diligence):
        reached = ActivityOutcome.DONE if course.dice.chance(75) else ActivityOutcome.OFFERED
        drawn.append(Activity(code=ActivityCode.FOLLOW_UP_AFTER_END, done_on=asked_on, outcome=reached))
    return drawn


def draw_social_work(
    course: Course,
    needs: tuple[Need, ...],
    agreements: tuple[Agreement, ...],
    contacts: tuple[PartnerContact, ...],
) -> list[Activity]:
    """Draw the bridging to other help, the attempts to reach the citizen, and the meetings with services."""
    drawn: list[Activity] = []
    for need in needs:
        if course.dice.chance(course.diligence + 8):
            drawn += act(course, ActivityCode.BRIDGING, need.identified_on, 30, need.area)
    for agreement in agreements:
        missed = agreement.completed_on is None and not agreement.follow_ups and agreement.due_on is not None
        sought_on = course.after(agreement.due_on, 1, 20) if missed and agreement.due_on else None
        if sought_on is not None and course.dice.chance(25):
            drawn.append(
                Activity(
                    code=ActivityCode.OUTREACH_CONTACT, done_on=sought_on, outcome=ActivityOutcome.OFFERED
                )
            )
    for contact in contacts:
        together = contact.coordination in {Coordination.COORDINATED, Coordination.INTEGRATED}
        if together and contact.coordinated_on is not None and course.dice.chance(40):
            drawn.append(
                Activity(
                    code=ActivityCode.COORDINATION_MEETING,
                    done_on=contact.coordinated_on,
                    partner=contact.partner,
                )
            )
    return drawn
