"""Parquet: a folder of tables, or one file whose rows are whole records. Needs the extra `parquet`."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain, groupby, pairwise
from pathlib import Path
from typing import Any, Final

from guidelinekit.case.reading.files import files_in
from guidelinekit.case.tables.cells import Values
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.errors import InputError
from guidelinekit.extras import PARQUET, needs
from guidelinekit.text import Text, say

_ROWS: Final = 4096
"""How many rows are read at once."""
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAYS: Final = Values(lambda days: None if days is None else date.fromordinal(_EPOCH + days))


def parquet_files(export: str) -> list[Path]:
    """Return the files of an export."""
    path = Path(export)
    return files_in(path, {".parquet"}) if path.is_dir() else [path]


def opened(path: Path) -> Any:
    """Return a Parquet file. Raises InputError where it is none."""
    pyarrow, parquet = (
        needs("pyarrow", "parquet", PARQUET),
        needs("pyarrow.parquet", "parquet", PARQUET),
    )
    try:
        return parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError, ValueError):
        raise InputError(
            say("{path}: er ikke en hel Parquet-fil", "{path}: is not a whole Parquet file", path=path),
            Text(da="eksportér den igen", en="export it again"),
        ) from None


def is_nested(file: Any) -> bool:
    """Say whether rows hold objects or lists of objects, as records do and rows of tables do not."""
    types = needs("pyarrow.types", "parquet", PARQUET)
    kinds = (field.type for field in file.schema_arrow)
    return any(types.is_struct(k) or (_is_list(types, k) and types.is_struct(k.value_type)) for k in kinds)


def table(path: Path) -> Table:
    """Return a file as a table."""
    file = opened(path)
    columns = file.schema_arrow.names
    return Table(path.name, columns, partial(_rows, path), runs=partial(_runs, path))


def nested_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row of a file with its number, as the JSON shape of a record."""
    number = 0
    for batch in _batches(path):
        names, columns = batch.schema.names, [_values(column) for column in batch.columns]
        for row in zip(*columns, strict=True):
            number += 1
            yield number, dict(zip(names, row, strict=True))


def _rows(path: Path) -> Iterator[Row]:
    number = 0
    for batch in _batches(path):
        columns = [_cells(_values(column)) for column in batch.columns]
        for row in zip(*columns, strict=True):
            number += 1
            yield number, row


def _runs(path: Path, column: int) -> Iterator[Any]:
    batches = _batches(path, columns=[opened(path).schema_arrow.names[column]])
    cells = chain.from_iterable(batch.columns[0].to_pylist() for batch in batches)
    return (cell for cell, _ in groupby(cells))


def _batches(path: Path, columns: Sequence[str] | None = None) -> Iterator[Any]:
    pyarrow = needs("pyarrow", "parquet", PARQUET)
    try:
        yield from opened(path).iter_batches(batch_size=_ROWS, columns=columns)
    except (pyarrow.ArrowException, OSError):
        raise InputError(
            say("{path}: er ikke en hel Parquet-fil", "{path}: is not a whole Parquet file", path=path),
            Text(da="eksportér den igen", en="export it again"),
        ) from None


def _cells(values: list[Any]) -> list[Any]:
    """Return values as cells: none that is equal to one of another kind."""
    return [_cell(value) if isinstance(value, list | bool) else value for value in values]


def _cell(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else str(value).lower()


def _values(array: Any) -> list[Any]:
    """Return the values of an array, made of those of its leaves: many times as fast as one by one."""
    types = needs("pyarrow.types", "parquet", PARQUET)
    kind = array.type
    if types.is_dictionary(kind):
        return _values(array.dictionary_decode())
    if types.is_date32(kind):
        return [_DAYS[days] for days in array.cast("int32").to_pylist()]
    if types.is_struct(kind):
        names = [field.name for field in kind]
        rows = zip(*map(_values, array.flatten()), strict=True) if names else iter([()] * len(array))
        made = [dict(zip(names, row, strict=True)) for row in rows]
        return _with_nulls(array, made)
    if _is_list(types, kind):
        offsets = array.offsets.to_pylist()
        first = offsets[0] if offsets else 0
        inner = _values(array.values.slice(first, (offsets[-1] if offsets else 0) - first))
        parts = [inner[a - first : b - first] for a, b in pairwise(offsets)]
        return _with_nulls(array, parts)
    listed: list[Any] = array.to_pylist()
    return listed


def _with_nulls(array: Any, values: list[Any]) -> list[Any]:
    if not array.null_count:
        return values
    valid = array.is_valid().to_pylist()
    return [value if there else None for value, there in zip(values, valid, strict=True)]


def _is_list(types: Any, kind: Any) -> bool:
    return bool(types.is_list(kind) or types.is_large_list(kind))
