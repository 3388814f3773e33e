"""YAML text to plain data with the place of every key and value."""

from guidelinekit.source.document import Document, unplaced
from guidelinekit.source.parse import MAX_BYTES, MAX_DEPTH
from guidelinekit.source.reading import read, read_file

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Document", "read", "read_file", "unplaced"]
