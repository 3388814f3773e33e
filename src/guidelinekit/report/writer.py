"""What every output format has in common: what is known before the first record, and how records reach it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.report.json_v1 import InvalidEntry
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
