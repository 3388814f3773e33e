"""`ledger begin` and `ledger next`: the sentences of a text as passages, and those still to be encoded."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text as Line

from guidelinekit import limits
from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, Output, PackFolder, Spoken, language
from guidelinekit.cli.paths import as_typed, writing
from guidelinekit.cli.spoken import asked
from guidelinekit.errors import InputError, UsageError
from guidelinekit.evaluate.loading import read_unfinished
from guidelinekit.lang.rule import Encoding, Pack, Source
from guidelinekit.ledger.begin import entered, new_passages, texts_of
from guidelinekit.ledger.drift import source_of
from guidelinekit.ledger.guideline_text import guideline_text
from guidelinekit.ledger.passages import Sentence, sentences
from guidelinekit.report.layout import show
from guidelinekit.report.ledger import begun_in_words, left_in_words
from guidelinekit.rules.packs import PASSAGES, find_pack
from guidelinekit.scaffold import modeline, schemas_near
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

_HEADER: Final = Text(
    da="# Regnskabet: hver sætning i kilden, og hvad der blev af den.",
    en="# The ledger: each sentence of the source, and what became of it.",
)
_TEXT: Final = "The guideline's text: plain, HTML, Word (.docx) or PDF, or `-`."


def begin(
    text: Annotated[str, typer.Argument(metavar="TEXT", help=_TEXT)],
    pack: PackFolder = ".",
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="ID", help="Which document of pack.yaml it is (default: the only one)."
        ),
    ] = None,
    lang: Lang = Spoken.DA,
) -> None:
    """Enter each sentence of a text in the ledger as a passage that is still to be encoded.

    An entry has the sentence's place, its fingerprint and a guess at its kind by its words (skal, bør, har
    ret til, kan). The sentences are shown here and stored nowhere. What the ledger has stays as it is.

    Examples:
      guidelinekit ledger begin guideline.docx --pack my-pack
      guidelinekit ledger begin 3.2.html --pack my-pack --source "004"
    """
    folder = find_pack(Path(pack))  # never a bundled pack by its name: a file is written there
    own, cut = read_unfinished(folder), sentences(guideline_text(text))
    document = _source(own, source, cut, text)
    new = list(new_passages(cut, own, document))
    path = folder / PASSAGES
    before = path.read_text(encoding="utf-8") if path.is_file() else f"{_header(folder)}\n"
    after = entered(before, "".join(passage.entry(document, asked()) for passage in new))
    if len(after.encode()) > limits.FILE_BYTES:
        raise InputError(
            say(
                "{text}: har {count} nye sætninger, flere end der er plads til i én {file}",
                "{text}: holds {count} new sentences, more than one {file} has room for",
                text=text,
                count=len(new),
                file=PASSAGES,
            ),
            Text(
                da="giv ét kapitel ad gangen, hvert til sin egen pakke",
                en="give one chapter at a time, each to a pack of its own",
            ),
        )
    if new:
        with writing(path):
            path.write_text(after, encoding="utf-8", newline="\n")
    pack = as_typed(folder)
    show(sys.stdout, lambda width: begun_in_words(new, len(cut), pack, language(lang), width))


def next_(
    text: Annotated[
        str | None,
        typer.Argument(metavar="TEXT", help=f"Show the sentences too. {_TEXT}", show_default=False),
    ] = None,
    pack: PackFolder = ".",
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """List the passages that are still to be encoded, and what each waits for.

    With the text, the sentences are shown as they stand there today; they are stored nowhere.

    Examples:
      guidelinekit ledger next --pack my-pack
      guidelinekit ledger next guideline.docx --pack my-pack
    """
    own = read_unfinished(find_pack(Path(pack)))
    left = [passage for passage in own.passages if passage.encoding is Encoding.NEXT]
    texts = {} if text is None else texts_of(left, sentences(guideline_text(text)))
    entries = [each.model_dump(mode="json", exclude={"fingerprint"}, exclude_none=True) for each in left]

    def lines(width: int) -> Iterator[Line]:
        return left_in_words(own, left, texts, language(lang), width)

    write(output, fmt, {"pack": own.id, "statements": len(own.passages), "next": entries}, lines)


def _source(pack: Pack, name: str | None, cut: Sequence[Sentence], text: str) -> Source:
    """Return the document that a text is: the one named, the only one, or the one whose passages it holds."""
    sources = {source.id: source for source in pack.sources}
    titles = "; ".join(f"{source.id} {source.title}" for source in pack.sources)
    listed = Text(da=titles or "ingen", en=titles or "none")
    if name is None:
        only = pack.sources[0] if len(sources) == 1 else source_of(cut, pack)
        if only is None:
            raise UsageError(
                say(
                    "{text}: det kan ikke ses, hvilket af pakkens dokumenter det er",
                    "{text}: it does not show which document of the pack it is",
                    text=text,
                ),
                say(
                    "skriv hvilket med --source; pack.yaml har {listed}",
                    "say which with --source; pack.yaml has {listed}",
                    listed=listed,
                ),
            )
        return only
    if name not in sources:
        raise UsageError(
            say("pakken har intet dokument `{name}`", "the pack has no document `{name}`", name=name),
            did_you_mean(name, sources)
            or say(
                "skriv det under `sources` i pack.yaml, som har {listed}",
                "write it under `sources` in pack.yaml, which has {listed}",
                listed=listed,
            ),
        )
    return sources[name]


def _header(folder: Path) -> str:
    near = schemas_near(folder)
    return _HEADER.text(asked()) if near is None else modeline("passages", near)
