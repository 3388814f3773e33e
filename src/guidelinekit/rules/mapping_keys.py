"""The keys of a file of a mapping, each with the kind of its value."""

from collections.abc import Mapping
from typing import Final

from guidelinekit.text import Text

TOP: Final = {"mapping": "number", "reads": "map", "not_exported": "list", "lists": "map"}
READS: Final = {
    **dict.fromkeys(("encoding", "separator", "decimal", "between"), "text"),
    **dict.fromkeys(("dates", "missing", "none", "yes", "no"), "list"),
}
TABLE: Final = {
    **dict.fromkeys(("table", "key", "parent", "not_exported"), "text"),
    **dict.fromkeys(("fields", "lists", "where"), "map"),
}
FIELD: Final = {"column": "text", "values": "map", "always": "any"}
KINDS: Final[Mapping[str, tuple[type, Text]]] = {
    "text": (str, Text(da="her skal stå en tekst", en="text is expected here")),
    "map": (dict, Text(da="her skal stå nøgler med værdier", en="a map is expected here")),
    "list": (list, Text(da="her skal stå en liste", en="a list is expected here")),
    "number": (int, Text(da="her skal stå et helt tal", en="a whole number is expected here")),
    "any": (object, Text(da="", en="")),
}


def missing(key: str) -> Text:
    """Return what is said of a key that must be there."""
    return Text(da=f"`{key}` mangler", en=f"`{key}` is missing")
