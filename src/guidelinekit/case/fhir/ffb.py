"""What the resources of one citizen, by KL's profiles for reporting by FFB, say as cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from guidelinekit.case.fhir.ffb_codes import AREAS, NO_NEED, SUPPORT, SYSTEM
from guidelinekit.case.fhir.resource import Resource, day_of

Item = dict[str, Any]
NEVER: Final = (
    *("request", "enrolment", "treatments", "agreements", "partner_contacts", "activities"),
    *("medications", "pregnancies", "assessments.scores"),
)
"""What the profiles have no place for."""
LISTS: Final = {
    "assessments": "ClinicalImpression",
    "needs": "Condition",
    "goals": "Goal",
    "plans": "CarePlan",
    "plans.revisions": "Observation",
    "interventions": "CarePlan",
}
"""The lists that can be filled, each with the type of resource that fills it."""
FILLED: Final = (
    *("cases case_id", "cases citizen.identity_recorded"),
    *(f"assessments {name}" for name in ("assessment_id", "kind", "done_on", "areas")),
    *(f"needs {name}" for name in ("need_id", "area", "identified_on", "resolved_on")),
    *(f"goals {name}" for name in ("goal_id", "area", "set_on", "dropped_on")),
    *(f"plans {name}" for name in ("plan_id", "kind", "made_on", "ended_on")),
    "plans.revisions revised_on",
    *(f"interventions {name}" for name in ("intervention_id", "kind", "area", "started_on", "ended_on")),
)
"""The fields that can be filled, each after its table."""
READ: Final = frozenset({"Patient", "ServiceRequest", *LISTS.values()})
_GONE: Final = frozenset({"entered-in-error", "draft", "refuted", "rejected", "proposed", "planned"})
"""The states of what never was, or is not yet."""
_OVER: Final = frozenset({"inactive", "remission", "resolved"})
_TARGET_GROUP: Final = "targetGroup"
_FOLLOW_UP: Final = "712744002"
_SNOMED: Final = "http://snomed.info/sct"


@dataclass(slots=True)
class FfbCase:
    """A case in its JSON shape, and the resource that each item was made of."""

    number: str
    of: Resource
    """The resource that names it."""
    data: Item
    origins: dict[str, list[Resource]] = field(default_factory=dict)

    def put(self, name: str, resource: Resource, **fields: Any) -> None:
        """Add an item to a list."""
        self.origins.setdefault(name, []).append(resource)
        self.data.setdefault(name, []).append(fields)


class Deliveries:
    """The resources of one citizen, by type and id, without those that never came into force."""

    def __init__(self, resources: Sequence[Resource]) -> None:
        self.by_type: dict[str, dict[str, Resource]] = {kind: {} for kind in READ}
        self.delivered = {(resource.kind, resource.own_id) for resource in resources}
        for resource in resources:
            if not _states(resource) & _GONE:
                self.by_type[resource.kind][resource.own_id] = resource
        plans = self.by_type["CarePlan"].values()
        self.plans = [each for each in plans if not each.get("basedOn")]
        self.services = [each for each in plans if each.get("basedOn")]

    def each(self, kind: str) -> Iterator[Resource]:
        """Return the resources of a type."""
        return iter(self.by_type[kind].values())

    def numbers(self) -> dict[str, Resource]:
        """Return the case numbers, each with a resource that names it."""
        named: dict[str, Resource] = {}
        for resource in (*self.each("ServiceRequest"), *self.plans):
            if (number := _number(resource)) is not None:
                named.setdefault(number, resource)
        return named

    def named(self, resource: Resource, kind: str, *steps: str | int) -> Resource | None:
        """Return what a reference names, as far as it is in force; that it was never delivered is noted."""
        own_id = resource.refers(*steps)
        if own_id is None:
            return None
        if (kind, own_id) not in self.delivered:
            resource.note("no-resource", (*steps, "reference"))
        return self.by_type[kind].get(own_id)

    def area(self, goal: Resource) -> str | None:
        """Return the area of the condition that a goal is first of all about."""
        for place in goal.each("addresses"):
            rank = goal.extension("ConditionRank", *place)
            if rank is not None and goal.get(*rank, "valuePositiveInt") == 1:
                condition = self.named(goal, "Condition", *place)
                return None if condition is None else _area(condition)
        return None


def cases(resources: Sequence[Resource]) -> list[FfbCase]:
    """Return the cases of a citizen, one for each case number; needs and what no plan names are in each."""
    citizen = Deliveries(resources)
    numbers = citizen.numbers() or {"": resources[0]}
    if "" in numbers:
        numbers[""].note("no-case-number")
    known = any(patient.get("identifier") for patient in citizen.each("Patient"))
    made = []
    for number, resource in numbers.items():
        data = {"schema_version": "1", "case_id": number, "citizen": {"identity_recorded": known or None}}
        case = FfbCase(number, resource, data)
        _assessments(citizen, case)
        _needs(citizen, case)
        _goals(citizen, case)
        _plans(citizen, case)
        _interventions(citizen, case)
        made.append(case)
    return made


def unknown_code(resource: Resource) -> str | None:
    """Return the code of a condition or a service where the tables do not hold it."""
    if str(resource.get("meta", "profile", 0)).endswith(_TARGET_GROUP):
        return None
    if resource.kind == "CarePlan":
        code = resource.code(SYSTEM, "activity", 0, "detail", "code")
        return None if code in SUPPORT else code
    code = resource.code(SYSTEM, "code") if resource.kind == "Condition" else None
    return None if code in AREAS else code


def _assessments(citizen: Deliveries, case: FfbCase) -> None:
    for each in citizen.each("ClinicalImpression"):
        place = each.extension("BasedOnServiceRequest")
        request = None if place is None else citizen.named(each, "ServiceRequest", *place, "valueReference")
        if each.get("status") != "completed" or (request and _number(request) not in (None, case.number)):
            continue
        conditions = (citizen.named(each, "Condition", *at, "itemReference") for at in each.each("finding"))
        areas = dict.fromkeys(_area(condition) for condition in conditions if condition)
        case.put(
            "assessments",
            each,
            assessment_id=each.own_id,
            kind="vum",
            done_on=each.day("effectiveDateTime"),
            areas=[area for area in areas if area] or None,
        )


def _needs(citizen: Deliveries, case: FfbCase) -> None:
    for each in citizen.each("Condition"):
        area = _area(each)
        if area is None or each.code(SYSTEM, "severity") in NO_NEED:
            continue
        case.put(
            "needs",
            each,
            need_id=each.own_id,
            area=area,
            identified_on=each.day("recordedDate"),
            resolved_on=day_of(each.updated) if _states(each) & _OVER else None,
        )


def _goals(citizen: Deliveries, case: FfbCase) -> None:
    of_others = {goal for plan in citizen.plans if _number(plan) != case.number for goal in _goal_ids(plan)}
    for each in citizen.each("Goal"):
        area = citizen.area(each)
        if area is None or each.own_id in of_others:
            continue
        dropped = "cancelled" in _states(each)
        case.put(
            "goals",
            each,
            goal_id=each.own_id,
            area=area,
            set_on=day_of(each.first),
            dropped_on=day_of(each.updated) if dropped else None,
        )


def _plans(citizen: Deliveries, case: FfbCase) -> None:
    for each in citizen.plans:
        if _number(each) != case.number or not _goal_ids(each):
            continue
        revisions = [
            {"revised_on": follow_up.day("effectiveDateTime")}
            for follow_up in citizen.each("Observation")
            if follow_up.code(_SNOMED, "code") == _FOLLOW_UP
            if each in (citizen.named(follow_up, "CarePlan", *at) for at in follow_up.each("focus"))
        ]
        case.put(
            "plans",
            each,
            plan_id=each.own_id,
            kind="action_plan",
            made_on=each.day("period", "start"),
            revisions=revisions or None,
            ended_on=each.day("period", "end", needed=False),
        )


def _interventions(citizen: Deliveries, case: FfbCase) -> None:
    for each in citizen.services:
        plan = citizen.named(each, "CarePlan", "basedOn", 0)
        kind, area = SUPPORT.get(each.code(SYSTEM, "activity", 0, "detail", "code") or "") or (None, None)
        if kind is None or plan is None or _number(plan) != case.number:
            continue
        goals = (citizen.by_type["Goal"].get(goal) for goal in _goal_ids(plan))
        areas = [area] if area else list(dict.fromkeys(citizen.area(goal) for goal in goals if goal))
        for within in filter(None, areas):
            case.put(
                "interventions",
                each,
                intervention_id=each.own_id if len(areas) == 1 else f"{each.own_id}/{within}",
                kind=kind,
                area=within,
                started_on=each.day("period", "start"),
                ended_on=each.day("period", "end", needed=False),
            )


def _area(condition: Resource) -> str | None:
    return AREAS.get(condition.code(SYSTEM, "code") or "")


def _goal_ids(plan: Resource) -> list[str]:
    return [own_id for place in plan.each("goal") if (own_id := plan.refers(*place)) is not None]


def _number(resource: Resource) -> str | None:
    """Return the number of the case that a resource belongs to."""
    place = resource.extension("municipalityCaseNumber")
    for inner in () if place is None else resource.each(*place, "extension"):
        value = resource.get(*inner, "valueIdentifier", "value")
        if isinstance(value, str) and value:
            return value
    return None


def _states(resource: Resource) -> set[str]:
    """Return the states that a resource says of itself."""
    plain = {resource.get("status"), resource.get("lifecycleStatus")}
    coded = {resource.get(name, "coding", 0, "code") for name in ("clinicalStatus", "verificationStatus")}
    return {state for state in plain | coded if isinstance(state, str)}
