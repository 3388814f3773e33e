"""What is written as tables is read back exactly, each null list too, in whatever it was written."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_agree import differing
from guidelinekit import load_rules
from guidelinekit.case.model.record import Case, Provider
from guidelinekit.case.reading.read import read_cases, read_entries
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.case.tables.split import columns_of
from guidelinekit.case.tables.table_forms import NOT_EXPORTED, every_form, forms
from guidelinekit.case.tables.writing import written
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.synthetic.generate import generate, providers
from guidelinekit.testing import cases

TABLES = [("csv", "tables"), ("csv", "t.zip"), ("excel", "t.xlsx"), ("parquet", "tables")]
EXAMPLES = Path(__file__).parents[3] / "examples"


def back(place: Path, kind: str, records: Iterable[Any]) -> list[Any]:
    """Write records and read them."""
    with written(place, kind) as put:
        for record in records:
            put(record)
    return list(read_cases(place))


@pytest.mark.parametrize(("kind", "name"), [*TABLES, ("parquet", "t.parquet")])
def test_generated_cases_come_back(tmp_path: Path, kind: str, name: str) -> None:
    """Cases of a caseload are read back as they were, in their order."""
    caseload = list(generate(150, 3))
    assert back(tmp_path / name, kind, caseload) == caseload


@pytest.mark.parametrize(("kind", "name"), TABLES)
def test_providers_come_back(tmp_path: Path, kind: str, name: str) -> None:
    """Providers have tables of their own, and only where there are some."""
    records = [*generate(20, 3), *providers(20, 3)]
    assert any(isinstance(record, Provider) for record in records)
    assert back(tmp_path / name, kind, records) == records


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(cases(), max_size=4, unique_by=lambda case: case.case_id))
def test_any_case_comes_back(drawn: list[Case], kind: str) -> None:
    """Whatever a case holds is held by its tables: nulls, empty lists, odd ids, none of them changed."""
    with TemporaryDirectory() as place:
        assert back(Path(place) / "tables", kind, drawn) == drawn


@pytest.mark.parametrize(
    "case_id",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "'a",
        "'=a",
        "a;b",
        'a"b',
        "a\nb",
        "a\rb",
        " a ",
        " ",
        "-",
        "å",
        "\t",
        "#x",
        "1.0",
    ],
)
def test_odd_ids_come_back(tmp_path: Path, case_id: str) -> None:
    """An id that a spreadsheet would take for something else is the same id afterwards."""
    (case,) = generate(1, 1)
    odd = case.model_copy(update={"case_id": case_id})
    assert back(tmp_path / "tables", "csv", [odd]) == [odd]
    assert back(tmp_path / "t.xlsx", "excel", [odd]) == [odd]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """No cell of a file begins with a sign that makes it a formula."""
    (case,) = generate(1, 1)
    back(tmp_path / "tables", "csv", [case.model_copy(update={"case_id": '=HYPERLINK("x")'})])
    cells = (tmp_path / "tables" / "cases.csv").read_text().splitlines()[1].split(",")
    assert cells[0].strip('"').startswith("'=")


def test_each_list_has_its_own_null(tmp_path: Path) -> None:
    """One list after the other is null, then empty, and is read as what it was."""
    lists = [form.steps[0] for form in forms(Subject.CASE) if len(form.steps) == 1]
    (case,) = generate(1, 1)
    records = [
        case.model_copy(update={"case_id": f"{name}-{value}", **dict.fromkeys(lists, ()), name: value})
        for name in lists
        for value in (None, ())
    ]
    assert back(tmp_path / "tables", "csv", records) == records


def test_without_the_column_all_is_exported(tmp_path: Path) -> None:
    """Tables without the column `not_exported` say that there is nothing where no row is."""
    case = next(case for case in generate(50, 3) if case.needs is None)
    back(tmp_path / "tables", "csv", [case])
    file = tmp_path / "tables" / "cases.csv"
    file.write_text("\n".join(line.rpartition(",")[0] for line in file.read_text().splitlines()) + "\n")
    (read,) = read_cases(tmp_path / "tables")
    assert isinstance(read, Case)
    assert read.needs == ()


def test_every_field_of_the_model_has_a_column() -> None:
    """No field of the models is forgotten: the columns are read off them."""
    for form in every_form().values():
        assert set(form.columns) - set(columns_of(form)) <= {"schema_version"}
    assert NOT_EXPORTED in columns_of(forms(Subject.CASE)[0])


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    """Tables are put in their place when all are written, never before."""
    first, second = generate(2, 1)
    place = tmp_path / "tables"
    assert back(place, "csv", [first]) == [first]

    def breaking() -> Iterable[Any]:
        yield second
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        back(place, "csv", breaking())
    assert list(read_cases(place)) == [first]
    assert [each.name for each in tmp_path.iterdir()] == ["tables"]
    assert back(place, "csv", [second]) == [second]


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds anything but tables is not taken away."""
    (tmp_path / "thesis.doc").touch()
    with (
        pytest.raises(InputError, match=r"holds something else than tables: thesis.doc"),
        written(tmp_path, "csv"),
    ):
        pass


def test_the_example_export_comes_back(tmp_path: Path) -> None:
    """The example export is the same as tables."""
    records = list(read_cases(EXAMPLES / "municipality.ndjson"))
    assert not any(isinstance(record, Invalid) for record in records)
    by_kind = sorted(records, key=lambda record: isinstance(record, Provider))
    assert back(tmp_path / "tables", "csv", records) == by_kind
    assert len(list(read_entries(tmp_path / "tables"))) == len(records)


def test_every_form_has_the_same_findings(tmp_path: Path) -> None:
    """NDJSON, CSV, zip, workbook, Parquet, databases, and CSV as Danish systems write it: equal to a byte."""
    compared = dict(differing(tmp_path, list(generate(30, 4)), load_rules(packs=["law"])))
    assert compared == dict.fromkeys(compared)
    assert len(compared) >= 8
