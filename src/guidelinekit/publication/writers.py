"""The forms in which a publication is written."""

from collections.abc import Callable, Mapping
from typing import Final

from guidelinekit.publication.as_docx import as_docx
from guidelinekit.publication.as_html import as_html
from guidelinekit.publication.as_pdf import as_pdf
from guidelinekit.publication.publication import Publication

WRITERS: Final[Mapping[str, Callable[[Publication], bytes]]] = {
    "html": lambda publication: as_html(publication).encode(),
    "docx": as_docx,
    "pdf": as_pdf,
}
"""By the extension of the file."""
