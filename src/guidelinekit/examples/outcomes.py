"""Running the example cases of a pack: does each rule say what its author expects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from guidelinekit.diagnostics import Diagnostic, Severity, errors, in_order
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.load import problems_of
from guidelinekit.examples.example_file import Example, ExampleFile, place_of
from guidelinekit.examples.expectations import differences
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, PackUnderTest, fits, open_pack
from guidelinekit.examples.written import inline
from guidelinekit.results import Missing, Result, Status
from guidelinekit.rules.documents import shown_as
from guidelinekit.rules.pack_folder import example_problems
from guidelinekit.rules.packs import CASES, find_pack
from guidelinekit.text import Language, Text, say
from guidelinekit.wording.explanation import Explained

_SEVERAL = 5
"""More differing results than this are not explained one by one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example: nothing to say, or what differs from the expectation."""

    example: Example
    rules: RuleSet
    """The one rule that the example is about, under its profile."""
    results: tuple[Result, ...] = ()
    differences: tuple[Text, ...] = ()
    differing: tuple[int, ...] = ()
    """Which of the results differ, counted from 0."""

    @property
    def passed(self) -> bool:
        """Whether the rule said what was expected."""
        return not self.differences

    def explanation(self, language: Language, *, everything: bool = False) -> tuple[Explained, ...]:
        """Return why results are what they are: of those that differ only what decided, or all of all."""
        shown = range(len(self.results)) if everything else self.differing[:_SEVERAL]
        if not shown:
            return ()
        example = self.example
        evaluation = self.rules.evaluate(example.record, as_of=example.as_of)
        trees = evaluation.explain(example.rule, language, deciding=not everything)
        return tuple(trees[index] for index in shown if index < len(trees))


def read_file_of(pack: PackUnderTest, path: Path) -> ExampleFile:
    """Return the examples of a file. One that belongs to no rule is a problem."""
    name = path.name.removesuffix(CASES)
    rule = pack.rules.get(name)
    if rule is None:
        message = say(
            "der er ingen regel `{name}` ved siden af eksemplerne",
            "there is no rule `{name}` beside these examples",
            name=name,
        )
        problem = Diagnostic(
            "bad-example",
            message,
            say("skriv {name}.yaml, eller omdøb filen", "write {name}.yaml, or rename the file", name=name),
            file=shown_as(path),
        )
        return ExampleFile(problems=(problem,))
    return pack.file(rule)


def run_example(pack: PackUnderTest, example: Example) -> Outcome:
    """Return what came of one example. Raises RuleError when its profile cannot be used."""
    rules = pack.alone(example)
    if not rules.rules:
        off = say(
            "profilen `{profile}` slår reglen fra",
            "the profile `{profile}` switches the rule off",
            profile=example.profile or DEFAULT_PROFILE,
        )
        return Outcome(example, rules, differences=(off,))
    results = rules.evaluate(example.record, as_of=example.as_of).results
    if len(results) != len(example.expect):
        text = say(
            "forventede {expected} resultater, fik {number}: {came}",
            "expected {expected} results, got {number}: {came}",
            expected=len(example.expect),
            number=len(results),
            came=Text(
                da=", ".join(f"{result.status} ved `{result.item}`" for result in results),
                en=", ".join(f"{result.status} at `{result.item}`" for result in results),
            ),
        )
        return Outcome(example, rules, results, (text,), tuple(range(max(len(results), 1))))
    different = list(differences(example, results))
    texts = (
        say(
            "{key}{at}: forventede {expected}, fik {actual}",
            "{key}{at}: expected {expected}, got {actual}",
            key=each.key,
            at=Text(da=f" ved `{each.item}`", en=f" at `{each.item}`") if each.item else "",
            expected=_shown(each.expected),
            actual=_shown(each.actual),
        )
        for each in different
    )
    indexes = tuple(dict.fromkeys(each.index for each in different))
    return Outcome(example, rules, results, tuple(dict.fromkeys(texts)), indexes)


def refuse_failing(packs: Iterable[tuple[PackUnderTest, Sequence[str] | None]]) -> None:
    """Raise RuleError where an example of a pack differs from its rule: nothing is measured against that.

    With globs beside a pack, only the examples of the rules whose id fits one are run.
    """
    problems: list[Diagnostic] = []
    runs = [run for pack, globs in packs for run in run_files(pack, globs)]
    for outcome in (each for run in runs for each in (*run.file.problems, *run.outcomes)):
        if not isinstance(outcome, Outcome):
            problems.append(outcome)
        elif not outcome.passed:
            message = say(
                "eksemplet `{name}` holder ikke, så intet kan måles ud fra det",
                "the example `{name}` fails, so nothing can be measured against it",
                name=outcome.example.name,
            )
            help_ = Text(
                da="ret reglen eller eksemplet; `guidelinekit test` siger, hvad der afviger",
                en="mend the rule or the example; `guidelinekit test` says what differs",
            )
            problems.append(replace(outcome.example.origin, code="bad-example", message=message, help=help_))
    if problems := errors(problems):
        raise RuleError(problems)


@dataclass(frozen=True, slots=True)
class FileRun:
    """The examples of one file: what came of those that can be run, and what is wrong with the others."""

    rule: str
    """The full id of the rule that they are about."""
    path: Path
    file: ExampleFile
    outcomes: Iterator[Outcome | Diagnostic]
    """Run as they are taken. A diagnostic stands for an example whose profile cannot be used."""


def run_files(pack: str | Path | PackUnderTest, globs: Sequence[str] | None = None) -> Iterator[FileRun]:
    """Run the files of examples of a pack (a bundled one's name, or a folder), by name.

    With `globs`, only those of the rules whose id fits one. Raises RuleError when the pack cannot be used.
    """
    opened = open_pack(pack, globs)
    for path in sorted(opened.folder.glob(f"*{CASES}")):
        rule = path.name.removesuffix(CASES)
        if fits(rule, opened.pack.id, globs):
            file = read_file_of(opened, path)
            yield FileRun(f"{opened.pack.id}/{rule}", path, file, _outcomes(opened, file))


def _outcomes(pack: PackUnderTest, file: ExampleFile) -> Iterator[Outcome | Diagnostic]:
    for example in file.examples:
        try:
            yield run_example(pack, example)
        except RuleError as error:
            if example.profile is None:
                raise
            why = error.diagnostics[0].message
            message = say(
                "profilen `{profile}` kan ikke bruges: {why}",
                "the profile `{profile}` cannot be used: {why}",
                profile=example.profile,
                why=why,
            )
            yield replace(example.origin, code="bad-example", message=message, help=error.diagnostics[0].help)


def run_examples(pack: str | Path) -> Iterator[Outcome | Diagnostic]:
    """Run every example of a pack in the order of its files.

    Yields an outcome per example and a diagnostic per problem of those that cannot be run. Raises RuleError.
    """
    for run in run_files(pack):
        yield from run.file.problems
        yield from run.outcomes


def warnings_of(pack: str | Path) -> list[Diagnostic]:
    """Return what the loader and the check warn of: no examples, unused names, conditions like true."""
    folder = find_pack(pack)
    problems = [*problems_of(folder), *example_problems(folder)]
    return in_order(problem for problem in problems if problem.severity is Severity.WARNING)


def _shown(value: Any) -> Text:
    if value is None:
        return Text(da="intet", en="nothing")
    shown = inline(value) if isinstance(value, list) else str(value)
    return Text(da=shown, en=shown)


@dataclass(frozen=True, slots=True)
class CommonCause:
    """What examples of one file lack."""

    rule: str
    lacking: tuple[Missing, ...]
    """Lists, and fields of groups such as `/request/requested_on`."""
    examples: tuple[Example, ...]

    @property
    def place(self) -> str:
        """The file and line of what the examples share."""
        return place_of(self.examples[0].base_at)


def grouped(outcomes: Sequence[Outcome]) -> tuple[list[CommonCause], list[Outcome]]:
    """Return the causes that failing examples share, and the failing examples that have none of these."""
    by_cause, others = dict[tuple[str, tuple[Missing, ...]], list[Example]](), list[Outcome]()
    for outcome in outcomes:
        if outcome.passed:
            continue
        if lacking := _lacking(outcome):
            by_cause.setdefault((outcome.example.rule, lacking), []).append(outcome.example)
        else:
            others.append(outcome)
    return [CommonCause(*key, tuple(examples)) for key, examples in by_cause.items()], others


def _lacking(outcome: Outcome) -> tuple[Missing, ...]:
    """Return what neither example nor base says anything of, where that alone was not expected."""
    if any(expected["status"] == Status.UNDETERMINED for expected in outcome.example.expect):
        return ()
    missing = dict.fromkeys(part for result in outcome.results for part in result.missing)
    unwritten = all(_unwritten(outcome.example.record, part.pointer) for part in missing)
    return tuple(missing) if unwritten else ()


def _unwritten(record: BaseModel, pointer: str) -> bool:
    """Say whether a field of the record, or of a group of its fields, was not written at all."""
    first, *inner = pointer.removeprefix("/").split("/")
    if first not in record.model_fields_set:
        return first in type(record).model_fields
    group = getattr(record, first)
    return len(inner) == 1 and isinstance(group, BaseModel) and inner[0] not in group.model_fields_set
