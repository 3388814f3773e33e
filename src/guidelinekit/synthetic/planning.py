"""What is planned with a synthetic citizen: agreements and their follow-ups, plans and their revisions."""

from datetime import date, timedelta

from guidelinekit.case.model.contact import Agreement, FollowUp, PartnerContact
from guidelinekit.case.model.support import Intervention, Need, Plan, Revision
from guidelinekit.case.model.vocabulary import (
    Area,
    Coordination,
    FollowUpOutcome,
    MadeWith,
    PlanKind,
    RevisionReason,
)
from guidelinekit.synthetic.course import Course


def draw_agreements(
    course: Course, needs: tuple[Need, ...], interventions: tuple[Intervention, ...]
) -> tuple[Agreement, ...]:
    """Draw an agreement soon after each effort was taken up, and further ones while the need lasts."""
    drawn: list[Agreement] = []
    started = {effort.area: effort.started_on for effort in interventions}
    declined = {effort.area for effort in interventions if effort.declined_on is not None}
    for need in needs:
        if need.area in declined:
            continue
        made_on = course.response(started.get(need.area, need.identified_on), 20)
        for _ in range(course.dice.whole(1, 3)):
            if made_on is None or (need.resolved_on is not None and made_on > need.resolved_on):
                break
            drawn.append(_agreement(course, f"a{len(drawn) + 1}", need.area, made_on))
            made_on = course.after(made_on, 30, 150)
    return tuple(drawn)


def _agreement(course: Course, agreement_id: str, area: Area, made_on: date) -> Agreement:
    due_on = made_on + timedelta(days=course.dice.whole(10, 60))
    fate = course.dice.weighted({"honoured": 62, "dropped": 15, "withdrawn": 6, "open": 17})
    completed_on = course.after(made_on, 3, (due_on - made_on).days + 6) if fate == "honoured" else None
    not_used_on = course.after(due_on, 0, 9) if fate == "dropped" else None
    cancelled_on = course.after(made_on, 3, 25) if fate == "withdrawn" else None
    turned_on = completed_on or not_used_on or due_on
    first = None if cancelled_on or course.dice.chance(10) else course.response(turned_on, 13)
    follow_ups: tuple[FollowUp, ...] = ()
    if first is not None:
        outcome = FollowUpOutcome.NOT_CARRIED_OUT if not_used_on else FollowUpOutcome.PARTLY
        follow_ups = (
            FollowUp(done_on=first, outcome=FollowUpOutcome.CARRIED_OUT if completed_on else outcome),
        )
        second = course.after(first, 14, 60) if completed_on is None and course.dice.chance(40) else None
        if second is not None:
            follow_ups = (*follow_ups, FollowUp(done_on=second, outcome=course.noted(FollowUpOutcome.PARTLY)))
    return Agreement(
        agreement_id=agreement_id,
        area=area,
        made_on=made_on,
        made_with=course.noted(MadeWith.CITIZEN if course.dice.chance(88) else MadeWith.ON_BEHALF),
        due_on=course.noted(due_on),
        completed_on=completed_on,
        not_used_on=not_used_on,
        cancelled_on=cancelled_on,
        follow_ups=follow_ups,
    )


def draw_plans(
    course: Course,
    needs: tuple[Need, ...],
    agreements: tuple[Agreement, ...],
    contacts: tuple[PartnerContact, ...],
) -> tuple[Plan, ...]:
    """Draw a treatment plan, for some an action plan, and a joint plan where services work as one."""
    if course.enrolled_on is None:
        return ()
    kinds = [PlanKind.TREATMENT_PLAN]
    if course.dice.chance(40):
        kinds.append(PlanKind.ACTION_PLAN)
    joint = [contact for contact in contacts if contact.coordination is Coordination.INTEGRATED]
    if joint:
        kinds.append(PlanKind.JOINT_PLAN)
    drawn: list[Plan] = []
    for kind in kinds:
        made_on = course.response(course.enrolled_on, 30)
        if made_on is None:
            continue
        drawn.append(
            Plan(
                kind=kind,
                made_on=made_on,
                made_with_citizen=course.noted(course.dice.chance(95)),
                has_next_steps=course.noted(course.dice.chance(course.diligence + 5)),
                has_timetable=course.noted(course.dice.chance(course.diligence)),
                has_citizen_wishes=course.noted(course.dice.chance(course.diligence)),
                partners=tuple(contact.partner for contact in joint) if kind is PlanKind.JOINT_PLAN else (),
                revisions=course.noted(_revisions(course, made_on, needs, agreements)),
                ended_on=course.ended_on,
            )
        )
    return tuple(drawn)


def _revisions(
    course: Course, made_on: date, needs: tuple[Need, ...], agreements: tuple[Agreement, ...]
) -> tuple[Revision, ...]:
    """Draw the planned revisions, and one after each agreement not used and each need changed or new."""
    scheduled = course.rounds(made_on, 150, 8) if course.dice.chance(course.diligence + 8) else ()
    reasons = dict.fromkeys(scheduled, RevisionReason.SCHEDULED)
    occasions = [(dropped.not_used_on, 14, RevisionReason.AGREEMENT_NOT_USED) for dropped in agreements]
    occasions += [(need.changed_on or need.identified_on, 28, RevisionReason.NEED_CHANGED) for need in needs]
    for occasion, limit, reason in occasions:
        if occasion is not None and occasion > made_on:
            revised_on = course.response(occasion, limit)
            if revised_on is not None:
                reasons[revised_on] = reason
    return tuple(
        Revision(
            revised_on=revised_on,
            with_citizen=course.noted(course.dice.chance(93)),
            reason=course.noted(reasons[revised_on]),
        )
        for revised_on in sorted(reasons)
    )
