"""`schema`: the JSON Schemas of what goes in and what comes out, and of what authors write."""

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.case.schema import record_schema
from guidelinekit.cli.paths import writing
from guidelinekit.lang.rule import Subject
from guidelinekit.report.contract import report_schema
from guidelinekit.schema.mappings import mapping_schema
from guidelinekit.schema.schemas import (
    attesting_schema,
    cases_schema,
    pack_schema,
    passages_schema,
    profile_schema,
    rule_schema,
    waivers_schema,
)


class Name(StrEnum):
    """Which schema."""

    CASE = "case"
    PROVIDER = "provider"
    AUTHORITY = "authority"
    REPORT = "report"
    RULE = "rule"
    CASES = "cases"
    PASSAGES = "passages"
    PACK = "pack"
    PROFILE = "profile"
    WAIVERS = "waivers"
    MAPPING = "mapping"


EDITOR: Final = (Name.RULE, Name.CASES, Name.PASSAGES, Name.PACK, Name.PROFILE, Name.WAIVERS)
"""Those that an editor needs."""

SCHEMAS: Final[Mapping[Name, Callable[[], dict[str, Any]]]] = {
    Name.CASE: partial(record_schema, Subject.CASE),
    Name.PROVIDER: partial(attesting_schema, Subject.PROVIDER),
    Name.AUTHORITY: partial(attesting_schema, Subject.AUTHORITY),
    Name.REPORT: report_schema,
    Name.RULE: rule_schema,
    Name.CASES: cases_schema,
    Name.PASSAGES: passages_schema,
    Name.PACK: pack_schema,
    Name.PROFILE: profile_schema,
    Name.WAIVERS: waivers_schema,
    Name.MAPPING: mapping_schema,
}


def command(
    name: Annotated[
        Name | None, typer.Argument(metavar="NAME", help=f"One of {', '.join(Name)}.", show_default=False)
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Write `<name>.schema.json` files there.")
    ] = None,
) -> None:
    """Print a JSON Schema, or write all of them (or the one named) into a folder.

    Those of cases, providers, authorities and reports are the contract with other programs. Those of rules,
    example cases, passages, packs, profiles, waivers and mappings are for editors: they complete what is
    typed and explain it.

    Examples:
      guidelinekit schema case
      guidelinekit schema --write schemas
    """
    if write is not None:
        write_schemas(write, tuple(Name) if name is None else (name,))
    else:
        typer.echo("\n".join((*Name, "")) if name is None else _text(name), nl=False)


def write_schemas(folder: Path, names: Sequence[Name]) -> None:
    """Write schemas into a folder, the same bytes every time. Raises InputError."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            (folder / f"{name}.schema.json").write_bytes(_text(name).encode())


def _text(name: Name) -> str:
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
