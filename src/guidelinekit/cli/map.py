"""`map`: how the tables of another system become cases, and what is left open."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from guidelinekit.case.fhir.bundles import open_bundles
from guidelinekit.case.fhir.ffb import FILLED
from guidelinekit.case.reading.read import Form, tables_form
from guidelinekit.case.tables.draft import draft
from guidelinekit.case.tables.mapping import TableMapping
from guidelinekit.case.tables.opening import open_export, open_tables
from guidelinekit.case.tables.survey import Survey, filled_fields, survey, unfilled
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.inputs import mapping_of
from guidelinekit.cli.options import From, Mapped, Output, Packs, Profile
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.spoken import asked, note
from guidelinekit.errors import UsageError
from guidelinekit.lang.rule import Subject
from guidelinekit.synthetic.unanswered import unanswered
from guidelinekit.text import Text, printable, say

_MOST: Final = 20
"""How many values without a meaning are listed for a person."""
_EMPTY: Final = Text(da="", en="")


def new(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A folder, zip, workbook or database of tables.")
    ],
    source: From = None,
    output: Output = None,
) -> None:
    """Begin a mapping: what is named like ours is filled in, and `TODO` stands where a column is not known.

    Example:
      guidelinekit map new examples/municipality_tables/export -o mapping.yaml
    """
    form = _form(file, source)
    if form is Form.FFB:
        raise UsageError(
            say("{file}: bundter skal ikke oversættes", "{file}: bundles need no mapping", file=file),
            Text(da="læs dem, som de er", en="read them as they are"),
        )
    tables = open_tables(file, form)
    with opened(output) as sink:
        sink.write(draft(tables, asked()))


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The export that the mapping is for.")],
    mapping: Mapped = None,
    source: From = None,
    pack: Packs = None,
    profile: Profile = "suggested",
    fmt: HumanOrJson = Format.HUMAN,
    output: Output = None,
) -> None:
    """Say what a mapping leaves open: values without a meaning, columns never used, fields never filled.

    Then the rules that can never be decided from such an export, as found on invented cases of which only
    the fields are known that it fills. Without a mapping the tables must be named as ours.

    Exit codes: 0 each value has a meaning, 1 some have none, 2 the mapping or the export cannot be used.

    Example:
      guidelinekit map check examples/municipality_tables/export --mapping mapping.yaml
    """
    rules = chosen_rules(pack, profile)
    mapped = mapping_of(mapping)
    form = _form(file, source)
    seen, there = _bundles(file) if form is Form.FFB else _tables(file, form, mapped)
    if sys.stderr.isatty():
        note(
            say(
                "ser på frembragte sager, hvilke af {rules} regler udtrækket kan afgøre ...",
                "looking on invented cases which of {rules} rules the export can decide ...",
                rules=len(rules.rules),
            )
        )
    never = unanswered(rules, filled_fields(seen), there)
    document = {
        "rows": seen.rows,
        "unmapped": [
            {
                "table": each.table,
                "column": each.column,
                "field": each.field,
                "value": each.text,
                "count": each.count,
            }
            for each in seen.unmapped
        ],
        "unused_columns": seen.unused,
        "unfilled_fields": seen.unfilled,
        "never_decided": list(never),
        "rules": len(rules.rules),
    }
    lines = (Line(printable(each.text(asked()))) for each in _lines(seen, never, len(rules.rules)))
    write(output, fmt, document, lambda _: lines)
    raise typer.Exit(ExitCode.FINDINGS if seen.unmapped else ExitCode.CLEAN)


def _tables(file: str, form: Form, mapped: TableMapping | None) -> tuple[Survey, set[str]]:
    """Return what an export of tables holds, and which tables are there."""
    export, tables = open_export(file, form, Subject.CASE, len, mapped), open_tables(file, form)
    with export.open_until:
        seen = survey(export, tables, mapped)
    return seen, {source.form.name for listed in export.recognised.sources.values() for source in listed}


def _bundles(file: str) -> tuple[Survey, set[str]]:
    """Return what bundles can hold at the most, and which tables they fill."""
    seen = Survey({file: open_bundles(file, len).rows.read}, filled=set(FILLED))
    seen.unfilled = unfilled(seen.filled, [Subject.CASE])
    return seen, {each.partition(" ")[0] for each in FILLED}


def _form(file: str, source: Form | None) -> Form:
    form = tables_form(file, source)
    if form is None:
        raise UsageError(
            say("{file}: har ingen tabeller", "{file}: holds no tables", file=file),
            Text(
                da="nævn en mappe med CSV, en zip-fil, en regnearksfil eller en database",
                en="name a folder of CSV, a zip, a workbook or a database",
            ),
        )
    return form


def _lines(seen: Survey, never: tuple[str, ...], rules: int) -> Iterator[Text]:
    yield say(
        "{rows} rækker i {tables} tabeller" if len(seen.rows) != 1 else "{rows} rækker i én tabel",
        "{rows} rows in {tables} tables" if len(seen.rows) != 1 else "{rows} rows in {tables} table",
        rows=sum(seen.rows.values()),
        tables=len(seen.rows),
    )
    if seen.unmapped:
        yield from (_EMPTY, Text(da="Værdier uden betydning", en="Values without a meaning"))
        for each in seen.unmapped[:_MOST]:
            yield _same(f"  {each.count:>6}  {each.table}, {each.column}: {each.text}  ({each.field})")
        if len(seen.unmapped) > _MOST:
            yield say(
                "  og {count} til; --format json viser alle",
                "  and {count} more; all of them with --format json",
                count=len(seen.unmapped) - _MOST,
            )
    if seen.unused:
        yield from (_EMPTY, Text(da="Kolonner, der aldrig bruges", en="Columns never used"))
        yield from (_same(f"  {table}: {', '.join(columns)}") for table, columns in seen.unused.items())
    if seen.unfilled:
        yield from (_EMPTY, Text(da="Felter, der aldrig udfyldes", en="Fields never filled"))
        by_table: dict[str, list[str]] = {}
        for field in seen.unfilled:
            by_table.setdefault(field.partition(" ")[0], []).append(field.partition(" ")[2])
        yield from (_same(f"  {table}: {', '.join(fields)}") for table, fields in by_table.items())
    yield _EMPTY
    yield say(
        "Regler, som sådan et udtræk aldrig kan afgøre: {count} af {rules}",
        "Rules that such an export can never decide: {count} of {rules}",
        count=len(never),
        rules=rules,
    )
    yield from (_same(f"  {rule}") for rule in never)


def _same(line: str) -> Text:
    """Return a line of names, which is the same in either language."""
    return Text(da=line, en=line)


HELP: Final = """Map the tables of another system to cases.

Examples:
  guidelinekit map new examples/municipality_tables/export -o mapping.yaml
  guidelinekit map check examples/municipality_tables/export --mapping mapping.yaml
"""
PARTS: Final[Mapping[str, Callable[..., Any]]] = {"new": new, "check": check}
"""The commands below `map`."""
