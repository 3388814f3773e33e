"""What a report takes from one record, apart from the others, so that it can be made in another process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, runtime_checkable

from guidelinekit.lang.rule import Subject, Text
from guidelinekit.report.lines import any_shown, entry_line
from guidelinekit.report.writer import Writer
from guidelinekit.results import CaseResults, Closing, Missing, Read, Reason

Shape = Callable[[CaseResults, Subject], Any]
"""Makes a piece of a report from one record. It can be sent to another process, and the piece back."""


@runtime_checkable
class Pieced(Protocol):
    """A writer that says what it takes from a record, and takes it ready made."""

    shape: Shape

    def put(self, piece: Any) -> None:
        """Take what `shape` gave for one record."""


@dataclass(frozen=True, slots=True)
class Entries:
    """Makes the JSON of a record's entry."""

    everything: bool = False
    empty: bool = True
    """Whether a record none of whose results is shown has an entry; else its text is empty."""

    def __call__(self, record: CaseResults, subject: Subject) -> bytes:
        """Give the text, as UTF-8."""
        if not self.empty and not any_shown(record, everything=self.everything):
            return b""
        return entry_line(record, subject, everything=self.everything)


@dataclass(frozen=True, slots=True)
class Settled:
    """An explanation that has been worked out."""

    reason: Reason
    message: Text
    remedy: Text
    changes_on: date | None
    missing: tuple[Missing, ...]
    read: tuple[Read, ...]
    fields: Mapping[str, Any]
    closes: Closing | None
    local_parameters: tuple[str, ...]


def settled(record: CaseResults, subject: Subject) -> tuple[CaseResults, Subject]:
    """Give the results with all explanations worked out: the piece of a writer that names no shape."""
    names = Settled.__dataclass_fields__
    results = (
        replace(result, detail=Settled(**{name: getattr(result.detail, name) for name in names}))
        for result in record.results
    )
    return CaseResults(record.case_id, record.as_of, tuple(results)), subject


def shape_of(writer: Writer) -> Shape:
    """Give what makes the pieces of a writer."""
    return writer.shape if isinstance(writer, Pieced) else settled


def put_into(writer: Writer) -> Callable[[Any], object]:
    """Give what takes the pieces of a writer."""
    return writer.put if isinstance(writer, Pieced) else lambda piece: writer.add(*piece)
