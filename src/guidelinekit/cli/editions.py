"""`editions`: what became of each statement from one edition of a guideline to the next."""

from pathlib import Path
from typing import Annotated

import typer

from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, Output, Spoken, language
from guidelinekit.diagnostics import errors
from guidelinekit.errors import InputError, RuleError
from guidelinekit.lang.rule import Pack
from guidelinekit.ledger.editions import Became, compare_editions
from guidelinekit.report.editions import editions_as_json, editions_in_words
from guidelinekit.rules.pack_folder import load_pack
from guidelinekit.rules.packs import PACK, PASSAGES, find_pack
from guidelinekit.text import say


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The pack of the former edition.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The pack of the new one.")],
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List the statements that are the same too.")
    ] = False,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Compare two editions by their ledgers: which statement became which, and the rules behind each.

    Told apart are statements that are new, gone, stronger (may, should, must), weaker, worded otherwise, and
    the same. The same sentence is known by its fingerprint; one worded anew by its summary and its place, so
    look whether the pairs are right.

    Exit codes: 0 nothing differs, 1 something does, 2 packs that cannot be used.

    Example:
      guidelinekit editions rules/ssb-2016 ./ssb-2027
    """
    statements = compare_editions(_pack(old), _pack(new))
    write(
        output,
        fmt,
        {"old": old, "new": new, **editions_as_json(statements)},
        lambda width: editions_in_words(statements, language(lang), width, verbose=verbose),
    )
    same = all(statement.turn is Became.SAME for statement in statements)
    raise typer.Exit(ExitCode.CLEAN if same else ExitCode.FINDINGS)


def _pack(name: str) -> Pack:
    """Return a pack for its ledger: its rules may have errors yet, or not be there."""
    loaded = load_pack(find_pack(name))
    needed = (PACK, PASSAGES)
    problems = [each for each in errors(loaded.diagnostics) if each.file and Path(each.file).name in needed]
    problems = [each for each in problems if each.code != "no-rules"]
    if loaded.pack is None or problems:
        raise RuleError(problems)
    if not loaded.pack.passages:
        raise InputError(
            say("{name} har intet regnskab", "{name} has no ledger", name=name),
            say("skriv dens udsagn i {file}", "write its statements in {file}", file=PASSAGES),
        )
    return loaded.pack
