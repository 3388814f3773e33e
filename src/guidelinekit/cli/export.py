"""`export`: records written as tables or as NDJSON, so that they can be read back exactly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.inputs import Inputs, beside_cases, mapping_of
from guidelinekit.cli.options import Authorities, From, Mapped, Providers
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.paths import STANDARD_STREAM, writing
from guidelinekit.cli.spoken import list_problems, note
from guidelinekit.errors import UsageError
from guidelinekit.synthetic.generate import to_line_of_export
from guidelinekit.text import Text, say

Put = Callable[[Any], None]
"""Takes a record to be written."""


class Wanted(StrEnum):
    """How records are written."""

    CSV = "csv"
    EXCEL = "excel"
    PARQUET = "parquet"
    NDJSON = "ndjson"


_BY_EXTENSION: Final = {
    ".zip": Wanted.CSV,
    ".xlsx": Wanted.EXCEL,
    ".parquet": Wanted.PARQUET,
    ".ndjson": Wanted.NDJSON,
    ".jsonl": Wanted.NDJSON,
}


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Cases, in any form that `check` takes.")
    ],
    *,
    output: Annotated[str, typer.Option("-o", "--output", metavar="PLACE", help="The folder or file.")],
    to: Annotated[Wanted | None, typer.Option("--to", help="How to write them (default: by name).")] = None,
    providers: Providers = None,
    authorities: Authorities = None,
    source: From = None,
    mapping: Mapped = None,
) -> None:
    """Write cases as tables or as NDJSON. What is read back is the same, each null list too.

    CSV goes into a folder, one file for each table, or into a .zip; Excel into one .xlsx; Parquet into a
    folder of tables, or into one .parquet whose rows are whole cases. Providers and
    authorities come after the cases.

    Exit codes: 0 all were written, 2 wrong usage or a file that cannot be read, 3 invalid records, left out.

    Examples:
      guidelinekit export examples/municipality.ndjson --to csv -o tables
      guidelinekit check tables --as-of 2026-06-01
    """
    target = to or _BY_EXTENSION.get(Path(output).suffix.lower())
    if target is None:
        raise UsageError(
            say("{output}: navnet viser ingen form", "{output}: the name tells no form", output=output),
            Text(da="sig en med --to", en="say one with --to"),
        )
    others = beside_cases(providers, authorities)
    inputs = Inputs(files, source, others, mapping=mapping_of(mapping))
    invalid = 0
    with _written(target, output) as put:
        for entry in inputs:
            if isinstance(entry, Invalid):
                invalid += 1
                note(
                    say(
                        "{at} er ugyldig og blev udeladt",
                        "{at} is invalid and was left out",
                        at=entry.location,
                    )
                )
                list_problems(entry)
            else:
                put(entry)
    if inputs.unreadable:
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.INVALID if invalid else ExitCode.CLEAN)


@contextmanager
def _written(target: Wanted, place: str) -> Iterator[Put]:
    """Give what takes the records. Raises InputError where the place cannot be written."""
    if target is Wanted.NDJSON:
        with opened(place) as sink:

            def put(record: Any) -> None:
                sink.write(to_line_of_export(ReadRecord(record).model) + "\n")

            yield put
        return
    if place == STANDARD_STREAM:
        raise UsageError(
            Text(
                da="tabeller kan ikke skrives til standard output", en="tables cannot go to standard output"
            ),
            Text(da="nævn en mappe eller en fil med -o", en="name a folder or a file with -o"),
        )
    from guidelinekit.case.tables.writing import written  # noqa: PLC0415 - most commands write no tables

    with writing(place), written(Path(place), target.value) as put_in_tables:
        yield put_in_tables
