"""`docs`: a page per rule, and an index per pack."""

from pathlib import Path
from typing import Annotated

import typer

from guidelinekit.cli.options import Profile
from guidelinekit.cli.paths import writing
from guidelinekit.docs.dictionary import dictionary, dictionary_page
from guidelinekit.docs.pages import INDEX, packs_page, pages, write_pages
from guidelinekit.evaluate import load_rules
from guidelinekit.rules.packs import bundled_packs

FIELDS = "fields.md"
"""The page of the dictionary of fields, beside the folders of the packs."""


def command(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Write the pages of each pack below it.")
    ],
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="PACK", help="Bundled packs by name, or folders (default: all bundled)."),
    ] = None,
    profile: Profile = "suggested",
    changelog: Annotated[
        Path, typer.Option("--changelog", metavar="FILE", help="Where the history of rules is told.")
    ] = Path("CHANGELOG.md"),
) -> None:
    """Write a page for each rule: what the guideline asks, the logic in prose, numbers, examples, history.

    The pages are in Danish and English, with the numbers of the profile. The same rules give the same pages;
    pages of rules that are gone are removed. Each pack gets a folder of its own; beside them the fields of a
    case stand in `fields.md`.

    Examples:
      guidelinekit docs -o docs/rules
      guidelinekit docs ./my-pack -o site --profile my-profile.yaml
    """
    history = changelog.read_text(encoding="utf-8", errors="replace") if changelog.is_file() else ""
    with writing(output):
        for pack in packs or bundled_packs():
            write_pages(pages(pack, profile, history), output)
        if not packs:
            bundled = load_rules(bundled_packs(), "text-only").packs
            (output / INDEX).write_text(packs_page(bundled), encoding="utf-8", newline="\n")
            page = dictionary_page(dictionary(bundled))
            (output / FIELDS).write_text(page, encoding="utf-8", newline="\n")
