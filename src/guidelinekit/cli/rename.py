"""`rename`: another id for a rule."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.cli.new import PAGES, allowed
from guidelinekit.cli.options import Lang, PackFolder, Spoken, language
from guidelinekit.cli.outputs import opened_together
from guidelinekit.cli.ruleset import no_rule
from guidelinekit.docs.markdown import MADE
from guidelinekit.docs.pages import page
from guidelinekit.errors import UsageError
from guidelinekit.examples.pack_under_test import DEFAULT_PROFILE, open_pack
from guidelinekit.rules.documents import shown_as
from guidelinekit.rules.packs import CASES, YAML, find_pack
from guidelinekit.rules.renaming import renamed_files
from guidelinekit.text import Text, say

_DONE: Final = Text(
    da="`{old}` hedder nu `{new}`; profiler, dispensationer og sammenligninger forstår stadig det gamle id",
    en="`{old}` is now called `{new}`; profiles, waivers and comparisons still understand the old id",
)


def rule(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The rule's id.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    pack: PackFolder = ".",
    lang: Lang = Spoken.DA,
) -> None:
    """Give a rule another id: its files, the ledger, and every rule and profile that names it.

    The packs and profiles beside the pack are looked at too. The rule keeps the old id under `formerly`:
    profiles and waivers that name it still work and are told, and `impact` knows it for the same rule.
    Comments and layout stay.

    Examples:
      guidelinekit rename rule 3.2.4-early-partner-contact 3.2.4-partner-contact --pack rules/ssb-2016
    """
    allowed(new, "3.2.4-shelter-contact")
    folder = find_pack(Path(pack))  # never a bundled pack by its name: files are written there
    tested = open_pack(folder)
    if old not in tested.rules:
        raise no_rule(old, tested.rules)
    former = {name.partition("/")[2] for each in tested.pack.rules for name in each.formerly}
    if new in tested.rules or new in former or (folder / f"{new}{YAML}").exists():
        raise UsageError(
            say(
                "`{new}` er en regels id, eller har været det", "`{new}` is the id of a rule, or was", new=new
            ),
            Text(da="vælg et andet id", en="choose another id"),
        )
    texts = renamed_files(folder, tested.pack.id, old, new)
    with opened_together([*texts]) as sinks:
        for sink, text in zip(sinks, texts.values(), strict=True):
            sink.write(text)
    for end in (YAML, CASES):
        (folder / f"{old}{end}").unlink(missing_ok=True)
    for path in (*texts, *_pages(folder, tested.pack.id, old, new)):
        typer.echo(shown_as(path))
    typer.echo(_DONE.text(language(lang)).format(old=old, new=new))


def _pages(folder: Path, pack: str, old: str, new: str) -> Iterator[Path]:
    """Put the page of a rule, where one was made, under the new id."""
    for place in (PAGES / pack, folder / "docs"):
        before, after = place / f"{old}.md", place / f"{new}.md"
        if before.is_file() and before.read_bytes().startswith(MADE.encode()):
            after.write_text(page(open_pack(folder), DEFAULT_PROFILE, new), encoding="utf-8", newline="\n")
            before.unlink()
            yield after


PARTS: Final[Mapping[str, Callable[..., Any]]] = {"rule": rule}
HELP: Final = """Give a rule another id, everywhere.

Examples:
  guidelinekit rename rule 3.2.4-early-partner-contact 3.2.4-partner-contact --pack rules/ssb-2016
"""
