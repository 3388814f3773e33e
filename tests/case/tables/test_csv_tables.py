"""Cases as CSV tables: what is read as it stands, what is told and where, and what is refused."""

import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidelinekit import limits
from guidelinekit.case.model.record import Case, Provider
from guidelinekit.case.reading.read import Form, read_cases
from guidelinekit.case.reading.validate import Invalid, Terms
from guidelinekit.case.tables.opening import Export, open_export
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject

CASES = "case_id,citizen.birth_date,citizen.sex,enrolment.enrolled_on\na,1990-01-31,female,2026-02-01\nb,,,\n"
NEEDS = "case_id,need_id,area,identified_on,barrier\na,n1,housing,2026-02-01,true\nb,n1,economy,2026-02-02,\n"

NO_ROW = "belongs to a row of plans that is not in the case; export it too"
TWICE = "is the same as in needs.csv line 2; give each need an id of its own"


def folder(place: Path, **tables: str | bytes) -> Path:
    """Write tables into a folder; two underscores stand for a dot."""
    for name, text in tables.items():
        content = text if isinstance(text, bytes) else text.encode()
        (place / f"{name.replace('__', '.')}.csv").write_bytes(content)
    return place


def cases(place: Path) -> list[Case]:
    """Read cases, all of which must be valid."""
    read = list(read_cases(place))
    assert all(isinstance(each, Case) for each in read), [told(each) for each in read]
    return [each for each in read if isinstance(each, Case)]


def told(entry: Any) -> list[str]:
    """Return what is told of an invalid record, in English."""
    assert isinstance(entry, Invalid)
    return [problem.message.en for problem in entry.problems]


def invalid(place: Path) -> list[str]:
    """Return all that is told of invalid records."""
    return [text for entry in read_cases(place) if isinstance(entry, Invalid) for text in told(entry)]


def opened(place: Path) -> Export:
    """Read an export to its end."""
    export = open_export(str(place), Form.CSV, Subject.CASE, len)
    assert list(export.entries(Terms()))
    return export


def test_tables_are_joined_by_case_id(tmp_path: Path) -> None:
    """A case has the rows of each table that name it, and a cell says what a field of JSON would."""
    first, second = cases(folder(tmp_path, cases=CASES, needs=NEEDS))
    assert (first.citizen.birth_date, first.citizen.sex) == (date(1990, 1, 31), "female")
    assert [(need.need_id, need.area, need.barrier) for need in first.needs or ()] == [
        ("n1", "housing", True)
    ]
    assert [(need.area, need.barrier) for need in second.needs or ()] == [("economy", None)]
    assert second.enrolment is None


def test_no_table_and_no_rows_are_not_the_same(tmp_path: Path) -> None:
    """A table that is missing is a null list in every case; one without rows is an empty list."""
    (first, _) = cases(folder(tmp_path, cases=CASES, plans="case_id,row,kind,made_on\n"))
    assert (first.plans, first.needs) == ((), None)
    assert "needs" in opened(tmp_path).not_exported
    assert "plans" not in opened(tmp_path).not_exported


def test_lists_of_single_cases_can_be_null(tmp_path: Path) -> None:
    """`not_exported` names the lists of a case, or of an item, that are null."""
    a, b, c = cases(
        folder(
            tmp_path,
            cases="case_id,not_exported\na,needs\nb,agreements.follow_ups\nc,\n",
            needs="case_id,need_id,area,identified_on\n",
            agreements="case_id,agreement_id,area,made_on,not_exported\n"
            "b,x,housing,2026-01-01,\nc,x,housing,2026-01-01,follow_ups\nc,y,sleep,2026-01-02,\n",
            agreements__follow_ups="case_id,agreement_id,done_on\n",
        )
    )
    assert (a.needs, b.needs, a.agreements) == (None, (), ())
    assert [each.follow_ups for each in b.agreements or ()] == [None]
    assert [each.follow_ups for each in c.agreements or ()] == [None, ()]


def test_a_list_that_is_null_and_has_rows_is_told(tmp_path: Path) -> None:
    """Nothing is guessed where a list is said not to be exported and has rows."""
    main = "case_id,not_exported\na,needs\nb,\n"
    assert invalid(folder(tmp_path, cases=main, needs=NEEDS)) == [
        "needs.csv line 2: belongs to a list that is said not to be exported: needs; mend one of the two"
    ]


def test_a_name_of_no_list_is_told(tmp_path: Path) -> None:
    """A misspelt list under `not_exported` does not pass as one that is exported."""
    main = "case_id,not_exported\na,nedes\n"
    assert invalid(folder(tmp_path, cases=main)) == [
        'cases.csv line 2, column "not_exported": names no list that a row here can have: `nedes`'
    ]


def test_inner_lists_go_to_their_items(tmp_path: Path) -> None:
    """Rows of a list inside an item are joined by `row` or by the item's own id."""
    plans = "case_id,row,kind,made_on\na,1,treatment_plan,2026-01-01\na,2,action_plan,2026-01-01\n"
    revisions = "case_id,row,revised_on\na,2,2026-02-01\na,2,2026-03-01\n"
    first = cases(folder(tmp_path, cases=CASES, plans=plans, plans__revisions=revisions))[0]
    assert [len(plan.revisions or ()) for plan in first.plans or ()] == [0, 2]


def test_rows_without_their_item_are_told(tmp_path: Path) -> None:
    """A row whose item is not there, and an item's key that stands twice, make the case invalid."""
    plans = "case_id,row,kind,made_on\na,1,treatment_plan,2026-01-01\na,1,action_plan,2026-01-01\n"
    revisions = "case_id,row,revised_on\na,3,2026-02-01\n"
    assert invalid(folder(tmp_path, cases=CASES, plans=plans, plans__revisions=revisions)) == [
        'plans.csv line 3, column "row": is the same as in an earlier row of the case; give each row its own',
        f'plans.revisions.csv line 2, column "row": {NO_ROW}',
    ]


def test_an_inner_list_that_nothing_joins_is_refused(tmp_path: Path) -> None:
    """Without a column that says which item a row belongs to there is nothing to be read."""
    plans, revisions = "case_id,kind,made_on\n", "case_id,revised_on\n"
    with pytest.raises(InputError, match=r"no column says which row of plans[.]csv a row belongs to"):
        cases(folder(tmp_path, cases=CASES, plans=plans, plans__revisions=revisions))


def test_rows_in_any_order_give_the_same_cases(tmp_path: Path) -> None:
    """A table that is not in the order of the cases is sorted, and rows of one case keep theirs."""
    main = "case_id\n" + "".join(f"{name}\n" for name in "zåaæ")
    rows = [f"{name},n{number},housing,2026-01-0{number}" for number in (1, 2) for name in "aæåz"]
    needs = "\n".join(["case_id,need_id,area,identified_on", *rows])
    read = cases(folder(tmp_path, cases=main, needs=needs))
    assert [each.case_id for each in read] == list("zåaæ")
    assert [[need.need_id for need in each.needs or ()] for each in read] == [["n1", "n2"]] * 4


def test_rows_of_no_case_are_told_and_counted(tmp_path: Path) -> None:
    """A row of a case that is not there is an invalid record; rows in are rows used and rows told."""
    needs = NEEDS + "c,n1,housing,2026-01-01,\nc,n2,housing,2026-01-01,\n"
    assert invalid(folder(tmp_path, cases=CASES, needs=needs)) == [
        "needs.csv line 4: belongs to a case or provider that is not there (rows: 2); export it too"
    ]
    rows = opened(tmp_path).rows
    assert (rows.read, rows.used) == (6, 4)


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (
            "2026-02-30",
            "is not a date that exists: there is no such month, or the month has no such day",
        ),
        ("30-02-2026", "cannot be read as a date, 2026-03-31 or 31-03-2026"),
        ("46079", "is a spreadsheet's number of a day; format the column as a date and export it again"),
        ("02/01/2026", "cannot be read as a date, 2026-03-31 or 31-03-2026"),
        ("2026-02-01 13:45", "is not a date written YYYY-MM-DD; leave out the time of day"),
        ("#N/A", "shows an error of the spreadsheet; mend the formula, or leave the cell empty"),
        ("#I/T", "shows an error of the spreadsheet; mend the formula, or leave the cell empty"),
        ("", "is empty; a date, 2026-03-31 or 31-03-2026 is required"),
    ],
)
def test_a_wrong_cell_is_told_by_line_and_column(tmp_path: Path, cell: str, message: str) -> None:
    """A cell is told with its file, physical line and column, and never with what it holds."""
    needs = f'case_id,need_id,area,identified_on\na,n1,housing,2026-02-01\nb,"n\n1",housing,{cell}\n'
    assert invalid(folder(tmp_path, cases=CASES, needs=needs)) == [
        f'needs.csv line 3, column "identified_on": {message}'
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("Ja", True), ("nej", False), ("1", True), ("0", False), ("TRUE", True), ("", None)],
)
def test_yes_and_no_in_danish(tmp_path: Path, cell: str, value: bool | None) -> None:
    """Yes and no are read as people and spreadsheets write them."""
    needs = f"case_id,need_id,area,identified_on,barrier\na,n1,bolig,01-02-2026,{cell}\n"
    (need,) = cases(folder(tmp_path, cases=CASES, needs=needs))[0].needs or ()
    assert (need.barrier, need.area, need.identified_on) == (value, "housing", date(2026, 2, 1))


@pytest.mark.parametrize(("cell", "value"), [("3,5", 3.5), ("3.5", 3.5), ("7", 7.0)])
def test_decimals_with_comma_or_point(tmp_path: Path, cell: str, value: float) -> None:
    """A number has a comma or a point before its decimals."""
    text = f"case_id;form;started_on;days_per_week\na;day;2026-01-01;{cell}\n"
    (treatment,) = cases(folder(tmp_path, cases=CASES, treatments=text))[0].treatments or ()
    assert treatment.days_per_week == value


@pytest.mark.parametrize("cell", ["1.234,5", "1_0", "fem", "\u0661"])
def test_what_is_no_number_is_told(tmp_path: Path, cell: str) -> None:
    """A number with a sign for thousands, or no number at all, is not guessed at."""
    text = f"case_id;form;started_on;days_per_week\na;day;2026-01-01;{cell}\n"
    assert invalid(folder(tmp_path, cases=CASES, treatments=text)) == [
        'treatments.csv line 2, column "days_per_week": cannot be read as a number, 2.5 or 1234.5'
    ]


def test_an_unknown_code_is_told_in_the_models_words(tmp_path: Path) -> None:
    """A code is refused as in JSON, with the nearest that exists."""
    needs = NEEDS.replace("housing", "housng")
    (message,) = invalid(folder(tmp_path, cases=CASES, needs=needs))
    assert message.startswith('needs.csv line 2, column "area": unknown area; did you mean `housing`?')


def test_an_id_that_stands_twice_is_told_with_both_rows(tmp_path: Path) -> None:
    """The message names the row where the id stood first."""
    needs = "case_id,need_id,area,identified_on\na,n1,housing,2026-02-01\na,n1,sleep,2026-02-01\n"
    assert invalid(folder(tmp_path, cases=CASES, needs=needs)) == [
        f'needs.csv line 3, column "need_id": {TWICE}'
    ]
    assert invalid(
        folder(tmp_path, cases="case_id\na\na\n", needs="case_id,need_id,area,identified_on\n")
    ) == ['cases.csv line 3, column "case_id": is the same as in line 2; give each case an id of its own']


def test_a_cpr_number_is_refused(tmp_path: Path) -> None:
    """A case id that looks like a CPR number is refused as everywhere, and not repeated."""
    number = "0101" + "90" + "1234"
    (message,) = invalid(folder(tmp_path, cases=f"case_id\n{number}\n"))
    assert "looks like a CPR number" in message
    assert number not in message


def test_a_row_with_too_many_cells_is_told(tmp_path: Path) -> None:
    """A separator in a text without quotes shifts the cells: the row is told, not read wrongly."""
    needs = "case_id,need_id,area,identified_on\na,n,1,housing,2026-02-01\nb,n1,housing\n"
    (
        first,
        *_,
    ) = invalid(folder(tmp_path, cases=CASES, needs=needs))
    assert (
        first == "needs.csv line 2: has 5 cells for 4 columns; is there a separator in a text without quotes?"
    )
    assert any(text.startswith("needs.csv line 3: has 3 cells for 4 columns") for text in invalid(tmp_path))


@pytest.mark.parametrize("text", [NEEDS + 'a,"n2,housing,2026-01-01,\nb,n3,sleep,2026-01-01,\n'])
def test_a_quote_that_is_never_closed_is_refused(tmp_path: Path, text: str) -> None:
    """The rest of a file after an open quote is not taken for one cell; the line of the quote is told."""
    with pytest.raises(InputError, match=r"needs.csv: line 4: a quote is opened and never closed"):
        cases(folder(tmp_path, cases=CASES, needs=text))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(tmp_path: Path, ending: str) -> None:
    """A file has the line ends of Windows, Unix or an old Macintosh."""
    assert len(cases(folder(tmp_path, cases=CASES.replace("\n", ending)))) == 2


@pytest.mark.parametrize("ends", [("\r\n", "\n"), ("\n", "\r\n"), ("\n", "\r"), ("\r", "\n"), ("\r\n", "\r")])
def test_line_ends_of_several_systems_in_one_file(tmp_path: Path, ends: tuple[str, str]) -> None:
    """Whatever ends a line ends a row, also where others ended the lines before; lines are counted alike."""
    rows = [f"{number:05d},2026-01-01" for number in range(2000)]
    rows[1500] += "x"
    lines = ["case_id,request.requested_on", *rows]
    text = "".join(line + ends[at > 1000] for at, line in enumerate(lines))
    read = list(read_cases(folder(tmp_path, cases=text)))
    assert [each.case_id for each in read if isinstance(each, Case)] == [
        row[:5] for row in rows if len(row) == 16
    ]
    assert told(read[1500])[0].startswith("cases.csv line 1502, ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """Danish letters are read in each encoding that Windows writes; a guess is told."""
    main = "Sags-id;Fødselsdato;Køn\nå;31-01-1990;kvinde\n"
    (case,) = cases(folder(tmp_path, cases=main.encode(encoding)))
    assert (case.case_id, case.citizen.birth_date, case.citizen.sex) == ("å", date(1990, 1, 31), "female")
    notes = ["cases.csv is read as cp1252 (Windows): it is not UTF-8 from line 1 on"]
    assert [note.en for note in opened(tmp_path).notes] == (notes if encoding == "cp1252" else [])


def test_windows_letters_are_those_of_windows(tmp_path: Path) -> None:
    """A dash, curly quotes and the euro are read as cp1252 has them, which latin-1 does not."""
    (case,) = cases(folder(tmp_path, cases="case_id\n“€–æ”\n".encode("cp1252")))  # noqa: RUF001 - as Windows writes it
    assert case.case_id == "“€–æ”"  # noqa: RUF001 - the same


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are text in neither encoding are told with their line."""
    with pytest.raises(InputError, match="line 2 is text neither as UTF-8 nor as cp1252"):
        cases(folder(tmp_path, cases=b"case_id\na\x81\n"))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separators(tmp_path: Path, separator: str) -> None:
    """The separator is seen from the names of the columns; a line `sep=` of Excel is passed over."""
    text = f"sep={separator}\n" + CASES.replace(",", separator)
    assert [case.case_id for case in cases(folder(tmp_path, cases=text))] == ["a", "b"]


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """Neither of two columns with one name is chosen; two names of one field are no better."""
    with pytest.raises(InputError, match=r"two columns are called `case_id` \(columns 1 and 3\)"):
        cases(folder(tmp_path, cases="case_id,municipality,case_id\n"))
    with pytest.raises(InputError, match="`kommune` and `municipality` are both `municipality`"):
        cases(folder(tmp_path, cases="case_id,kommune,municipality\n"))


def test_a_misspelt_column_is_refused(tmp_path: Path) -> None:
    """A column that is nearly known would be a silent gap; another one is told and passed over."""
    with pytest.raises(InputError, match=r"unknown column `municipalty`; did you mean `municipality`\?"):
        cases(folder(tmp_path, cases="case_id,municipalty\n"))
    export = opened(folder(tmp_path, cases="case_id,xyz\na,1\n"))
    assert [note.en for note in export.notes] == ["cases.csv: the column `xyz` is not used"]


def test_a_table_that_lacks_what_each_row_needs_is_refused(tmp_path: Path) -> None:
    """A column that every item must have is missed once, not on every row."""
    with pytest.raises(InputError, match=r"needs[.]csv: lacks these columns: area, identified_on"):
        cases(folder(tmp_path, cases=CASES, needs="case_id,need_id\n"))


def test_a_table_that_nobody_knows_is_told(tmp_path: Path) -> None:
    """A file with another name is not read, and said so."""
    export = opened(folder(tmp_path, cases=CASES, need=NEEDS))
    assert [note.en for note in export.notes] == [
        "need.csv is no table of a case and was not read; did you mean `needs`?"
    ]


def test_lists_of_two_kinds_of_record_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    """`bekræftelser` are a provider's or an authority's: the name says whose, or the table is not read."""
    sites = "behandlingssted;kommune\nh;0101\n"
    confirmed = "behandlingssted;kode;bekræftet den\nh;guidelines_known;2026-01-20\n"
    place = folder(tmp_path, cases=CASES, behandlingssteder=sites)
    (place / "behandlingssteder.bekræftelser.csv").write_text(confirmed, encoding="utf-8")
    (provider,) = (each for each in read_cases(place) if isinstance(each, Provider))
    assert [each.code for each in provider.attestations or ()] == ["guidelines_known"]
    (place / "behandlingssteder.bekræftelser.csv").rename(place / "bekræftelser.csv")
    assert [note.en for note in opened(place).notes] == [
        "bekræftelser.csv is no table of a case and was not read"
    ]


def test_an_export_without_cases_is_refused(tmp_path: Path) -> None:
    """Lists without their cases are no export."""
    with pytest.raises(InputError, match=r"there is needs[.]csv, but no table cases"):
        cases(folder(tmp_path, needs=NEEDS))


def test_a_zip_is_read_as_a_folder(tmp_path: Path) -> None:
    """The tables of a zip, also inside a folder of it, are those of a folder."""
    with zipfile.ZipFile(tmp_path / "t.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/cases.csv", CASES)
        archive.writestr("export/needs.csv", NEEDS)
    assert [len(case.needs or ()) for case in cases(tmp_path / "t.zip")] == [1, 1]


@pytest.mark.parametrize(
    "name", ["../cases.csv", "/cases.csv", "a/../../cases.csv", "C:/cases.csv", "..\\cases.csv"]
)
def test_a_zip_with_a_way_out_is_refused(tmp_path: Path, name: str) -> None:
    """A file that would lie outside of the zip is never opened."""
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr(name, CASES)
    with pytest.raises(InputError, match="would lie outside of it"):
        cases(tmp_path / "t.zip")


def test_a_zip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip is unpacked up to a limit that is counted, whatever its header says."""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 10_000)
    with zipfile.ZipFile(tmp_path / "t.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cases.csv", "case_id\n" + "a\n" * 100_000)
    with pytest.raises(InputError, match="unpacks to more than"):
        cases(tmp_path / "t.zip")
    monkeypatch.setattr(limits, "ZIP_MEMBERS", 0)
    with pytest.raises(InputError, match="holds more than 0 files"):
        cases(tmp_path / "t.zip")


def test_a_broken_zip_is_refused(tmp_path: Path) -> None:
    """What is no zip, and one that was cut off, are told as such."""
    (tmp_path / "t.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(InputError, match="is not a whole zip"):
        cases(tmp_path / "t.zip")


def test_guarded_texts_come_back(tmp_path: Path) -> None:
    """A quote that keeps a spreadsheet from taking a text for a formula is taken off again."""
    assert [case.case_id for case in cases(folder(tmp_path, cases="case_id\n'=1+1\n''=x\n'abc\n"))] == [
        "=1+1",
        "'=x",
        "'abc",
    ]


def test_no_record_is_too_large_to_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case with far too many rows is invalid, and its rows are counted all the same."""
    monkeypatch.setattr(limits, "RECORD_VALUES", 50)
    needs = "case_id,need_id,area,identified_on\n" + "".join(f"a,n{n},sleep,2026-01-01\n" for n in range(90))
    (message,) = invalid(folder(tmp_path, cases=CASES, needs=needs))
    assert "far more values than one case can" in message
    rows = opened(tmp_path).rows
    assert (rows.read, rows.used) == (92, 1)


CELLS = {
    "cases": {
        "case_id": [*"abcabcabc", "'=a", ""],
        "citizen.sex": ["female", "Mand", "", "", "x"],
        "request.requested_on": ["2026-01-01", "31-12-2025", "2026-02-30", "", ""],
        "not_exported": ["", "", "needs", "request|plans.revisions", "x"],
    },
    "needs": {
        "case_id": [*"aaabbbccd"],
        "need_id": [*"123456", "0101" + "90" + "1234", "", "n" * 65],
        "area": ["housing", "bolig", "x", ""],
        "identified_on": ["2026-01-01", "1-2-2026", "46079", "#N/A", ""],
        "barrier": ["true", "Nej", "maybe", ""],
    },
    "treatments": {
        "case_id": ["a", "b"],
        "form": ["day"],
        "started_on": ["2026-01-01"],
        "days_per_week": ["3,5", "7", "8", "-1", "x", ""],
    },
    "plans": {
        "case_id": ["a", "b"],
        "row": [*"123123123", ""],
        "kind": ["action_plan"],
        "made_on": ["2026-01-01"],
        "partners": ["job_centre|shelter", "-", "x", "job_centre|", ""],
        "not_exported": ["", "", "", "revisions", "x"],
    },
    "plans.revisions": {
        "case_id": ["a", "b"],
        "row": ["1", "2", "3", ""],
        "revised_on": ["2026-01-01", "x", "2026-03-01"],
    },
}
"""Cells that are right and wrong, by table and column."""


@settings(max_examples=150, deadline=None)
@given(drawn=st.data())
def test_structs_and_models_read_the_same(drawn: st.DataObject) -> None:
    """Whatever cells hold, the same cases are read and the same is told with msgspec and without it."""
    with TemporaryDirectory() as place:
        for name, columns in CELLS.items():
            right = st.tuples(*(st.sampled_from(cells[:1]) for cells in list(columns.values())[2:]))
            any_cells = st.tuples(*map(st.sampled_from, list(columns.values())[2:]))
            ids = st.tuples(*map(st.sampled_from, list(columns.values())[:2]))
            rows = drawn.draw(st.lists(st.tuples(ids, right | any_cells), max_size=5))
            lines = [",".join(columns), *(",".join((*first, *others)) for first, others in rows)]
            (Path(place) / f"{name}.csv").write_text("\n".join(lines) + "\n")
        fast = list(read_cases(place))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("guidelinekit.case.tables.records.struct_converter", lambda **_: None)
            assert fast == list(read_cases(place))
