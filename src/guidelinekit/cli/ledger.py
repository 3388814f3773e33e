"""`ledger`: what became of each statement of the guideline."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Final

import typer
from rich.text import Text as Line

from guidelinekit.cli.drift import documents_in
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.ledger_begin import begin, next_
from guidelinekit.cli.options import Lang, Output, Packs, Spoken, language
from guidelinekit.cli.outputs import opened
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.docs.interpretations import interpretations
from guidelinekit.errors import UsageError
from guidelinekit.lang.rule import Pack
from guidelinekit.ledger.drift import other_sentences
from guidelinekit.ledger.ledger import below
from guidelinekit.report.ledger import (
    all_ledgers_in_words,
    ledger_as_json,
    ledger_in_words,
    statements_in_words,
)
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say
from guidelinekit.wording.rule import division


def show(
    anvisning: Annotated[
        str | None,
        typer.Argument(
            metavar="ANVISNING", help="Only this one, statement by statement.", show_default=False
        ),
    ] = None,
    pack: Packs = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List every statement with the rules that encode it.")
    ] = False,
    only_interpretations: Annotated[
        bool, typer.Option("--interpretations", help="Print the readings taken, as Markdown.")
    ] = False,
    fingerprint: Annotated[
        str | None,
        typer.Option(
            "--fingerprint",
            metavar="FILE",
            help="For authors: print `other_sentences` of passages.yaml for a guideline's text.",
        ),
    ] = None,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Show what became of each statement of the guideline: a rule, partly a rule, or not, and then why.

    Examples:
      guidelinekit ledger
      guidelinekit ledger 3.4.6 --lang en
      guidelinekit ledger show --verbose
    """
    packs = chosen_rules(pack or bundled_packs(), "text-only").packs
    if fingerprint is not None or only_interpretations:
        text = interpretations(packs) if fingerprint is None else _other_sentences(fingerprint, packs)
        with opened(output) as sink:
            sink.write(text)
        return
    chosen = {each.id: each.passages if anvisning is None else below(each, anvisning) for each in packs}
    if anvisning is not None and not any(chosen.values()):
        raise _no_statement(anvisning, packs)
    entries = [ledger_as_json(each, chosen[each.id]) for each in packs]

    def lines(width: int) -> Iterator[Line]:
        for each in packs:
            if anvisning is None:
                yield from ledger_in_words(each, language(lang), width, verbose=verbose)
            else:
                yield from statements_in_words(chosen[each.id], language(lang), width, with_rules=True)
        if anvisning is None and len(packs) > 1:
            yield all_ledgers_in_words(packs, language(lang))

    write(output, fmt, {"packs": entries}, lines)


PARTS: Final[Mapping[str, Callable[..., Any]]] = {"show": show, "begin": begin, "next": next_}
USUAL: Final = "show"
HELP: Final = """Show what became of each statement of a guideline; begin a ledger, and see what is left.

Without one of the commands below, `show` is meant.

Examples:
  guidelinekit ledger
  guidelinekit ledger 3.4.6 --lang en
  guidelinekit ledger begin guideline.docx --pack my-pack
  guidelinekit ledger next --pack my-pack
"""


def _no_statement(name: str, packs: Sequence[Pack]) -> UsageError:
    divisions = dict.fromkeys(division(passage.locator) for pack in packs for passage in pack.passages)
    cure = did_you_mean(name, divisions) or Text(
        da="se dem alle med `guidelinekit ledger`", en="see them all with `guidelinekit ledger`"
    )
    return UsageError(
        say("intet udsagn står under `{name}`", "no statement stands under `{name}`", name=name), cure
    )


def _other_sentences(path: str, packs: Sequence[Pack]) -> str:
    """Return the entries of `other_sentences` for a guideline's text, as YAML without the text."""
    text, documents = documents_in(path, packs)
    entries = [other for pack, source in documents for other in other_sentences(text, pack, source)]
    # One entry a line; a map in JSON is one in YAML too.
    lines = (f"  - {json.dumps(entry.model_dump(), ensure_ascii=False)}\n" for entry in entries)
    return "".join(("other_sentences:\n", *lines)) if entries else "other_sentences: []\n"
