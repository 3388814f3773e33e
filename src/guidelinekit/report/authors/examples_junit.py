"""The outcomes of example cases as JUnit XML, as CI systems read it: one suite per rule."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.examples.outcomes import Outcome
from guidelinekit.report.authors.examples_text import failure_text
from guidelinekit.report.escape import xml_text
from guidelinekit.text import Language

Entry = tuple[str, Outcome | Diagnostic]
"""What came of one example, with the rule or file that it belongs to."""


def junit(entries: Iterable[Entry], language: Language) -> str:
    """Return the XML of a run. An example that differs is a failure, one that cannot be run an error."""
    top = Element("testsuites", name="guidelinekit test")
    for name, group in groupby(entries, key=lambda entry: entry[0]):
        _suite(top, name, [outcome for _, outcome in group], language)
    for key in ("tests", "failures", "errors"):
        top.set(key, str(sum(int(suite.get(key, "0")) for suite in top)))
    indent(top)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(top, encoding="unicode") + "\n"


def _suite(top: Element, name: str, outcomes: Sequence[Outcome | Diagnostic], language: Language) -> None:
    suite = SubElement(top, "testsuite", name=xml_text(name))
    for outcome in outcomes:
        if isinstance(outcome, Outcome):
            case = SubElement(
                suite, "testcase", classname=xml_text(name), name=xml_text(outcome.example.name)
            )
            if outcome.example.origin.file is not None:
                case.set("file", xml_text(outcome.example.origin.file))
            if not outcome.passed:
                failure = SubElement(
                    case,
                    "failure",
                    message=xml_text("; ".join(each.text(language) for each in outcome.differences)),
                )
                failure.text = xml_text("\n".join(failure_text(outcome, language)))
        else:
            case = SubElement(
                suite, "testcase", classname=xml_text(name), name=xml_text(outcome.message.text(language))
            )
            error = SubElement(case, "error", message=xml_text(outcome.message.text(language)))
            error.text = xml_text(outcome.render(language))
    suite.set("tests", str(len(outcomes)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
