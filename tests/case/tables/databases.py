"""The tables of an export written into databases."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

_KINDS = {
    "string": "text",
    "bool": "boolean",
    "date32[day]": "date",
    "double": "double precision",
    "int64": "bigint",
}


def into_sqlite(file: Path, tables: Mapping[str, Any]) -> None:
    """Write Arrow tables into an SQLite file."""
    with closing(sqlite3.connect(file)) as database:
        for name, table in tables.items():
            columns = ", ".join(f'"{column}"' for column in table.column_names)
            database.execute(f'CREATE TABLE "{name}" ({columns})')
            marks = ", ".join("?" * table.num_columns)
            rows = [[_cell(cell) for cell in row.values()] for row in table.to_pylist()]
            database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        database.commit()


def into_server(database: Connection, tables: Mapping[str, Any]) -> None:
    """Write Arrow tables into a PostgreSQL, each column with its type."""
    for name, table in tables.items():
        columns = [f'"{field.name}" {_kind(field.type)}' for field in table.schema]
        database.execute(text(f'CREATE TABLE "{name}" ({", ".join(columns)})'))
        marks = ", ".join(f":c{at}" for at in range(table.num_columns))
        rows = [{f"c{at}": cell for at, cell in enumerate(row.values())} for row in table.to_pylist()]
        if rows:
            database.execute(text(f'INSERT INTO "{name}" VALUES ({marks})'), rows)


def _cell(cell: Any) -> Any:
    if isinstance(cell, list):
        return "|".join(map(str, cell)) or "-"
    return str(cell) if isinstance(cell, date) else cell


def _kind(kind: Any) -> str:
    return _KINDS[str(kind)] if str(kind) in _KINDS else f"{_KINDS[str(kind.value_type)]}[]"
