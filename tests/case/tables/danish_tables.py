"""The tables of an export as a Danish system on Windows writes them."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from guidelinekit.case.catalogue import FieldType
from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.case.tables.cells import Writing, as_cell, values_of
from guidelinekit.case.tables.recognise import _titled, titles_of
from guidelinekit.case.tables.table_forms import NOT_EXPORTED, ROW, TableForm, every_form

READS = 'reads: {encoding: cp1252, separator: ";", decimal: ",", dates: dd-mm-yyyy}'
"""How a mapping says what `into_danish` writes."""


def into_danish(folder: Path, tables: Mapping[str, Any]) -> None:
    """Write Arrow tables as CSV in cp1252, with semicolons, Danish titles, labels, dates and decimals."""
    folder.mkdir()
    for name, table in tables.items():
        form = every_form()[name]
        kinds = [form.columns.get(column) for column in table.column_names]
        title = ".".join(titles_of(form)) if form.steps else f"{form.title.da}er"
        with (folder / f"{title}.csv").open("w", encoding="cp1252", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(_title(form, column) for column in table.column_names)
            for row in table.to_pylist():
                writer.writerow(_cell(cell, kind) for cell, kind in zip(row.values(), kinds, strict=True))


def _title(form: TableForm, column: str) -> str:
    own = {ROW: "Række", NOT_EXPORTED: "Ikke eksporteret", form.id_field: _titled(form, form.id_field)}
    if form.steps:
        own[form.id_field] = _titled(every_form()[form.subject.plural], form.id_field)
    return own.get(column) or _titled(form, column)


def _cell(cell: Any, kind: FieldType | None) -> str:
    match cell:
        case bool():
            return "Ja" if cell else "Nej"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float():
            return str(cell).replace(".", ",")
        case list() if cell:
            return "|".join(_cell(each, kind and kind.item) for each in cell)
        case str() if kind is not None and kind.vocabulary is not None:
            label = next(code.label.da for code in VOCABULARIES[kind.vocabulary] if code.value == cell)
            return label if values_of(kind, Writing())[label] == cell else cell
        case _:
            return as_cell(cell)
