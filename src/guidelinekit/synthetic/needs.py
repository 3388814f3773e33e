"""What a synthetic citizen needs: assessments, the needs found in them, and the goals set."""

from datetime import date

from guidelinekit.case.model.support import AreaScore, Assessment, Goal, Need
from guidelinekit.case.model.vocabulary import Aim, Area, AssessmentKind
from guidelinekit.synthetic.course import Course

SOCIAL = {
    Area.HOUSING: 14,
    Area.ECONOMY: 14,
    Area.EMPLOYMENT: 12,
    Area.SOCIAL_NETWORK: 9,
    Area.LONELINESS: 8,
    Area.FAMILY: 7,
    Area.SLEEP: 6,
    Area.EDUCATION: 5,
    Area.CHILDREN: 4,
    Area.CRIME: 4,
    Area.NUTRITION: 4,
    Area.COMMUNITY: 4,
    Area.HYGIENE: 3,
}
"""How often each social area is a need, by weight."""

HEALTH = {
    Area.PHYSICAL_HEALTH: 8,
    Area.SOMATIC_DISEASE: 7,
    Area.DENTAL: 7,
    Area.MENTAL_HEALTH: 9,
    Area.IMPAIRMENT: 3,
    Area.MEDICINE: 3,
}
"""How often each health area is a need, by weight."""


def draw_assessments(course: Course) -> tuple[Assessment, ...]:
    """Draw a screening soon after the enrolment, an interview for some, and monitoring from then on."""
    start = course.enrolled_on
    if start is None:
        return ()
    drawn: list[Assessment] = []
    screened_on = course.response(start, 14)
    if screened_on is not None:
        drawn.append(_assessment(course, AssessmentKind.SCREENING, screened_on))
    if course.dice.chance(45):
        kind = course.dice.pick([AssessmentKind.ASI, AssessmentKind.VUM, AssessmentKind.AFDAEKNING])
        interviewed_on = course.after(start, 7, 60)
        if interviewed_on is not None:
            drawn.append(_assessment(course, kind, interviewed_on))
    drawn += [_assessment(course, AssessmentKind.MONITORING, day) for day in course.rounds(start, 110, 6)]
    return tuple(drawn)


def _assessment(course: Course, kind: AssessmentKind, day: date) -> Assessment:
    thorough = 45
    if kind is AssessmentKind.SCREENING:
        thorough = 100 if course.dice.chance(course.diligence) else 65
    areas = (
        Area.SUBSTANCE_USE,
        *(area for area in SOCIAL if course.dice.chance(thorough)),
        *(area for area in HEALTH if course.dice.chance(thorough)),
    )
    scores = None
    if kind is not AssessmentKind.SCREENING:
        scored = course.dice.some(areas, 30)
        scores = tuple(AreaScore(area=area, score=course.dice.whole(0, 10) / 10) for area in scored)
    return Assessment(
        kind=kind,
        done_on=day,
        areas=course.noted(areas),
        scores=scores,
        with_citizen=course.noted(course.dice.chance(93)),
    )


def draw_needs(course: Course) -> tuple[Need, ...]:
    """Draw what the citizen struggles with, most of it seen in the first weeks, some of it later."""
    start = course.enrolled_on
    if start is None:
        return ()
    areas = [
        *course.dice.several(SOCIAL, course.dice.weighted({0: 8, 1: 22, 2: 32, 3: 24, 4: 14})),
        *course.dice.several(HEALTH, course.dice.weighted({0: 38, 1: 38, 2: 24})),
    ]
    if course.dice.chance(70):
        areas.insert(0, Area.SUBSTANCE_USE)
    drawn: list[Need] = []
    for area in areas:
        seen_on = course.after(start, 0, 10) if course.dice.chance(80) else course.after(start, 11, 200)
        if seen_on is not None:
            drawn.append(_need(course, f"n{len(drawn) + 1}", area, seen_on))
    return tuple(drawn)


def _need(course: Course, need_id: str, area: Area, seen_on: date) -> Need:
    changed_on = course.after(seen_on, 20, 240) if course.dice.chance(14) else None
    resolved_on = course.after(seen_on, 60, 500) if course.dice.chance(25) else None
    if changed_on is not None and resolved_on is not None and changed_on > resolved_on:
        changed_on = None
    return Need(
        need_id=need_id,
        area=area,
        identified_on=seen_on,
        barrier=course.noted(course.dice.chance(30 if area is Area.SUBSTANCE_USE else 68)),
        changed_on=changed_on,
        resolved_on=resolved_on,
    )


def attended(course: Course, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Draw the needs that are worked on: most of those that stand in the way, and not the substance use."""
    barriers = (need for need in needs if need.barrier and need.area is not Area.SUBSTANCE_USE)
    return tuple(need for need in barriers if course.dice.chance(52 + course.diligence // 2))


def draw_goals(course: Course, needs: tuple[Need, ...]) -> tuple[Goal, ...]:
    """Draw a goal for the substance use and one for most needs that are worked on."""
    if course.enrolled_on is None:
        return ()
    wanted = [(Area.SUBSTANCE_USE, course.enrolled_on)]
    wanted += [
        (need.area, need.identified_on)
        for need in needs
        if course.dice.chance(min(course.diligence, course.consent + 5))
    ]
    drawn: list[Goal] = []
    for area, known_on in wanted:
        set_on = course.response(known_on, 21)
        if set_on is None:
            continue
        achieved_on = course.after(set_on, 40, 500) if course.dice.chance(30) else None
        dropped_on = course.after(set_on, 40, 300) if achieved_on is None and course.dice.chance(8) else None
        drawn.append(
            Goal(
                goal_id=f"g{len(drawn) + 1}",
                area=area,
                set_on=set_on,
                set_with_citizen=course.noted(course.dice.chance(94)),
                aim=course.noted(_aim(course)) if area is Area.SUBSTANCE_USE else None,
                achieved_on=achieved_on,
                dropped_on=dropped_on,
            )
        )
    return tuple(drawn)


def _aim(course: Course) -> Aim:
    return course.dice.weighted({Aim.ABSTINENCE: 45, Aim.REDUCTION: 35, Aim.HARM_REDUCTION: 17, Aim.OTHER: 3})
