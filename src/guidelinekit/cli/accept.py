"""`test --accept`: examples that differ from a changed rule expect, after a yes, what it says now."""

import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.text import Text as Line

from guidelinekit.cli.outputs import opened
from guidelinekit.cli.spoken import asked
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.errors import UsageError
from guidelinekit.examples.accepting import Acceptance, acceptance
from guidelinekit.examples.outcomes import Outcome, grouped, run_files
from guidelinekit.report.authors.examples_text import cause_lines, outcome_lines
from guidelinekit.report.layout import console_for
from guidelinekit.rules.packs import find_pack
from guidelinekit.text import Language, Text

_NOW = Text(da="nyt", en="new")
_ASK = Text(da="Skriv det i eksemplet? [j/N]", en="Write it into the example? [y/N]")
_YES = ("ja", "j", "yes", "y")
_BY_HAND = Text(
    da="{place}: forventningen kan ikke sættes ind her; skriv den selv",
    en="{place}: the expectation cannot be put in its place; write it by hand",
)
_SUMMED = Text(da="{taken} rettet, {left} ikke rettet", en="{taken} changed, {left} left as they were")


def accept_differences(
    packs: Sequence[str], globs: Sequence[str] | None, language: Language, *, ask: bool
) -> int:
    """Show each example that differs, and write what is agreed to; return how many are left.

    Raises UsageError without folders to write in, or where nobody can be asked.
    """
    if not packs:
        raise UsageError(
            Text(da="`--accept` skriver i en pakkes filer", en="`--accept` writes into the files of a pack"),
            Text(da="nævn dens mappe: `rules/ssb-2016`", en="name its folder: `rules/ssb-2016`"),
        )
    console, taken, left = console_for(sys.stdout), 0, 0
    for folder in [find_pack(Path(pack)) for pack in packs]:  # never a bundled pack by its name
        for run in run_files(folder, globs):
            left += run.file.refused or bool(run.file.problems)
            outcomes = list(run.outcomes)
            problems = (*run.file.problems, *(each for each in outcomes if isinstance(each, Diagnostic)))
            causes, alone = grouped([each for each in outcomes if isinstance(each, Outcome)])
            console.print(*(Line(f"{problem.render(asked())}\n") for problem in problems), end="")
            for line in (line for cause in causes for line in cause_lines(cause, language)):
                console.print(line)
            agreed = sum(_accepted(run.path, outcome, language, ask=ask) for outcome in alone)
            taken += agreed
            left += sum(isinstance(each, Diagnostic) or not each.passed for each in outcomes) - agreed
    console.print(Line(_SUMMED.text(language).format(taken=taken, left=left), style="bold"))
    return left


def _accepted(path: Path, outcome: Outcome, language: Language, *, ask: bool) -> bool:
    """Offer what the rule says, and write it where that is agreed to; say whether it was."""
    offer = acceptance(outcome)
    if offer is None:
        for line in outcome_lines(outcome, language, console_for(sys.stdout).width, explained=False):
            console_for(sys.stdout).print(line)
        return False
    return _agreed(offer, language, ask=ask) and _written(path, offer, language)


def _agreed(offer: Acceptance, language: Language, *, ask: bool) -> bool:
    console = console_for(sys.stdout)
    console.print(Line(f"{offer.example.rule}: {offer.example.name}", style="bold"))
    for line in (offer.example.place, *offer.sentences(language), f"{_NOW.text(language)}: {offer.yaml()}"):
        console.print(Line(f"    {line}"))
    try:
        answer = typer.prompt(_ASK.text(language), default="", show_default=False) if ask else _YES[0]
        return answer.strip().lower() in _YES
    except typer.Abort:
        raise UsageError(
            Text(da="ingen svarer", en="nobody answers"),
            Text(
                da="svar ved en terminal, eller skriv --yes for at sige ja til alle",
                en="answer at a terminal, or write --yes to accept all",
            ),
        ) from None


def _written(path: Path, offer: Acceptance, language: Language) -> bool:
    """Write what was agreed to into the file as it is now; say no where only a person can."""
    before = path.read_bytes().decode("utf-8")
    text = offer.put(before)
    if text is None:
        typer.echo(_BY_HAND.text(language).format(place=offer.example.place), err=True)
        return False
    with opened(path) as sink:
        sink.write(text)
    return True
