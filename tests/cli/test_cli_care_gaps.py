"""Findings as FHIR: what two validators take, what the guide asks of care gaps, and that none is lost."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import fhirkit
import pytest
from command_line import AS_OF, OPEN, QUIET, SMALL, UNKNOWN, call, case, lines
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.operationoutcome import OperationOutcome

MODELS: dict[str, Any] = {"Bundle": Bundle, "OperationOutcome": OperationOutcome}
GAPS = "http://hl7.org/fhir/uv/deqm/CodeSystem/deqm-gaps-status"
LATE = case("late", plans=[{"kind": "treatment_plan", "made_on": "2026-02-25"}], needs=[], activities=[])


def written(
    place: Path,
    *arguments: str,
    records: tuple[Any, ...] = (OPEN, UNKNOWN, QUIET, LATE),
    as_of: str = AS_OF[1],
) -> list[Any]:
    """Return the resources that are written of cases, once two validators took each of them."""
    (place / "cases.ndjson").write_text(lines(*records))
    target = ("-o", f"fhir={place / 'gaps.ndjson'}")
    call("check", place / "cases.ndjson", *SMALL, "--as-of", as_of, *target, *arguments)
    texts = (place / "gaps.ndjson").read_text(encoding="utf-8").splitlines()
    for text in texts:
        assert fhirkit.validate(text) == []
        MODELS[json.loads(text)["resourceType"]].model_validate_json(text)
    return [json.loads(text) for text in texts]


def inside(bundle: Any, kind: str) -> list[Any]:
    """Return the resources of a type in a bundle."""
    return [each["resource"] for each in bundle.get("entry", ()) if each["resource"]["resourceType"] == kind]


def status(issue: Any) -> str:
    """Return the status of a gap, which the guide asks for once."""
    (extension,) = issue["modifierExtension"]
    ((coding),) = extension["valueCodeableConcept"]["coding"]
    assert coding["system"] == GAPS
    return str(coding["code"])


@pytest.mark.parametrize("arguments", [(), ("--all",), ("--lang", "en", "--jobs", "2")])
def test_each_bundle_is_fhir_and_each_issue_a_care_gap(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Two validators take each line, and each issue has what the guide's profile adds to FHIR."""
    bundles = written(tmp_path, *arguments)
    assert [bundle["identifier"]["value"].partition("/")[0] for bundle in bundles] == [
        *("open", "unknown", "quiet", "late")
    ]
    for bundle in bundles:
        guidance = {f"urn:uuid:{each['id']}" for each in inside(bundle, "GuidanceResponse")}
        for issue in inside(bundle, "DetectedIssue"):
            assert status(issue)
            assert "CAREGAP" in {coding["code"] for coding in issue["code"]["coding"]}
            ((detail,),) = (evidence["detail"] for evidence in issue["evidence"])
            assert detail["reference"] in guidance
            assert set(issue["patient"]) == {"type", "identifier"}


def test_a_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    """A bundle with a mistake in it is refused by each of the two, so that they can say something."""
    bundle = next(each for each in written(tmp_path) if inside(each, "DetectedIssue"))
    del inside(bundle, "DetectedIssue")[0]["status"]
    assert [issue.path for issue in fhirkit.validate(json.dumps(bundle))]
    with pytest.raises(ValueError, match="status"):
        Bundle.model_validate(bundle)


def test_every_result_is_a_gap_or_asks_for_data(tmp_path: Path) -> None:
    """Each listed duty is there once, under the gap status that goes with ours; undetermined is no gap."""
    meaning = {
        "unmet": "open-gap",
        "due": "prospective-gap",
        "met": "closed-gap",
        "met_late": "closed-gap",
        "exempt": "not-applicable",
        "not_applicable": "not-applicable",
    }
    bundles = written(tmp_path, "--all")
    report = tmp_path / "report.json"
    call("check", tmp_path / "cases.ndjson", *SMALL, *AS_OF, "--all", "-o", report)
    made = json.loads(report.read_text())
    duties = [
        each
        for entry in made["results"]
        for each in entry["results"]
        if made["rules"][each["rule"]]["modality"] != "may"
    ]
    assert {each["status"] for each in duties} > {"unmet", "due", "met", "undetermined"}
    issues = {
        each["identifier"][0]["value"]: status(each) for b in bundles for each in inside(b, "DetectedIssue")
    }
    assert issues == {
        each["key"]: meaning[each["status"]] for each in duties if each["status"] != "undetermined"
    }
    answers = Counter(each["status"] for b in bundles for each in inside(b, "GuidanceResponse"))
    unclear = sum(each["status"] == "undetermined" for each in duties)
    assert answers == {"data-required": unclear, "success": len(duties) - unclear}


def test_what_is_undetermined_says_which_data_is_required(tmp_path: Path) -> None:
    """A list that was not exported is named by its field, in the type of resource that would hold it."""
    (bundle,) = written(tmp_path, records=(UNKNOWN,))
    asked = [
        (each["type"], coding["code"])
        for guidance in inside(bundle, "GuidanceResponse")
        if guidance["status"] == "data-required"
        for each in guidance["dataRequirement"]
        for coding in each["codeFilter"][0]["code"]
    ]
    assert ("Condition", "needs") in asked


def test_only_what_is_required_is_severe_and_deadlines_are_told(tmp_path: Path) -> None:
    """Unmet must is high; a should has no severity; what is due says when; a remedy is a note."""
    (bundle,) = written(tmp_path, records=(OPEN,))
    by_status = {(status(each), each.get("severity")): each for each in inside(bundle, "DetectedIssue")}
    assert set(by_status) == {("open-gap", "high"), ("open-gap", None), ("prospective-gap", None)}
    assert by_status["prospective-gap", None]["extension"] == [
        {"url": "urn:guidelinekit:due-on", "valueDate": "2026-03-06"}
    ]
    assert all(each["note"] for each in inside(bundle, "GuidanceResponse"))


def test_an_invalid_record_is_an_outcome_and_a_provider_is_no_patient(tmp_path: Path) -> None:
    """What is wrong with a record is told as FHIR tells it, without a value; providers have no line."""
    provider = {"kind": "provider", "provider_id": "p1"}
    outcome, bundle = sorted(
        written(tmp_path, records=(QUIET, case("wrong", needs="secret"), provider)),
        key=lambda each: each["resourceType"],
        reverse=True,
    )
    assert bundle["resourceType"] == "Bundle"
    (issue,) = outcome["issue"]
    assert "/needs" in issue["diagnostics"]
    assert "secret" not in issue["diagnostics"]


def test_the_same_gap_has_the_same_id_on_another_day(tmp_path: Path) -> None:
    """Resources keep their ids from run to run, so that a system can update them."""
    (first,) = written(tmp_path, records=(OPEN,))
    (second,) = written(tmp_path, records=(OPEN,), as_of="2026-03-02")
    ids = [{each["resource"]["id"] for each in bundle["entry"]} for bundle in (first, second)]
    assert ids[0] == ids[1]
