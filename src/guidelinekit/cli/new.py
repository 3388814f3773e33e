"""`new`: the beginning of a rule or of a pack."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.check.advice import STRENGTHS
from guidelinekit.cli.options import PackFolder
from guidelinekit.cli.paths import as_typed, writing
from guidelinekit.cli.schema import EDITOR, write_schemas
from guidelinekit.cli.spoken import asked
from guidelinekit.docs.pages import page
from guidelinekit.errors import InputError, UsageError
from guidelinekit.evaluate.loading import read_unfinished
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, open_pack
from guidelinekit.lang.rule import Modality, Pack, Passage
from guidelinekit.ledger.linking import link, no_passage
from guidelinekit.rules.packs import CASES, PACK, PASSAGES, YAML, find_pack
from guidelinekit.scaffold import (
    SCHEMAS,
    NewRule,
    Skeleton,
    has_enrolled,
    pack_files,
    rule_files,
    schemas_near,
)
from guidelinekit.text import Text, say
from guidelinekit.wording.rule import division

_ID: Final = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_LONGEST: Final = 100
"""A file is named by the id, and so are others that are made of it."""
_NUMBER: Final = re.compile(r"\d+(\.\d+)*(?=-|$)")
_ANVISNING: Final = re.compile(r"[\w§][\w§ .,()/-]*")
"""A number, or the heading of a section without one."""
PAGES: Final = Path("docs/rules")
"""Where the pages of rules are kept, where there is such a folder."""


def rule(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="The rule's id: number and words, like 3.2.4-shelter-contact.")
    ],
    pack: PackFolder = ".",
    anvisning: Annotated[
        str | None, typer.Option("--anvisning", help="The number in the guideline (default: that of the id).")
    ] = None,
    passage: Annotated[
        list[str] | None,
        typer.Option(
            "--passage",
            "--from-passage",
            metavar="KEY",
            help="A passage that the rule encodes, from which it takes strength and number; repeatable.",
        ),
    ] = None,
    form: Annotated[
        Skeleton, typer.Option("--form", help="What it gives an answer about, and whether again and again.")
    ] = Skeleton.CASE,
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

    A rule of each form asks for something simple: of a case a treatment plan, of each item of a list (a need)
    a contact, recurring that a plan is revised, of a provider an attestation. Change what it asks, and the
    examples with it. The passages are told of the rule in passages.yaml.

    Examples:
      guidelinekit new rule 3.2.4-shelter-contact --pack rules/ssb-2016 --from-passage N000-28
      guidelinekit new rule plan-revised --form recurring --pack my-pack --from-passage P-007
    """
    allowed(name, "3.2.4-shelter-contact")
    folder = find_pack(Path(pack))  # never a bundled pack by its name: files are written there
    own = read_unfinished(folder)
    passages = tuple(_passage(own, key) for key in passage or ())
    start = _NUMBER.match(name)
    number = (
        anvisning or (start[0] if start else "") or next((division(each.locator) for each in passages), "")
    )
    if not number:
        raise UsageError(
            say("`{name}` begynder ikke med et nummer", "`{name}` begins with no number", name=name),
            Text(
                da="skriv nummeret med --anvisning, eller nævn et tekststed med --from-passage",
                en="say the number with --anvisning, or name a passage with --from-passage",
            ),
        )
    if not _ANVISNING.fullmatch(number):
        raise UsageError(
            say("`{n}` er ikke en anvisnings nummer", "`{n}` is no number of an anvisning", n=number),
            Text(da="skriv det som 3.2.4", en="write it like 3.2.4"),
        )
    begun = NewRule(name, number, passages, _modality(passages), form)
    ledger = link(folder, tuple(each.id for each in passages), name)
    with _schemas(folder) as schemas:
        _write(folder, rule_files(begun, schemas, asked(), defined=has_enrolled(own)))
    if ledger is not None:
        (folder / PASSAGES).write_text(ledger, encoding="utf-8", newline="\n")
    place = docs if docs is not None else PAGES / own.id if PAGES.is_dir() else folder / "docs"
    _write(place, {f"{name}.md": page(open_pack(folder), DEFAULT_PROFILE, name)})
    _next(Text(da="ret reglen, og så ", en="change the rule, then "), folder)


def pack(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder; its name is the pack's.")],
    empty: Annotated[
        bool, typer.Option("--empty", help="Without a rule, for a ledger that begins with a text.")
    ] = False,
) -> None:
    """Begin a pack: pack.yaml, a ledger, and one rule with example cases.

    Examples:
      guidelinekit new pack my-pack
      guidelinekit new pack my-pack --empty
    """
    name = folder.resolve().name
    allowed(name, "my-pack")
    if (folder / PACK).exists():
        raise InputError(
            say("{folder} er allerede en pakke", "{folder} is a pack already", folder=folder),
            Text(
                da="begynd en regel i den med `guidelinekit new rule`",
                en="begin a rule in it with `guidelinekit new rule`",
            ),
        )
    with _schemas(folder) as schemas:
        _write(folder, pack_files(name, schemas, asked(), empty=empty))
    if empty:
        shown = as_typed(folder)
        _say(
            "næste trin: nævn dokumentet i pack.yaml, og så `guidelinekit ledger begin TEKST --pack {pack}`",
            "next: name the document in pack.yaml, then `guidelinekit ledger begin TEXT --pack {pack}`",
            pack=shown,
        )
    else:
        _next(Text(da="", en=""), folder)


PARTS: Final[Mapping[str, Callable[..., Any]]] = {"rule": rule, "pack": pack}
HELP: Final = """Begin a rule or a pack.

Examples:
  guidelinekit new rule 3.2.4-shelter-contact --pack rules/ssb-2016
  guidelinekit new pack my-municipality
"""


def allowed(name: str, like: str) -> None:
    """Raise UsageError for a name that no rule and no pack can have."""
    if not _ID.fullmatch(name) or len(name) > _LONGEST or f"{name}{YAML}".endswith(CASES):
        raise UsageError(
            say("`{name}` kan ikke være et id", "`{name}` cannot be an id", name=name[:_LONGEST]),
            say(
                "brug højst {most} små bogstaver uden æ, ø og å, cifre, `-` og `.`, som {like}",
                "use at most {most} small letters, digits, `-` and `.`, like {like}",
                most=_LONGEST,
                like=like,
            ),
        )


def _passage(pack: Pack, key: str) -> Passage:
    passages = {passage.id: passage for passage in pack.passages}
    if key not in passages:
        raise no_passage(key, passages)
    if not passages[key].summarised:
        raise UsageError(
            say(
                "tekststedet `{key}` har ingen sammenfatning endnu",
                "the passage `{key}` has no summary yet",
                key=key,
            ),
            say(
                "skriv under det i {file} med egne ord, hvad det siger: `summary: {{da: ..., en: ...}}`",
                "say under it in {file} in your own words what it asks: `summary: {{da: ..., en: ...}}`",
                file=PASSAGES,
            ),
        )
    return passages[key]


def _modality(passages: tuple[Passage, ...]) -> Modality:
    """Return the strength that the first passage gives which gives one."""
    return next(
        (STRENGTHS[each.modality] for each in passages if each.modality in STRENGTHS), Modality.SHOULD
    )


@contextmanager
def _schemas(folder: Path) -> Iterator[str]:
    """Yield the folder of the schemas as a pack's files name it; write them afterwards if there is none."""
    near = schemas_near(folder)
    yield near or SCHEMAS
    if near is None:
        write_schemas(folder / SCHEMAS, EDITOR)
        _say(
            "{folder}: skemaer, som hjælper din editor",
            "{folder}: schemas for your editor",
            folder=as_typed(folder / SCHEMAS),
        )


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write new files; none of them when one is there already."""
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise InputError(
            say("{file} er der allerede", "{file} is there already", file=as_typed(folder / there[0])),
            Text(da="vælg et andet navn, eller slet den", en="choose another name, or remove it"),
        )
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
            typer.echo(as_typed(folder / name))


def _next(first: Text, pack: Path) -> None:
    _say(
        "næste trin: {first}`guidelinekit lint {pack}` og `guidelinekit test {pack}`",
        "next: {first}`guidelinekit lint {pack}` and `guidelinekit test {pack}`",
        first=first,
        pack=as_typed(pack),
    )


def _say(da: str, en: str, **names: object) -> None:
    """Write a line in the language that was asked for."""
    typer.echo(say(da, en, **names).text(asked()))
