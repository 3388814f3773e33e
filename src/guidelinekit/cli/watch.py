"""`watch`: facts as they happen, and what each changes."""

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, BinaryIO, Final

import typer

from guidelinekit.case.model.cpr import withheld
from guidelinekit.case.reading.lines import PIECE, lines
from guidelinekit.case.reading.read import opened_once
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.options import (
    AsOf,
    Lang,
    Packs,
    Profile,
    RuleGlobs,
    Spoken,
    WaiverFile,
    as_of_or_today,
    language,
)
from guidelinekit.cli.outputs import Format, ListingFormat
from guidelinekit.cli.paths import STANDARD_STREAM
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.spoken import asked, note
from guidelinekit.cli.stopping import Stop, stoppable
from guidelinekit.errors import GuidelinekitError, UsageError, as_help
from guidelinekit.evaluate.plain import encoded
from guidelinekit.live.engines import Engine
from guidelinekit.live.watch import Entry, Watch, added_to
from guidelinekit.report.transition import transition_line
from guidelinekit.text import Language, Text, printable, say

_PAUSE: Final = 0.2
"""For how many seconds a file that is followed is left alone at its end."""

Follow = Annotated[bool, typer.Option("--follow", help="Wait at the end for more, until stopped.")]
JournalFile = Annotated[
    Path | None,
    typer.Option("--journal", metavar="FILE", help="Remember every event here, and go on where it ends."),
]
Judge = Annotated[Engine, typer.Option("--engine", help="What judges: compiled rules, or durable-rules.")]
AddedTo = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Add what changes to this file, as NDJSON."),
]


def command(  # noqa: PLR0913 - every option of the command line is an argument
    events: Annotated[str, typer.Argument(metavar="EVENTS", help="A file of events, or `-`.")],
    *,
    as_of: AsOf = None,
    pack: Packs = None,
    rule: RuleGlobs = None,
    profile: Profile = "suggested",
    waivers: WaiverFile = None,
    follow: Follow = False,
    journal: JournalFile = None,
    engine: Judge = Engine.COMPILED,
    form: ListingFormat = None,
    output: AddedTo = None,
    lang: Lang = Spoken.DA,
) -> None:
    """Read facts of cases as they happen, and tell at once which gap opens, closes or falls due.

    Each line is one event: {"case_id": "a", "record": {"needs": {...}}}, `correct` in its place (with `key`
    where the item has no id), {"case_id": "a", "withdraw": "need:n2"}, or {"advance": "2026-06-01"} when a
    day has come. A line that is wrong is told of and changes nothing. With --journal nothing that was
    taken is lost, whatever ends the run, and with -o too everything is told of exactly once.

    Exit codes: 0, 2 wrong usage or a file that cannot be read, 3 lines that could not be used.

    Examples:
      guidelinekit watch examples/events.ndjson --as-of 2026-01-01
      guidelinekit watch events.ndjson --follow --journal live.journal -o transitions.ndjson
    """
    if output is not None and form not in (None, Format.NDJSON):
        raise UsageError(
            Text(da="en fil med ændringer er NDJSON", en="a file of what changes is NDJSON"),
            Text(da="udelad --format", en="leave out --format"),
        )
    rules = chosen_rules(pack, profile, rule, waivers, [events])
    watch = Watch(rules, as_of_or_today(as_of), journal, engine)
    if watch.torn:
        note(
            say(
                "{journal}: den sidste linje var ikke hel og er udeladt",
                "{journal}: the last line was not whole and is dropped",
                journal=journal,
            )
        )
    tell = _Telling(output, form, language(lang))
    if output is not None and journal is not None:
        tell(list(watch.not_yet_in(output)))
    skipped = watch.line if events != STANDARD_STREAM else 0
    wrong = 0
    with stoppable() as stop, _opened(events) as stream:
        for number, line in lines(_pieces(stream, follow=follow)):
            if number > skipped:
                wrong += not _taken(watch, number, line, tell, stop, events)
    if wrong:
        raise typer.Exit(ExitCode.INVALID)


class _Telling:
    """Where what changes goes."""

    def __init__(self, output: Path | None, form: Format | None, spoken: Language) -> None:
        self._output, self._form, self._spoken = output, form, spoken

    def __call__(self, entries: list[Entry]) -> None:
        if self._output is not None:
            added_to(self._output, entries)
            return
        for entry in entries:
            machine = self._form in (Format.NDJSON, Format.JSON)
            typer.echo(encoded(entry).decode() if machine else transition_line(entry, self._spoken))
        sys.stdout.flush()


def _taken(watch: Watch, number: int, line: bytes | None, tell: _Telling, stop: Stop, events: str) -> bool:
    """Let a line happen and tell what it changed; say whether it could be used."""
    with stop.holding():
        try:
            tell(watch.take(number, line))
        except GuidelinekitError as error:
            typer.echo(printable(withheld(f"{events}:{number}: {error.message.text(asked())}")), err=True)
            if error.help is not None:
                typer.echo(printable(as_help(error.help, asked())), err=True)
            return False
    return True


def _opened(events: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if events == STANDARD_STREAM else opened_once(Path(events))


def _pieces(stream: BinaryIO, *, follow: bool) -> Iterator[bytes]:
    """Yield the lines, a long one in pieces; one that is followed is waited for at its end."""
    while (piece := stream.readline(PIECE)) or follow:
        if piece:
            yield piece
        else:
            time.sleep(_PAUSE)
