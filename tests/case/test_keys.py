"""Names of items and keys of results: the same whatever the order of the rows."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidelinekit.case import Case, Provider
from guidelinekit.case.keys import item_key, item_keys, item_pointer, result_key
from guidelinekit.case.reading.fast import struct_decoder
from guidelinekit.testing.records import documents

SMALL: dict[str, Any] = {"schema_version": "1", "case_id": "case-1", "citizen": {}}
DAY = "2026-03-23"
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


def case_with(**fields: Any) -> Case:
    """Build a small case."""
    return Case.model_validate({**SMALL, **fields})


@pytest.mark.parametrize(
    ("name", "item", "key"),
    [
        ("needs", {"need_id": "n2", "area": "housing", "identified_on": DAY}, "need:n2"),
        ("goals", {"goal_id": "g1", "area": "housing", "set_on": DAY}, "goal:g1"),
        ("agreements", {"agreement_id": "a1", "area": "housing", "made_on": DAY}, "agreement:a1"),
        ("medications", {"medication_id": "m1", "kind": "somatic", "started_on": DAY}, "medication:m1"),
        ("pregnancies", {"pregnancy_id": "p1", "role": "pregnant", "known_on": DAY}, "pregnancy:p1"),
        ("treatments", {"treatment_id": "t1", "form": "day", "started_on": DAY}, "treatment:t1"),
        ("treatments", {"form": "day", "started_on": DAY}, "treatment:day@2026-03-23"),
        ("assessments", {"assessment_id": "x1", "kind": "asi", "done_on": DAY}, "assessment:x1"),
        ("assessments", {"kind": "asi", "done_on": DAY}, "assessment:asi@2026-03-23"),
        ("plans", {"plan_id": "b1", "kind": "treatment_plan", "made_on": DAY}, "plan:b1"),
        ("plans", {"kind": "treatment_plan", "made_on": DAY}, "plan:treatment_plan@2026-03-23"),
        (
            "interventions",
            {"intervention_id": "i1", "kind": "health", "area": "sleep", "started_on": DAY},
            "intervention:i1",
        ),
        (
            "interventions",
            {"kind": "health", "area": "sleep", "started_on": DAY},
            "intervention:health@2026-03-23",
        ),
        (
            "partner_contacts",
            {"contact_id": "c1", "partner": "dentist", "established_on": DAY},
            "contact:c1",
        ),
        ("partner_contacts", {"partner": "dentist", "established_on": DAY}, "contact:dentist@2026-03-23"),
        ("activities", {"activity_id": "v1", "code": "referral", "done_on": DAY}, "activity:v1"),
        ("activities", {"code": "referral", "done_on": DAY}, "activity:referral@2026-03-23"),
    ],
)
def test_names_of_items(name: str, item: dict[str, Any], key: str) -> None:
    """An item is named by its own id, or by its kind and the day it came to be; the name leads back to it."""
    case = case_with(**{name: [item]})
    assert item_key(case, f"/{name}/0") == key
    assert item_keys(case, name) == (key,)
    assert item_pointer(case, key) == f"/{name}/0"


def test_names_of_a_providers_items() -> None:
    """What a provider confirms is named by its code and the day of the confirmation."""
    provider = Provider.model_validate(
        {"provider_id": "p", "attestations": [{"code": "written-plan", "confirmed_on": DAY}]}
    )
    assert item_key(provider, "/attestations/0") == "attestation:written-plan@2026-03-23"
    assert item_pointer(provider, "attestation:written-plan@2026-03-23") == "/attestations/0"


def test_the_record_itself() -> None:
    """The record has the empty name and the empty pointer."""
    assert item_key(case_with(), "") == ""
    assert item_pointer(case_with(), "") == ""


@pytest.mark.parametrize("pointer", ["/needs/1", "/needs/-1", "/needs/x", "/needs", "/citizen/0", "/shoes/0"])
def test_a_pointer_to_no_item(pointer: str) -> None:
    """A pointer to what is no item of a list has no name."""
    case = case_with(needs=[{"need_id": "1", "area": "housing", "identified_on": DAY}])
    with pytest.raises(LookupError, match="no item"):
        item_key(case, pointer)


@pytest.mark.parametrize("item", ["need:n3", "shoe:1", "need", "plan:treatment_plan@2026-03-24", "/needs/0"])
def test_a_name_of_no_item(item: str) -> None:
    """A name that no item of the record has leads nowhere."""
    assert item_pointer(case_with(needs=None, plans=[{"kind": "joint_plan", "made_on": DAY}]), item) is None


def test_the_same_kind_on_the_same_day() -> None:
    """Content decides which of two is the second, in whatever order and however their lists are ordered."""
    housing = {"kind": "health", "area": "housing", "started_on": DAY, "ended_on": "2026-04-01"}
    sleep = {"kind": "health", "area": "sleep", "started_on": DAY}
    for items, keys in (([housing, sleep], ("", "~2")), ([sleep, housing], ("~2", ""))):
        names = tuple(f"intervention:health@2026-03-23{key}" for key in keys)
        assert item_keys(case_with(interventions=items), "interventions") == names
    meeting: dict[str, Any] = {"code": "referral", "done_on": DAY, "topics": ["misuse", "withdrawal"]}
    talk = {"code": "referral", "done_on": DAY, "topics": ["dependence", "withdrawal"]}
    turned = {**meeting, "topics": ["withdrawal", "misuse"]}
    name = "activity:referral@2026-03-23"
    for items in ([talk, meeting], [talk, turned]):
        assert item_keys(case_with(activities=items), "activities") == (name, f"{name}~2")
    assert item_key(case_with(activities=[turned, talk]), "/activities/0") == f"{name}~2"


def test_equal_items_are_interchangeable() -> None:
    """Two items that say the same have two names, and either may have either."""
    plan = {"kind": "treatment_plan", "made_on": DAY}
    names = ("plan:treatment_plan@2026-03-23", "plan:treatment_plan@2026-03-23~2")
    assert item_keys(case_with(plans=[plan, plan]), "plans") == names


def test_an_own_id_that_reads_like_a_name() -> None:
    """An own id made like the name of an item without one takes that name; the other is the second."""
    plans = [
        {"kind": "treatment_plan", "made_on": DAY},
        {"plan_id": "treatment_plan@2026-03-23", "kind": "joint_plan", "made_on": DAY},
    ]
    names = ("plan:treatment_plan@2026-03-23~2", "plan:treatment_plan@2026-03-23")
    assert item_keys(case_with(plans=plans), "plans") == names


def test_the_key_of_a_result() -> None:
    """The key is the record's id, the rule and the item, joined by a space."""
    assert result_key("c1", "ssb-2016/3.2.1-a", "need:n2") == "c1 ssb-2016/3.2.1-a need:n2"
    assert result_key("c1", "ssb-2016/3.2.1-a", "") == "c1 ssb-2016/3.2.1-a"


def shuffled(value: Any, random: Random) -> Any:
    """Return a document with every list in another order."""
    if isinstance(value, dict):
        return {name: shuffled(inner, random) for name, inner in value.items()}
    if isinstance(value, list):
        return [shuffled(inner, random) for inner in random.sample(value, len(value))]
    return value


def as_a_set(value: Any) -> Any:
    """Return a document as text that does not depend on the order of its lists."""
    if isinstance(value, dict):
        return json.dumps({name: as_a_set(inner) for name, inner in value.items()}, sort_keys=True)
    return json.dumps(sorted(map(as_a_set, value))) if isinstance(value, list) else json.dumps(value)


def names(case: Any, document: dict[str, Any]) -> dict[str, Any]:
    """Return what each item says by its name."""
    lists = {name: items for name, items in document.items() if isinstance(items, list)}
    return {
        item_key(case, f"/{name}/{index}"): as_a_set(item)
        for name, items in lists.items()
        for index, item in enumerate(items)
    }


ALIKE = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["referral", "bridging"]),
        "done_on": st.just(DAY),
        "outcome": st.sampled_from(["done", "declined"]),
        "topics": st.lists(st.sampled_from(["misuse", "withdrawal"]), max_size=2),
    }
)


@slow
@given(document=documents(), alike=st.lists(ALIKE, max_size=6), random=st.randoms(use_true_random=False))
def test_row_order_changes_no_name(document: dict[str, Any], alike: list[Any], random: Random) -> None:
    """Each item has the same name in every order of the lists, by models and by structs; and names differ."""
    document["activities"] = [*(document.get("activities") or ()), *alike]
    turned = shuffled(document, random)
    case, other = Case.model_validate(document), Case.model_validate(turned)
    expected = names(case, document)
    assert names(other, turned) == expected
    assert len(expected) == sum(len(items) for items in document.values() if isinstance(items, list))
    for key in expected:
        pointer = item_pointer(case, key)
        assert pointer is not None
        assert item_key(case, pointer) == key
    decode = struct_decoder()
    fast: Any = decode(json.dumps(turned).encode()) if decode else None
    if fast is not None:
        assert names(fast, turned) == expected
