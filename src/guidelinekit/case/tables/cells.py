"""What a cell says as a value of the case model, and a value as a cell; each text is worked out once.

A cell that does not say what belongs there stays as it is, so that the models refuse it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.case.tables.table_forms import BETWEEN, NONE
from guidelinekit.text import Text

_REMEMBERED: Final = 65_536
"""How many different cells of one kind are remembered: the days of a century, and more."""
_FEW: Final = 512
"""The same of cells that seldom come again: ids, and several values in one cell."""
_ERRORS: Final = frozenset(
    {
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#I/T", "#REFERENCE!", "#VÆRDI!", "#DIVISION/0!", "#NAVN?", "#NUL!", "#OVERLØB!", "#BEREGN!"),
    }
)
"""What Excel shows, in English and in Danish, where a formula could not be worked out."""
_GUARDED: Final = re.compile(r"'['=+\-@#\s]")
_TO_GUARD: Final = re.compile(r"[=+\-@#\s]|'['=+\-@#\s]")
"""What a spreadsheet, or whoever reads the tables, would take for something else than a text."""
_ORDERS: Final = MappingProxyType(
    {
        "yyyy-mm-dd": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
        "dd-mm-yyyy": re.compile(r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<y>[0-9]{4})"),
        "dd.mm.yyyy": re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
        "dd/mm/yyyy": re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"),
        "yyyymmdd": re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})"),
        "yyyy/mm/dd": re.compile(r"(?P<y>[0-9]{4})/(?P<m>[0-9]{2})/(?P<d>[0-9]{2})"),
    }
)
DATE_ORDERS: Final = tuple(_ORDERS)
"""How the dates of an export may be written."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_DAY_NUMBER: Final = re.compile(r"[2-7][0-9]{4}", re.ASCII)
"""What a spreadsheet holds where it shows a date from 1954 to 2119."""
_EXACT: Final = 2**53
"""A larger number of a spreadsheet is one of several that it cannot tell apart."""
_AT_MIDNIGHT: Final = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands in a field whose cell says nothing: the code of the problem."""

    code: str


@dataclass(frozen=True, slots=True)
class Writing:
    """How the cells of an export are written."""

    dates: tuple[str, ...] = ("yyyy-mm-dd", "dd-mm-yyyy", "dd.mm.yyyy")
    decimal: str | None = None
    """What stands before decimals; None is a point or a comma, whichever there is."""
    missing: frozenset[str] = frozenset({""})
    """What a cell holds where nothing is documented."""
    yes: frozenset[str] = frozenset({"true", "ja", "j", "1", "yes", "y", "sand"})
    no: frozenset[str] = frozenset({"false", "nej", "n", "0", "no", "falsk"})
    none: frozenset[str] = frozenset({NONE})
    """What the cell of a list holds that is empty."""
    between: str = BETWEEN
    """What stands between several values in one cell."""


_SPECIAL: Final = frozenset(("", "#", "'", " ", "\t", "\n", "\r", "\u00a0"))
"""Signs at the beginning of a cell that ask for a closer look."""


class Values(dict[Any, Any]):
    """The value of each cell, worked out when it is first met."""

    def __init__(self, read: Callable[[Any], Any], remembered: int = _REMEMBERED) -> None:
        self._read = read
        self._remembered = remembered
        self._taken: dict[Callable[[Any], Any], Values] = {}
        super().__init__()

    def __missing__(self, cell: Any) -> Any:
        """Work out the value of a new cell."""
        value = self._read(cell)
        if self._remembered:
            if len(self) >= self._remembered:
                self.clear()
            self[cell] = value
        return value

    def taken(self, take: Callable[[Any], Any]) -> "Values":
        """Return the same values as a field takes them; it raises what that raises where it does not."""
        if take not in self._taken:
            read = self._read
            self._taken[take] = Values(lambda cell: take(read(cell)), self._remembered)
        return self._taken[take]


def values_of(holds: FieldType, writing: Writing, mapped: Mapping[str, Any] | None = None) -> Values:
    """Return the values of a field's column, None where nothing is documented.

    With `mapped`, the value of each text that an export may hold; another one cannot be read.
    """
    if mapped is not None:
        return Values(_reader(holds, writing, mapped))
    within = holds.item or holds
    if within.kind is Kind.TEXT:  # ids, each of which comes once
        return Values(_reader(holds, writing), _FEW)
    return _shared(within.kind, within.vocabulary, within.codes, holds.item is not None, writing)


@cache
def _shared(
    kind: Kind, vocabulary: str | None, codes: tuple[str, ...], several: bool, writing: Writing
) -> Values:
    """Return the values of all columns that hold the same."""
    nothing = Text(da="", en="")
    one = FieldType(kind, nothing, vocabulary=vocabulary, codes=codes)
    if several:
        return Values(_reader(FieldType(Kind.LIST, nothing, item=one), writing), _FEW)
    return Values(_reader(one, writing))


def _reader(
    holds: FieldType, writing: Writing, mapped: Mapping[str, Any] | None = None
) -> Callable[[Any], Any]:
    """Return what reads a cell."""
    within = holds.item if holds.item is not None else holds
    known = None if mapped is None else {_folded(text): value for text, value in mapped.items()}
    readers: dict[Kind, Callable[[Any], Any]] = {
        Kind.TEXT: _text,
        Kind.BOOLEAN: lambda cell: _boolean(cell, writing),
        Kind.INTEGER: lambda cell: _number(cell, writing, whole=True),
        Kind.NUMBER: lambda cell: _number(cell, writing, whole=False),
        Kind.DATE: lambda cell: _date(cell, writing),
        Kind.CODE: lambda cell: _code(cell, within),
    }
    read_one = readers[within.kind]
    plain = within.kind is Kind.TEXT and mapped is None and writing.missing == {""}

    def one(cell: Any) -> Any:
        if isinstance(cell, str):
            if plain and cell[:1] not in _SPECIAL:
                return cell
            if cell.strip() in writing.missing:
                return None
            if cell.startswith("#") and cell.strip().upper() in _ERRORS:
                return Unreadable("error-cell")
            if _GUARDED.match(cell):
                cell = cell[1:]
        elif cell is None or cell != cell:  # noqa: PLR0124 - the number that is none
            return None
        if known is not None:
            return known.get(_folded(as_text(cell)), Unreadable("unmapped"))
        return read_one(cell)

    parts = Values(lambda part: one(part.strip() if isinstance(part, str) else part))

    def several(cell: Any) -> Any:
        if isinstance(cell, str):
            text = cell.strip()
            if text in writing.missing:
                return None
            return [] if text in writing.none else [parts[part] for part in text.split(writing.between)]
        if isinstance(cell, tuple):
            return [parts[part] for part in cell]
        value = one(cell)
        return None if value is None else [value]

    return one if holds.item is None else several


def as_text(cell: Any) -> str:
    """Return a cell as a text; a number of a spreadsheet without its `.0`."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def as_cell(value: Any) -> str:
    """Return the cell that holds a value; a text that a spreadsheet would take for a formula is guarded."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return BETWEEN.join(map(as_cell, value)) if value else NONE
        case date():
            return value.isoformat()
        case str():
            return f"'{value}" if _TO_GUARD.match(value) else str(value)
        case _:
            return str(value)


def day(text: str, orders: Iterable[str]) -> date | None:
    """Return the date that a text says in one of these orders, or None."""
    for order in orders:
        if parts := _ORDERS[order].fullmatch(text):
            try:
                return date(int(parts["y"]), int(parts["m"]), int(parts["d"]))
            except ValueError:
                return None
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _text(cell: Any) -> Any:
    if isinstance(cell, float) and abs(cell) >= _EXACT:
        return Unreadable("rounded-number")
    return cell if isinstance(cell, str) else as_text(cell)


def _boolean(cell: Any, writing: Writing) -> Any:
    text = _folded(as_text(cell))
    return True if text in writing.yes else False if text in writing.no else cell


def _number(cell: Any, writing: Writing, *, whole: bool) -> Any:
    text = as_text(cell).strip()
    if isinstance(cell, str):
        if writing.decimal == ",":
            text = "." if "." in text else text.replace(",", ".")
        elif writing.decimal is None:
            text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text) or (whole and not text.lstrip("-").isdecimal()):
        return cell
    return int(text) if whole else float(text)


def _date(cell: Any, writing: Writing) -> Any:
    if isinstance(cell, str) and (plain := day(cell, writing.dates)) is not None:
        return plain
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else cell.isoformat()
    if _DAY_NUMBER.fullmatch(as_text(cell).strip()):
        return Unreadable("day-number")
    if not isinstance(cell, str):
        return cell
    text = _AT_MIDNIGHT.sub("", cell.strip())
    return day(text, writing.dates) or text


def _code(cell: Any, holds: FieldType) -> Any:
    text = as_text(cell).strip()
    return text if text in holds.codes else _labels(holds).get(_folded(text), text)


@cache
def _labels(holds: FieldType) -> Mapping[str, str]:
    """Return the codes of a value set by what they are called, where that is one code only."""
    if holds.vocabulary is None:
        return {}
    pairs = {
        (_folded(name), code.value)
        for code in VOCABULARIES[holds.vocabulary]
        for name in (code.value, code.label.da, code.label.en)
    }
    times = Counter(name for name, _ in pairs)
    return {name: code for name, code in pairs if times[name] == 1}
