"""A CPR number is nowhere in what is printed or written, wherever in an input it stands."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from command_line import run

from guidelinekit.case.model.cpr import WITHHELD, withheld
from guidelinekit.case.tables.table import Table

SMALL = Path(__file__).parent / "small"
RULES = ("--as-of", "2026-01-01", "--pack", SMALL, "--profile", SMALL.parent / "small.yaml")
SPELLINGS = ["010190" + between + "1234" for between in ("-", ".", "\u00ad")]


def _tables(folder: Path, cpr: str) -> list[Path | str]:
    (folder / f"{cpr}.csv").write_text("x\n1\n", encoding="utf-8")
    (folder / "cases.csv").write_text(f"case_id,anonymous,{cpr}\n{cpr},no,1\na,{cpr},1\n", encoding="utf-8")
    return [folder]


def _one_file(folder: Path, cpr: str) -> list[Path | str]:
    file = folder / f"{cpr}.csv"
    file.write_text("case_id,foo\na,1\n", encoding="utf-8")
    return [file]


def _broken(folder: Path, cpr: str) -> list[Path | str]:
    file = folder / f"{cpr}.json"
    file.write_text("{", encoding="utf-8")
    return [file]


def _sheets(folder: Path, cpr: str) -> list[Path | str]:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "cases"
    book.worksheets[0].append(["case_id", cpr])
    book.worksheets[0].append([cpr, 1])
    book.create_sheet(cpr).append(["x"])
    book.create_sheet(f"h {cpr}").sheet_state = "hidden"
    book.save(folder / f"{cpr}.xlsx")
    return [folder / f"{cpr}.xlsx"]


def _bundles(folder: Path, cpr: str) -> list[Path | str]:
    patient = {"resourceType": "Patient", "id": cpr, "identifier": [{"value": cpr}]}
    entries = [{"resource": patient}, {"resource": {"resourceType": cpr, "id": cpr}}]
    bundles = [{"resourceType": "Bundle", "entry": entries}, {"resourceType": "Bundle"}]
    (folder / f"{cpr}.json").write_text(json.dumps(bundles), encoding="utf-8")
    return [folder, "--from", "fhir-ffb"]


def _mapping(folder: Path, cpr: str) -> list[Path | str]:
    (folder / "cases.csv").write_text("case_id\na\n", encoding="utf-8")
    mapping = folder / "mapping.yaml"
    mapping.write_text(f'"{cpr.replace(chr(0xAD), "_")}": 1\n', encoding="utf-8")
    return [folder / "cases.csv", "--mapping", mapping]


@pytest.mark.parametrize("given", [_tables, _one_file, _broken, _sheets, _bundles, _mapping])
def test_no_input_shows_a_number(given: Callable[[Path, str], list[Path | str]], tmp_path: Path) -> None:
    """Names of files, sheets, tables, columns and fields, cells and identifiers: each is told without it."""
    for number, cpr in enumerate(SPELLINGS):
        folder = tmp_path / str(number)
        folder.mkdir()
        outcome = run("check", *given(folder, cpr), *RULES, "--format", "json")
        assert "internal error" not in outcome.stderr
        assert not [each for each in (*SPELLINGS, "010190_1234") if each in outcome.stdout + outcome.stderr]


def test_what_is_passed_over_stands_in_the_report(tmp_path: Path) -> None:
    """A note on an export is a sentence of the report, and no reason to stop."""
    (tmp_path / "cases.csv").write_text("case_id,foo\na,1\n", encoding="utf-8")
    outcome = run("check", tmp_path / "cases.csv", *RULES, "--format", "json")
    (file,) = json.loads(outcome.stdout)["receipt"]["inputs"]
    assert file["tables"]["notes"] == ["cases.csv: the column `foo` is not used"]


def test_of_a_text_only_the_number_is_withheld() -> None:
    """What stands around it can be read; a hash in hexadecimal is shown whole."""
    assert withheld(f"export/{SPELLINGS[0]}.csv: er tom") == f"export/{WITHHELD}.csv: er tom"
    digest = "a0101901234b" + "0" * 20
    assert withheld(f"{digest} {SPELLINGS[1]}") == f"{digest} {WITHHELD}"
    assert withheld("2026-01-01 æ \u00ad") == "2026-01-01 æ \u00ad"


def test_a_place_that_is_withheld_has_no_quote_left_over() -> None:
    """The name of a table and of a column are told of as withheld, and the sentence stays whole."""
    place = Table(SPELLINGS[0], ("case_id", SPELLINGS[1]), lambda: iter(())).place(2, 1)
    assert place.en == f'{WITHHELD} row 2, column "{WITHHELD}"'
