"""Findings as SARIF 2.1.0, within what GitHub's code scanning takes."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final, TextIO

from guidelinekit.evaluate.plain import Tree
from guidelinekit.lang.rule import STRICT, Rule
from guidelinekit.report.baseline import SinceMark
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.findings import FindingRow, RecordFindings, findings_of
from guidelinekit.report.formats.tables import refused
from guidelinekit.report.sarif import artifact_uri, log
from guidelinekit.report.severity import STOPPED, Weight
from guidelinekit.report.writer import Ending, Heading, Look, MostSerious
from guidelinekit.text import Language, Text, printable_parts

MOST_RESULTS: Final = 25_000
"""GitHub rejects a run with more."""
_MOST_NOTIFIED: Final = 1000
_MORE: Final = Text(
    da="{more} poster til kunne ikke vurderes", en="{more} more records could not be evaluated"
)
_LEFT_OUT: Final = Text(
    da="{left_out} mindre alvorlige resultater er udeladt: code scanning tager højst {most}",
    en="{left_out} less serious results are left out: code scanning takes {most}",
)
_LEVEL: Final[Mapping[Weight, str]] = {
    Weight.BREACH: "error",
    Weight.GAP: "warning",
    Weight.LATE: "note",
    Weight.DUE: "note",
    Weight.UNKNOWN: "note",
    Weight.EXEMPT: "note",
}
_STATE: Final = {SinceMark.NEW: "new", SinceMark.REOPENED: "new", SinceMark.STILL: "unchanged"}


class SarifWriter:
    """Writes one log when all is seen; of very many results the most serious, and how many are left out."""

    def __init__(self, sink: TextIO, heading: Heading, look: Look) -> None:
        self._sink, self._heading, self._look = sink, heading, look
        self.shape = findings_of(heading, look)
        self._most_serious = MostSerious[tuple[FindingRow, str]](MOST_RESULTS, lambda listed: listed[0].place)
        self._notified: list[Tree] = []
        self._rules = {rule.id: index for index, rule in enumerate(heading.rules)}

    def put(self, piece: RecordFindings) -> None:
        """Keep what is open; what is only suggested (may) and what is exempt by the rule is left out."""
        file = self._look.file()
        self._most_serious.take(*((each, file) for each in piece.findings if each.weight in _LEVEL))

    def refuse(self, invalid: InvalidEntry) -> None:
        """Tell of a record that could not be evaluated."""
        if len(self._notified) < _MOST_NOTIFIED:
            self._notified.append(_notification("error", refused(invalid, self._look.language)))

    def finish(self, ending: Ending) -> None:
        """Write the log."""
        language = self._look.language
        if ending.stopped:
            self._notified.append(_notification("error", STOPPED.text(language)))
        if ending.tally.refused > _MOST_NOTIFIED:
            text = _MORE.filled(more=ending.tally.refused - _MOST_NOTIFIED).text(language)
            self._notified.append(_notification("error", text))
        if left_out := self._most_serious.left_out:
            text = _LEFT_OUT.filled(left_out=left_out, most=MOST_RESULTS).text(language)
            self._notified.append(_notification("warning", text))
        whole = log(
            [_rule(rule, language) for rule in self._heading.rules],
            [self._result(*listed) for listed in self._most_serious.listed()],
            automationDetails={"id": f"guidelinekit/{self._heading.profile.id}/"},
            invocations=[
                {"executionSuccessful": not ending.stopped, "toolExecutionNotifications": self._notified}
            ],
        )
        json.dump(printable_parts(whole), self._sink, ensure_ascii=False, separators=(",", ":"))
        self._sink.write("\n")

    def _result(self, finding: FindingRow, file: str) -> Tree:
        text = f"{finding.message}\n{finding.remedy}" if finding.remedy else finding.message
        name = " ".join(filter(None, (finding.case_id, finding.item)))
        result: Tree = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules[finding.rule],
            "level": _LEVEL[finding.weight],
            "message": {"text": f"{finding.case_id}: {text}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": artifact_uri(file if file != "-" else "stdin")},
                        "region": {"startLine": 1},
                    },
                    "logicalLocations": [{"fullyQualifiedName": name, "kind": "object"}],
                }
            ],
            "partialFingerprints": {"guidelinekitKey/v1": sha256(finding.key.encode()).hexdigest()},
            "properties": {
                "status": finding.status,
                "reason": finding.reason,
                "due_on": None if finding.due_on is None else finding.due_on.isoformat(),
            },
        }
        if finding.baseline is not None:
            result["baselineState"] = _STATE[finding.baseline]
        if finding.weight is Weight.EXEMPT:
            why = finding.waiver or finding.message
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
        return result


def _rule(rule: Rule, language: Language) -> Tree:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title.text(language)},
        "defaultConfiguration": {"level": "error" if rule.modality in STRICT else "warning"},
        "properties": {"tags": [rule.modality.value, rule.evidence.value, f"anvisning {rule.anvisning}"]},
    }


def _notification(level: str, text: str) -> Tree:
    return {"level": level, "message": {"text": text}}
