"""`schema`: the JSON Schemas of what goes in and what comes out."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.case.schema import case_schema, provider_schema
from guidelinekit.errors import InputError
from guidelinekit.report.json_v1 import report_schema
from guidelinekit.rules.form import RuleForm


class Name(StrEnum):
    """Which schema."""

    CASE = "case"
    PROVIDER = "provider"
    REPORT = "report"
    RULE = "rule"


def rule_schema() -> dict[str, Any]:
    """Give the JSON Schema of a rule file; conditions and date expressions are checked by loading it."""
    schema = RuleForm.model_json_schema(by_alias=True)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": "rule.schema.json", **schema, "title": "guidelinekit rule"}


SCHEMAS: Final[Mapping[Name, Callable[[], dict[str, Any]]]] = {
    Name.CASE: case_schema,
    Name.PROVIDER: provider_schema,
    Name.REPORT: report_schema,
    Name.RULE: rule_schema,
}


def command(
    name: Annotated[
        Name | None, typer.Argument(metavar="[NAME]", help=f"One of {', '.join(Name)}.", show_default=False)
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Write `<name>.schema.json` files there.")
    ] = None,
) -> None:
    """Print a JSON Schema, or write all of them (or the one named) into a folder.

    Examples:
      guidelinekit schema case
      guidelinekit schema --write schemas
    """
    if write is None:
        if name is None:
            typer.echo("\n".join(Name))
        else:
            typer.echo(_text(name), nl=False)
        return
    try:
        write.mkdir(parents=True, exist_ok=True)
        for one in Name if name is None else (name,):
            (write / f"{one}.schema.json").write_bytes(_text(one).encode())
    except OSError as error:
        why = (error.strerror or "not a possible name").lower()
        raise InputError(f"{write}: cannot be written: {why}", "check the folder and the rights") from None


def _text(name: Name) -> str:
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
