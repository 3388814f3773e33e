"""Findings as JUnit XML, as CI systems read it: a suite for each record, written as it comes."""

from collections.abc import Iterator
from typing import Final, TextIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.escape import xml_text
from guidelinekit.report.findings import FindingRow, RecordFindings, findings_of
from guidelinekit.report.formats.tables import faults_of
from guidelinekit.report.severity import STOPPED, Weight, place_of
from guidelinekit.report.writer import Ending, Heading, Look

_FAILING: Final = frozenset({Weight.BREACH, Weight.GAP})
_PASSING: Final = frozenset({Weight.MET, Weight.LATE})


class JunitWriter:
    """Writes what is unmet as a failure, an invalid record as an error, what is not decided as skipped."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._language = sink, look.language
        self.shape = findings_of(heading, look)
        sink.write(
            f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="guidelinekit {heading.as_of}">\n'
        )

    def put(self, piece: RecordFindings) -> None:
        """Write the suite of one record."""
        if not piece.findings:
            return
        suite = self._suite(piece.case_id)
        for finding in piece.findings:
            name = f"{finding.rule} {finding.item}".rstrip()
            case = SubElement(suite, "testcase", classname=xml_text(piece.case_id), name=xml_text(name))
            text = xml_text("\n".join(self._lines(finding)))
            if finding.weight in _FAILING:
                failure = SubElement(
                    case, "failure", message=xml_text(finding.message), type=finding.modality
                )
                failure.text = text
            elif finding.weight in _PASSING:
                SubElement(case, "system-out").text = text
            else:
                status = finding.status.label.text(self._language)
                SubElement(case, "skipped", message=xml_text(f"{status}: {finding.message}"))
        self._write(suite)

    def refuse(self, invalid: InvalidEntry) -> None:
        """Write the suite of a record that could not be evaluated."""
        place = xml_text(place_of(invalid.location, self._language))
        name = xml_text(invalid.case_id or place)
        suite = self._suite(name)
        case = SubElement(suite, "testcase", classname=name, name=place)
        problems = [str(fault) for fault in faults_of(invalid, self._language)]
        error = SubElement(case, "error", message=xml_text("; ".join(problems)), type="invalid")
        error.text = xml_text("\n".join(problems))
        self._write(suite)

    def finish(self, ending: Ending) -> None:
        """Close the document; that of a run that was stopped has an error at its end."""
        if ending.stopped:
            suite = self._suite("guidelinekit")
            case = SubElement(suite, "testcase", classname="guidelinekit", name="run")
            SubElement(case, "error", message=STOPPED.text(self._language), type="stopped")
            self._write(suite)
        self._sink.write("</testsuites>\n")

    def _suite(self, name: str) -> Element:
        return Element("testsuite", name=xml_text(name))

    def _write(self, suite: Element) -> None:
        suite.set("tests", str(len(suite)))
        for plural, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(plural, str(len(suite.findall(f"testcase/{kind}"))))
        indent(suite)
        self._sink.write(tostring(suite, encoding="unicode") + "\n")

    def _lines(self, finding: FindingRow) -> Iterator[str]:
        yield f"{finding.title} ({finding.anvisning})"
        yield finding.message
        if finding.remedy:
            yield f"» {finding.remedy}"
        if finding.due_on is not None:
            yield f"{'Frist' if self._language == 'da' else 'Due on'}: {finding.due_on}"
