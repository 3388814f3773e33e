"""Tables of a database: an SQLite file, or by its address any database that SQLAlchemy knows (extra `sql`).

All tables are read in one transaction, so that they are of one moment.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.reading.problems import shown
from guidelinekit.case.tables.recognise import form_named
from guidelinekit.case.tables.table import Row, Table
from guidelinekit.errors import InputError
from guidelinekit.extras import needs
from guidelinekit.text import Text, say

_ROWS: Final = 1000
"""How many rows are fetched at once."""
_STEPS: Final = 10_000_000
_TURNS: Final = 500
"""A view that takes more such turns to its next thousand rows is not read on: it may never end."""


def sqlite_tables(
    path: str, wanted: Iterable[str] | None, notes: list[Text], open_until: ExitStack
) -> list[Table]:
    """Return the tables and views of a file that are of an export. Raises InputError for no such file."""
    try:
        database = sqlite3.connect(f"file:{Path(path).resolve().as_uri()[7:]}?mode=ro", uri=True)
        open_until.enter_context(closing(database))
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.LINE_BYTES)
        _bounded(database)
        database.execute("BEGIN")
        kinds = dict(
            database.execute(
                "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
            )
        )
        names = _chosen(list(kinds), wanted, notes)
        tables = []
        for name in names:
            quoted = '"' + name.replace('"', '""') + '"'
            described = database.execute(f"SELECT * FROM {quoted} LIMIT 0").description  # noqa: S608
            read = partial(_of_sqlite, database, f"SELECT * FROM {quoted}", path)  # noqa: S608 - a quoted name
            if kinds[name] == "view":
                read = partial(_of_view, read, path, name)
            tables.append(Table(name, [column[0] for column in described], read))
    except sqlite3.Error:
        raise InputError(
            say("{path}: er ikke en hel SQLite-fil", "{path}: is not a whole SQLite file", path=path),
            Text(da="eksportér den igen", en="export it again"),
        ) from None
    return tables


def database_tables(
    address: str, wanted: Iterable[str] | None, notes: list[Text], open_until: ExitStack
) -> list[Table]:
    """Return the tables and views at an address that are of an export. Raises InputError where that fails."""
    alchemy: Any = needs("sqlalchemy", "sql", Text(da="databaser", en="databases"))
    try:
        url = alchemy.make_url(address)
        engine = alchemy.create_engine(url)
        place = url.render_as_string(hide_password=True)
    except (alchemy.exc.SQLAlchemyError, ImportError) as error:
        driver = (
            say(": {name} er ikke installeret", ": {name} is not installed", name=error.name)
            if isinstance(error, ImportError)
            else ""
        )
        raise InputError(
            say(
                "en databases adresse kan ikke bruges{driver}",
                "the address of a database cannot be used{driver}",
                driver=driver,
            ),
            Text(da="skriv den, som SQLAlchemy gør", en="write it as SQLAlchemy does"),
        ) from None
    try:
        open_until.callback(engine.dispose)
        level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
        connection = open_until.enter_context(engine.connect().execution_options(isolation_level=level))
        inspector = alchemy.inspect(connection)
        names = _chosen([*inspector.get_table_names(), *inspector.get_view_names()], wanted, notes)
        tables = []
        for name in names:
            columns = [column["name"] for column in inspector.get_columns(name)]
            text = alchemy.select(*map(alchemy.column, columns)).select_from(alchemy.table(name))
            tables.append(Table(name, columns, partial(_of_database, connection, text, place, alchemy)))
    except alchemy.exc.SQLAlchemyError as error:
        raise InputError(
            say(
                "{place}: kan ikke læses ({kind})",
                "{place}: cannot be read ({kind})",
                place=place,
                kind=type(error).__name__,
            ),
            Text(da="se efter, om adressen og rettighederne er rigtige", en="check address and rights"),
        ) from None
    return tables


def _chosen(names: list[str], wanted: Iterable[str] | None, notes: list[Text]) -> list[str]:
    """Return the tables of an export among all of a database."""
    names_wanted = None if wanted is None else set(wanted)
    chosen = [name for name in names if (form_named(name) if names_wanted is None else name in names_wanted)]
    if others := len(names) - len(chosen):
        notes.append(
            say(
                "{others} andre tabeller i databasen blev ikke læst",
                "{others} other tables of the database were not read",
                others=others,
            )
        )
    return chosen


def _bounded(database: sqlite3.Connection) -> None:
    """Let a query take so many steps from now on, whatever it took before."""
    turns = count()
    database.set_progress_handler(lambda: next(turns) > _TURNS, _STEPS)


def _of_sqlite(database: sqlite3.Connection, text: str, path: str) -> Iterator[Row]:
    try:
        _bounded(database)
        for number, row in enumerate(database.execute(text), start=1):
            yield number, row
            if number % _ROWS == 0:
                _bounded(database)
    except sqlite3.Error:
        raise InputError(
            say("{path}: kan ikke læses til ende", "{path}: cannot be read to its end", path=path),
            Text(da="eksportér den igen", en="export it again"),
        ) from None


def _of_view(read: Callable[[], Iterator[Row]], path: str, name: str) -> Iterator[Row]:
    """Yield the rows of a view, which the size of its file does not bound."""
    for row in read():
        if row[0] > limits.VIEW_ROWS:
            raise InputError(
                say(
                    "{path}: visningen {name} har mere end {most} rækker",
                    "{path}: the view {name} has more than {most} rows",
                    path=path,
                    name=shown(name),
                    most=limits.VIEW_ROWS,
                ),
                Text(da="gem den som en tabel", en="save it as a table"),
            )
        yield row


def _of_database(connection: Any, text: Any, place: str, alchemy: Any) -> Iterator[Row]:
    number = 0
    try:
        streaming = connection.execution_options(stream_results=True, max_row_buffer=_ROWS)
        with streaming.execute(text) as rows:
            for number, row in enumerate(rows, start=1):
                yield number, [_cell(cell) for cell in row]
    except alchemy.exc.SQLAlchemyError as error:
        why = say(
            "brød af efter række {number} ({kind})",
            "broke off after row {number} ({kind})",
            number=number,
            kind=type(error).__name__,
        )
        raise InputError(
            say("{place}: læsningen {why}", "{place}: reading {why}", place=place, why=why),
            Text(da="kør det igen", en="run it again"),
        ) from None


def _cell(cell: Any) -> Any:
    """Return a value as a cell: none that is equal to one of another kind."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return tuple(cell)
    return float(cell) if isinstance(cell, Decimal) else cell
