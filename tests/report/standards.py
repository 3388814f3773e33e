"""What the standards demand of a report that other programs read: each function fails where it is broken.

Kept here so that no test fetches a schema. JUnit is what Jenkins and Surefire agree on.
"""

import json
from typing import Any
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator

_COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}
_INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase", "system-out", "system-err"},
    "testcase": {"skipped", "failure", "error", "system-out", "system-err"},
}
_ATTRIBUTES = {
    "testsuites": ({"name"}, {"time", "tests", "failures", "disabled", "errors"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped"},
        {"time", "timestamp", "hostname", "id", "package"},
    ),
    "testcase": ({"name", "classname"}, {"time", "file", "line"}),
    "failure": ({"type"}, {"message"}),
    "error": ({"type"}, {"message"}),
    "skipped": (set(), {"message", "type"}),
    "system-out": (set(), set()),
}
"""What an element must have, and what it may have besides."""


def junit(content: bytes) -> ET.Element:
    """Return the top of a JUnit file that Jenkins and Surefire take."""
    top = ET.fromstring(content)  # noqa: S314 - written by a test
    assert top.tag == "testsuites"
    for element in top.iter():
        needed, free = _ATTRIBUTES[element.tag]
        assert needed <= set(element.keys()) <= needed | free, element.attrib
        assert {part.tag for part in element} <= _INSIDE.get(element.tag, set())
        assert (
            element.tag in {"failure", "error", "skipped", "system-out"} or not (element.text or "").strip()
        )
    for suite in top:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) > 0
        for plural, kind in _COUNTS.items():
            assert int(suite.attrib[plural]) == len(suite.findall(f"testcase/{kind}"))
        for test in suite.findall("testcase"):
            outcomes = [part.tag for part in test if part.tag in _COUNTS.values()]
            assert len(outcomes) <= 1
            assert [part.tag for part in test][: len(outcomes)] == outcomes
    return top


def closed(needed: str = "", **parts: Any) -> dict[str, Any]:
    """Return the schema of an object that has these parts and no others, and needs some of them."""
    return {"type": "object", "properties": parts, "additionalProperties": False, "required": needed.split()}


def listed(item: Any, **more: Any) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": item, **more}


_TEXT = {"type": "string"}
_URI = {"type": "string", "format": "uri-reference"}
_NUMBER = {"type": "integer", "minimum": -1}
_PROPERTIES = {"type": "object", "properties": {"tags": listed(_TEXT, uniqueItems=True)}}
_MESSAGE = closed("text", text=_TEXT, markdown=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_LOCATION = closed(
    physicalLocation=closed(
        artifactLocation=closed(uri=_URI), region=closed(startLine={"type": "integer", "minimum": 1})
    ),
    logicalLocations=listed(closed(fullyQualifiedName=_TEXT, name=_TEXT, kind=_TEXT)),
)
_RESULT = closed(
    "message",
    ruleId=_TEXT,
    ruleIndex=_NUMBER,
    level=_LEVEL,
    message=_MESSAGE,
    locations=listed(_LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": _TEXT},
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
    suppressions=listed(
        closed(
            "kind",
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=_TEXT,
        )
    ),
    properties=_PROPERTIES,
)
_RULE = closed(
    "id",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    helpUri={"type": "string", "format": "uri"},
    defaultConfiguration=closed(level=_LEVEL, enabled={"type": "boolean"}, rank={"type": "number"}),
    properties=_PROPERTIES,
)
_NOTIFICATION = closed("message", level=_LEVEL, message=_MESSAGE, descriptor=closed(id=_TEXT, index=_NUMBER))
_RUN = closed(
    "tool results",
    tool=closed(
        "driver",
        driver=closed(
            "name",
            name=_TEXT,
            version=_TEXT,
            semanticVersion=_TEXT,
            informationUri={"type": "string", "format": "uri"},
            language={"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
            rules=listed(_RULE, uniqueItems=True),
            properties=_PROPERTIES,
        ),
    ),
    automationDetails=closed(id=_TEXT, description=_MESSAGE),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=listed(
        closed(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=listed(_NOTIFICATION),
            properties=_PROPERTIES,
        )
    ),
    results=listed(_RESULT),
    properties=_PROPERTIES,
)
_LOG = closed(
    "version runs",
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": listed(_RUN)},
)
"""What SARIF 2.1.0 allows, as far as it is written here; the whole schema says the same of these parts."""


def sarif(content: bytes) -> Any:
    """Return the only run of a SARIF log that the standard allows."""
    log = json.loads(content)
    Draft202012Validator(_LOG).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
    return run
