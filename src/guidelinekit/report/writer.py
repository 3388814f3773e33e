"""What every output format has in common: what is known before the first record, and how records reach it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from guidelinekit.lang.rule import Pack, Subject, Text
from guidelinekit.lang.waiver import Waivers
from guidelinekit.report.json_v1 import InvalidEntry
from guidelinekit.report.receipt import SelectionEntry
from guidelinekit.report.summary import Tally
from guidelinekit.results import CaseResults


@dataclass(frozen=True, slots=True)
class Heading:
    """What a report says of its own making."""

    version: str
    """The version of guidelinekit."""
    as_of: date
    profile: str
    """The id of the profile."""
    packs: tuple[Pack, ...]
    paths: tuple[str, ...]
    """The files read, `-` being standard input."""
    profile_digest: str = ""
    switched_off: Mapping[str, Text] = field(default_factory=dict)
    """The rules that the profile switches off, each with the reason."""
    raised: tuple[str, ...] = ()
    """The `should` rules that the profile lets count like a `must`."""
    waivers: Waivers | None = None
    """Those for rules that are evaluated; None when no file of waivers was given."""
    selection: SelectionEntry = field(default_factory=SelectionEntry)


class Writer(Protocol):
    """An output being written while records come in."""

    def add(self, record: CaseResults, subject: Subject) -> None:
        """Take the results of one record."""

    def refuse(self, invalid: InvalidEntry) -> None:
        """Take a record that could not be evaluated."""

    def finish(self, tally: Tally) -> None:
        """Take the counts, and write what was held back for the end."""


def short_rule(rule: str, packs: Sequence[Pack]) -> str:
    """Give a rule's id, without its pack where only one pack is in play."""
    return rule.partition("/")[2] if len(packs) == 1 else rule
