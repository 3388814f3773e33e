"""Records written as tables, whatever the tables are written in."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from guidelinekit.case.model.record import Case, subject_of
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.tables.csv_writing import CsvTables
from guidelinekit.case.tables.split import Splitter
from guidelinekit.case.tables.table_forms import TableForm, every_form, forms
from guidelinekit.errors import InputError, UsageError
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text, say


class Sink(Protocol):
    """Where tables are written."""

    def begin(self, form: TableForm) -> None:
        """Begin a table with the names of its columns."""

    def put(self, form: TableForm, values: Sequence[Any]) -> None:
        """Write a row of a table that was begun."""

    def close(self) -> None:
        """Write what is held back."""


class TablesWriter:
    """Writes records one after the other. The tables of cases are always there, those of others if needed."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._splitters: dict[Subject, Splitter] = {}
        self._begin(Subject.CASE)

    def put(self, record: Any) -> None:
        """Write a record: a model, or a case that was decoded fast."""
        subject = subject_of(record)
        if subject not in self._splitters:
            self._begin(subject)
        for form, values in self._splitters[subject].rows(record):
            self._sink.put(form, values)

    def _begin(self, subject: Subject) -> None:
        self._splitters[subject] = Splitter(subject)
        for form in forms(subject):
            self._sink.begin(form)


@contextmanager
def written(place: Path, kind: str) -> Iterator[Callable[[Any], None]]:
    """Give what takes records and writes them to a place, which is as it was if the block fails.

    The kinds are `csv` (a folder or a .zip), `excel` (a file) and `parquet` (a folder of tables, or a
    .parquet of whole cases). Raises InputError where something else is there, and where an extra is missing.
    """
    if place.is_dir() and (strange := sorted({file.name for file in place.iterdir()} - _file_names())):
        message = say(
            "{place}: har andet end tabeller: {file}",
            "{place}: holds something else than tables: {file}",
            place=place,
            file=strange[0],
        )
        raise InputError(
            message, Text(da="nævn en mappe, der ikke er der endnu", en="name a folder that is not there yet")
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=f".{place.name}.") as temporary:
        made = Path(temporary) / f"made{place.suffix}"
        if kind == "parquet" and place.suffix.lower() == ".parquet":
            yield from _records(made)
        else:
            yield from _tables(made, kind)
        if kind == "csv" and place.suffix.lower() == ".zip":
            made = _zipped(made, Path(temporary) / "zip")
        if place.is_dir():
            place.rename(Path(temporary) / "before")
        made.replace(place)


def _tables(made: Path, kind: str) -> Iterator[Callable[[Any], None]]:
    sink: Sink
    if kind == "excel":
        from guidelinekit.case.tables.sheet_writing import SheetTables  # noqa: PLC0415 - needs an extra

        sink = SheetTables(made)
    elif kind == "parquet":
        from guidelinekit.case.tables.arrow_writing import ParquetTables  # noqa: PLC0415 - needs an extra

        made.mkdir()
        sink = ParquetTables(made)
    else:
        made.mkdir()
        sink = CsvTables(made)
    with closing(sink):
        yield TablesWriter(sink).put


def _records(made: Path) -> Iterator[Callable[[Any], None]]:
    from guidelinekit.case.tables.arrow_writing import ParquetRecords  # noqa: PLC0415 - needs an extra

    with closing(ParquetRecords(made)) as sink:

        def put(record: Any) -> None:
            model = ReadRecord(record).model
            if not isinstance(model, Case):
                raise UsageError(
                    Text(
                        da="en fil med hele sager har ikke andet",
                        en="a file of whole cases holds nothing else",
                    ),
                    Text(da="nævn en mappe med -o", en="name a folder with -o"),
                )
            sink.put(model)

        yield put


def _file_names() -> set[str]:
    return {f"{name}.{extension}" for name in every_form() for extension in ("csv", "parquet")}


def _zipped(folder: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as whole:
        for file in sorted(folder.iterdir()):
            whole.write(file, file.name)
    return archive
