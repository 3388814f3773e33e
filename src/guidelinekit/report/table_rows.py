"""What a person is told of an input of tables: what it does not hold at all, and what became of its rows."""

from collections.abc import Iterator, Sequence

from rich.text import Text as Line

from guidelinekit.report.layout import wrapped
from guidelinekit.report.receipt_contract import FileEntry
from guidelinekit.text import Language, printable


def not_exported(files: Sequence[FileEntry], language: Language, width: int) -> Iterator[Line]:
    """Return lines for the top of a report: the tables that are not there, one answer for all cases."""
    for file in files:
        if file.tables is None or not file.tables.not_exported:
            continue
        path, names = printable(file.path), ", ".join(file.tables.not_exported)
        if language == "da":
            text = f"Ikke eksporteret i {path}, så intet kan siges om det i nogen sag: {names}"
        else:
            text = f"Not exported in {path}, so that nothing can be said of it in any case: {names}"
        yield from wrapped(text, width, "bold")
        yield Line()


def row_lines(files: Sequence[FileEntry], language: Language, width: int) -> Iterator[Line]:
    """Return lines for the end of a report: how many rows were read, and what became of them."""
    for file in files:
        if (tables := file.tables) is None:
            continue
        path = printable(file.path)
        if language == "da":
            text = f"{path}: {tables.rows} rækker: {tables.used} brugt, {tables.refused} i ugyldige poster"
        else:
            text = f"{path}: {tables.rows} rows: {tables.used} used, {tables.refused} in invalid records"
        yield from wrapped(text, width)
