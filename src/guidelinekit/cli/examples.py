"""`examples`: example cases in a spreadsheet, a row per example, and back into their file."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from guidelinekit.cli.options import Lang, PackFolder, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.paths import writing
from guidelinekit.cli.ruleset import no_rule
from guidelinekit.cli.spoken import note as tell
from guidelinekit.errors import InputError, RuleError, UsageError
from guidelinekit.examples.importing import after_import
from guidelinekit.examples.pack_under_test import PackUnderTest, open_pack
from guidelinekit.examples.spreadsheet import CellProblem, read_rows, write_rows
from guidelinekit.lang.rule import Rule
from guidelinekit.rules.documents import shown_as
from guidelinekit.rules.packs import find_pack
from guidelinekit.source.document import Document
from guidelinekit.source.reading import read_file
from guidelinekit.text import Language, Text, say

_SUMMED: Final = Text(
    da="{file}: {changed} ændret, {added} nye, {removed} fjernet",
    en="{file}: {changed} changed, {added} new, {removed} removed",
)
_NOTHING: Final = Text(da="{file} er ikke ændret", en="{file} is not changed")

OfRule = Annotated[str, typer.Argument(metavar="RULE", help="The rule's id.")]


def export(
    rule: OfRule,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help="The workbook.")],
    pack: PackFolder = ".",
) -> None:
    """Write the examples of a rule into a workbook: a row per example, a column per field.

    A cell holds what the file of the examples holds: `D-14`, `null`, `[]`, `[{need_id: n1, area: housing}]`.
    What the examples share stands in the sheet `base`.

    Examples:
      guidelinekit examples export 3.2.4-early-partner-contact --pack rules/ssb-2016 -o contact.xlsx
    """
    if output.suffix.lower() != ".xlsx":
        raise UsageError(
            say(
                "{output} er ikke navnet på en regnearksfil",
                "{output} is not the name of a workbook",
                output=output,
            ),
            Text(da="skriv det med `.xlsx`", en="write it with `.xlsx`"),
        )
    _, _, document = _examples(pack, rule)
    with writing(output):
        write_rows(output, document.data.get("base") or {}, document.data["cases"])


def take(
    rule: OfRule,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="A workbook that `export` has made.")],
    pack: PackFolder = ".",
    lang: Lang = Spoken.DA,
) -> None:
    """Take the rows of a workbook back into the file of a rule's examples; they go by their names.

    Only what a row changed is written anew: comments and layout stay. A row that is new becomes an example,
    and an example without a row is removed. Nothing is written while a cell is wrong.

    Exit codes: 0 it is done, 2 the workbook has mistakes.

    Examples:
      guidelinekit examples import 3.2.4-early-partner-contact contact.xlsx --pack rules/ssb-2016
    """
    tested, chosen, document = _examples(pack, rule)
    rows, notes = read_rows(file)
    for note in notes:
        tell(note)
    path, spoken = tested.file_of(chosen), language(lang)
    before = path.read_bytes().decode("utf-8")
    done = after_import(document, before, rows, chosen.subject, chosen.name)
    if done.problems:
        raise InputError(
            Text(da=_lines(file, done.problems, "da"), en=_lines(file, done.problems, "en")),
            _NOTHING.filled(file=shown_as(path)),
        )
    if done.text != before:
        with opened(path) as sink:
            sink.write(done.text)
    count = {"changed": done.changed, "added": done.added, "removed": done.removed}
    typer.echo(_SUMMED.text(spoken).format(file=shown_as(path), **count))


def _lines(file: Path, problems: Iterable[CellProblem], language: Language) -> str:
    """Return what is wrong in a workbook, a line for each problem."""
    listed = dict.fromkeys(
        f"  {each.place.text(language)}: {each.message.text(language)}" for each in problems
    )
    return "\n".join((f"{file}:", *listed))


def _examples(pack: str, name: str) -> tuple[PackUnderTest, Rule, Document]:
    """Return a pack, one of its rules, and the file of its examples. Raises RuleError and UsageError."""
    tested = open_pack(find_pack(Path(pack)), [name])
    rule = tested.rules.get(name.removeprefix(f"{tested.pack.id}/"))
    if rule is None:
        raise no_rule(name, tested.rules)
    path = tested.file_of(rule)
    document, problems = read_file(path, shown_as(path))
    if document is None:
        raise RuleError(problems)
    cases = document.data.get("cases") if isinstance(document.data, dict) else None
    names = [case.get("name") if isinstance(case, dict) else None for case in cases or ()]
    if not names or None in names or len({*names}) < len(names) or not isinstance(cases, list):
        raise RuleError(tested.file(rule).problems)
    return tested, rule, document


HELP: Final = """Move example cases into a spreadsheet, a row per example, and back.

Examples:
  guidelinekit examples export 3.2.4-early-partner-contact --pack rules/ssb-2016 -o contact.xlsx
  guidelinekit examples import 3.2.4-early-partner-contact contact.xlsx --pack rules/ssb-2016
"""
PARTS: Final[Mapping[str, Callable[..., Any]]] = {"export": export, "import": take}
"""The commands below `examples`."""
