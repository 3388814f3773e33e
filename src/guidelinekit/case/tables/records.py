"""From the tables of an export to records, or to what is wrong with them, told by file, row and column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, resolve
from guidelinekit.case.reading.decode import Decoded
from guidelinekit.case.reading.fast import FastCase, case_shape, struct_converter
from guidelinekit.case.reading.lines import FastEntry
from guidelinekit.case.reading.problems import Named, Problem
from guidelinekit.case.reading.sentences import CELLS
from guidelinekit.case.reading.validate import Invalid, Seen, accept
from guidelinekit.case.tables.build import Built, RecordBuilder
from guidelinekit.case.tables.cells import Unreadable
from guidelinekit.case.tables.join import Joined, Lone, TableSource, join
from guidelinekit.case.tables.table import Row
from guidelinekit.lang.rule import Subject
from guidelinekit.text import Text

_SENTENCE_OF: Final[Mapping[str, str]] = {
    "null": "cell-empty",
    "missing": "cell-empty",
    "wrong-kind": "cell-unread",
    "no-date": "cell-unread",
}
"""The code of a problem that a cell has where a field of JSON has another."""


@dataclass
class RowCount:
    """How many rows there were, and how many of them are in records that were given."""

    read: int = 0
    used: int = 0


def records(sources: Sequence[TableSource], seen: Seen, count: RowCount) -> Iterator[FastEntry]:
    """Yield the records of one kind, made from their sources, the main table's being the first."""
    main, *others = sources
    build = RecordBuilder(sources)
    fast = _fast_builder(sources)
    many = limits.RECORD_VALUES // max(len(source.columns) + 1 for source in sources)
    for joined in join(main, others):
        if isinstance(joined, Lone):
            count.read += joined.count
            yield _lone(joined)
            continue
        number, size = joined.row[0], joined.count
        count.read += size
        case = fast(joined) if size < many else None
        if case is not None and seen.again(Subject.CASE, case.case_id) is None:
            seen.remember(Subject.CASE, case.case_id, number)
            count.used += size
            yield case
            continue
        built = build(joined)
        record = {"kind": main.form.subject.value, **built.data}
        entry = accept(record, Decoded(record), number, seen, large=size >= many, refuse=bool(built.problems))
        if isinstance(entry, Invalid):
            yield _placed(entry, joined, build(joined, all_rows=True), sources)
        else:
            count.used += size
            yield entry


def _fast_builder(sources: Sequence[TableSource]) -> Callable[[Joined], FastCase | None]:
    """Return what makes a case of rows of which it is certainly accepted; None where the models must look."""
    convert = struct_converter(bare=True)
    if convert is None or sources[0].form.subject is not Subject.CASE:
        return lambda _: None
    try:
        build = RecordBuilder(sources, case_shape())
    except ValueError:  # what every item is said to have is none
        return lambda _: None

    def made(joined: Joined) -> FastCase | None:
        try:
            built = build(joined)
        except ValueError:
            return None
        return None if built.problems else convert(built.data)

    return made


def nested_records(path: Path, seen: Seen, count: RowCount) -> Iterator[FastEntry]:
    """Yield the records of a file whose rows are whole records."""
    from guidelinekit.case.tables.arrow import nested_rows  # noqa: PLC0415 - needs an extra

    convert = struct_converter()
    for number, row in nested_rows(path):
        count.read += 1
        fields = {"schema_version": "1", **row}
        case = None if convert is None else convert(fields)
        if case is not None and seen.again(Subject.CASE, case.case_id) is None:
            seen.remember(Subject.CASE, case.case_id, number)
            count.used += 1
            yield case
        else:
            entry = accept(fields, Decoded(fields), number, seen, large=True)
            count.used += not isinstance(entry, Invalid)
            yield entry


def _lone(lone: Lone) -> Invalid:
    """Return what stands for rows that name no record."""
    subject, place = lone.source.form.subject, lone.source.table.place(lone.row[0])
    return Invalid(
        place.en, None, (Problem("", "no-such-record", {"count": lone.count}, place=place),), subject
    )


def _placed(invalid: Invalid, joined: Joined, built: Built, sources: Sequence[TableSource]) -> Invalid:
    """Return an invalid record with the places of its problems in the tables."""
    rows = _Cells(built, joined, sources)
    placed = tuple(rows.placed(problem) for problem in invalid.problems)
    location = sources[0].table.place(joined.row[0]).en
    return replace(invalid, location=location, problems=(*built.problems, *placed)[: limits.PROBLEMS + 1])


@dataclass(frozen=True, slots=True)
class _Cells:
    """The rows that a record was made from."""

    built: Built
    joined: Joined
    sources: Sequence[TableSource]

    def placed(self, problem: Problem) -> Problem:
        """Return a problem with the place of the cell, and in the words of a table."""
        way = [int(step) if step.isdecimal() else step for step in problem.pointer.split("/")[1:]]
        source, row, path = self._cell(way)
        column = next((column for column in source.columns if column.path == path), None)
        holds = resolve(CATALOGUES[source.form.subject], [step for step in way if isinstance(step, str)])
        names: dict[str, Named] = dict(problem.names)
        if isinstance(where := names.get("where"), str) and where.startswith("/"):
            names["where"] = self._place_of(where)
        code = problem.code
        value = None if column is None else column.values[row[1][column.index]]
        if unread := next((part for part in _parts(value) if isinstance(part, Unreadable)), None):
            code = unread.code
        elif holds is not None and (holds.kind is not Kind.OBJECT):
            code = _SENTENCE_OF.get(code, code)
            names["belongs"] = _belongs(holds.item or holds)
        place = source.table.place(row[0], None if column is None else column.index)
        return replace(problem, code=code, names=names, place=place)

    def _cell(self, way: Sequence[str | int]) -> tuple[TableSource, Row, str]:
        """Return the source, the row and the dotted path in the item of a place in the record."""
        steps: tuple[str, ...] = ()
        item: Any = self.built.data
        at: tuple[TableSource, Row] = (self.sources[0], self.joined.row)
        path: list[str] = []
        for step in way:
            if isinstance(step, str):
                steps, path = (*steps, step), [*path, step]
                item = item.get(step) if isinstance(item, dict) else None
                continue
            item = item[step] if isinstance(item, list) and step < len(item) else None
            made = next((each for each in self.built.made.get(steps, ()) if each[0] is item), None)
            if made is not None:
                at, path = made[1:], []
        return (*at, ".".join(path))

    def _place_of(self, pointer: str) -> Text:
        source, row, _ = self._cell([int(s) if s.isdecimal() else s for s in pointer.split("/")[1:]])
        return source.table.place(row[0])


def _parts(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _belongs(holds: FieldType) -> Text:
    wanted = CELLS[holds.kind]
    codes = ", ".join(holds.codes)
    return Text(da=wanted.da.format(codes=codes), en=wanted.en.format(codes=codes))
