"""How much is read, checked and judged at the most: every limit, in one place. docs/security.md lists them.

Beyond a limit there is an error that says so, where, and what to do.
"""

from typing import Final

_MIB: Final = 1024 * 1024

# Files of rules.
FILE_BYTES: Final = _MIB
"""Of a file of a pack, a profile, waivers."""
YAML_DEPTH: Final = 64
"""Lists and maps inside one another in YAML."""
LISTS_DEEP: Final = 8
"""Lists of a case inside one another in a condition, also through definitions."""
IN_ONE_LIST: Final = 500
"""Conditions, or values, in one list of a rule."""
EXEMPTIONS: Final = 100
"""Exemptions of one rule."""
DEFINITION_SIZE: Final = 5_000
"""Conditions that a definition grows to through those that it uses."""
DEFINITION_CHAIN: Final = 32
"""Definitions inside one another."""
DATE_DEPTH: Final = 16
"""Durations in one date, and functions inside one another."""
DURATION_DAYS: Final = 36_525
DURATION_MONTHS: Final = 1_200

# Records and texts.
LINE_BYTES: Final = 16 * _MIB
"""Of a line of NDJSON."""
REPORT_BYTES: Final = 2 * 1024 * _MIB
"""Of a report that is read again."""
GUIDELINE_BYTES: Final = 16 * _MIB
"""Of a guideline's text, a hundred times what one has."""
DOCUMENT_BYTES: Final = 64 * _MIB
"""Of a Word document with its pictures, once it is unpacked."""
GUIDELINE_PAGES: Final = 2_000
"""Of a guideline as PDF."""
RECORD_VALUES: Final = 200_000
"""Fields and items of one record."""
RECORD_ITEMS: Final = 10_000
"""Items in one list of a record."""
RECORD_PAIRS: Final = 8_000_000
"""Results of one record times the items that it holds: about what it costs to judge it."""
PROBLEMS: Final = 100
"""Problems listed of one record; further ones are counted."""
PROBLEMS_TOLD_APART: Final = 10_000
"""Problems of one record from which none is listed: each takes a kilobyte before the first can be."""

# Tables.
ZIP_MEMBERS: Final = 1_000
"""Files in a zip of tables."""
UNPACKED_BYTES: Final = 8 * 1024 * _MIB
"""Of one file of a zip, or of a compressed file, once it is unpacked."""
SHEET_CELLS: Final = 20_000_000
"""Cells of a sheet between its first and its last one, those without a value too."""
VIEW_ROWS: Final = 10_000_000
"""Rows of a view of an SQLite file, which its size does not bound."""
WORKBOOK_BYTES: Final = 1024 * _MIB
"""Of a workbook once it is unpacked."""
