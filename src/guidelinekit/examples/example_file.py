"""Example cases beside the rules: `<rule-id>.cases.yaml` read into records and what is expected of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from guidelinekit.case import AnyRecord
from guidelinekit.case.model.record import MODELS
from guidelinekit.case.reading.problems import problems
from guidelinekit.diagnostics import Diagnostic, Route, in_order
from guidelinekit.examples.expected import about_nothing, day_of, misshapen, problem_at, unknown_keys
from guidelinekit.lang.rule import Subject
from guidelinekit.rules.packs import CASES
from guidelinekit.source.document import Document
from guidelinekit.source.reading import read_file
from guidelinekit.text import Text, say

FILLED: Mapping[Subject, Mapping[str, Any]] = {
    subject: {**({"schema_version": "1"} if subject is Subject.CASE else {}), subject.id_field: "example"}
    for subject in Subject
}
"""What an example leaves out and is filled in when it is read."""

_RECORD = Text(da="sagen", en="the record")
_NOTHING = Text(da="", en="")
_RELATIVE = re.compile(r"D(?:\s*([+-])\s*(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: a record as of a date, and what the rule should say of it."""

    rule: str
    """The rule's id without its pack."""
    name: str
    as_of: date
    profile: str | None
    record: AnyRecord
    expect: tuple[Mapping[str, Any], ...]
    """The expected results, one map each; only the keys given are compared."""
    origin: Diagnostic
    """Where the example stands, for messages about it."""
    base_at: Diagnostic
    """Where what it shares with the others stands, or would."""
    relative: bool
    """Whether it, or what it shares, has dates relative to its own."""

    @property
    def place(self) -> str:
        """The file and line of the example."""
        return place_of(self.origin)


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """The examples of one rule."""

    examples: tuple[Example, ...] = ()
    """Those that can be run."""
    problems: tuple[Diagnostic, ...] = ()
    """Every problem of the others, each once."""
    refused: int = 0
    """How many the others are, as far as they can be counted."""
    base: Mapping[str, Any] = field(default_factory=dict)
    """What the file puts under all of its examples."""


def read_examples(path: Path, subject: Subject, shown_as: str) -> ExampleFile:
    """Return the examples of a file that can be run, with every problem of the others."""
    document, unreadable = read_file(path, shown_as)
    if document is None:
        return ExampleFile(problems=tuple(unreadable))
    return examples_in(document, subject, path.name.removesuffix(CASES), unreadable)


def examples_in(
    document: Document, subject: Subject, rule: str, unreadable: Sequence[Diagnostic] = ()
) -> ExampleFile:
    """Return the examples of a rule that can be run, with every problem of the others."""
    entries = list(_examples(document, subject, rule))
    top = document.data if isinstance(document.data, dict) else {}
    examples = tuple(entry for entry in entries if isinstance(entry, Example))
    placed = (document.place(entry) for entry in entries if isinstance(entry, Diagnostic))
    written = top.get("cases")
    return ExampleFile(
        examples,
        tuple(in_order((*unreadable, *placed))),
        len(written) - len(examples) if isinstance(written, list) else 0,
        top.get("base") or {},
    )


def place_of(diagnostic: Diagnostic) -> str:
    """Return the file and line of a problem in a file."""
    span = diagnostic.span
    return str(diagnostic.file) if span is None else f"{diagnostic.file}:{span.line}"


def merged(base: Any, over: Any) -> Any:
    """Return one record put over another: maps merge, everything else replaces."""
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{key: merged(base.get(key), value) for key, value in over.items()}}
    return over


def on_dates(value: Any, day: date) -> Any:
    """Write out dates that are relative to the example's own: `D`, `D-14`, `D+3`."""
    match value:
        case dict():
            return {key: on_dates(part, day) for key, part in value.items()}
        case list():
            return [on_dates(part, day) for part in value]
        case str() if match := _RELATIVE.fullmatch(value):
            sign, days = match.groups()
            moved = timedelta(days=int(days or 0)) * (-1 if sign == "-" else 1)
            return (day + moved).isoformat()
        case _:
            return value


def filled(base: Mapping[str, Any], subject: Subject) -> dict[str, Any]:
    """Return a file's base with what every record must have."""
    return {**FILLED[subject], **({"citizen": {}} if subject is Subject.CASE else {}), **base}


def _examples(document: Document, subject: Subject, name: str) -> Iterator[Example | Diagnostic]:
    top = document.data
    if not isinstance(top, dict) or not isinstance(top.get("cases"), list):
        yield problem_at(
            (),
            Text(da="der er ingen liste `cases`", en="there is no list of `cases`"),
            Text(
                da="skriv `rule:` og `cases:`, hver sag med `expect`",
                en="write `rule:` and `cases:`, each case with `expect`",
            ),
        )
        return
    if not isinstance(top.get("base") or {}, dict):
        yield problem_at(
            ("base",),
            Text(
                da="`base` rummer de felter, eksemplerne har til fælles",
                en="`base` is a map of what the examples share",
            ),
            Text(da="skriv felter i en sag", en="write fields of a case"),
        )
        return
    yield from unknown_keys(top, ("rule", "base", "cases"), ())
    if top.get("rule") != name:
        yield problem_at(
            ("rule",),
            Text(
                da="eksemplerne siges at høre til en anden regel",
                en="the examples are said to be of another rule",
            ),
            say("skriv `rule: {name}`", "write `rule: {name}`", name=name),
        )
        return
    yield from _named_twice(top["cases"])
    for index, entry in enumerate(top["cases"]):
        route: Route = ("cases", index)
        if not isinstance(entry, dict):
            yield problem_at(
                route,
                Text(da="et eksempel består af nøgler med værdier", en="an example is a map"),
                Text(
                    da="skriv `name`, `as_of`, `given` og `expect`",
                    en="write `name`, `as_of`, `given` and `expect`",
                ),
            )
            continue
        yield from unknown_keys(entry, ("name", "as_of", "profile", "given", "expect"), route)
        yield from _example(document, top, entry, route, subject)


def _example(
    document: Document, top: dict[str, Any], entry: dict[str, Any], route: Route, subject: Subject
) -> Iterator[Example | Diagnostic]:
    for key in ("name", "as_of", "expect"):
        if entry.get(key) is None:
            yield problem_at(
                route,
                say("eksemplet har ingen `{key}`", "the example has no `{key}`", key=key),
                say("tilføj `{key}`", "add `{key}`", key=key),
            )
    day = day_of(entry.get("as_of"))
    if day is None:
        if entry.get("as_of") is not None:
            yield problem_at(
                (*route, "as_of"),
                Text(da="det er ikke en dato", en="this is not a date"),
                Text(da="skriv den som ÅÅÅÅ-MM-DD", en="write it as YYYY-MM-DD"),
            )
        return
    expect = entry.get("expect")
    expected = on_dates(expect if isinstance(expect, list) else [expect], day)
    listed = isinstance(expect, list)
    placed = [((*route, "expect", *([index] if listed else [])), each) for index, each in enumerate(expected)]
    wrong = [problem for at, each in placed for problem in misshapen(each, at)]
    yield from wrong if expect is not None else ()
    written = merged(filled(top.get("base") or {}, subject), entry.get("given") or {})
    given = on_dates(written, day)
    try:
        record = MODELS[subject].model_validate(given)
    except ValidationError as error:
        for problem in problems(error, subject):
            where = tuple(int(s) if s.isdigit() else s for s in problem.pointer.split("/")[1:])
            places: list[Route] = [(*route, "given", *where), ("base", *where), (*route, "given")]
            at = next((place for place in places if document.at(place) is not None), route)
            yield problem_at(
                at,
                say("{at}: {what}", "{at}: {what}", at=problem.pointer or _RECORD, what=problem.message),
                None,
            )
        return
    if wrong or entry.get("name") is None:
        return
    wrong = [problem for at, each in placed for problem in about_nothing(each, record, at)]
    if wrong:
        yield from wrong
        return
    origin = document.place(problem_at(route, _NOTHING, None))
    yield Example(
        str(top.get("rule")),
        str(entry["name"]),
        day,
        entry.get("profile"),
        record,
        tuple(expected),
        origin,
        base_at=document.place(
            problem_at(("base",) if "base" in top else ("cases",), _NOTHING, None), key=True
        ),
        relative=given != written,
    )


def _named_twice(cases: list[Any]) -> Iterator[Diagnostic]:
    """Ask that each example has a name of its own: by it a failure is found."""
    names = [str(entry.get("name") or "") if isinstance(entry, dict) else "" for entry in cases]
    seen = set[str]()
    for index, name in enumerate(names):
        if name in seen and name:
            hint = Text(
                da="sig i navnet, hvad der er anderledes her", en="say in the name what is different here"
            )
            yield problem_at(
                ("cases", index, "name"),
                Text(da="et andet eksempel har det navn", en="another example has this name"),
                hint,
            )
        seen.add(name)
