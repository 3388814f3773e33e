"""What every output format has in common: what is known before the first record, and how records reach it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Pack, Profile, Rule, Subject
from guidelinekit.lang.waiver import Waivers
from guidelinekit.report.contract import InvalidEntry
from guidelinekit.report.receipt_contract import FileEntry, SelectionEntry
from guidelinekit.results import CaseResults
from guidelinekit.text import Language

if TYPE_CHECKING:
    from guidelinekit.report.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Heading:
    """What a report says of its own making."""

    as_of: date
    packs: tuple[Pack, ...]
    profile: Profile
    rules: tuple[Rule, ...]
    """Those that are evaluated."""
    waivers: Waivers | None = None
    """Those for rules that are evaluated; None when no file of waivers was given."""
    files: tuple[tuple[str, Subject], ...] = ()
    """The files, `-` being standard input, each with what its records are that do not say their kind."""
    selection: SelectionEntry = field(default_factory=SelectionEntry)

    @property
    def sums_up(self) -> Mapping[str, Sequence[str]]:
        """The parts of each rule that sums up others."""
        return {rule.id: rule.sums_up for rule in self.rules if rule.sums_up}


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look, as far as it is not said by its format."""

    language: Language = "da"
    verbose: bool = False
    """Whether each unclear result has a line, and each gap what would close it."""
    publish: bool = False
    """Whether everybody may read it: no ids, and no small counts."""
    template: str = ""
    """The file of a template of one's own."""
    comparison: "Comparison | None" = None
    """What the run is compared with."""
    file: Callable[[], str] = str
    """Gives the name of the file in which the record stands that is taken; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known after the last record."""

    tally: Tally
    files: tuple[FileEntry, ...] = ()
    """The files that were read to their end."""
    comparison: "Comparison | None" = None
    """What the run was compared with."""
    stopped: bool = False
    """Whether a signal ended the run: then the output holds what was done so far, and no summary."""


class Writer(Protocol):
    """An output being written while records come in."""

    @property
    def shape(self) -> Callable[[CaseResults], Any]:
        """Makes a piece of the report from one record. Both can be sent to another process."""

    def put(self, piece: Any) -> None:
        """Take what `shape` made of one record."""

    def refuse(self, invalid: InvalidEntry) -> None:
        """Take a record that could not be evaluated."""

    def finish(self, ending: Ending) -> None:
        """Take what is known at the end, and write what was held back for it."""


T = TypeVar("T")


class MostSerious(Generic[T]):
    """Holds at most so many, the first by their places, and counts all. Of equals the first to come stays."""

    def __init__(self, most: int, place: Callable[[T], Any]) -> None:
        self._most, self._place = most, place
        self._held: list[T] = []
        self.count = 0

    def take(self, *each: T) -> None:
        """Take what is to be among them if it is serious enough."""
        self.count += len(each)
        self._held += each
        if len(self._held) >= 2 * self._most:
            self._held = self.listed()

    def listed(self) -> list[T]:
        """Return those held, the most serious first."""
        return sorted(self._held, key=self._place)[: self._most]

    @property
    def left_out(self) -> int:
        """How many of those counted are not held."""
        return max(self.count - self._most, 0)


def short_rule(rule: str, packs: Sequence[Pack]) -> str:
    """Return a rule's id, without its pack where no other pack in play has a rule of that name."""
    pack, _, name = rule.partition("/")
    others = (each for each in packs if each.id != pack)
    return rule if any(f"{each.id}/{name}" == other.id for each in others for other in each.rules) else name
