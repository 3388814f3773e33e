"""What says the same again is told once: a gap that rules of two packs know, and what sums up others."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol, TypeVar

from guidelinekit.compile.base import Outcome
from guidelinekit.lang.rule import Modality, Rule
from guidelinekit.results import Status

_STRENGTH: Final = (Modality.MUST, Modality.RIGHT, Modality.SHOULD, Modality.MAY)
_OPEN: Final = frozenset({Status.UNMET, Status.DUE})

Place = tuple[int, int | None]
"""The index of a rule, and that of the item judged; None for the record."""
Also = Mapping[Place, tuple[str, ...]]
"""By the place of a verdict the full ids of the rules that would tell the same gap again."""
O = TypeVar("O", bound=Outcome)  # noqa: E741 - an outcome of one kind or the other


class Once:
    """Tells what several rules know under the strongest of them."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._names = tuple(rule.id for rule in rules)
        index = {rule.id: number for number, rule in enumerate(rules)}
        strength = [_STRENGTH.index(rule.modality) for rule in rules]
        pairs = set()
        for number, rule in enumerate(rules):
            for other in (index[name] for name in rule.also if name in index):
                weaker_is_other = strength[number] <= strength[other]
                pairs.add((number, other) if weaker_is_other else (other, number))
        self._pairs = sorted(pairs, key=lambda pair: (strength[pair[0]], pair))
        """The stronger rule and the weaker one; where both are as strong, the one that names the other."""
        self.beside = {
            number: {each for pair in pairs if number in pair for each in pair} for number in sum(pairs, ())
        }
        """By a rule's index that of it and of each that knows the same gap."""

    def without_repeats(self, outcomes: Sequence[O], alone: Collection[str] = ()) -> tuple[Sequence[O], Also]:
        """Leave out what a stronger rule tells; `alone` are full ids of rules that are told by themselves."""
        if not self._pairs:
            return outcomes, {}
        known = [each for each in outcomes if each[1] in _OPEN and each[0] in self.beside]
        if len(known) < 2:  # noqa: PLR2004 - a gap that two rules know
            return outcomes, {}
        under: dict[Place, Place] = {}
        for stronger, weaker in self._pairs:
            if self._names[stronger] in alone or self._names[weaker] in alone:
                continue
            for one in (each for each in known if each[0] == stronger):
                for other in (each for each in known if each[0] == weaker and _same(one, each)):
                    place = one[0], one[3]
                    under.setdefault((other[0], other[3]), under.get(place, place))
        also: dict[Place, tuple[str, ...]] = {}
        for (rule, _), place in under.items():
            also[place] = tuple(dict.fromkeys((*also.get(place, ()), self._names[rule])))
        return [each for each in outcomes if (each[0], each[3]) not in under], also


def _same(stronger: Outcome, weaker: Outcome) -> bool:
    """Say whether two open verdicts tell one gap: of one item or the record, the stronger no later."""
    if stronger[3] != weaker[3] and None not in (stronger[3], weaker[3]):
        return False
    if stronger[1] is Status.UNMET:
        return True
    ours, theirs = stronger[4], weaker[4]
    return weaker[1] is Status.DUE and ours is not None and theirs is not None and ours <= theirs


class OfRule(Protocol):
    """Anything that a rule says of a record, or of an item of it."""

    @property
    def rule(self) -> str:
        """The full id of the rule."""

    @property
    def item(self) -> str:
        """The name of the item; empty for the record."""

    @property
    def status(self) -> Status:
        """The verdict."""


R = TypeVar("R", bound=OfRule)


def unrepeated(results: Sequence[R], sums_up: Mapping[str, Sequence[str]]) -> Sequence[R]:
    """Leave out what sums up a part that is listed too with the same status, of the same item or the record.

    `sums_up` gives the parts of each rule that has some. A part that stands better than the whole does not
    tell what is wrong with it: a late element beside one that nobody has begun.
    """
    if not sums_up:
        return results
    listed = [(result.rule, result.item, result.status) for result in results]

    def repeats(result: R) -> bool:
        parts = sums_up.get(result.rule, ())
        return any(
            rule in parts and status is result.status and (item == result.item or "" in (item, result.item))
            for rule, item, status in listed
        )

    return [result for result in results if not repeats(result)]
