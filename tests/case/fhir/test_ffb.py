"""FHIR bundles of FFB as cases: what fills what, the newest version of many days, and what is told."""

import gzip
import json
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from ffb_bundles import (
    COOKING,
    DRUGS,
    HELP_IN_GROUPS,
    HOUSING,
    NOT_REDUCED,
    REDUCED,
    SUPPORT_AT_HOME,
    TOBACCO,
    bundle,
    concept,
    goal,
    made,
    named,
    need,
    number,
    plan,
    service,
    write,
)

from guidelinekit.case.fhir.bundles import open_bundles
from guidelinekit.case.fhir.ffb import LISTS, NEVER
from guidelinekit.case.fhir.ffb_codes import AREAS, SUPPORT
from guidelinekit.case.model.codes import Area
from guidelinekit.case.model.record import Case
from guidelinekit.case.model.vocabulary import InterventionKind
from guidelinekit.case.reading.read import Form, read_cases
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.errors import InputError

D1, D2, D3 = "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z"
REQUEST = made("ServiceRequest", "r", D1, status="active", extension=number("S-1"))
INFORMED = {"basedOnServiceRequest": "http://fhir.kl.dk/core/StructureDefinition/BasedOnServiceRequest"}


def read(place: Path) -> list[Case | Invalid]:
    """Return what is read of bundles."""
    return list(read_cases(place, form=Form.FFB))  # type: ignore[arg-type]


def one(place: Path) -> Case:
    """Return the only case of bundles."""
    (case,) = read(place)
    assert isinstance(case, Case), case
    return case


def problems(place: Path) -> list[tuple[str, str, str]]:
    """Return what is wrong with the only case: place, pointer, code."""
    (invalid,) = read(place)
    assert isinstance(invalid, Invalid)
    return [(each.place.en if each.place else "", each.pointer, each.code) for each in invalid.problems]


def test_a_citizen_of_three_days_is_one_case(tmp_path: Path) -> None:
    """Each list is filled from its resources, and what the profiles do not hold is null, never empty."""
    based = {"url": INFORMED["basedOnServiceRequest"], "valueReference": named("ServiceRequest", "r")}
    found = made(
        "ClinicalImpression",
        "u",
        D1,
        status="completed",
        extension=[based],
        effectiveDateTime="2026-02-20T09:00:00+01:00",
        finding=[{"itemReference": named("Condition", each)} for each in ("n1", "n2", "n3")],
    )
    followed = made(
        "Observation",
        "o",
        D3,
        status="final",
        code=concept("712744002", "http://snomed.info/sct"),
        focus=[named("CarePlan", "p")],
        effectiveDateTime="2026-03-03",
    )
    conditions = [need("n1", HOUSING, D1), need("n2", DRUGS, D1), need("n3", TOBACCO, D1)]
    place = write(
        tmp_path / "days",
        a=bundle("x", REQUEST, found, *conditions, at=D1),
        b=bundle("x", REQUEST, goal("g", "n1", D2), plan("p", "S-1", D2, ["g"]), at=D2),
        c=bundle("x", service("i", "p", SUPPORT_AT_HOME, D3), followed, at=D3),
    )
    case = one(place)
    held = case.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    assert held == {
        "schema_version": "1",
        "case_id": "S-1",
        "citizen": {"identity_recorded": True},
        "assessments": [
            {
                "assessment_id": "u",
                "kind": "vum",
                "done_on": "2026-02-20",
                "areas": ["housing", "substance_use"],
            }
        ],
        "needs": [
            {"need_id": "n1", "area": "housing", "identified_on": "2026-02-03"},
            {"need_id": "n2", "area": "substance_use", "identified_on": "2026-02-03"},
        ],
        "goals": [{"goal_id": "g", "area": "housing", "set_on": "2026-03-02"}],
        "plans": [
            {
                "plan_id": "p",
                "kind": "action_plan",
                "made_on": "2026-03-01",
                "revisions": [{"revised_on": "2026-03-03"}],
            }
        ],
        "interventions": [
            {"intervention_id": "i", "kind": "social_support", "area": "housing", "started_on": "2026-03-05"}
        ],
    }
    assert open_bundles(str(place), len).not_exported == NEVER
    lists = {name for name in Case.model_fields if getattr(case, name) is None}
    assert lists - {"municipality", "provider_id"} == {name for name in NEVER if "." not in name}


def test_the_newest_version_counts_in_whatever_order_files_come(tmp_path: Path) -> None:
    """Of versions of one id the newest decides; a goal was set on the day on which it first came."""
    days = [
        bundle("x", REQUEST, need("n", HOUSING, D1), goal("g", "n", D1)),
        bundle("x", need("n", HOUSING, D2, "inactive"), goal("g", "n", D2, "cancelled")),
        bundle("x", need("n", DRUGS, D3, "inactive")),
    ]
    for turn, order in enumerate(permutations(days)):
        names = dict(zip("abc", order, strict=True))
        case = one(write(tmp_path / str(turn), **names))
        (needed,), (aimed,) = case.needs or (), case.goals or ()
        assert (needed.area, needed.resolved_on) == (Area.SUBSTANCE_USE, date(2026, 3, 3))
        assert (aimed.set_on, aimed.dropped_on) == (date(2026, 3, 1), date(2026, 3, 2))


def test_what_was_entered_in_error_is_gone(tmp_path: Path) -> None:
    """A resource that is taken back is no longer in the case, and a list that nothing is left of is null."""
    wrong = need("n", HOUSING, D2) | {"verificationStatus": concept("entered-in-error", "x")}
    place = write(tmp_path / "d", a=bundle("x", REQUEST, need("n", HOUSING, D1)), b=bundle("x", wrong))
    assert one(place).needs is None


def test_a_condition_without_reduced_function_is_no_need(tmp_path: Path) -> None:
    """What was assessed and found to be as it should be is not read as a need."""
    good = need("n1", COOKING, D1, severity=concept(NOT_REDUCED))
    bad = need("n2", COOKING, D1, severity=concept(REDUCED))
    case = one(write(tmp_path / "d", a=bundle("x", REQUEST, good, bad)))
    assert [each.need_id for each in case.needs or ()] == ["n2"]


def test_midnight_in_utc_is_the_day_in_denmark(tmp_path: Path) -> None:
    """A date that was sent as a moment in UTC is the day that it was in Denmark, in winter and in summer."""
    winter = need("n1", HOUSING, D1, recordedDate="2026-02-02T23:00:00Z")
    summer = need("n2", HOUSING, D1, recordedDate="2025-07-02T22:00:00.000Z")
    case = one(write(tmp_path / "d", a=bundle("x", REQUEST, winter, summer)))
    assert [each.identified_on for each in case.needs or ()] == [date(2026, 2, 3), date(2025, 7, 3)]


def test_two_case_numbers_are_two_cases(tmp_path: Path) -> None:
    """Plans, their goals and services go with their number; the needs of the citizen are in both."""
    shared = [need("n1", HOUSING, D1), need("n2", DRUGS, D1), goal("g1", "n1", D1), goal("g2", "n2", D1)]
    plans = [plan("p1", "S-1", D1, ["g1"]), plan("p2", "S-2", D1, ["g2"])]
    services = [service("i1", "p1", HELP_IN_GROUPS, D1), service("i2", "p2", HELP_IN_GROUPS, D1)]
    first, second = read(write(tmp_path / "d", a=bundle("x", REQUEST, *shared, *plans, *services)))
    assert isinstance(first, Case)
    assert isinstance(second, Case)
    for case, at, area in ((first, "1", "housing"), (second, "2", "substance_use")):
        assert case.case_id == f"S-{at}"
        assert [each.need_id for each in case.needs or ()] == ["n1", "n2"]
        assert [each.goal_id for each in case.goals or ()] == [f"g{at}"]
        assert [each.plan_id for each in case.plans or ()] == [f"p{at}"]
        assert [(each.intervention_id, each.area) for each in case.interventions or ()] == [(f"i{at}", area)]


def test_a_grant_without_goals_is_no_plan(tmp_path: Path) -> None:
    """A course that was granted without a goal is not read as an action plan."""
    assert one(write(tmp_path / "d", a=bundle("x", plan("p", "S-1", D1, [])))).plans is None


def test_all_problems_are_told_with_file_and_pointer(tmp_path: Path) -> None:
    """Each problem of a citizen's resources names its file and its place in the bundle, all at once."""
    broken = need("m", HOUSING, D1, recordedDate="2026-02")
    undated = need("n", HOUSING, D1)
    del undated["recordedDate"]
    no_version = {key: value for key, value in need("o", HOUSING, D1).items() if key != "id"}
    days = {
        "a": bundle("x", REQUEST, broken, undated),
        "b": bundle("x", goal("g", "nowhere", D1), no_version),
    }
    assert problems(write(tmp_path / "d", **days)) == [
        ("b.json", "/entry/2/resource", "no-version"),
        ("a.json", "/entry/2/resource/recordedDate", "no-date"),
        ("a.json", "/entry/3/resource/recordedDate", "missing"),
        ("b.json", "/entry/1/resource/addresses/0/reference", "no-resource"),
    ]


def test_a_citizen_without_a_case_number_and_a_number_like_that_of_a_citizen_are_refused(
    tmp_path: Path,
) -> None:
    """A case needs a number that is none of a citizen; the text itself is in no message."""
    assert problems(write(tmp_path / "a", a=bundle("x", need("n", HOUSING, D1))))[-1][2] == "no-case-number"
    cpr = "0101" + "75" + "4321"
    of_citizen = made("ServiceRequest", "r", D1, status="active", extension=number(cpr))
    (invalid,) = read(write(tmp_path / "b", a=bundle("x", of_citizen)))
    assert isinstance(invalid, Invalid)
    assert invalid.problems[0].code == "cpr"
    assert invalid.problems[0].pointer == "/entry/1/resource"
    assert cpr not in str(invalid)


def test_a_bundle_of_nobody_is_an_invalid_record_of_its_own(tmp_path: Path) -> None:
    """What is no bundle about one citizen is told of, and the others are read."""
    two = bundle("x") | {"entry": bundle("x")["entry"] + bundle("y")["entry"]}
    place = write(tmp_path / "d", a=bundle("x", REQUEST), b=two, c={"resourceType": "Patient"}, d=[[], 1])
    case, *others = read(place)
    assert isinstance(case, Case)
    assert [each.problems[0].code for each in others if isinstance(each, Invalid)] == ["no-bundle"] * 4


@pytest.mark.parametrize("name", ["days.ndjson", "days.json", "days.json.gz"])
def test_bundles_of_one_file(tmp_path: Path, name: str) -> None:
    """Bundles may stand in one file as well, by line or in a list, compressed or not."""
    days = [bundle("x", REQUEST), bundle("x", need("n", HOUSING, D1, recordedDate=7))]
    text = "\n".join(map(json.dumps, days)) if name.endswith("ndjson") else json.dumps(days)
    content = gzip.compress(text.encode()) if name.endswith("gz") else text.encode()
    (tmp_path / name).write_bytes(content)
    where = ("days.ndjson line 2", "") if name.endswith("ndjson") else (name, "/1")
    assert problems(tmp_path / name) == [(where[0], f"{where[1]}/entry/1/resource/recordedDate", "no-date")]


def test_a_broken_file_refuses_the_export(tmp_path: Path) -> None:
    """What a broken file would have told is missing in some case, so that nothing is evaluated."""
    place = write(tmp_path / "d", a=bundle("x", REQUEST))
    (place / "b.json").write_text("{")
    with pytest.raises(InputError, match=r"b\.json: is not valid JSON at line 1"):
        read(place)
    (tmp_path / "c.ndjson").write_text('{"a": 1}\n{\n')
    with pytest.raises(InputError, match=r"c\.ndjson: line 2 is not valid JSON"):
        read(tmp_path / "c.ndjson")


def test_what_is_not_read_is_noted(tmp_path: Path) -> None:
    """Types of resources that are not read, and codes that the table does not hold, are notes."""
    group = need("t", "0e25a2ec-4f04-4d14-a5ad-a6519a7d1d5f", D1)
    group["meta"]["profile"] = [
        "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-targetGroup"
    ]
    new = need("n", "11111111-aaaa-4000-8000-000000000000", D1)
    place = write(tmp_path / "d", a=bundle("x", REQUEST, group, new, made("CareTeam", "c", D1)))
    first, second = open_bundles(str(place), len).notes
    assert first.da == "ressourcer af typen CareTeam læses ikke"
    assert first.en == "resources of the type CareTeam are not read"
    assert second.en.startswith("what has the code `11111111-aaaa-4000-8000-000000000000` is not read")
    assert [name for name in open_bundles(str(place), len).not_exported if name in LISTS] == [
        *("assessments", "goals", "plans", "plans.revisions", "interventions")
    ]


def test_each_code_means_something_of_the_model() -> None:
    """The tables of FFB codes name areas and kinds of support that the case model has."""
    assert {area for area in AREAS.values() if area} <= set(Area)
    kinds: Any = {meaning for meaning in SUPPORT.values() if meaning}
    assert {kind for kind, _ in kinds} <= set(InterventionKind)
    assert {area for _, area in kinds if area} <= set(Area)
