"""Bundles by KL's profiles for FFB, made here; of people who do not exist and have no number."""

import json
from pathlib import Path
from typing import Any

FFB = "urn:oid:1.2.208.176.2.22"
PROFILES = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-"
HOUSING, DRUGS, TOBACCO = (
    "35c56275-0093-4901-9fd8-d06fdb5cb8f3",
    "c8f4475a-8de3-4920-ad0c-eea78c49a68d",
    "f5b8e809-7689-4952-838c-a069c99408b3",
)
COOKING = "b947f321-7cdb-4b33-9653-f3ff800572b0"
NOT_REDUCED, REDUCED = "b508ff66-6326-4862-a6d7-7bbf184c9823", "5bdde847-2837-416b-ab63-bbff8b7aa531"
SUPPORT_AT_HOME, HELP_IN_GROUPS = (
    "638f44df-6bf2-47f8-9935-b8fdc83e5bf5",
    "3459f530-7334-48c4-9037-53bf80df8851",
)


def concept(code: str, system: str = FFB) -> dict[str, Any]:
    """Return a concept with one code."""
    return {"coding": [{"system": system, "code": code}]}


def named(kind: str, own_id: str) -> dict[str, str]:
    """Return a reference."""
    return {"reference": f"{kind}/{own_id}"}


def number(text: str) -> list[dict[str, Any]]:
    """Return the extension with a case number."""
    inner = {"url": "municipalitySpecific", "valueIdentifier": {"use": "usual", "value": text}}
    return [{"url": f"{PROFILES}municipalityCaseNumber", "extension": [inner]}]


def made(kind: str, own_id: str, at: str, **fields: Any) -> dict[str, Any]:
    """Return a resource that was changed at a time."""
    return {"resourceType": kind, "id": own_id, "meta": {"lastUpdated": at}, **fields}


def need(own_id: str, code: str, at: str, state: str = "active", **fields: Any) -> dict[str, Any]:
    """Return a condition, recorded at noon on 3 February."""
    status = concept(state, "http://terminology.hl7.org/CodeSystem/condition-clinical")
    recorded = {"recordedDate": "2026-02-03T12:00:00+01:00", **fields}
    return made("Condition", own_id, at, clinicalStatus=status, code=concept(code), **recorded)


def goal(own_id: str, condition: str, at: str, state: str = "active") -> dict[str, Any]:
    """Return a goal that is first of all about a condition."""
    rank = [{"url": "http://fhir.kl.dk/core/StructureDefinition/ConditionRank", "valuePositiveInt": 1}]
    about = [{"extension": rank, **named("Condition", condition)}]
    return made("Goal", own_id, at, lifecycleStatus=state, addresses=about)


def plan(own_id: str, case: str, at: str, goals: list[str], **fields: Any) -> dict[str, Any]:
    """Return a plan, granted on 1 March."""
    period = {"period": {"start": "2026-03-01"}, **fields}
    listed = {"goal": [named("Goal", each) for each in goals]} if goals else {}
    return made("CarePlan", own_id, at, status="active", extension=number(case), **listed, **period)


def service(own_id: str, of: str, code: str, at: str, **fields: Any) -> dict[str, Any]:
    """Return a service of a plan, begun on 5 March."""
    period = {"period": {"start": "2026-03-05"}, **fields}
    done = [{"detail": {"code": concept(code)}}]
    return made(
        "CarePlan", own_id, at, status="active", basedOn=[named("CarePlan", of)], activity=done, **period
    )


def bundle(citizen: str, *resources: dict[str, Any], at: str = "2026-03-01T18:00:00Z") -> dict[str, Any]:
    """Return a delivery about a citizen. What stands for a number is no number."""
    patient = {"resourceType": "Patient", "id": citizen, "identifier": [{"value": "not a number"}]}
    listed = [{"resource": each} for each in (patient, *resources)]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": at, "entry": listed}


def write(folder: Path, **bundles: Any) -> Path:
    """Write each bundle into a file of a folder."""
    folder.mkdir(exist_ok=True)
    for name, content in bundles.items():
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder
