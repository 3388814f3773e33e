"""A transition of a live case as a line for a person."""

from typing import Any

from guidelinekit.results import Status
from guidelinekit.text import Language, Text, printable

_NONE = Text(da="gælder ikke", en="does not apply")


def transition_line(entry: dict[str, Any], language: Language) -> str:
    """Return one line: the day, the case, the rule, from which status to which, and what is to be said."""
    before, after = (_status(entry[name], language) for name in ("from", "to"))
    rule = entry["rule"].partition("/")[2]
    duty = f"{rule} {entry['item']}" if entry["item"] else rule
    because = f" ({entry['because']})" if entry["because"] else ""
    what = f"{duty}: {before} → {after}{because}"
    return printable(f"{entry['on']}  {entry['case_id']}  {what}  {entry['message'][language]}")


def _status(status: str | None, language: Language) -> str:
    return (_NONE if status is None else Status(status).label).text(language)
