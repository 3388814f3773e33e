"""`new`: the beginning of a rule or of a pack."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.cli.schema import EDITOR, write_schemas
from guidelinekit.docs.pages import page
from guidelinekit.errors import InputError, UsageError
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, open_pack
from guidelinekit.lang.rule import Modality, Pack
from guidelinekit.ledger.linking import link
from guidelinekit.rules.find import find_pack
from guidelinekit.rules.pack_folder import PACK, PASSAGES
from guidelinekit.scaffold import (
    SCHEMAS,
    NewRule,
    has_enrolled,
    pack_files,
    rule_files,
    schemas_near,
)

_ID: Final = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_NUMBER: Final = re.compile(r"\d+(\.\d+)*(?=-|$)")
PAGES: Final = Path("docs/rules")
"""Where the pages of rules are kept, where there is such a folder."""


def rule(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="The rule's id: number and words, like 3.2.4-shelter-contact.")
    ],
    pack: Annotated[str, typer.Option("--pack", metavar="FOLDER", help="The pack's folder.")] = ".",
    anvisning: Annotated[
        str | None, typer.Option("--anvisning", help="The number in the guideline (default: that of the id).")
    ] = None,
    passage: Annotated[
        list[str] | None,
        typer.Option("--passage", metavar="KEY", help="A passage that the rule encodes; repeatable."),
    ] = None,
    docs: Annotated[
        Path | None,
        typer.Option(
            "--docs",
            metavar="FOLDER",
            help="Where its page goes (default: docs/rules/<pack> or <pack>/docs).",
        ),
    ] = None,
) -> None:
    """Begin a rule: its file, example cases and page, which pass lint and test before you change a word.

    The rule asks for a treatment plan. Change what it asks, and the examples with it. The passages are told
    of the rule in passages.yaml.

    Examples:
      guidelinekit new rule 3.2.4-shelter-contact --pack rules/ssb-2016 --passage N000-28
    """
    _allowed(name, "3.2.4-shelter-contact")
    folder = find_pack(Path(pack))  # never a bundled pack by its name: files are written there
    known = open_pack(folder).pack
    number = anvisning or ((found := _NUMBER.match(name)) and found[0])
    if not number:
        raise UsageError(f"`{name}` begins with no number", "say the number with --anvisning")
    chosen = tuple(passage or ())
    started = NewRule(name, number, chosen, _modality(known, chosen))
    ledger = link(folder, chosen, name)
    schemas = schemas_near(folder)
    files = rule_files(started, schemas or SCHEMAS, defined=has_enrolled(known))
    _write(folder, files)
    if ledger is not None:
        (folder / PASSAGES).write_text(ledger, encoding="utf-8", newline="\n")
    if schemas is None:
        write_schemas(folder / SCHEMAS, EDITOR)
    place = docs if docs is not None else PAGES / known.id if PAGES.is_dir() else folder / "docs"
    _write(place, {f"{name}.md": page(open_pack(folder), DEFAULT_PROFILE, name)})
    _next("change the rule, then ", folder)


def pack(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder; its name is the pack's.")],
) -> None:
    """Begin a pack: pack.yaml, a ledger, and one rule with example cases.

    Examples:
      guidelinekit new pack my-pack
    """
    name = folder.resolve().name
    _allowed(name, "my-pack")
    if (folder / PACK).exists():
        raise InputError(f"{folder} is a pack already", "begin a rule in it with `guidelinekit new rule`")
    schemas = schemas_near(folder)
    _write(folder, pack_files(name, schemas or SCHEMAS))
    if schemas is None:
        write_schemas(folder / SCHEMAS, EDITOR)
        typer.echo(f"{_shown(folder / SCHEMAS)}: schemas for your editor")
    _next("", folder)


PARTS: Final[Mapping[str, Callable[..., Any]]] = {"rule": rule, "pack": pack}
HELP: Final = """Begin a rule or a pack.

Examples:
  guidelinekit new rule 3.2.4-shelter-contact --pack rules/ssb-2016
  guidelinekit new pack my-municipality
"""


def _allowed(name: str, like: str) -> None:
    if not _ID.fullmatch(name):
        raise UsageError(f"`{name}` cannot be an id", f"use small letters, digits, `-` and `.`, like {like}")


def _modality(known: Pack, passages: tuple[str, ...]) -> Modality:
    """Give the modality of the first passage that has one."""
    said = {passage.id: passage.modality for passage in known.passages}
    found = (said.get(key) for key in passages)
    return next((Modality(one) for one in found if one in set(Modality)), Modality.SHOULD)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write new files; none of them when one is there already."""
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise InputError(f"{_shown(folder / there[0])} is there already", "choose another name, or remove it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            typer.echo(_shown(folder / name))
    except OSError as error:
        why = (error.strerror or "not a possible name").lower()
        raise InputError(f"{folder}: cannot be written: {why}", "check the folder and the rights") from None


def _next(first: str, pack: Path) -> None:
    shown = _shown(pack)
    typer.echo(f"next: {first}`guidelinekit lint {shown}` and `guidelinekit test {shown}`")


def _shown(path: Path) -> str:
    """Give a path as one would type it: with a `./` where it might be the name of a bundled pack."""
    name = path.as_posix()
    return name if os.sep in name or path.is_absolute() or name == "." else f"./{name}"
