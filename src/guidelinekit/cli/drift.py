"""`drift`: where a guideline's text of today differs from the ledger."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final

import typer
from rich.text import Text as Line

from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, Output, Packs, Spoken, language
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.spoken import complain
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Pack, Source
from guidelinekit.ledger.drift import drift, source_of
from guidelinekit.ledger.guideline_text import guideline_text
from guidelinekit.ledger.passages import Sentence, sentences
from guidelinekit.report.drift import drift_as_json, drift_in_words
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.text import Text, say

_NOT_COMPARED: Final = Text(da="Ikke sammenlignet", en="Not compared")


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="The guideline's text: plain, HTML, Word or PDF, or `-`.",
            show_default=False,
        ),
    ],
    pack: Packs = None,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Compare a guideline's text of today with the ledger, and list the rules to look at again.

    Each file is taken for the document that most of its sentences stand in. Nothing of it is kept.

    Exit codes: 0 all is as it was, 1 drift, 2 a file that cannot be read or is no document of the packs.

    Examples:
      guidelinekit drift guideline.html
      guidelinekit drift 3.2.txt 3.4.txt --pack ssb-2016 --lang en
    """
    packs = chosen_rules(pack or bundled_packs(), "text-only").packs
    drifts, unread = [], []
    for path in files:
        try:
            text, documents = documents_in(path, packs)
            drifts += [(path, drift(text, each, source)) for each, source in documents]
        except InputError as error:
            unread.append(path)
            complain(error)
    compared = {f"{each.pack.id}/{each.source.id}" for _, each in drifts}
    every = dict.fromkeys(f"{each.id}/{passage.source}" for each in packs for passage in each.passages)
    missing = [name for name in every if name not in compared]

    def lines(width: int) -> Iterator[Line]:
        for path, each in drifts:
            yield from drift_in_words(path, each, language(lang), width)
        if missing:
            yield Line(f"{_NOT_COMPARED.text(language(lang))}: {', '.join(missing)}", style="dim")

    if drifts:
        entries = [drift_as_json(path, each) for path, each in drifts]
        write(output, fmt, {"files": entries, "unread": unread, "not_compared": missing}, lines)
    if unread:
        raise typer.Exit(ExitCode.USAGE)
    raise typer.Exit(ExitCode.FINDINGS if any(each.drifted for _, each in drifts) else ExitCode.CLEAN)


def documents_in(path: str, packs: Sequence[Pack]) -> tuple[list[Sentence], list[tuple[Pack, Source]]]:
    """Return a text's sentences and the documents that it is. Raises InputError if it is none."""
    text = sentences(guideline_text(path))
    documents = [(pack, source) for pack in packs if (source := source_of(text, pack)) is not None]
    if not documents:
        titles = "; ".join(f"{source.id} {source.title}" for pack in packs for source in pack.sources)
        raise InputError(
            say(
                "{path}: er ikke et af pakkernes dokumenter, for ingen af regnskabets sætninger står i det",
                "{path}: is none of the packs' documents, for it holds no passage of their ledger",
                path=path,
            ),
            say("dokumenterne er: {titles}", "the documents are: {titles}", titles=titles),
        )
    return text, documents
