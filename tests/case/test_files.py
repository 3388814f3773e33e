"""Which files of an export are opened: regular ones, and in a folder none that a link leads out of it to."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from guidelinekit.case.fhir.bundles import open_bundles
from guidelinekit.case.model.record import Case
from guidelinekit.case.reading.read import expanded, read_cases
from guidelinekit.errors import InputError


def _csv(file: Path) -> None:
    file.write_text("case_id\na\n", encoding="utf-8")


def _ndjson(file: Path) -> None:
    file.write_text(json.dumps({"case_id": "a", "schema_version": "1", "citizen": {}}), encoding="utf-8")


def _parquet(file: Path) -> None:
    pq.write_table(pa.table({"case_id": ["a"]}), file)


def _sqlite(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE cases (case_id TEXT)")
        database.execute("INSERT INTO cases VALUES ('a')")
        database.commit()


def read(place: Path) -> list[str]:
    """Return the ids of the cases in a file or a folder, as a run reads them."""
    cases = [case for file in expanded(str(place)) for case in read_cases(file)]
    return [case.case_id for case in cases if isinstance(case, Case)]


IN_FOLDERS = {"cases.csv": _csv, "cases.ndjson": _ndjson, "cases.parquet": _parquet}
ALONE = {"cases.csv": _csv, "cases.parquet": _parquet, "cases.sqlite": _sqlite}


@pytest.mark.parametrize(("name", "write"), IN_FOLDERS.items())
def test_a_link_out_of_a_folder_is_refused(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    """A folder of a stranger opens no file elsewhere; a link within it is read."""
    folder = tmp_path / "export"
    folder.mkdir()
    write(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(InputError, match="is a link out of its folder"):
        read(folder)
    (folder / name).unlink()
    write(folder / "other")
    (folder / name).symlink_to("other")
    assert read(folder) == ["a"]


@pytest.mark.parametrize("name", IN_FOLDERS)
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path, name: str) -> None:
    """What is no file is told at once."""
    os.mkfifo(tmp_path / name)
    with pytest.raises(InputError, match="is a pipe or a device, not a file"):
        read(tmp_path)


@pytest.mark.parametrize(("name", "write"), ALONE.items())
def test_a_table_that_is_named_is_a_file(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    """A link to a file is read where it is named; a pipe is not, since tables are read more than once."""
    write(tmp_path / f"real-{name}")
    (tmp_path / name).symlink_to(tmp_path / f"real-{name}")
    assert read(tmp_path / name) == ["a"]
    pipe = (tmp_path / name).with_stem("pipe")
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="is a pipe or a device, not a file"):
        read(pipe)


def test_a_folder_of_bundles_opens_no_file_elsewhere(tmp_path: Path) -> None:
    """Bundles are read as other files are."""
    folder = tmp_path / "bundles"
    folder.mkdir()
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    (folder / "b.json").symlink_to(tmp_path / "b.json")
    with pytest.raises(InputError, match="is a link out of its folder"):
        open_bundles(str(folder), len)
