"""Records written as Parquet: each table a file, or all in one file of whole records (extra `parquet`)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.case.model.record import Case
from guidelinekit.case.tables.cells import as_cell
from guidelinekit.case.tables.split import columns_of
from guidelinekit.case.tables.table_forms import TableForm
from guidelinekit.extras import PARQUET, needs
from guidelinekit.lang.rule import Subject

_ROWS: Final = 4096
"""How many rows are written at once."""
_SCALARS: Final = {Kind.BOOLEAN: "bool_", Kind.INTEGER: "int64", Kind.NUMBER: "float64", Kind.DATE: "date32"}


def _type(holds: FieldType) -> Any:
    """Return the type of a field in Arrow."""
    arrow = needs("pyarrow", "parquet", PARQUET)
    if holds.item is not None:
        return arrow.list_(_type(holds.item))
    if holds.kind is Kind.OBJECT:
        return arrow.struct([(name, _type(field)) for name, field in holds.fields.items()])
    return getattr(arrow, _SCALARS.get(holds.kind, "string"))()


class _TableFile:
    """A file that is written a few thousand rows at a time."""

    def __init__(self, file: Path, fields: Sequence[tuple[str, Any]]) -> None:
        self._arrow = needs("pyarrow", "parquet", PARQUET)
        self._schema = self._arrow.schema(fields)
        self._writer = needs("pyarrow.parquet", "parquet", PARQUET).ParquetWriter(file, self._schema)
        self._waiting: list[dict[str, Any]] = []

    def put(self, row: dict[str, Any]) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= _ROWS:
            self._write()

    def close(self) -> None:
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._waiting:
            self._writer.write_table(self._arrow.Table.from_pylist(self._waiting, self._schema))
            self._waiting.clear()


class ParquetTables:
    """Writes each table into a file of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, _TableFile] = {}

    def begin(self, form: TableForm) -> None:
        """Begin a table."""
        text = needs("pyarrow", "parquet", PARQUET).string()
        fields = [(n, _type(form.columns[n]) if n in form.columns else text) for n in columns_of(form)]
        self._tables[form.name] = _TableFile(self._folder / f"{form.name}.parquet", fields)

    def put(self, form: TableForm, values: Sequence[Any]) -> None:
        """Write a row."""
        self._tables[form.name].put(dict(zip(columns_of(form), map(_plain, values), strict=True)))

    def close(self) -> None:
        """Write what is held back."""
        for table in self._tables.values():
            table.close()


class ParquetRecords:
    """Writes cases as rows of one file, lists and all."""

    def __init__(self, file: Path) -> None:
        fields = CATALOGUES[Subject.CASE].fields
        self._rows = _TableFile(file, [(name, _type(field)) for name, field in fields.items()])

    def put(self, case: Case) -> None:
        """Write a case."""
        self._rows.put(case.model_dump())

    def close(self) -> None:
        """Write what is held back."""
        self._rows.close()


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return as_cell(value) if isinstance(value, str) else value
