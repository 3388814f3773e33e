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

from guidelinekit import limits
from guidelinekit.case.fhir.bundles import open_bundles
from guidelinekit.case.model.record import Case
from guidelinekit.case.reading.read import expanded, read_cases
from guidelinekit.errors import GuidelinekitError, InputError
from guidelinekit.report.formats import own_template
from guidelinekit.report.read_back import read_report
from guidelinekit.rules.mapping_file import load_mapping


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


def _secret(file: Path) -> None:
    mapping = file.parent / "mapping.yaml"
    key = f"{{pseudonym: ID, secret_file: {file.name}}}"
    mapping.write_text(f"tables: {{A: {{record: case, key: {key}}}}}\n", encoding="utf-8")
    load_mapping(str(mapping))


READ_WHOLE: dict[str, Callable[[Path], object]] = {
    "report": lambda file: read_report(str(file)),
    "template": lambda file: own_template._text(str(file)),
    "secret of a mapping": _secret,
}


@pytest.mark.parametrize("reads", READ_WHOLE.values(), ids=READ_WHOLE)
def test_what_is_read_whole_is_a_regular_file_within_a_limit(
    tmp_path: Path, reads: Callable[[Path], object]
) -> None:
    """A pipe is not waited for, a device not read without end, and a file of 50 GB not read at all."""
    pipe, device, huge = tmp_path / "pipe", tmp_path / "device", tmp_path / "huge"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    with huge.open("wb") as file:
        file.truncate(50 * 1024**3)
    for odd in (pipe, device, huge):
        with pytest.raises(GuidelinekitError):
            reads(odd)


def test_a_line_of_a_table_has_a_limit(tmp_path: Path) -> None:
    """A file that is one line of any length is told, and not held."""
    place = tmp_path / "cases.csv"
    place.write_bytes(b"case_id;" + b"x" * limits.LINE_BYTES)
    with pytest.raises(InputError, match="has a line of over 16 MiB"):
        read(place)
