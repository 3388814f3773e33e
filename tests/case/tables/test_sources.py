"""Workbooks, Parquet files and databases as tables: what each may do wrong, and what is told of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from databases import has_postgres, into_server, into_sqlite, postgres_server
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sqlalchemy import create_engine, text

from guidelinekit import limits
from guidelinekit.case.model.record import Case
from guidelinekit.case.reading.read import Form, read_cases
from guidelinekit.case.reading.validate import Invalid, Terms
from guidelinekit.case.tables import sql
from guidelinekit.case.tables.opening import open_export
from guidelinekit.case.tables.writing import written
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.synthetic.generate import generate

NEEDS = ["case_id", "need_id", "area", "identified_on", "barrier"]

ERROR = "shows an error of the spreadsheet; mend the formula, or leave the cell empty"


def workbook(file: Path, **sheets: list[list[Any]]) -> Path:
    """Write sheets; the cells are what openpyxl makes of them."""
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(file)
    return file


def told(place: Path | str) -> list[str]:
    """Return all that is told of invalid records."""
    return [
        problem.message.en
        for entry in read_cases(place)
        if isinstance(entry, Invalid)
        for problem in entry.problems
    ]


def notes(place: Path, form: Form) -> list[str]:
    """Return what is told of an export."""
    export = open_export(str(place), form, Subject.CASE, len)
    assert list(export.entries(Terms()))
    return [note.en for note in export.notes]


def test_cells_have_their_type(tmp_path: Path) -> None:
    """Dates, numbers and truth values of a workbook are read as such; a whole number can be an id."""
    needs: list[list[Any]] = [
        NEEDS,
        [12, 7, "housing", datetime(2026, 2, 1), True],
        [12, 8, "sleep", date(2026, 2, 2), None],
    ]
    (case,) = read_cases(workbook(tmp_path / "t.xlsx", cases=[["case_id"], [12]], needs=needs))
    assert isinstance(case, Case)
    assert case.case_id == "12"
    assert [(need.need_id, need.identified_on, need.barrier) for need in case.needs or ()] == [
        ("7", date(2026, 2, 1), True),
        ("8", date(2026, 2, 2), None),
    ]


def test_a_cell_is_told_by_its_name(tmp_path: Path) -> None:
    """A wrong cell of a workbook is told by sheet, row, column and the name that a spreadsheet gives it."""
    needs: list[list[Any]] = [[], [None, *NEEDS], [None, "a", "n", "housing", 46079, None]]
    (message,) = told(workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]], needs=needs))
    assert message.startswith(
        'needs row 3, column "identified_on" (E3): is a spreadsheet\'s number of a day;'
    )


@pytest.mark.parametrize("cell", ["#N/A", "=1/0", "#REF!"])
def test_an_error_cell_is_never_an_empty_one(tmp_path: Path, cell: str) -> None:
    """A cell with an error, or a formula that nobody worked out, is told, though it reads as empty."""
    needs: list[list[Any]] = [NEEDS, ["a", "n", "housing", date(2026, 2, 1), cell]]
    assert told(workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]], needs=needs)) == [
        f'needs row 2, column "barrier" (E2): {ERROR}'
    ]


@pytest.mark.parametrize("below", [[], [["a", None]]])
@pytest.mark.parametrize("cell", ["#N/A", "=Sheet2!A2"])
def test_a_row_of_nothing_but_an_error_is_a_row(tmp_path: Path, cell: str, below: list[Any]) -> None:
    """A case whose only cell shows an error is told, also below all others, and not passed over as empty."""
    rows = [["case_id", "municipality"], [], [cell, None], *below]
    assert told(workbook(tmp_path / "t.xlsx", cases=rows)) == [f'cases row 3, column "case_id" (A3): {ERROR}']


def test_each_formula_is_looked_at_by_itself(tmp_path: Path) -> None:
    """One that nobody worked out does not hide the next; one that comes to an empty text is an empty cell."""
    rows = [["case_id", "municipality"], ["a", "=1/0"], ["=A2", "=B2"], ["=A2", "=B2"]]
    column = {1: "case_id", 2: "municipality"}
    assert told(workbook(tmp_path / "t.xlsx", cases=rows)) == [
        f'cases row {row}, column "{column[at]}" ({" AB"[at]}{row}): {ERROR}'
        for row, at in ((2, 2), (3, 1), (3, 2), (4, 1), (4, 2))
    ]
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet("cases")
        sheet.write_row(0, 0, ["case_id", "municipality"])
        sheet.write_formula(1, 0, '="a"', None, "a")
        for row in (1, 2):
            sheet.write_formula(row, 1, '=IF(D2="","",D2)', None, " ")
        sheet.write_formula(2, 0, '=IF(C3="","",C3)', None, " ")
    with ZipFile(tmp_path / "t.xlsx") as archive:
        parts = {name: archive.read(name).replace(b"<v> </v>", b"<v></v>") for name in archive.namelist()}
    with ZipFile(tmp_path / "t.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (case,) = read_cases(tmp_path / "t.xlsx")
    assert isinstance(case, Case)
    assert (case.case_id, case.municipality) == ("a", None)


def test_an_error_in_an_open_document_is_told(tmp_path: Path) -> None:
    """A cell of an .ods with an error, which reads as empty, is told, and so is each that it stands for."""
    row = "<table:table-row>{}</table:table-row>"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    error = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        "</table:table-row>"
    )
    styled = '<table:table-cell table:style-name="error" office:value-type="string"/>'
    heads = cell.format("case_id") + cell.format("municipality")
    rows = "".join(row.format(cells) for cells in (heads, cell.format("a") + styled)) + error
    spaces = "".join(f' xmlns:{name}="{name}"' for name in ("office", "table", "text", "calcext"))
    table = f'<table:table table:name="cases">{rows}</table:table>'
    with ZipFile(tmp_path / "t.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{spaces}>{table}</office:document-content>")
    assert told(tmp_path / "t.ods") == [
        f'cases row {row}, column "case_id" (A{row}): {ERROR}' for row in (3, 4)
    ]


def test_an_old_workbook_has_a_note() -> None:
    """In an .xls nobody can tell an error (the fixture has one) from an empty cell, so a note says so."""
    file = Path(__file__).parent / "with_formula.xls"
    warning = "formulas may be read wrongly, an error (`#N/A`) as an empty cell; save as .xlsx"
    assert notes(file, Form.EXCEL) == [f"{file}: {warning}"]
    (case,) = read_cases(file)
    assert isinstance(case, Case)
    assert case.municipality is None


@pytest.mark.parametrize("cell", [123456789012345678, 2**53])
def test_an_id_that_a_spreadsheet_rounds_is_told(tmp_path: Path, cell: int) -> None:
    """A number that stands for several others is no id; one digit less is the id that it says."""
    place = workbook(tmp_path / "t.xlsx", cases=[["case_id"], [cell]])
    digits = "is a number of more digits than a spreadsheet can hold; export the column as text"
    assert told(place) == [f'cases row 2, column "case_id" (A2): {digits}']
    (case,) = read_cases(workbook(tmp_path / "t.xlsx", cases=[["case_id"], [2**53 - 1]]))
    assert isinstance(case, Case)
    assert case.case_id == "9007199254740991"


def test_dates_of_a_workbook_from_a_macintosh(tmp_path: Path) -> None:
    """A workbook whose days are counted from 1904 has the dates that it shows."""
    file = workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]])
    book = openpyxl.load_workbook(file)
    book.epoch = CALENDAR_MAC_1904
    sheet = book.create_sheet("needs")
    sheet.append(NEEDS)
    sheet.append(["a", "n", "housing", date(2026, 2, 1), None])
    book.save(file)
    (case,) = read_cases(file)
    assert isinstance(case, Case)
    assert [need.identified_on for need in case.needs or ()] == [date(2026, 2, 1)]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (datetime(2026, 2, 1, 13, 45), "is not a date written YYYY-MM-DD; leave out the time of day"),
        (time(13, 45), "cannot be read as a date, 2026-03-31 or 31-03-2026"),
        (timedelta(hours=30), "cannot be read as a date, 2026-03-31 or 31-03-2026"),
    ],
)
def test_a_time_is_no_date(tmp_path: Path, cell: Any, message: str) -> None:
    """A day with a time, a time alone or a duration is told, and no date is made of it."""
    needs: list[list[Any]] = [NEEDS, ["a", "n", "housing", cell, None]]
    assert told(workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]], needs=needs)) == [
        f'needs row 2, column "identified_on" (D2): {message}'
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_and_empty_sheets_are_told(tmp_path: Path, state: Any) -> None:
    """A sheet that nobody sees is not read, and one without columns says nothing of a list."""
    file = workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]], needs=[NEEDS], goals=[])
    book = openpyxl.load_workbook(file)
    book["needs"].sheet_state = state
    book.save(file)
    assert notes(file, Form.EXCEL) == [
        "the sheet `needs` is hidden and was not read",
        "the sheet `goals` is empty and was not read",
    ]
    (case,) = read_cases(file)
    assert isinstance(case, Case)
    assert (case.needs, case.goals) == (None, None)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"case_id\na\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that only has the name of a workbook is told as such."""
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(InputError, match="is not a workbook that can be read"):
        list(read_cases(tmp_path / "t.xlsx"))


TABLES = (
    '<d xmlns:t="t" xmlns:o="o"><t:table t:name="cases"><t:table-row><t:table-cell o:value-type="string"/>'
    '</t:table-row><t:table-row t:number-rows-repeated="{rows}"><t:table-cell t:number-columns-repeated='
    '"{columns}"/><t:table-cell o:value-type="string"/></t:table-row></t:table></d>'
)


@pytest.mark.parametrize(("name", "rows", "columns"), [("t.xlsx", 1048576, 16384), ("t.ods", 2000001, 1001)])
def test_a_sheet_that_reaches_too_far_is_refused(tmp_path: Path, name: str, rows: int, columns: int) -> None:
    """One value far away does not fill the memory with what lies between: it is told where that is."""
    file = tmp_path / name
    if file.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book["Sheet"].append(["case_id"])
        book["Sheet"].cell(rows, columns, "x")
        book.save(file)
    else:
        with ZipFile(file, "w") as archive:
            archive.writestr("content.xml", TABLES.format(rows=rows - 1, columns=columns - 1))
    place = f"reaches to row {rows} and column {columns}, more than 20000000 cells"
    with pytest.raises(InputError, match=place):
        list(read_cases(file))


def test_an_error_that_stands_for_too_many_cells_is_refused(tmp_path: Path) -> None:
    """A cell that only says that it is an error counts as one with something in it."""
    file, spaces = tmp_path / "t.ods", 'xmlns:table="table" xmlns:calcext="calcext"'
    row = (
        '<table:table-row table:number-rows-repeated="2000000"><table:table-cell '
        'table:number-columns-repeated="1000" calcext:value-type="error"/></table:table-row>'
    )
    with ZipFile(file, "w") as archive:
        archive.writestr("content.xml", f'<table:table {spaces} table:name="cases">{row}</table:table>')
    with pytest.raises(InputError, match="more than 20000000 cells"):
        list(read_cases(file))


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What its parts take unpacked is asked before the library reads them."""
    file = workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]])
    monkeypatch.setattr(limits, "WORKBOOK_BYTES", 1000)
    with pytest.raises(InputError, match="is not a workbook that can be read"):
        list(read_cases(file))


def test_a_view_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database can be made to work for ever, or to make a value of any size: both are told."""
    monkeypatch.setattr(sql, "_STEPS", 1000)
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0"
    for number, view in enumerate((endless, "SELECT hex(zeroblob(20000000)) AS x")):
        file = tmp_path / f"{number}.sqlite"
        with closing(sqlite3.connect(file)) as database:
            database.execute(f"CREATE VIEW cases (case_id) AS {view}")
            database.commit()
        with pytest.raises(InputError, match=r"cannot be read to its end|not a whole SQLite file"):
            list(read_cases(file))


def test_a_view_of_endless_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that come one after the other are counted, of one record as of many; a table may be longer."""
    monkeypatch.setattr(limits, "VIEW_ROWS", 100)
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT {} FROM c"
    for number, row in enumerate(("'a'", "'a' || x")):
        file = tmp_path / f"{number}.sqlite"
        with closing(sqlite3.connect(file)) as database:
            database.execute(f"CREATE VIEW cases (case_id) AS {endless.format(row)}")
            database.commit()
        with pytest.raises(InputError, match="the view `cases` has more than 100 rows"):
            list(read_cases(file))
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        database.execute("CREATE TABLE cases (case_id)")
        database.executemany("INSERT INTO cases VALUES (?)", ((f"a{n}",) for n in range(101)))
        database.commit()
    assert len(list(read_cases(tmp_path / "t.sqlite"))) == 101


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library one sentence says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    file = workbook(tmp_path / "t.xlsx", cases=[["case_id"], ["a"]])
    with pytest.raises(InputError, match=r"pip install 'guidelinekit\[excel\]'"):
        list(read_cases(file))


def test_parquet_of_another_schema_is_refused(tmp_path: Path) -> None:
    """A Parquet file of something else is told by what it lacks."""
    pq.write_table(pa.table({"x": [1]}), tmp_path / "t.parquet")
    with pytest.raises(InputError, match=r"t.parquet: lacks the column: case_id"):
        list(read_cases(tmp_path / "t.parquet"))
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="is not a whole Parquet file"):
        list(read_cases(tmp_path / "t.parquet"))


def test_a_wrong_row_of_nested_parquet_is_told(tmp_path: Path) -> None:
    """A row of whole records is told by its number and by the place in the record."""
    rows = [{"case_id": "a", "citizen": {"sex": "male"}}, {"case_id": "b", "citizen": {"sex": "mael"}}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    first, second = read_cases(tmp_path / "t.parquet")
    assert isinstance(first, Case)
    assert isinstance(second, Invalid)
    assert (second.location, second.problems[0].pointer) == ("row 2", "/citizen/sex")


@pytest.fixture
def caseload(tmp_path: Path) -> tuple[list[Case], dict[str, Any]]:
    """Give cases, and their tables as Arrow has them."""
    drawn = list(generate(60, 5))
    with written(tmp_path / "tables", "parquet") as put:
        for case in drawn:
            put(case)
    files = (tmp_path / "tables").iterdir()
    return drawn, {file.stem: pq.read_table(file) for file in files}


def test_an_sqlite_file(tmp_path: Path, caseload: tuple[list[Case], dict[str, Any]]) -> None:
    """The tables of an SQLite file are those of an export; others are counted and left alone."""
    drawn, tables = caseload
    with closing(sqlite3.connect(tmp_path / "t.db")) as database:
        database.execute("CREATE TABLE diary (entry)")
        database.commit()
    into_sqlite(tmp_path / "t.db", tables)
    assert list(read_cases(tmp_path / "t.db")) == drawn
    assert notes(tmp_path / "t.db", Form.SQL) == ["1 other tables of the database were not read"]
    assert list(read_cases(f"sqlite:///{tmp_path / 't.db'}")) == drawn
    (tmp_path / "t.db").write_bytes(b"SQLite format 3\0 and no more")
    with pytest.raises(InputError, match="is not a whole SQLite file"):
        list(read_cases(tmp_path / "t.db"))


def test_an_address_that_leads_nowhere() -> None:
    """What is wrong with an address is told without the password in it."""
    with pytest.raises(InputError, match="the address of a database cannot be used"):
        list(read_cases("nosuch://x"))
    with pytest.raises(InputError) as error:
        list(read_cases("postgresql+psycopg://me:secret@127.0.0.1:1/none"))
    assert "secret" not in str(error.value)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """Give the address of a PostgreSQL that is started for these tests."""
    if not has_postgres():
        pytest.skip("no PostgreSQL here")
    with postgres_server() as address:
        yield address


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # cursors of a lost connection
def test_a_postgresql_database(postgres: str, caseload: tuple[list[Case], dict[str, Any]]) -> None:
    """Tables of a server are read with their types, lists and all, in one transaction."""
    drawn, tables = caseload
    engine = create_engine(postgres)
    with engine.begin() as database:
        into_server(database, tables)
    assert list(read_cases(postgres)) == drawn
    export = open_export(postgres, Form.SQL, Subject.CASE, len)
    reading = export.entries(Terms())
    assert not isinstance(next(reading), Invalid)
    with engine.connect() as database:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        database.execute(text(others))
    engine.dispose()
    with pytest.raises(InputError, match=r"broke off after row [1-9]"):
        list(reading)


def test_a_workbook_with_a_password_is_told() -> None:
    """A workbook that Excel locked (the fixture holds one heading) is refused for what it is."""
    with pytest.raises(InputError, match="has a password") as raised:
        open_export(str(Path(__file__).parent / "with_password.xlsx"), Form.EXCEL, Subject.CASE, len)
    assert "save it without one" in raised.value.text("en")
