"""The conformance corpus: each case of `*.yaml` beside this file, judged by each back end.

The corpus is data: a back end joins by a line in `BACKENDS`. It was written from the specification of the
rule language alone, so that it is a reading of its own and not a copy of what an evaluator does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from guidelinekit.case import AnyRecord
from guidelinekit.case.model.record import MODELS
from guidelinekit.check import check
from guidelinekit.compile.base import UnsupportedError
from guidelinekit.compile.closures import Closures
from guidelinekit.compile.durable import DurableSession, programs_of
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.lang.rule import Dated, Pack, Rule, Subject
from guidelinekit.results import Status
from guidelinekit.rules.desugar import desugar_definitions
from guidelinekit.rules.schema import DefinitionForm
from guidelinekit.rules.scope import Names, Notes
from guidelinekit.semantics.gap import closing
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import judge
from guidelinekit.semantics.values import Settings
from guidelinekit.source.document import Document
from guidelinekit.source.reading import read_file
from plain_rules import desugar_rule_data

Found = Mapping[str, Any]
"""What a back end says of one result: the keys of `expect` that it can tell."""
BackEnd = Callable[[Rule, AnyRecord, date, Settings], list[Found]]

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
FILE_KEYS = {"about", "catalogue", "parameters", "value_sets", "definitions", "cases"}
CASE_KEYS = {"name", "as_of", "given", "condition", "truth", "missing", "rule", "expect"}
RESULT_KEYS = {"status", "reason", "subject", "due_on", "overdue_days", "changes_on", "missing"}
RESULT_KEYS |= {"closes", "read", "parameters"}
STATUS_OF_TRUTH = {True: Status.MET, False: Status.UNMET, "unknown": Status.UNDETERMINED}
STAND_INS: Mapping[Subject, Mapping[str, Any]] = {
    Subject.CASE: {"schema_version": "1", "case_id": "case-1", "citizen": {}},
    Subject.PROVIDER: {"provider_id": "provider-1"},
    Subject.AUTHORITY: {"authority_id": "authority-1"},
}


def reference(rule: Rule, record: AnyRecord, as_of: date, settings: Settings) -> list[Found]:
    """Judge with the reference evaluator, which can tell everything."""
    found: list[Found] = []
    for judgement in judge(rule, record, as_of, settings):
        verdict = judgement.verdict
        found.append(
            {
                "status": verdict.status,
                "reason": verdict.reason,
                "subject": verdict.subject,
                "due_on": verdict.due_on,
                "overdue_days": verdict.overdue_days,
                "changes_on": changes_on(rule, record, judgement, settings),
                "missing": [part.pointer for part in judgement.missing],
                "closes": closing(rule, judgement),
                "read": [(part.pointer, part.value) for part in judgement.read],
                "parameters": list(judgement.parameters),
            }
        )
    return found


def verdicts(rule: Rule, record: AnyRecord, as_of: date, settings: Settings) -> list[Found]:
    """Judge with the Python back end, which tells the bare verdict, and not every reason."""
    program = PythonProgram((rule,), {rule.id.partition("/")[0]: settings})
    found: list[Found] = []
    for _, status, reason, item, due_on in program.judge(record, as_of, rule.subject)[0]:
        over = rule.for_each.over.steps if rule.for_each is not None else ()
        subject = "" if item is None else "".join(f"/{step}" for step in (*over, item))
        told = {"status": status, "subject": subject, "due_on": due_on}
        found.append(told if reason is None else {**told, "reason": reason})
    return found


def closures(rule: Rule, record: AnyRecord, as_of: date, settings: Settings) -> list[Found]:
    """Judge with closures, which tell all but what a result rests on."""
    compiled = Closures((rule,), {rule.pack: settings})
    over = rule.for_each.over.steps if rule.for_each is not None else ()
    return [
        {
            "status": judged.status,
            "reason": judged.reason,
            "subject": "" if judged.item is None else "".join(f"/{step}" for step in (*over, judged.item)),
            "due_on": judged.due_on,
            "overdue_days": judged.overdue_days,
            "changes_on": compiled.changes_on(judged, record, as_of),
            "missing": [part.pointer for part in judged.missing],
        }
        for judged in compiled.judge(record, as_of, rule.subject)
    ]


def durable(rule: Rule, record: AnyRecord, as_of: date, settings: Settings) -> list[Found]:
    """Judge with durable-rules, which tells the bare verdict."""
    session = DurableSession(programs_of((rule,), {rule.pack: settings}, rule.subject)[0])
    over = rule.for_each.over.steps if rule.for_each is not None else ()
    outcomes = session.judge([0], record, as_of)
    return [
        {"status": status, "due_on": due_on, "subject": "".join(f"/{step}" for step in (*over, item))}
        if item is not None
        else {"status": status, "due_on": due_on, "subject": ""}
        for _, status, _, item, due_on in outcomes
    ]


BACKENDS: Mapping[str, BackEnd] = {
    "reference": reference,
    "closures": closures,
    "verdicts": verdicts,
    "durable": durable,
}
NOT_INSTALLED = find_spec("durable_rules_engine") is None
ABOUT_PATHS = {"unknown-path", "list-outside-dates", "not-a-list", "path-to-list", "path-to-object"}
DURABLE_CANNOT = {
    "a day in a list of days that must be today": "a list that has no codes",
    "dates within a list of dates of the items that match": "a list within a list",
}
"""The cases that durable-rules is not asked to judge, each with the construct that it names."""


@dataclass(frozen=True)
class ConformanceCase:
    """One case of the corpus, with what its file sets for all of its cases."""

    file: str
    shared: Mapping[str, Any]
    own: Mapping[str, Any]

    @property
    def subject(self) -> Subject:
        """What kind of record the case is about."""
        return Subject(self.shared["catalogue"])

    @property
    def as_of(self) -> date:
        """The date of the evaluation."""
        return date.fromisoformat(self.own["as_of"])

    @property
    def expected(self) -> list[dict[str, Any]]:
        """The results in the order of their subjects, with the keys that are compared."""
        if "condition" in self.own:
            missing = {"missing": self.own["missing"]} if "missing" in self.own else {}
            return [{"status": STATUS_OF_TRUTH[self.own["truth"]], **missing}]
        return [dict(result) for result in self.own["expect"]]


def corpus() -> list[ConformanceCase]:
    """Read every case of every file."""
    contents = [(path.stem, file_content(path)) for path in FILES]
    return [ConformanceCase(file, shared, own) for file, shared in contents for own in shared["cases"]]


def file_content(path: Path) -> Mapping[str, Any]:
    """Read one file of the corpus by the reader of rule files."""
    document, problems = read_file(path, path.name)
    assert document is not None, [problem.render() for problem in problems]
    assert isinstance(document.data, dict)
    return document.data


def settings_of(parameters: Mapping[str, Any]) -> Settings:
    """Give the parameters that have a value; the others are not set."""
    return {
        name: tuple(
            Dated(start=dated.get("from") and date.fromisoformat(dated["from"]), value=dated["value"])
            for dated in entry.get("values", [entry] if "value" in entry else [])
        )
        for name, entry in parameters.items()
    }


def rule_of(case: ConformanceCase) -> Rule:
    """Build the rule, with stand-ins for the keys that say nothing of its meaning."""
    return rule_and_names(case)[0]


def rule_and_names(case: ConformanceCase) -> tuple[Rule, Names]:
    """Build the rule, and give what it may name."""
    names = Names(
        parameters=frozenset(case.shared.get("parameters", {})),
        value_sets={name: tuple(values) for name, values in case.shared.get("value_sets", {}).items()},
    )
    forms = {name: definition_form(form) for name, form in case.shared.get("definitions", {}).items()}
    notes = Notes(Document("rules", {}))
    names = Names(names.parameters, names.value_sets, desugar_definitions(forms, names, notes))
    assert notes.diagnostics == []
    asked = {"requires": case.own["condition"]} if "condition" in case.own else case.own["rule"]
    rule, problems = desugar_rule_data({**asked, "subject": case.subject.value}, "corpus", names)
    assert rule is not None, [problem.render() for problem in problems]
    return rule, names


def definition_form(form: Mapping[str, Any]) -> DefinitionForm:
    """Give a definition, which the corpus writes as its condition alone or, of an item, as packs do."""
    whole = form if "when" in form else {"when": form}
    return DefinitionForm.model_validate({"title": {"da": "-", "en": "-"}, **whole})


def record_of(subject: Subject, given: Mapping[str, Any]) -> AnyRecord:
    """Build the record, with the required fields that a case leaves out."""
    return MODELS[subject].model_validate({**STAND_INS[subject], **given})


def comparable(result: Found, keys: set[str]) -> dict[str, Any]:
    """Give the result's values under some keys as plain data, the missing fields as a set."""
    plain = TypeAdapter(dict[str, Any]).dump_python({key: result[key] for key in keys}, mode="json")
    return {key: set(value) if key == "missing" else value for key, value in plain.items()}


@pytest.mark.parametrize("back_end", BACKENDS)
@pytest.mark.parametrize("case", corpus(), ids=lambda case: f"{case.file}: {case.own['name']}")
def test_back_end_gives_the_expected_results(case: ConformanceCase, back_end: str) -> None:
    """A back end gives exactly the results that a case expects, in order, in all the keys that both tell."""
    record = record_of(case.subject, case.own["given"])
    settings = settings_of(case.shared.get("parameters", {}))
    if back_end == "durable":
        if NOT_INSTALLED:
            pytest.skip("durable-rules is built for Python 3.11 and 3.12 only")
        if case.own["name"] in DURABLE_CANNOT:
            with pytest.raises(UnsupportedError, match=DURABLE_CANNOT[case.own["name"]]):
                durable(rule_of(case), record, case.as_of, settings)
            return
    found = BACKENDS[back_end](rule_of(case), record, case.as_of, settings)
    assert len(found) == len(case.expected), found
    for expected, result in zip(case.expected, found, strict=True):
        keys = expected.keys() & result.keys()
        assert comparable(result, keys) == comparable(expected, keys)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_corpus_is_well_formed(path: Path) -> None:
    """A file has only known keys, its cases have names of their own, and its results always name a status."""
    content = file_content(path)
    assert content.keys() <= FILE_KEYS
    names = [case["name"] for case in content["cases"]]
    assert len(set(names)) == len(names)
    for case in content["cases"]:
        assert case.keys() <= CASE_KEYS
        assert ("condition" in case and "truth" in case) != ("rule" in case and "expect" in case)
        for result in case.get("expect", ()):
            assert "status" in result
            assert result.keys() <= RESULT_KEYS


def test_corpus_reaches_every_status() -> None:
    """Together the cases expect every status, so that no back end can leave one out."""
    expected = {result["status"] for case in corpus() for result in case.expected}
    assert expected == set(Status)


@pytest.mark.parametrize("case", corpus(), ids=lambda case: f"{case.file}: {case.own['name']}")
def test_what_the_corpus_reads_may_be_read(case: ConformanceCase) -> None:
    """The static check, which an author meets before any evaluator, has nothing against its paths."""
    rule, names = rule_and_names(case)
    pack = Pack(
        id=rule.pack,
        edition="1",
        title=rule.title,
        sources=(),
        definitions=tuple(names.definitions.values()),
        rules=(rule,),
    )
    assert [each.message.en for each in check(pack) if each.code in ABOUT_PATHS] == []
