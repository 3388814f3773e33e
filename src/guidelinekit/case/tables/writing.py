"""Records written as tables, whatever the tables are written in."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from guidelinekit.case.model.record import Provider
from guidelinekit.case.tables.csv_writing import CsvTables
from guidelinekit.case.tables.forms import TableForm, every_form, forms
from guidelinekit.case.tables.split import Splitter
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject


class Sink(Protocol):
    """Where tables are written."""

    def begin(self, form: TableForm) -> None:
        """Begin a table with the names of its columns."""

    def put(self, form: TableForm, values: Sequence[Any]) -> None:
        """Write a row of a table that was begun."""

    def close(self) -> None:
        """Write what is held back."""


class TablesWriter:
    """Writes records one after the other. The tables of cases are always there, others where there are some."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._splitters: dict[Subject, Splitter] = {}
        self._begin(Subject.CASE)

    def put(self, record: Any) -> None:
        """Write a record: a model, or a case that was decoded fast."""
        subject = Subject.PROVIDER if isinstance(record, Provider) else Subject.CASE
        if subject not in self._splitters:
            self._begin(subject)
        for form, values in self._splitters[subject].rows(record):
            self._sink.put(form, values)

    def _begin(self, subject: Subject) -> None:
        self._splitters[subject] = Splitter(subject)
        for form in forms(subject):
            self._sink.begin(form)


@contextmanager
def written(place: Path) -> Iterator[TablesWriter]:
    """Give what writes tables to a place, a folder or a .zip, and put them there when the block ends.

    When the block fails, what was there before is still there. Raises InputError where something else is.
    """
    if place.is_dir() and (strange := sorted({file.name for file in place.iterdir()} - _file_names())):
        message = f"{place}: holds something else than tables: {strange[0]}"
        raise InputError(message, "name a folder that is not there yet")
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=f".{place.name}.") as temporary:
        folder = Path(temporary) / place.name
        folder.mkdir()
        sink = CsvTables(folder)
        try:
            yield TablesWriter(sink)
        finally:
            sink.close()
        if place.suffix.lower() == ".zip":
            _zipped(folder, Path(temporary) / "zip").replace(place)
        else:
            if place.is_dir():
                place.rename(Path(temporary) / "before")
            folder.rename(place)


def _file_names() -> set[str]:
    return {f"{name}.csv" for name in every_form()}


def _zipped(folder: Path, archive: Path) -> Path:
    """Put the files of a folder into a zip."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as whole:
        for file in sorted(folder.iterdir()):
            whole.write(file, file.name)
    return archive
