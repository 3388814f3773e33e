"""The tables of an export written into databases, and a PostgreSQL to write them into."""

import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, text

_KINDS = {
    "string": "text",
    "bool": "boolean",
    "date32[day]": "date",
    "double": "double precision",
    "int64": "bigint",
}


def has_postgres() -> bool:
    """Say whether a PostgreSQL can be started here."""
    return _program("initdb") is not None


@contextmanager
def postgres_server() -> Iterator[str]:
    """Give the address of an empty PostgreSQL that runs for the block."""
    with TemporaryDirectory(prefix="postgres.") as folder, closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        as_user: list[str] = []
        if os.getuid() == 0:  # no server runs as root
            shutil.chown(folder, "nobody")
            as_user = ["setpriv", "--reuid=nobody", "--clear-groups"]

        def run(program: str, *words: str) -> None:
            command = [*as_user, str(_program(program)), "-D", f"{folder}/data", *words]
            subprocess.run(command, check=True, capture_output=True, cwd="/")

        run("initdb", "-U", "me", "-A", "trust", "-E", "UTF8", "--no-locale")
        options = f"-p {port} -k {folder} -c fsync=off"
        run("pg_ctl", "-o", options, "-w", "-l", f"{folder}/log", "start")
        try:
            yield f"postgresql+psycopg://me@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def _program(name: str) -> str | None:
    """Return a program of PostgreSQL's; Debian keeps them off the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or next((str(file) for file in reversed(debian)), None)


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
    """Write Arrow tables into a PostgreSQL, each column with its type, as views that keep their order."""
    for name, table in tables.items():
        columns = ", ".join(f'"{field.name}" {_kind(field.type)}' for field in table.schema)
        database.execute(text(f'CREATE TABLE "stored {name}" ({columns}, stored bigserial)'))
        marks = ", ".join(f":c{at}" for at in range(table.num_columns))
        rows = [{f"c{at}": cell for at, cell in enumerate(row.values())} for row in table.to_pylist()]
        if rows:
            database.execute(text(f'INSERT INTO "stored {name}" VALUES ({marks})'), rows)
        names = ", ".join(f'"{column}"' for column in table.column_names)
        ordered = f'SELECT {names} FROM "stored {name}" ORDER BY stored'
        database.execute(text(f'CREATE VIEW "{name}" AS {ordered}'))


def _cell(cell: Any) -> Any:
    if isinstance(cell, list):
        return "|".join(map(str, cell)) or "-"
    return str(cell) if isinstance(cell, date) else cell


def _kind(kind: Any) -> str:
    return _KINDS[str(kind)] if str(kind) in _KINDS else f"{_KINDS[str(kind.value_type)]}[]"
