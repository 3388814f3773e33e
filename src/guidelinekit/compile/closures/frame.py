"""Where a closure runs: the record and items at hand, the moment, and what is remembered of the record."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from pydantic import BaseModel

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.model.record import MODELS
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import children
from guidelinekit.results import Missing
from guidelinekit.semantics.as_of import part_of, seen_from
from guidelinekit.semantics.values import Settings

Asks = frozenset[tuple[str, frozenset[Any]]]
"""Fields, each with the values that it may have."""


def asks(where: e.Condition, item: str, kind: FieldType | None) -> Asks:
    """Return what an item must have for a condition on it to be anything but false."""
    return frozenset(_asks(where, item, {} if kind is None else dict(kind.fields)))


def _asks(
    where: e.Condition, item: str, fields: dict[str, FieldType]
) -> Iterator[tuple[str, frozenset[Any]]]:
    for part in where.of if isinstance(where, e.All) else (where,):
        match part:
            case e.Compare(left=e.Path(root=root, steps=(name,)), op="eq", right=e.Constant(value=value)):
                values: tuple[Any, ...] = (value,)
            case e.Compare(left=e.Path(root=root, steps=(name,)), op="in", right=e.ValueSet(values=several)):
                values = several
            case _:
                continue
        if root == item and fields[name].kind is Kind.CODE and fields[name].dated_by is None:
            yield name, frozenset(values)


def may_have(item: Any, asked: Asks) -> bool:
    """Say whether an item has what is asked, or may have it, since it is not documented."""
    return all((value := getattr(item, name)) is None or value in values for name, values in asked)


Shared = dict[Any, Any]
"""What has been worked out of one record: the answers of definitions by moment."""


class Frame:
    """The record and the items being looked at, by slot; the record has slot 0."""

    __slots__ = ("as_of", "cut", "follows", "pointers", "shared", "things", "until")

    def __init__(
        self,
        things: list[Any],
        pointers: list[str],
        as_of: date,
        cut: date,
        shared: Shared,
        *,
        follows: bool = False,
    ) -> None:
        self.things, self.pointers, self.shared = things, pointers, shared
        self.follows = follows
        """Whether the record is followed through past days: then `until` also minds what is recorded."""
        self.as_of = as_of
        self.cut = cut
        """The day after which nothing is seen."""
        self.until = date.max
        """The first later day on which what was asked so far may come out differently."""

    def at(self, day: date) -> "Frame":
        """Return the same record and items at another moment, which stands still."""
        cut = min(day, self.cut)
        return Frame(self.things, self.pointers, day, cut, self.shared, follows=day == cut)

    @property
    def ahead(self) -> bool:
        """Whether the moment is one at which more will be recorded: then only the status is asked for."""
        return self.as_of > self.cut

    def holds_until(self, day: date) -> None:
        """Note a day on which something may come out differently."""
        if self.as_of < day < self.until:
            self.until = day


class Lack:
    """Stands for a value that is not there, with what is missing for it."""

    __slots__ = ("missing", "unknown")

    def __init__(self, missing: tuple[Missing, ...], unknown: bool = False) -> None:
        self.missing = missing
        self.unknown = unknown
        """Whether it could not even be looked for: a list that is null, a parameter that is not set."""


@dataclass(frozen=True, slots=True)
class SlotNames:
    """What a rule's names stand for while it is compiled: each item's slot and type, and the parameters."""

    slots: dict[str, tuple[int, FieldType]]
    settings: Settings
    deepest: list[int]
    """The number of slots that any part of the rule needs, counted while it is compiled."""
    definitions: dict[Any, Any]
    """The definitions that are compiled already, for all rules of the pack."""

    @property
    def record(self) -> str:
        """The name of the record."""
        return next(name for name, (slot, _) in self.slots.items() if slot == 0)

    @property
    def highest(self) -> int:
        """The highest slot that is taken."""
        return max((slot for slot, _ in self.slots.values()), default=0)

    def naming(self, item: str, kind: FieldType) -> tuple[int, "SlotNames"]:
        """Return the slot of one more item, and the names with it."""
        slot = 1 + self.highest
        self.deepest[0] = max(self.deepest[0], slot + 1)
        return slot, SlotNames(
            {**self.slots, item: (slot, kind)}, self.settings, self.deepest, self.definitions
        )


def remembering(
    judge: Callable[[Frame], Any],
    node: e.Use,
    items: tuple[int, ...],
    pattern: tuple[int, ...],
    names: SlotNames,
) -> Callable[[Frame], Any]:
    """Return a definition's judge that judges each part of the record once while its answer holds."""
    following = more_seen([node.of], items, names)
    then, ahead = names.definitions.setdefault(("answers", node.name, pattern), (object(), object()))
    """Under what the answers of a record stand: of past days, as seen then; of this day and later."""
    place = _place(items)

    def truth(frame: Frame) -> Any:
        day, shared = frame.as_of, frame.shared
        kind = then if frame.follows else ahead
        places = shared.get(kind)
        if places is None:
            places = {}
            shared[kind] = places
        key = place(frame.pointers)
        answers = places.get(key)
        if answers is None:
            answers = []
            places[key] = answers
        for since, until, answer in answers:
            if since <= day < until:
                frame.until = min(frame.until, until)
                return answer
        before, frame.until = frame.until, date.max
        answer = judge(frame)
        if frame.follows:
            following(frame)
        answers.append((day, frame.until, answer))
        frame.until = min(frame.until, before)
        return answer

    return truth


def _place(items: tuple[int, ...]) -> Callable[[list[str]], Any]:
    """Return what names the part of the record that a definition is asked about, of the pointers by slot."""
    return itemgetter(*items) if items else lambda _: None


def more_seen(asked: Iterable[e.Node], items: Collection[int], names: SlotNames) -> Callable[[Frame], None]:
    """Compile what notes the next day on which more is seen of what conditions read of the record.

    Of what they read of items in some slots, too; not of what definitions in them read.
    """
    kinds, model = dict(names.slots.values()), MODELS[Subject(names.record)]
    lists = [_days(name, of_items, model) for name, of_items in _read(asked, names).items()]
    of_items = [(slot, _seen_of(kinds[slot], kinds[0], model)) for slot in items]

    def note(frame: Frame) -> None:
        sorted_days = [days(frame) for days in lists]
        for slot, seen in of_items:
            key = "seen from", frame.pointers[slot]
            if key not in frame.shared:
                frame.shared[key] = sorted(seen(frame.things[slot]))
            sorted_days.append(frame.shared[key])
        for listed in sorted_days:
            position = bisect_right(listed, frame.as_of)
            if position < len(listed):
                frame.holds_until(listed[position])

    return note


def _read(asked: Iterable[e.Node], names: SlotNames) -> dict[str, frozenset[Asks]]:
    """Return the fields of the record that conditions read, and what they ask of the items of each."""
    fields: defaultdict[str, set[Asks]] = defaultdict(set)
    waiting = list(asked)
    while waiting:
        node = waiting.pop()
        match node:
            case e.Count(over=over) | e.Every(over=over) | e.Matching(over=over) if (
                over.root == names.record and len(over.steps) == 1
            ):
                listed = names.slots[names.record][1].fields[over.steps[0]].item
                fields[over.steps[0]].add(asks(node.where, node.item, listed))
                waiting += [part for part in children(node) if part is not over]
            case e.Path(root=root, steps=(first, *_)) if root == names.record:
                fields[first].add(frozenset())
            case e.Use():  # it notes this itself
                pass
            case _:
                waiting += children(node)
    return {name: frozenset(each) for name, each in fields.items()}


def _days(name: str, of_items: frozenset[Asks], model: type[BaseModel]) -> Callable[[Frame], Sequence[date]]:
    """Compile what gives, in order, the days from which more is seen of a field that may matter."""
    key = "seen from", name, of_items
    part = part_of(model, name)

    def days(frame: Frame) -> Sequence[date]:
        shared = frame.shared
        if key not in shared:
            if frozenset() in of_items or part is None:
                seen = set(seen_from(frame.things[0], model, (name,)))
            else:
                listed = getattr(frame.things[0], name) or ()
                matter = (each for each in listed if any(may_have(each, asked) for asked in of_items))
                seen = {day for each in matter for day in seen_from(each, part)}
            shared[key] = sorted(seen)
        return shared[key]  # type: ignore[no-any-return]  # what was put there

    return days


def _seen_of(kind: FieldType, above: FieldType, model: type[BaseModel]) -> Callable[[Any], Iterable[date]]:
    """Return what gives the days from which more is seen of an item of a kind: of a plain value, itself."""
    if kind.fields:
        part = _model_of(kind, above, model)
        return lambda item: seen_from(item, part)
    return (lambda day: (day,)) if kind.kind is Kind.DATE else lambda _: ()


def _model_of(kind: FieldType, above: FieldType, model: type[BaseModel]) -> type[BaseModel]:
    """Return the model of the items that are of a kind, somewhere below a record's."""
    for name, field in above.fields.items():
        below = part_of(model, name)
        if below is not None and field.item is kind:
            return below
        inner = field.item or field
        if below is not None and _holds(kind, inner):
            return _model_of(kind, inner, below)
    raise LookupError(kind.title.en)


def _holds(kind: FieldType, above: FieldType) -> bool:
    return any(field.item is kind or _holds(kind, field.item or field) for field in above.fields.values())
