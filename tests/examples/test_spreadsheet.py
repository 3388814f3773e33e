"""Examples in a workbook and back: exact, only what changed is written, a bad cell is told where it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from guidelinekit.examples.importing import Import, after_import
from guidelinekit.examples.spreadsheet import read_rows, write_rows
from guidelinekit.lang.rule import Subject
from guidelinekit.source.reading import read

TEXT = """\
rule: 1.1-plan
# shared
base:
  enrolment: {enrolled_on: D-10}   # ten days
  plans: []
cases:
  - name: ingen plan, endnu   # why
    as_of: 2026-03-01
    given: {}
    expect: {status: unmet, reason: not_found}
  # between
  - name: "en plan: ja"
    as_of: 2026-03-01
    profile: text-only
    given:
      plans: [{kind: treatment_plan, made_on: D-3}]   # three days
      enrolment: {ended_on: null}
    expect: {status: met}
  - name: to svar
    as_of: 2026-03-02
    given: {citizen: {}, needs: [{need_id: n1, area: housing, identified_on: D-3}]}
    expect:
      - {status: met, subject: /needs/0}
      - {status: unmet, overdue_days: 3}
"""
Book = Any


@pytest.fixture
def back(tmp_path: Path) -> Callable[..., Import]:
    """Give what a workbook makes of the examples when somebody has worked in it."""

    def back(work: Callable[[Book], None] = lambda _: None, text: str = TEXT) -> Import:
        document, problems = read(text, "x")
        assert document is not None, problems
        file = tmp_path / "examples.xlsx"
        write_rows(file, document.data.get("base") or {}, document.data["cases"])
        book = openpyxl.load_workbook(file)
        work(book)
        book.save(file)
        return after_import(document, text, read_rows(file)[0], Subject.CASE, "1.1-plan")

    return back


def cell(book: Book, row: int, column: str, sheet: str = "cases") -> Any:
    """Give a cell by the name of its column, which is made where there is none."""
    names = [each.value for each in book[sheet][1]]
    if column not in names:
        names.append(column)
        book[sheet].cell(1, len(names)).value = column
    return book[sheet].cell(row, names.index(column) + 1)


def put(row: int, column: str, value: Any, sheet: str = "cases") -> Callable[[Book], None]:
    """Give the work of putting a value into a cell."""

    def work(book: Book) -> None:
        cell(book, row, column, sheet).value = value

    return work


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.partition("# shared")[0] + TEXT[TEXT.index("cases:") :]]
)
def test_there_and_back_changes_no_character(back: Callable[..., Import], text: str) -> None:
    """A workbook in which nobody worked leaves the file as it is."""
    assert back(text=text) == Import(text, ())


@pytest.mark.parametrize(
    ("work", "before", "after"),
    [
        (
            put(2, "expect.status", "due"),
            "status: unmet, reason: not_found",
            "status: due, reason: not_found",
        ),
        (put(2, "expect.reason", None), "unmet, reason: not_found", "unmet"),
        (put(2, "expect.overdue_days", 2), "not_found}", "not_found, overdue_days: 2}"),
        (put(2, "given.plans", "null"), "given: {}", "given: {plans: null}"),
        (put(3, "given.plans", "[]"), "[{kind: treatment_plan, made_on: D-3}]", "[]"),
        (put(3, "given.enrolment.ended_on", "D-1"), "ended_on: null", "ended_on: D-1"),
        (put(3, "profile", None), "    profile: text-only\n", ""),
        (put(2, "base.enrolment.enrolled_on", "2026-02-01", "base"), "D-10", "2026-02-01"),
    ],
)
def test_only_what_a_cell_changes_is_written(
    back: Callable[..., Import], work: Callable[[Book], None], before: str, after: str
) -> None:
    """Comments, order and layout of all else stay."""
    done = back(work, TEXT)
    assert done.problems == ()
    assert TEXT.count(before) == 1
    assert done.text == TEXT.replace(before, after)


def test_a_new_row_is_a_new_example_and_a_row_that_is_gone_goes(back: Callable[..., Import]) -> None:
    """Examples go by their names; a date typed in a spreadsheet is a date."""

    def work(book: Book) -> None:
        for column, value in {"name": "ny, tom", "given.plans": "[]", "expect.status": "unmet"}.items():
            cell(book, 5, column).value = value
        cell(book, 5, "as_of").value = cell(book, 2, "as_of").value
        book["cases"].delete_rows(3)

    done = back(work, TEXT)
    start, end = TEXT.index('  - name: "en plan'), TEXT.index("  - name: to svar")
    new = "  - name: ny, tom\n    as_of: 2026-03-01\n    given: {plans: []}\n    expect: {status: unmet}\n"
    assert (done.problems, done.added, done.removed) == ((), 1, 1)
    assert done.text == TEXT[:start] + TEXT[end:] + new


@pytest.mark.parametrize(
    ("work", "place", "message"),
    [
        (put(2, "given.plans", "[{kind: treatment_plan"), "cases row 2, column", "cannot be read as a value"),
        (put(2, "given.plans", "#N/A"), "cases row 2, column", "cannot be read as a value"),
        (put(2, "given.plans", "[{kind: plan}]"), 'row 2, column "given.plans"', "/plans/0/kind"),
        (put(2, "expect.status", "umnet"), 'row 2, column "expect.status" (', "did you mean `unmet`?"),
        (put(2, "expect.status", None), "row 2", "no `status`"),
        (put(3, "name", "to svar"), 'row 4, column "name" (A4)', "another example has this name"),
        (put(2, "as_of", "1. marts"), 'row 2, column "as_of" (B2)', "write it as YYYY-MM-DD"),
        (put(3, "name", None), "cases row 3", "no `name`"),
        (put(3, "given.enrolment", "null"), 'row 3, column "given.enrolment" (', "keep one of them"),
        (put(2, "navn", "x"), 'cases row 1, column "navn" (', "the column is not known"),
        (put(2, "base.enroled", "x", "base"), 'base row 2, column "base.enroled" (', "enroled"),
        (put(3, "base.plans", "[]", "base"), "base row 3", "one row only"),
    ],
)
def test_a_bad_cell_is_told_by_sheet_row_and_column(
    back: Callable[..., Import], work: Callable[[Book], None], place: str, message: str
) -> None:
    """Whatever is wrong with an example is told at its cell."""
    told = [f"{each.place.en}: {each.message.en}" for each in back(work, TEXT).problems]
    assert any(place in text and message in text for text in told), told
