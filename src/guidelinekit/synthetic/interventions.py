"""What a synthetic citizen is given beside the treatment: interventions and the partner services drawn in."""

from datetime import date

from guidelinekit.case.model.contact import PartnerContact
from guidelinekit.case.model.person import Treatment
from guidelinekit.case.model.support import Intervention, Need
from guidelinekit.case.model.vocabulary import Area, Coordination, InterventionKind, Partner, TreatmentForm
from guidelinekit.synthetic.course import Course

PARTNERS = {
    Area.HOUSING: (Partner.HOUSING_OFFICE, Partner.SHELTER),
    Area.SLEEP: (Partner.GENERAL_PRACTITIONER, Partner.SOCIAL_PSYCHIATRY),
    Area.NUTRITION: (Partner.VOLUNTARY_ORGANISATION, Partner.SHELTER),
    Area.ECONOMY: (Partner.BENEFITS_OFFICE,),
    Area.HYGIENE: (Partner.SHELTER, Partner.VOLUNTARY_ORGANISATION),
    Area.LONELINESS: (Partner.VOLUNTARY_ORGANISATION, Partner.SOCIAL_PSYCHIATRY),
    Area.SOCIAL_NETWORK: (Partner.VOLUNTARY_ORGANISATION,),
    Area.FAMILY: (Partner.FAMILY_DEPARTMENT,),
    Area.CHILDREN: (Partner.FAMILY_DEPARTMENT,),
    Area.COMMUNITY: (Partner.VOLUNTARY_ORGANISATION,),
    Area.EMPLOYMENT: (Partner.JOB_CENTRE,),
    Area.EDUCATION: (Partner.EDUCATION_PROVIDER, Partner.JOB_CENTRE),
    Area.CRIME: (Partner.PROBATION,),
    Area.PHYSICAL_HEALTH: (Partner.GENERAL_PRACTITIONER,),
    Area.SOMATIC_DISEASE: (Partner.HOSPITAL, Partner.GENERAL_PRACTITIONER),
    Area.DENTAL: (Partner.DENTIST,),
    Area.MENTAL_HEALTH: (Partner.REGIONAL_PSYCHIATRY, Partner.SOCIAL_PSYCHIATRY),
    Area.IMPAIRMENT: (Partner.GENERAL_PRACTITIONER, Partner.MEDICAL_CONSULTANT),
    Area.MEDICINE: (Partner.GENERAL_PRACTITIONER, Partner.SUBSTITUTION_CLINIC),
}
"""The services to which one turns about each area."""

_HEALTH_AREAS = (Area.PHYSICAL_HEALTH, Area.SOMATIC_DISEASE, Area.DENTAL, Area.MEDICINE)
_OTHER_KINDS = {
    Area.EMPLOYMENT: InterventionKind.EDUCATION_EMPLOYMENT,
    Area.EDUCATION: InterventionKind.EDUCATION_EMPLOYMENT,
    Area.SOCIAL_NETWORK: InterventionKind.NETWORK,
    Area.LONELINESS: InterventionKind.NETWORK,
    Area.MENTAL_HEALTH: InterventionKind.PSYCHOSOCIAL,
}


def draw_treatments(course: Course) -> tuple[Treatment, ...]:
    """Draw the forms of treatment one after the other: outpatient for most, day or residential for some."""
    if course.enrolled_on is None:
        return ()
    form = course.dice.weighted(
        {TreatmentForm.OUTPATIENT: 82, TreatmentForm.DAY: 11, TreatmentForm.RESIDENTIAL: 7}
    )
    if form is not TreatmentForm.OUTPATIENT:
        moved_on = course.after(course.enrolled_on, 20, 90)
        first = _treatment(course, TreatmentForm.OUTPATIENT, course.enrolled_on, moved_on or course.ended_on)
        return (first,) if moved_on is None else (first, _treatment(course, form, moved_on, course.ended_on))
    return (_treatment(course, form, course.enrolled_on, course.ended_on),)


def _treatment(course: Course, form: TreatmentForm, started_on: date, ended_on: date | None) -> Treatment:
    days, hours = {
        TreatmentForm.OUTPATIENT: (course.dice.whole(1, 2), course.dice.whole(1, 2)),
        TreatmentForm.DAY: (course.dice.whole(3, 5), course.dice.whole(3, 6)),
        TreatmentForm.RESIDENTIAL: (7, 24),
    }[form]
    intensive = form is not TreatmentForm.OUTPATIENT
    return Treatment(
        form=form,
        started_on=started_on,
        ended_on=ended_on,
        days_per_week=course.noted(float(days)),
        hours_per_day=course.noted(float(hours)),
        lower_intensity_insufficient=course.noted(course.dice.chance(90)) if intensive else None,
    )


def draw_interventions(course: Course, needs: tuple[Need, ...]) -> tuple[Intervention, ...]:
    """Draw an effort for most of the needs, offered first, and talks for the substance use.

    A declined offer has its day as `started_on`, the day on which it came into the record.
    """
    if course.enrolled_on is None:
        return ()
    drawn: list[Intervention] = []
    if course.dice.chance(60):
        kind = course.dice.pick([InterventionKind.MOTIVATIONAL_INTERVIEWING, InterventionKind.PSYCHOSOCIAL])
        drawn += _intervention(course, kind, Area.SUBSTANCE_USE, course.enrolled_on, None)
    for need in needs:
        kind = InterventionKind.HEALTH if need.area in _HEALTH_AREAS else InterventionKind.SOCIAL_SUPPORT
        kind = _OTHER_KINDS.get(need.area, kind) if course.dice.chance(60) else kind
        drawn += _intervention(course, kind, need.area, need.identified_on, need.resolved_on)
    if drawn and course.dice.chance(30):
        kind = course.dice.pick([InterventionKind.BRIDGING, InterventionKind.CASE_MANAGEMENT])
        drawn += _intervention(course, kind, drawn[-1].area, drawn[-1].started_on, None)
    return tuple(drawn)


def _intervention(
    course: Course, kind: InterventionKind, area: Area, known_on: date, over_on: date | None
) -> list[Intervention]:
    offered_on = course.response(known_on, 9)
    if offered_on is None:
        return []
    if not course.dice.chance(course.consent):
        return [
            Intervention(
                kind=kind, area=area, started_on=offered_on, offered_on=offered_on, declined_on=offered_on
            )
        ]
    started_on = course.after(offered_on, 0, 5)
    if started_on is None or (over_on is not None and over_on < started_on):
        return []
    ended_on = over_on or (course.after(started_on, 60, 400) if course.dice.chance(30) else None)
    return [
        Intervention(
            kind=kind,
            area=area,
            started_on=started_on,
            ended_on=ended_on or course.ended_on,
            offered_on=course.noted(offered_on),
        )
    ]


def draw_partner_contacts(course: Course, needs: tuple[Need, ...]) -> tuple[PartnerContact, ...]:
    """Draw contact with a service about most of the needs, kept up until it is ended."""
    by_partner: dict[Partner, tuple[date, list[Area]]] = {}
    for need in needs:
        established_on = course.response(need.identified_on, 13)
        if established_on is None:
            continue
        partner = course.dice.pick(PARTNERS[need.area])
        first_on, areas = by_partner.get(partner, (established_on, []))
        by_partner[partner] = (min(first_on, established_on), [*areas, need.area])
    return tuple(
        _contact(course, partner, established_on, tuple(areas))
        for partner, (established_on, areas) in by_partner.items()
    )


def _contact(
    course: Course, partner: Partner, established_on: date, areas: tuple[Area, ...]
) -> PartnerContact:
    if not course.dice.chance(course.consent + 2):
        return PartnerContact(
            partner=partner,
            areas=areas,
            established_on=established_on,
            maintained_on=(),
            declined_on=established_on,
        )
    kept_up = course.rounds(established_on, 48)
    coordination = course.dice.weighted(
        {Coordination.COORDINATED: 62, Coordination.INTEGRATED: 16, Coordination.NONE: 22}
    )
    coordinated_on = None if coordination is Coordination.NONE else course.response(established_on, 10)
    ended_on = course.ended_on
    if ended_on is None and course.dice.chance(15):
        ended_on = course.after(kept_up[-1] if kept_up else established_on, 0, 30)
    return PartnerContact(
        partner=partner,
        areas=areas,
        established_on=established_on,
        maintained_on=course.noted(kept_up),
        coordination=course.noted(coordination) if coordinated_on else Coordination.NONE,
        coordinated_on=coordinated_on,
        ended_on=ended_on,
    )
