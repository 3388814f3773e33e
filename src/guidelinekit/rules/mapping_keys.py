"""The keys of a file of a mapping, each with the kind of its value."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from guidelinekit.case.tables.draft import TODO
from guidelinekit.diagnostics import Route
from guidelinekit.text import Text, say

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


SHORTEST_SECRET: Final = 16
NO_SECRET: Final = (
    Text(
        da="der er ingen hemmelighed at lave pseudonymer med", en="there is no secret to make pseudonyms with"
    ),
    say(
        "`secret_file` nævner en fil med mindst {least} tegn, som ingen anden har",
        "`secret_file` names a file with at least {least} signs that nobody else has",
        least=SHORTEST_SECRET,
    ),
)
"""What is wrong where pseudonyms have no secret, and what to do."""
OPEN: Final = (
    say("her står endnu {todo}", "{todo} still stands here", todo=TODO),
    Text(
        da="skriv kolonnens navn, eller slet det, som udtrækket ikke har",
        en="write the name of the column, or delete what the export does not have",
    ),
)
"""What is wrong where a drafted mapping is still to be filled in, and what to do."""


def still_open(value: Any, at: Route) -> Iterator[Route]:
    """Yield the places where a drafted mapping is still to be filled in."""
    if value == TODO:
        yield at
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from still_open(inner, (*at, key))
