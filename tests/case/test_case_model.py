"""The case model as a contract: what it accepts, what it refuses, and in what words."""

import json
from datetime import date, datetime
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from guidelinekit.case import Authority, Case, Provider
from guidelinekit.case.model.cpr import looks_like_cpr
from guidelinekit.testing.records import authorities, cases, documents, providers

SMALLEST: dict[str, Any] = {"schema_version": "1", "case_id": "a", "citizen": {}}
NEED = {"need_id": "1", "area": "housing", "identified_on": "2025-01-01"}
TREATMENT = {"form": "day", "started_on": "2025-01-01"}
slow = settings(
    max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)


def cpr(day: str = "01", month: str = "01", between: str = "") -> str:
    """Build a text shaped like a CPR number; none stands in the source."""
    return day + month + "90" + between + "1234"


def refusal(**fields: Any) -> ValidationError:
    """Give the error of a case with these fields, the same from JSON and from plain data."""
    document = {**SMALLEST, **fields}
    with pytest.raises(ValidationError) as from_data:
        Case.model_validate(document)
    with pytest.raises(ValidationError) as from_json:
        Case.model_validate_json(json.dumps(document))
    assert [e["loc"] for e in from_data.value.errors()] == [e["loc"] for e in from_json.value.errors()]
    return from_data.value


def test_looking_for_a_cpr_number_is_linear() -> None:
    """A text of a million signs is looked through at once, whatever it is made of."""
    begun = process_time()
    for part in ("1", "a", "0a", "01-", "f" * 31 + "-", "\u0661", "123456 "):
        looks_like_cpr(part * (1_000_000 // len(part)))
    assert process_time() - begun < 20


def test_what_is_refused_by_chance() -> None:
    """Of 100 pairs of digits 62 read as a day and 12 as a month: 7.4 % of running numbers of ten digits."""
    refused = sum(looks_like_cpr(f"{day:02}{month:02}123456") for day in range(100) for month in range(100))
    assert refused == 62 * 12


def test_smallest_case() -> None:
    """A case needs a version, an id and a citizen; all else is null, except what has a default."""
    case = Case.model_validate(SMALLEST)
    left_out = {name for name in Case.model_fields if getattr(case, name) is None}
    assert set(Case.model_fields) - left_out == {*SMALLEST, "anonymous"}
    assert case.anonymous is False


def test_activity_is_done_unless_said() -> None:
    """An activity without an outcome was done."""
    activity = {"code": "bridging", "done_on": "2025-01-01"}
    case = Case.model_validate({**SMALLEST, "activities": [activity]})
    assert case.activities is not None
    assert case.activities[0].outcome == "done"


@pytest.mark.parametrize("name", sorted(set(Case.model_fields) - {*SMALLEST}))
def test_optional_fields_may_be_null(name: str) -> None:
    """Every field that is not required may be null."""
    assert getattr(Case.model_validate({**SMALLEST, name: None}), name) is None


def test_messy_exports_are_accepted() -> None:
    """Dates out of order are the exporter's affair, not a reason to refuse."""
    Case.model_validate(
        {
            **SMALLEST,
            "enrolment": {"enrolled_on": "2026-01-01", "ended_on": "2025-01-01"},
        }
    )


@pytest.mark.parametrize(
    ("name", "own_id", "item"),
    [
        ("treatments", "treatment_id", {"form": "day", "started_on": "2026-01-01"}),
        ("assessments", "assessment_id", {"kind": "asi", "done_on": "2026-01-01"}),
        ("needs", "need_id", {"area": "housing", "identified_on": "2026-01-01"}),
        ("goals", "goal_id", {"area": "housing", "set_on": "2026-01-01"}),
        ("plans", "plan_id", {"kind": "action_plan", "made_on": "2026-01-01"}),
        (
            "interventions",
            "intervention_id",
            {"kind": "health", "area": "housing", "started_on": "2026-01-01"},
        ),
        ("agreements", "agreement_id", {"area": "housing", "made_on": "2026-01-01"}),
        ("partner_contacts", "contact_id", {"partner": "job_centre", "established_on": "2026-01-01"}),
        ("activities", "activity_id", {"code": "referral", "done_on": "2026-01-01"}),
        ("medications", "medication_id", {"kind": "somatic", "started_on": "2026-01-01"}),
        ("pregnancies", "pregnancy_id", {"role": "pregnant", "known_on": "2026-01-01"}),
    ],
)
def test_an_own_id_stands_once_in_its_list(name: str, own_id: str, item: dict[str, Any]) -> None:
    """An item may carry an id of its own in every list; one that stands twice in a list is refused."""
    Case.model_validate({**SMALLEST, name: [{own_id: "1", **item}, {own_id: "2", **item}]})
    with pytest.raises(ValidationError, match=f"two items have the same {own_id}"):
        Case.model_validate({**SMALLEST, name: [{own_id: "1", **item}, {own_id: "1", **item}]})


def test_items_without_an_id_may_be_equal() -> None:
    """An activity that stands twice without an id is taken as two."""
    activity = {"code": "referral", "done_on": "2026-01-01"}
    case = Case.model_validate(
        {**SMALLEST, "activities": [activity, activity, {"activity_id": "1", **activity}]}
    )
    assert case.activities is not None
    assert [item.activity_id for item in case.activities] == [None, None, "1"]


@pytest.mark.parametrize(
    "value",
    [
        20250101,
        0,
        1.5,
        True,
        "2025-1-1",
        "20250101",
        "2025-W01-1",
        "01-01-2025",
        "2025-01-01T00:00:00",
        "2025-01-01 ",
        "\N{FULLWIDTH DIGIT TWO}025-01-01",
        "2026-02-30",
        "2025-02-29",
        "2025-13-01",
        "0000-01-01",
        "",
        [],
        {},
    ],
)
def test_only_written_days_are_dates(value: Any) -> None:
    """A date is a text YYYY-MM-DD of a day that exists, and nothing else."""
    assert refusal(citizen={"birth_date": value}).errors()[0]["loc"] == ("citizen", "birth_date")


def test_leap_day() -> None:
    """29 February is a date in a leap year."""
    case = Case.model_validate({**SMALLEST, "citizen": {"birth_date": "2024-02-29"}})
    assert case.citizen.birth_date == date(2024, 2, 29)


def test_a_time_of_day_is_refused_from_python() -> None:
    """A date and time of Python is no date, though Python counts it as one."""
    day: Any = datetime(2025, 1, 1)  # noqa: DTZ001 - the point is what it is refused as
    with pytest.raises(ValidationError):
        Case.model_validate({**SMALLEST, "citizen": {"birth_date": day}})


@pytest.mark.parametrize(
    "fields",
    [
        {"anonymous": 0},
        {"anonymous": "false"},
        {"schema_version": 1},
        {"schema_version": "2"},
        {"case_id": ""},
        {"case_id": "x" * 65},
        {"case_id": 7},
        {"municipality": 101},
        {"municipality": "101"},
        {"municipality": "0101\n"},
        {"municipality": "01O1"},
        {"citizen": None},
        {"citizen": {"sex": "f"}},
        {"needs": {}},
        {"needs": [None]},
        {"needs": [{**NEED, "area": "houses"}]},
        {"needs": [{**NEED, "area": None}]},
        {"needs": [{**NEED, "identified_on": None}]},
        {"treatments": [{**TREATMENT, "days_per_week": 8}]},
        {"treatments": [{**TREATMENT, "days_per_week": -1}]},
        {"treatments": [{**TREATMENT, "days_per_week": "3"}]},
        {"treatments": [{**TREATMENT, "days_per_week": True}]},
        {"treatments": [{**TREATMENT, "days_per_week": float("nan")}]},
        {"treatments": [{**TREATMENT, "hours_per_day": 25}]},
        {
            "assessments": [
                {"kind": "asi", "done_on": "2025-01-01", "scores": [{"area": "crime", "score": 1.1}]}
            ]
        },
        {"name": "x"},
        {"citizen": {"cpr": "x"}},
    ],
    ids=repr,
)
def test_refused(fields: dict[str, Any]) -> None:
    """JSON types are read strictly, limits hold, unknown fields are refused."""
    refusal(**fields)


@pytest.mark.parametrize(
    "shape",
    [
        cpr(),
        cpr(between="-"),
        cpr(between=" "),
        cpr(between="\N{EN DASH}"),
        cpr(between=" - "),
        cpr(day="31", month="12"),
        cpr(day="61"),
        cpr(day="91"),
        "sag-" + cpr(),
        "sag" + cpr() + "b",
        "2025/" + cpr(between="-") + "/1",
        "id_" + cpr(),
        "".join(chr(ord(sign) + 0xFEE0) for sign in cpr()),
        "".join(chr(ord(sign) - ord("0") + 0x660) for sign in cpr()),
        *(cpr(between=sign) for sign in "._/:\u00ad\u200b\u2060"),
        "\u200b".join(cpr()),
        "-".join((cpr()[:2], cpr()[2:4], cpr()[4:6], cpr()[6:])),
        " ".join((cpr()[:4], cpr()[4:6], cpr()[6:8], cpr()[8:])),
        " ".join((cpr()[:2], cpr()[2:4], cpr()[4:6], cpr()[6:8], cpr()[8:])),
        cpr()[:4] + "19" + cpr()[4:6] + "-" + cpr()[6:],
        cpr()[:4] + "19" + cpr()[4:],
        "abcdef" + cpr(),
        "abcdef0123456" + cpr()[:1] + "a" + cpr(),
        "0" * 22 + "-" + cpr()[:6] + "-" + cpr()[6:],
    ],
)
def test_cpr_shaped_ids_are_refused(shape: str) -> None:
    """An id that holds a plausible CPR number is refused in words that do not repeat it."""
    assert looks_like_cpr(shape)
    error = refusal(case_id=shape)
    assert "CPR" in str(error)
    assert shape not in str(error)
    assert cpr() not in str(error)


@pytest.mark.parametrize(
    "shape",
    [
        cpr(day="32"),
        cpr(day="60"),
        cpr(day="92"),
        cpr(day="00"),
        cpr(month="13"),
        cpr(month="00"),
        "1" + cpr(),
        cpr() + "1",
        "case-0001",
        "2026-000123",
        "2011-01-1234",
        "2012-01-02 03:04:05",
        "20110112345",
        "ab" + cpr() + "cdef" + "0" * 16,
        "0b" + cpr()[:6] + "-" + cpr()[6:] + "-4abc-8abc-0123456789ab",
    ],
)
def test_other_ids_are_accepted(shape: str) -> None:
    """Other digits are no CPR number, nor are ten digits by chance inside a hash or UUID."""
    assert Case.model_validate({**SMALLEST, "case_id": shape}).case_id == shape


@pytest.mark.parametrize(
    "fields",
    [
        {"provider_id": cpr()},
        {"needs": [{**NEED, "need_id": cpr()}]},
        {"goals": [{"goal_id": cpr(), "area": "crime", "set_on": "2025-01-01"}]},
        {"agreements": [{"agreement_id": cpr(), "area": "crime", "made_on": "2025-01-01"}]},
        {"medications": [{"medication_id": cpr(), "kind": "somatic", "started_on": "2025-01-01"}]},
        {"pregnancies": [{"pregnancy_id": cpr(), "role": "pregnant", "known_on": "2025-01-01"}]},
        {"activities": [{"code": "bridging", "done_on": "2025-01-01", "pregnancy_id": cpr()}]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_every_id_is_guarded(fields: dict[str, Any]) -> None:
    """No id of a case may look like a CPR number."""
    assert [e["type"] for e in refusal(**fields).errors()] == ["cpr"]


def test_errors_do_not_show_values() -> None:
    """The text of an error never holds what was written."""
    spoken_of = "told in confidence"
    error = refusal(
        citizen={"sex": spoken_of, "birth_date": spoken_of, spoken_of[:4]: spoken_of}, municipality=spoken_of
    )
    assert error.error_count() == 4
    assert spoken_of not in str(error)


def test_records_are_frozen() -> None:
    """A case cannot be changed after it was read."""
    case = Case.model_validate(SMALLEST)
    with pytest.raises(ValidationError):
        case.anonymous = True  # type: ignore[misc] # the point of the test


@pytest.mark.parametrize("staff", [1.0, "1", True, -1])
def test_staff_is_counted_in_whole_numbers(staff: Any) -> None:
    """The number of staff is a whole number from 0 up."""
    with pytest.raises(ValidationError):
        Provider.model_validate({"provider_id": "p", "outreach_staff": staff})


@given(cases())
@slow
def test_case_round_trip(case: Case) -> None:
    """A case written as JSON and read again is the same case."""
    assert Case.model_validate_json(case.model_dump_json()) == case
    assert Case.model_validate(case.model_dump(mode="json")) == case


@given(providers() | authorities())
@slow
def test_attesting_round_trip(record: Provider | Authority) -> None:
    """A provider or authority written as JSON and read again is the same."""
    assert type(record).model_validate_json(record.model_dump_json()) == record


NUMBERS = [0, 1, 1.5, -3, 10**30, float("nan")]
TEXTS = ["", "1", "x", "housing", "2026-02-30", "2026-03-01"]
ODD = st.sampled_from([None, True, *NUMBERS, *TEXTS, [], ["x"], [None], {}, {"area": "x"}])


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in _objects(part))]
    return [inner for part in value for inner in _objects(part)] if isinstance(value, list) else []


def _outcome(read: Any) -> Any:
    try:
        return read()
    except ValidationError as error:
        return [e["loc"] for e in error.errors()]


@given(st.data())
@slow
def test_both_ways_of_reading_agree(data: st.DataObject) -> None:
    """JSON text and the plain data decoded from it are accepted and refused alike, at the same places."""
    document = data.draw(documents())
    for _ in range(data.draw(st.integers(1, 3))):
        inner = data.draw(st.sampled_from(_objects(document)))
        match data.draw(st.sampled_from(["drop", "swap", "add"])):
            case "drop" if inner:
                del inner[data.draw(st.sampled_from(sorted(inner)))]
            case "swap" if inner:
                inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(ODD)
            case _:
                inner[data.draw(st.sampled_from(["x", "area", "kind", "ended_on", "partners"]))] = data.draw(
                    ODD
                )
    text = json.dumps(document)
    assert _outcome(lambda: Case.model_validate_json(text)) == _outcome(
        lambda: Case.model_validate(json.loads(text))
    )
