"""Where a record contradicts itself: what is told of it, and which dates are then left out."""

import json
from datetime import date
from typing import Any

import pytest

from guidelinekit.case import Case, Provider
from guidelinekit.case.reading.fast import struct_decoder
from guidelinekit.case.remarks import contradictions, remarks_on, without_doubted
from guidelinekit.results import Remark

AS_OF = date(2026, 6, 1)
SMALL: dict[str, Any] = {"schema_version": "1", "case_id": "c", "citizen": {}}
SHELTER = "Kontakt til samarbejdspartner (herberg eller forsorgshjem)"
DAY, BEFORE = "2026-03-10", "2026-03-09"


def case_with(**fields: Any) -> Case:
    """Build a small case."""
    return Case.model_validate({**SMALL, **fields})


def told(record: Any, as_of: date = AS_OF) -> tuple[Remark, ...]:
    """Return the remarks on a record."""
    return remarks_on(record, contradictions(record, as_of))


@pytest.mark.parametrize(
    ("name", "item", "code", "da"),
    [
        ("treatments", {"form": "day", "started_on": DAY, "ended_on": BEFORE}, "ended_before_begun",
         "Behandling (dagbehandling): «afsluttet den» ligger før «begyndt den»"),
        ("needs", {"need_id": "1", "area": "housing", "identified_on": DAY, "resolved_on": BEFORE},
         "ended_before_begun", "Behov (bolig): «løst den» ligger før «konstateret den»"),
        ("needs", {"need_id": "1", "area": "housing", "identified_on": DAY, "changed_on": BEFORE},
         "followed_up_before_made", "Behov (bolig): «ændret den» ligger før «konstateret den»"),
        ("goals", {"goal_id": "1", "area": "housing", "set_on": DAY, "achieved_on": BEFORE},
         "ended_before_begun", "Mål (bolig): «nået den» ligger før «sat den»"),
        ("goals", {"goal_id": "1", "area": "housing", "set_on": DAY, "dropped_on": BEFORE},
         "ended_before_begun", "Mål (bolig): «opgivet den» ligger før «sat den»"),
        ("plans", {"kind": "joint_plan", "made_on": DAY, "ended_on": BEFORE}, "ended_before_begun",
         "Plan (fælles plan): «afsluttet den» ligger før «lavet den»"),
        ("plans", {"kind": "joint_plan", "made_on": DAY, "revisions": [{"revised_on": BEFORE}]},
         "followed_up_before_made", "Plan (fælles plan): «revideret den» ligger før «lavet den»"),
        ("interventions", {"kind": "health", "area": "housing", "started_on": DAY, "ended_on": BEFORE},
         "ended_before_begun", "Indsats (sundhedsfaglig indsats): «afsluttet den» ligger før «begyndt den»"),
        ("interventions", {"kind": "health", "area": "housing", "started_on": DAY, "declined_on": BEFORE},
         "ended_before_begun", "Indsats (sundhedsfaglig indsats): «afslået den» ligger før «begyndt den»"),
        ("agreements", {"agreement_id": "1", "area": "housing", "made_on": DAY, "due_on": BEFORE},
         "due_before_made", "Aftale (bolig): «frist» ligger før «indgået den»"),
        ("agreements", {"agreement_id": "1", "area": "housing", "made_on": DAY, "completed_on": BEFORE},
         "ended_before_begun", "Aftale (bolig): «udført den» ligger før «indgået den»"),
        ("agreements", {"agreement_id": "1", "area": "housing", "made_on": DAY, "not_used_on": BEFORE},
         "ended_before_begun", "Aftale (bolig): «ikke brugt den» ligger før «indgået den»"),
        ("agreements", {"agreement_id": "1", "area": "housing", "made_on": DAY, "cancelled_on": BEFORE},
         "ended_before_begun", "Aftale (bolig): «aflyst den» ligger før «indgået den»"),
        ("agreements",
         {"agreement_id": "1", "area": "housing", "made_on": DAY, "follow_ups": [{"done_on": BEFORE}]},
         "followed_up_before_made", "Aftale (bolig): «fulgt op den» ligger før «indgået den»"),
        ("partner_contacts", {"partner": "shelter", "established_on": DAY, "ended_on": BEFORE},
         "ended_before_begun", f"{SHELTER}: «afsluttet den» ligger før «etableret den»"),
        ("partner_contacts", {"partner": "shelter", "established_on": DAY, "maintained_on": [BEFORE]},
         "followed_up_before_made", f"{SHELTER}: «vedligeholdt den» ligger før «etableret den»"),
        ("medications", {"medication_id": "1", "kind": "somatic", "started_on": DAY, "ended_on": BEFORE},
         "ended_before_begun",
         "Medicinsk behandling (medicin for somatisk sygdom): «afsluttet den» ligger før «begyndt den»"),
        ("pregnancies", {"pregnancy_id": "1", "role": "pregnant", "known_on": DAY,
                         "expected_on": "2027-01-12", "ended_on": BEFORE}, "ended_before_begun",
         "Graviditet (gravid): «afsluttet den» ligger mere end 44 uger før «termin»"),
        ("pregnancies", {"pregnancy_id": "1", "role": "pregnant", "known_on": DAY,
                         "expected_on": "2026-02-09"}, "term_before_known",
         "Graviditet (gravid): «termin» ligger mere end fire uger før «kendt den»"),
    ],
)  # fmt: skip
def test_an_item_whose_dates_are_not_in_their_order_has_a_remark(
    name: str, item: dict[str, Any], code: str, da: str
) -> None:
    """Each pair of dates of each list is told of by a code and a sentence."""
    (remark,) = told(case_with(**{name: [item]}))
    assert (remark.code, remark.message.da) == (code, da)


def test_a_remark_names_the_dates_and_not_their_values() -> None:
    """Pointers, the item's name and a key that no row order changes; in English as well."""
    needs = [
        {"need_id": "n1", "area": "economy", "identified_on": DAY},
        {"need_id": "n2", "area": "housing", "identified_on": DAY, "resolved_on": BEFORE},
    ]
    (remark,) = told(case_with(needs=needs))
    assert remark.to_dict() == {
        "code": "ended_before_begun",
        "item": "need:n2",
        "key": "c ended_before_begun/resolved_on need:n2",
        "pointers": ["/needs/1/identified_on", "/needs/1/resolved_on"],
        "message": {
            "da": "Behov (bolig): «løst den» ligger før «konstateret den»",
            "en": "Need (housing): «resolved on» is before «identified on»",
        },
    }


def test_all_early_dates_of_a_list_have_one_remark() -> None:
    """Those in their order are not named."""
    revisions = [{"revised_on": day} for day in (BEFORE, DAY, "2026-02-01")]
    (remark,) = told(case_with(plans=[{"kind": "joint_plan", "made_on": DAY, "revisions": revisions}]))
    assert remark.pointers == (
        "/plans/0/made_on",
        "/plans/0/revisions/0/revised_on",
        "/plans/0/revisions/2/revised_on",
    )
    assert remark.item == "plan:joint_plan@2026-03-10"


def test_an_enrolment_that_ended_before_it_began_has_a_remark() -> None:
    """It is about the record, and its key names no item."""
    (remark,) = told(case_with(enrolment={"enrolled_on": DAY, "ended_on": BEFORE}))
    assert (remark.item, remark.key) == ("", "c ended_before_begun/enrolment.ended_on")
    assert remark.message.da == "Indskrivning: «udskrevet den» ligger før «indskrevet den»"


@pytest.mark.parametrize("born", ["2026-03-11", "2062-03-10"])
def test_a_citizen_born_after_the_enrolment_has_a_remark(born: str) -> None:
    """A birth that is still to come is no secret of the future: it was mistyped."""
    (remark,) = told(case_with(citizen={"birth_date": born}, enrolment={"enrolled_on": DAY}))
    assert (remark.code, remark.pointers) == (
        "born_after_enrolment",
        ("/citizen/birth_date", "/enrolment/enrolled_on"),
    )
    assert remark.message.en == "Citizen: «date of birth» is after «enrolled on»"


def test_a_day_in_common_and_four_weeks_for_a_term_are_no_contradiction() -> None:
    """The same day is in order, and a child may be born late."""
    record = case_with(
        citizen={"birth_date": DAY},
        request={"requested_on": DAY},
        enrolment={"enrolled_on": DAY, "ended_on": DAY},
        needs=[{"need_id": "n", "area": "housing", "identified_on": DAY, "resolved_on": DAY}],
        pregnancies=[{"pregnancy_id": "p", "role": "pregnant", "known_on": DAY, "expected_on": "2026-02-10"}],
    )
    assert told(record) == ()


@pytest.mark.parametrize("expected_on", [None, "2026-03-10", "2027-01-11"])
def test_a_birth_may_be_learned_of_after_it_happened(expected_on: str | None) -> None:
    """The end of a pregnancy contradicts its term alone, and only where that is over 44 weeks later."""
    child = {"pregnancy_id": "p", "role": "pregnant", "known_on": DAY, "ended_on": BEFORE, "outcome": "birth"}
    assert told(case_with(pregnancies=[{**child, "expected_on": expected_on}])) == ()


def test_an_offer_may_be_declined_before_what_was_offered_begins() -> None:
    """Only a no from before the offer as well cannot be."""
    effort = {"kind": "health", "area": "housing", "started_on": DAY, "declined_on": BEFORE}
    assert told(case_with(interventions=[{**effort, "offered_on": "2026-03-01"}])) == ()
    assert len(told(case_with(interventions=[{**effort, "offered_on": DAY}]))) == 1


def test_what_is_recorded_later_contradicts_nothing_yet() -> None:
    """A need seen on 10 March is not there on 9 March, nor is an enrolment of that day."""
    record = case_with(
        citizen={"birth_date": "2027-01-01"},
        enrolment={"enrolled_on": DAY, "ended_on": "2026-01-01"},
        needs=[{"need_id": "n", "area": "housing", "identified_on": DAY, "resolved_on": "2026-01-01"}],
    )
    assert told(record, date(2026, 3, 9)) == ()
    assert len(told(record, date(2026, 3, 10))) == 3


def test_a_provider_and_a_case_decoded_fast_have_the_same_remarks() -> None:
    """Neither needs the model of a case."""
    attestation = {"code": "guidelines_known", "confirmed_on": DAY, "valid_until": BEFORE}
    provider = Provider.model_validate({"provider_id": "p", "attestations": [attestation]})
    assert [(remark.code, remark.key) for remark in told(provider)] == [
        ("due_before_made", "p due_before_made/valid_until attestation:guidelines_known@2026-03-10")
    ]
    decode = struct_decoder()
    if decode is None:
        pytest.skip("needs the extra `fast`")
    need = {"need_id": "n", "area": "housing", "identified_on": DAY, "resolved_on": BEFORE}
    contact = {"partner": "shelter", "established_on": DAY, "maintained_on": [BEFORE]}
    fields = {"needs": [need], "partner_contacts": [contact]}
    assert told(decode(json.dumps({**SMALL, **fields}).encode())) == told(case_with(**fields))


def test_only_the_doubted_dates_are_left_out() -> None:
    """The birth and the ends are; dates of lists, due dates and all that is in order stay."""
    record = case_with(
        citizen={"birth_date": "2026-05-01", "sex": "male"},
        enrolment={"enrolled_on": DAY, "ended_on": BEFORE},
        plans=[{"kind": "joint_plan", "made_on": DAY, "revisions": [{"revised_on": BEFORE}]}],
        needs=[
            {"need_id": "a", "area": "housing", "identified_on": BEFORE, "resolved_on": DAY},
            {"need_id": "b", "area": "housing", "identified_on": DAY, "resolved_on": BEFORE},
        ],
        agreements=[{"agreement_id": "1", "area": "housing", "made_on": DAY, "due_on": BEFORE}],
    )
    expected = case_with(
        citizen={"sex": "male"},
        enrolment={"enrolled_on": DAY},
        plans=record.plans,
        needs=[record.needs[0], {"need_id": "b", "area": "housing", "identified_on": DAY}],  # type: ignore[index]  # it has needs
        agreements=record.agreements,
    )
    assert without_doubted(record, contradictions(record, AS_OF)) == expected
