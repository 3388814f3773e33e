"""The file of a rule's examples after a workbook: only what a row changed is written anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.examples.example_file import examples_in
from guidelinekit.examples.spreadsheet import (
    BASE,
    FIXED,
    PARTS,
    CellProblem,
    Cells,
    Rows,
    SheetRow,
    cells_of,
    cells_of_case,
)
from guidelinekit.examples.written import entry, rewritten
from guidelinekit.lang.rule import Subject
from guidelinekit.source.document import Document
from guidelinekit.source.edit import appended, without
from guidelinekit.source.reading import read
from guidelinekit.text import Text, say

_BOTH = Text(
    da="både kolonnen selv og en kolonne under den er udfyldt: behold den ene",
    en="both the column itself and one below it are filled: keep one of them",
)
_NO_NAME = Text(da="eksemplet har intet `name`", en="the example has no `name`")
_TWICE = Text(da="et andet eksempel har dette navn", en="another example has this name")
_BY_HAND = Text(
    da="filen kan ikke ændres her: skriv `cases:` som en liste med en streg for hvert eksempel",
    en="the file cannot be changed here: write `cases:` as a list with a dash for each example",
)


@dataclass(frozen=True, slots=True)
class Import:
    """What a workbook makes of a file of examples."""

    text: str
    problems: tuple[CellProblem, ...]
    """Where there are any, the text is not to be used."""
    changed: int = 0
    added: int = 0
    removed: int = 0


def after_import(document: Document, text: str, rows: Rows, subject: Subject, rule: str) -> Import:
    """Return the text of a file of examples after the rows of a workbook; examples go by their names."""
    if problems := (*rows.problems, *_names_wrong(rows)):
        return Import(text, problems)
    top = document.data
    before = {case.get("name"): n for n, case in enumerate(top["cases"])}
    try:
        wanted = [(row, _case(row.cells)) for row in rows.cases]
        base = None if rows.base is None else value_of(rows.base.cells, BASE)
    except _BothError as error:
        filled = next(row for row in (*rows.cases, rows.base) if row and error.column in row.cells)
        return Import(text, (CellProblem(filled.place(error.column), _BOTH),))
    changed = {
        before[case["name"]]: case
        for row, case in wanted
        if case.get("name") in before and row.cells != cells_of_case(top["cases"][before[case["name"]]])
    }
    added = [case for _, case in wanted if case.get("name") not in before]
    gone = sorted(set(before.values()) - {before.get(case.get("name")) for _, case in wanted}, reverse=True)
    try:
        if base is not None and cells_of(base, BASE) != cells_of(top.get("base") or {}, BASE):
            text = rewritten(text, (BASE,), top.get("base"), base)
        for index, case in changed.items():
            text = rewritten(text, ("cases", index), top["cases"][index], _like(top["cases"][index], case))
        for case in added:
            text = appended(text, ("cases",), list(_lines(case)))
        for index in gone:
            text = without(text, ("cases", index))
    except LookupError:
        return Import(text, (CellProblem(rows.cases[0].place(), _BY_HAND),))
    return Import(
        text,
        tuple(_problems(text, rows, subject, rule)),
        changed=len(changed),
        added=len(added),
        removed=len(gone),
    )


def _names_wrong(rows: Rows) -> Iterator[CellProblem]:
    """Ask that each row has a name of its own."""
    names = [row.cells.get("name") for row in rows.cases]
    for index, (row, name) in enumerate(zip(rows.cases, names, strict=True)):
        if name is None or name in names[:index]:
            yield CellProblem(row.place("name"), _NO_NAME if name is None else _TWICE)


class _BothError(Exception):
    def __init__(self, column: str) -> None:
        self.column = column


def value_of(cells: Cells, column: str) -> Any:
    """Return what stands under a column and those below it."""
    below = {name: cell for name, cell in cells.items() if name.startswith(f"{column}.")}
    if below and column in cells:
        raise _BothError(column)
    keys = dict.fromkeys(name.removeprefix(f"{column}.").partition(".")[0] for name in below)
    return {key: value_of(below, f"{column}.{key}") for key in keys} if below else cells.get(column, {})


def _case(cells: Cells) -> dict[str, Any]:
    parts = {key: value_of(cells, key) for key in PARTS}
    return {**{key: cells[key] for key in FIXED if key in cells}, **parts}


def _like(before: Mapping[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """Return an example as it is wanted, written as far as it can be as it was."""
    same = {key: before[key] for key in PARTS if (before.get(key) or {}) == case[key] and key in before}
    left_out = {key for key in PARTS if key not in before and not case[key]}
    return {key: value for key, value in {**case, **same}.items() if key not in left_out}


def _lines(case: Mapping[str, Any]) -> Iterator[str]:
    name, as_of = str(case.get("name")), str(case.get("as_of"))
    return entry(name, as_of, case.get("profile"), case["given"], case["expect"])


def _problems(text: str, rows: Rows, subject: Subject, rule: str) -> Iterator[CellProblem]:
    """Return every problem of the examples as they would be, at the cells that they come from."""
    document, unreadable = read(text, "")
    if document is None:
        yield from (CellProblem(rows.cases[0].place(), _said(problem)) for problem in unreadable)
        return
    by_name = {row.cells.get("name"): row for row in rows.cases}
    for problem in examples_in(document, subject, rule).problems:
        row, keys = rows.base, [str(step) for step in problem.route]
        if problem.route[:1] == ("cases",):
            row = by_name.get(document.at((*problem.route[:2], "name")))
            keys = keys[2:]
        if row is not None:
            yield CellProblem(row.place(_column(row, keys)), _said(problem))


def _column(row: SheetRow, keys: list[str]) -> str | None:
    names = (".".join(keys[:count]) for count in range(len(keys), 0, -1))
    return next((name for name in names if name in row.cells), None)


def _said(problem: Diagnostic) -> Text:
    if problem.help is None:
        return problem.message
    return say("{message}: {help}", "{message}: {help}", message=problem.message, help=problem.help)
