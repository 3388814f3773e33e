"""Findings as FHIR R4: care gaps of the international DEQM guide, a Bundle for each case, one on a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TextIO
from uuid import NAMESPACE_URL, uuid5

from guidelinekit.evaluate.plain import Tree, encoded
from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.formats.tables import faults_of
from guidelinekit.report.human import listed
from guidelinekit.report.severity import STOPPED
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.results import CaseResults, Reason, Result, Status
from guidelinekit.text import Language, printable_parts

_OURS: Final = "urn:guidelinekit:"
"""What the addresses of our rules, reasons and fields begin with."""
_DEQM: Final = "http://hl7.org/fhir/uv/deqm/"
_GAP: Final[Mapping[Status, str]] = {
    Status.UNMET: "open-gap",
    Status.DUE: "prospective-gap",
    Status.MET: "closed-gap",
    Status.MET_LATE: "closed-gap",
    Status.EXEMPT: "not-applicable",
    Status.NOT_APPLICABLE: "not-applicable",
}
"""What is undetermined is no gap: more data is required first."""
_REASON: Final[Mapping[Reason, str]] = {
    Reason.FULFILLED: "Present",
    Reason.TOO_LATE: "DateOutOfRange",
    Reason.NOT_YET_DUE: "NotFound",
    Reason.NOT_FOUND: "NotFound",
    Reason.OUT_OF_RANGE: "InvalidAttribute",
    Reason.COUNT_TOO_LOW: "CountOutOfRange",
    Reason.STALE: "DateOutOfRange",
    Reason.NOT_DOCUMENTED: "Missing",
    Reason.NOT_EXPORTED: "Missing",
}
"""Our reasons as the guide has them; others stand alone."""
_TYPES: Final[Mapping[str, str]] = {
    "citizen": "Patient",
    "request": "ServiceRequest",
    "enrolment": "EpisodeOfCare",
    "treatments": "EpisodeOfCare",
    "assessments": "ClinicalImpression",
    "needs": "Condition",
    "goals": "Goal",
    "plans": "CarePlan",
    "interventions": "CarePlan",
    "agreements": "CarePlan",
    "partner_contacts": "Encounter",
    "activities": "Procedure",
    "medications": "MedicationStatement",
    "pregnancies": "Condition",
}
"""The type of resource that would hold what is missing; `Basic` where FHIR has none."""


@dataclass(frozen=True, slots=True)
class CareGaps:
    """Makes the Bundle of a case."""

    language: Language
    editions: Mapping[str, str]
    sums_up: Mapping[str, Sequence[str]]
    everything: bool = False

    def __call__(self, record: CaseResults) -> bytes:
        """Return the Bundle; nothing for a provider or an authority, which are no patients."""
        if record.kind is not Subject.CASE:
            return b""
        resources = [
            resource
            for result in listed(record, self.sums_up, everything=self.everything)
            if result.modality is not Modality.MAY  # an option that is not used is no gap
            for resource in self._resources(result, record)
        ]
        bundle: Tree = {
            "resourceType": "Bundle",
            "identifier": {"system": f"{_OURS}report", "value": f"{record.case_id}/{record.as_of}"},
            "type": "collection",
        }
        entries = [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources]
        return encoded(printable_parts({**bundle, **({"entry": entries} if entries else {})}))

    def _resources(self, result: Result, record: CaseResults) -> Iterator[Tree]:
        patient = {"type": "Patient", "identifier": {"system": f"{_OURS}case", "value": record.case_id}}
        guidance = self._guidance(result, record, patient)
        if result.status in _GAP:
            yield self._issue(result, record, patient, guidance["id"])
        yield guidance

    def _issue(self, result: Result, record: CaseResults, patient: Tree, guidance: str) -> Tree:
        status = {"coding": [_coding(f"{_DEQM}CodeSystem/deqm-gaps-status", _GAP[result.status])]}
        pack, _, name = result.rule.partition("/")
        title = result.title.text(self.language)
        gap = _coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "CAREGAP")
        issue: Tree = {
            "resourceType": "DetectedIssue",
            "id": _id(result.key),
            "meta": {"profile": [f"{_DEQM}StructureDefinition/deqm-gapsincaredetectedissue"]},
            "modifierExtension": [
                {"url": f"{_DEQM}StructureDefinition/deqm-gapStatus", "valueCodeableConcept": status}
            ],
            "identifier": [{"system": f"{_OURS}result", "value": result.key}],
            "status": "final",
            "code": {"coding": [gap, {**_coding(f"{_OURS}{pack}", name), "display": title}]},
            "patient": patient,
            "identifiedDateTime": record.as_of,
            "evidence": [{"detail": [{"reference": f"urn:uuid:{guidance}"}]}],
            "detail": result.message.text(self.language),
        }
        if result.due_on is not None:
            issue["extension"] = [{"url": f"{_OURS}due-on", "valueDate": result.due_on}]
        if result.status is Status.UNMET and result.required:
            issue["severity"] = "high"
        return issue

    def _guidance(self, result: Result, record: CaseResults, patient: Tree) -> Tree:
        reasons = [_coding(f"{_OURS}reason", result.reason)]
        if code := _REASON.get(result.reason):
            reasons.insert(0, _coding(f"{_DEQM}CodeSystem/deqm-care-gap-reason", code))
        edition = self.editions[result.rule.partition("/")[0]]
        guidance: Tree = {
            "resourceType": "GuidanceResponse",
            "id": _id(f"{result.key} guidance"),
            "meta": {"profile": [f"{_DEQM}StructureDefinition/deqm-detailedcaregapguidanceresponse"]},
            "moduleCanonical": f"{_OURS}{result.rule}|{edition}",
            "status": "data-required" if result.status is Status.UNDETERMINED else "success",
            "subject": patient,
            "occurrenceDateTime": record.as_of,
            "reasonCode": [{"coding": reasons, "text": result.reason.label.text(self.language)}],
        }
        if notes := list(self._notes(result)):
            guidance["note"] = [{"text": text} for text in notes]
        if required := [_required(pointer) for pointer in _missing(result)]:
            guidance["dataRequirement"] = required
        return guidance

    def _notes(self, result: Result) -> Iterator[str]:
        if result.status is Status.UNDETERMINED:
            yield result.message.text(self.language)
        if remedy := result.remedy.text(self.language):
            yield remedy
        if result.local_parameters:
            words = "Lokalt fastsat" if self.language == "da" else "Set locally"
            yield f"{words}: {', '.join(result.local_parameters)}"


class CareGapWriter:
    """Writes a line for each case, and an OperationOutcome for each record that could not be evaluated."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._language = sink, look.language
        editions = {pack.id: pack.edition for pack in heading.packs}
        self.shape = CareGaps(look.language, editions, heading.sums_up, heading.selection.all)

    def put(self, piece: bytes) -> None:
        """Write the line of one case."""
        if piece:
            self._sink.write(piece.decode() + "\n")

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write what is wrong with a record."""
        faults = faults_of(invalid, self._language)
        self._outcome("invalid", [f"{fault.place}: {fault}" for fault in faults])

    def finish(self, ending: Ending) -> None:
        """Say of a run that was stopped that these are not all."""
        if ending.stopped:
            self._outcome("incomplete", [STOPPED.text(self._language)])

    def _outcome(self, code: str, texts: Sequence[str]) -> None:
        issues = [{"severity": "error", "code": code, "diagnostics": text} for text in texts]
        self.put(encoded(printable_parts({"resourceType": "OperationOutcome", "issue": issues})))


def _coding(system: str, code: str) -> Tree:
    return {"system": system, "code": code}


def _id(key: str) -> str:
    """Return the id of a resource, the same from run to run."""
    return str(uuid5(NAMESPACE_URL, f"{_OURS}{key}"))


def _missing(result: Result) -> list[str]:
    return list(dict.fromkeys(each.pointer for each in result.missing))


def _required(pointer: str) -> Tree:
    """Return what has to be known: the field of our case model, in the resource that would hold it."""
    steps = [step for step in pointer.split("/") if step and not step.isdecimal()]
    kind = _TYPES.get(steps[0], "Basic") if steps else "Basic"
    field = ".".join(steps) if pointer.startswith("/") else pointer
    return {"type": kind, "codeFilter": [{"path": "code", "code": [_coding(f"{_OURS}field", field)]}]}
