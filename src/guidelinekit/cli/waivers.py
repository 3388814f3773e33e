"""What a person is told of waivers: those that have no effect, and those that name no item but a position."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from guidelinekit.case.keys import item_key
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.reading.read import read_entries
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.cli.paths import STANDARD_STREAM
from guidelinekit.cli.spoken import warn
from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.errors import InputError, RuleError
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.report.waivers import expired, expired_text, unused, unused_text
from guidelinekit.text import say


def warn_of_waivers(waivers: Waivers | None, as_of: date, used: Collection[Waiver]) -> None:
    """Warn of the waivers that no longer hold, and of those that had nothing to set aside."""
    for waiver in expired(waivers, as_of):
        warn(expired_text(waiver))
    for waiver in unused(waivers, as_of, used):
        warn(unused_text(waiver))


def naming_items(error: RuleError, waivers: str, files: Sequence[str]) -> RuleError:
    """Return the error with, for each waiver that names a position, the item that stands there today."""
    positions = dict(_positions(error.diagnostics, waivers))
    items = dict(_items(positions, files)) if positions else {}

    def named(diagnostic: Diagnostic) -> Diagnostic:
        item = items.get(diagnostic.route)
        help_ = say(
            "i dag er det `{item}`: skriv `item: {item}`",
            "today that is `{item}`: write `item: {item}`",
            item=item,
        )
        return diagnostic if item is None else replace(diagnostic, help=help_)

    return RuleError([named(diagnostic) for diagnostic in error.diagnostics])


def _positions(diagnostics: Sequence[Diagnostic], waivers: str) -> Iterator[tuple[Route, tuple[str, str]]]:
    """Return the routes of the waivers that name a position, each with the case and the position."""
    from guidelinekit.source.reading import read_file  # noqa: PLC0415 - few runs have waivers

    document, _ = read_file(Path(waivers), waivers)
    for diagnostic in diagnostics:
        match diagnostic.route:
            case ("waivers", int(index), "subject" | "item" as key) if document is not None:
                waiver = document.data["waivers"][index]
                yield diagnostic.route, (str(waiver.get("case")), str(waiver[key]))


def _items(positions: Mapping[Route, tuple[str, str]], files: Sequence[str]) -> Iterator[tuple[Route, str]]:
    """Return the item that stands at each position today, as far as the files can be read twice."""
    for file in files:
        if file == STANDARD_STREAM:
            continue
        with suppress(InputError):
            for entry in read_entries(file):
                if isinstance(entry, Invalid):
                    continue
                for route, (case_id, pointer) in positions.items():
                    if ReadRecord(entry).identifier == case_id:
                        with suppress(LookupError):
                            yield route, item_key(entry, pointer)
