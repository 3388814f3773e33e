"""What differs between a report and what its input comes to now, in words."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from guidelinekit import __version__
from guidelinekit.report.diff import Change, Difference
from guidelinekit.report.read_back import KnownReport, MadeFrom
from guidelinekit.text import Text, say

_MOST: Final = 50
"""How many differences are listed for a person; the JSON lists all."""
_LONGEST: Final = 60
"""How much of a value is shown."""
_NOT_LISTED: Final = Text(da="ikke nævnt", en="not listed")
_NOT_THERE: Final = Text(da="ikke der", en="not there")
_NONE: Final = Text(da="ingen", en="none")


def verification(
    was: KnownReport, results: Sequence[Difference], changes: Sequence[Change]
) -> Iterator[Text]:
    """Yield the lines that a person reads of a report that was made again."""
    origin = was.origin
    if origin.tool.version != __version__:
        yield say(
            "lavet med guidelinekit {then}, efterprøvet med {now}",
            "made with guidelinekit {then}, verified with {now}",
            then=origin.tool.version,
            now=__version__,
        )
    listed = sum(len(entry["results"]) for entry in was.tree["results"])
    if not results and not changes:
        yield say(
            "ens: {listed} svar, pr. {day}",
            "identical: {listed} results listed, as of {day}",
            listed=listed,
            day=origin.as_of,
        )
        return
    sources = {change.pointer: _source(change.pointer, origin) for change in changes}
    for change in changes:
        if (source := sources[change.pointer]) is not None:
            yield say(
                "{source}: er ikke den, rapporten blev lavet af ({then} dengang, {now} nu)",
                "{source}: is not the one the report was made from ({then} then, {now} now)",
                source=source,
                then=_short(change.was),
                now=_short(change.now),
            )
    lines = [_of_result(each) for each in results]
    lines += [
        say(
            "{pointer}: {then} dengang, {now} nu",
            "{pointer}: {then} then, {now} now",
            pointer=change.pointer,
            then=_shown(change.was),
            now=_shown(change.now),
        )
        for change in changes
        if sources[change.pointer] is None and not (results and change.pointer.startswith("/summary/"))
    ]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield say(
            "og {count} til; --format json viser alle",
            "and {count} more; all of them with --format json",
            count=len(lines) - _MOST,
        )
    if not results:
        yield say(
            "intet svar er anderledes ({listed} nævnt)", "no result differs ({listed} listed)", listed=listed
        )


def _source(pointer: str, origin: MadeFrom) -> Text | None:
    """Name what a report was made from, by the pointer of its digest; None for anything else."""
    match pointer.split("/")[1:]:
        case ["profile_digest"]:
            return say("profilen {name}", "profile {name}", name=origin.profile)
        case ["packs", index, "digest"]:
            return say("pakken {name}", "pack {name}", name=origin.packs[int(index)].id)
        case ["receipt", "waivers_digest"]:
            return Text(da="filen med fravigelser", en="waivers")
        case ["receipt", "inputs", index, "digest"]:
            return say("input {name}", "input {name}", name=origin.receipt.inputs[int(index)].path)
        case _:
            return None


def _of_result(difference: Difference) -> Text:
    about = " ".join(filter(None, (difference.record, difference.rule, difference.item)))
    if difference.fields:
        return say(
            "{about}: {now} som før, men en anden {fields}",
            "{about}: {now} as before, but another {fields}",
            about=about,
            now=difference.now,
            fields=", ".join(difference.fields),
        )
    return say(
        "{about}: {then}, nu {now}",
        "{about}: {then}, now {now}",
        about=about,
        then=difference.was or _NOT_LISTED,
        now=difference.now or _NOT_LISTED,
    )


def _short(digest: Any) -> str | Text:
    return _NONE if digest is None else str(digest)[:12]


def _shown(value: Any) -> str | Text:
    if value is None:
        return _NOT_THERE
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
