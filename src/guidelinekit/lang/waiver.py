"""Waivers, as data: for one case a rule is set aside, with a reason and until a date."""

from datetime import date

from guidelinekit.lang import expr as e


class Waiver(e.Node):
    """A rule set aside for one record, or for one item of it."""

    rule: str
    """The full id of the rule."""
    case_id: str
    item: str | None = None
    """The name of the only item that is meant; None for the whole record."""
    reason: str
    by: str
    """Who decided it: an office or a body, not a person."""
    expires: date
    """The last day on which the waiver holds."""


class Waivers(e.Node):
    """The waivers of one file."""

    waivers: tuple[Waiver, ...]
    digest: str
    """SHA-256 over the file, hexadecimal."""
