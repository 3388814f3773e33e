"""`map`: how the tables of another system become cases, and what is left open."""

from collections.abc import Callable, Mapping
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
from guidelinekit.errors import UsageError
from guidelinekit.lang.rule import Subject
from guidelinekit.synthetic.unanswered import unanswered
from guidelinekit.text import Text, printable, say

_MOST: Final = 20
"""How many values without a meaning are listed for a person."""


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
        raise UsageError(f"{file}: bundles need no mapping", "read them as they are")
    tables = open_tables(file, form)
    with opened(output) as sink:
        sink.write(draft(tables))


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
    write(output, fmt, document, lambda _: map(Line, map(printable, _lines(seen, never, len(rules.rules)))))
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


def _lines(seen: Survey, never: tuple[str, ...], rules: int) -> list[str]:
    lines = [f"{sum(seen.rows.values())} rows in {len(seen.rows)} table{'s' * (len(seen.rows) != 1)}"]
    if seen.unmapped:
        lines += ["", "Values without a meaning"]
        lines += [
            f"  {each.count:>6}  {each.table}, {each.column}: {each.text}  ({each.field})"
            for each in seen.unmapped[:_MOST]
        ]
        if len(seen.unmapped) > _MOST:
            lines.append(f"  and {len(seen.unmapped) - _MOST} more; all of them with --format json")
    if seen.unused:
        lines += ["", "Columns never used"]
        lines += [f"  {table}: {', '.join(columns)}" for table, columns in seen.unused.items()]
    if seen.unfilled:
        lines += ["", "Fields never filled"]
        by_table: dict[str, list[str]] = {}
        for each in seen.unfilled:
            by_table.setdefault(each.partition(" ")[0], []).append(each.partition(" ")[2])
        lines += [f"  {table}: {', '.join(fields)}" for table, fields in by_table.items()]
    lines += ["", f"Rules that such an export can never decide: {len(never)} of {rules}"]
    return lines + [f"  {rule}" for rule in never]


HELP: Final = """Map the tables of another system to cases.

Examples:
  guidelinekit map new examples/municipality_tables/export -o mapping.yaml
  guidelinekit map check examples/municipality_tables/export --mapping mapping.yaml
"""
PARTS: Final[Mapping[str, Callable[..., Any]]] = {"new": new, "check": check}
"""The commands below `map`."""
