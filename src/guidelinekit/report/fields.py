"""The dictionary of fields, as lines and as data."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.text import Text as Line

from guidelinekit.docs.dictionary import Entry, names
from guidelinekit.report.layout import wrapped
from guidelinekit.text import Language, Text

_FEW = 12
"""So many fields are told of whole; more of them take a line each."""
_READ_BY = Text(da="læses af", en="read by")
_UNREAD = Text(da="ingen regel læser det", en="no rule reads it")


def fields_in_words(entries: tuple[Entry, ...], word: str, language: Language, width: int) -> Iterator[Line]:
    """Yield a line per field, or all that is known where there are few; of codes those with the word."""
    column = max(len(entry.path) for entry in entries)
    for entry in entries:
        title = entry.field.title.text(language)
        yield Line.assemble(
            (f"{entry.path:{column}}", "bold"), f"  {title} ", (entry.kind.text(language), "dim")
        )
        if len(entries) <= _FEW:
            for text in _details(entry, word, language):
                yield from wrapped(text, width, first="    ", below="      ")


def fields_as_data(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the fields as plain data."""
    return [
        {
            "record": str(entry.subject),
            "path": entry.path,
            "kind": str(entry.field.kind),
            "title": entry.field.title.plain(),
            "absence": entry.absence.plain(),
            "codes": {code: words.plain() for code, words in entry.codes.items()},
            "read_by": list(entry.read_by),
        }
        for entry in entries
    ]


def _details(entry: Entry, word: str, language: Language) -> Iterator[str]:
    if entry.field.description is not None:
        yield entry.field.description.text(language)
    yield entry.absence.text(language)
    if entry.time is not None:
        yield entry.time.text(language)
    chosen = {code: words for code, words in entry.codes.items() if names(code, words, word)}
    for code, words in (chosen or entry.codes).items():
        yield f"{code}: {words.text(language)}"
    rules = ", ".join(entry.read_by)
    yield f"{_READ_BY.text(language)} {rules}" if rules else _UNREAD.text(language)
