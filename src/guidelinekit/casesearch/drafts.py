"""Drafts of example cases: records near those that exist, changed where a rule reads them.

A draft is a record as plain data with the date and the profile under which it is judged. Changes are made to
the fields that the rule reads: values around its constants, dates around its limits, items more and fewer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from pydantic import BaseModel, ValidationError

from guidelinekit.case import AnyRecord
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, resolve
from guidelinekit.case.model.record import MODELS
from guidelinekit.case.remarks import contradictions
from guidelinekit.casesearch.interests import Interest, Interests, Steps
from guidelinekit.examples.example_file import Example
from guidelinekit.lang.rule import Subject
from guidelinekit.semantics.as_of import Mark
from guidelinekit.semantics.values import birthday, moved
from guidelinekit.synthetic.dice import Dice

Spot = tuple[str | int, ...]

_ABSENT = object()
"""A value that takes a field or an item away."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A case to be judged: plain data, a date, and a profile (None is the default one)."""

    given: Mapping[str, Any]
    as_of: date
    profile: str | None = None


def of_example(example: Example) -> Draft:
    """Return an example case as a draft."""
    return Draft(plain(example.record), example.as_of, example.profile)


def on_day(draft: Draft, day: date) -> Draft:
    """Return a draft that is judged on another day, everything in it as long before or after as it was."""
    return Draft(_moved(draft.given, (day - draft.as_of).days), day, draft.profile)


def _moved(given: Any, days: int) -> Any:
    match given:
        case dict():
            return {key: _moved(value, days) for key, value in given.items()}
        case list():
            return [_moved(value, days) for value in given]
        case str() if (day := _as_date(given)) is not None:
            return moved(day, days).isoformat()
        case _:
            return given


def plain(record: BaseModel) -> dict[str, Any]:
    """Return a record as plain data, without what was never given."""
    return record.model_dump(mode="json", exclude_unset=True)


def record_of(draft: Draft, subject: Subject) -> AnyRecord | None:
    """Return the record of a draft; None where the model does not allow it, or it contradicts itself."""
    try:
        record = MODELS[subject].model_validate(draft.given)
    except ValidationError:
        return None
    return None if any(each.doubted for each in contradictions(record, draft.as_of)) else record


def wander(draft: Draft, about: Interests, dice: Dice, steps: int, focus: Sequence[Interest] = ()) -> Draft:
    """Return a draft some random changes away, most of them in the fields in focus."""
    for _ in range(steps):
        if not about.fields or dice.chance(15):
            draft = replace(draft, as_of=_day(draft, about, dice))
            continue
        field = dice.pick(focus if focus and dice.chance(65) else about.fields)
        places = list(spots(draft.given, field.steps, CATALOGUES[about.subject]))
        if places and not (field.type.kind is Kind.LIST and dice.chance(60)):
            value = _value(field, about, draft, dice)
            draft = replace(draft, given=changed(draft.given, dice.pick(places), value))
        else:
            draft = _one_item_more(draft, field.steps, about, dice)
    return draft


def spots(given: Any, steps: Steps, kind: FieldType, before: Spot = ()) -> Iterator[Spot]:
    """Return each place of a record to which a path of field names leads, through every item of a list.

    An object on the way may be missing, a list may not: there is no item to lead through.
    """
    if isinstance(given, list) and kind.item is not None:
        for index, item in enumerate(given):
            yield from spots(item, steps, kind.item, (*before, index))
    elif not steps:
        yield before
    elif kind.kind is Kind.OBJECT and (given is None or isinstance(given, dict)):
        inner = (given or {}).get(steps[0])
        below = kind.fields[steps[0]]
        if len(steps) == 1:
            yield (*before, steps[0])
        elif inner is not None or below.kind is Kind.OBJECT:
            yield from spots(inner, steps[1:], below, (*before, steps[0]))


def changed(given: Any, spot: Spot, value: Any) -> Any:
    """Return the data with the value at one place; the maps on the way are made where they are missing."""
    if not spot:
        return value
    first, rest = spot[0], spot[1:]
    if isinstance(first, int):
        whole = list(given)
        put = changed(whole[first], rest, value)
        return [*whole[:first], *(() if put is _ABSENT else (put,)), *whole[first + 1 :]]
    whole_map = dict(given or {})
    put = changed(whole_map.get(first), rest, value)
    if put is _ABSENT:
        whole_map.pop(first, None)
    else:
        whole_map[first] = put
    return whole_map


def without(given: Any, spot: Spot) -> Any:
    """Return the data without the field or item at one place."""
    return changed(given, spot, _ABSENT)


_FAR = 800
"""How many days from the evaluation a date of a draft may lie."""


def _day(draft: Draft, about: Interests, dice: Dice) -> date:
    """Return a date at which something may change: one of the record, or a limit away, or a day beside it."""
    near = [day for day in _dates(draft.given) if abs((day - draft.as_of).days) <= _FAR]
    day = dice.pick([draft.as_of, *near])
    if dice.chance(60):
        day += timedelta(days=dice.pick(about.days) * dice.pick((1, 1, -1)))
    return day + timedelta(days=dice.pick((0, 0, 1, -1)))


def _dates(given: Any) -> Iterator[date]:
    """Yield the dates of a record, in its order."""
    waiting = [given]
    while waiting:
        match waiting.pop():
            case str() as text if (day := _as_date(text)) is not None:
                yield day
            case dict() as inner:
                waiting.extend(reversed(inner.values()))
            case list() as items:
                waiting.extend(reversed(items))
            case _:
                pass


@lru_cache(maxsize=10_000)
def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") and text[4] == "-" else None
    except ValueError:
        return None


def _value(field: Interest, about: Interests, draft: Draft, dice: Dice) -> Any:
    """Return a value worth trying in a field, now and then null."""
    if dice.chance(12):
        return None
    kind = field.type
    match kind.kind:
        case Kind.CODE:
            return dice.pick(field.values or kind.codes) if dice.chance(70) else dice.pick(kind.codes)
        case Kind.TEXT:
            return dice.pick(field.values or tuple(_texts(draft.given, field.steps[-1])) or ("andet",))
        case Kind.BOOLEAN:
            return dice.chance(50)
        case Kind.INTEGER | Kind.NUMBER:
            return dice.pick(field.values or (0,)) + dice.pick((0, 0, 1, -1))
        case Kind.DATE if about.years and abs((_first(draft, field, about) - draft.as_of).days) > _FAR:
            born = birthday(draft.as_of, -dice.pick(about.years) + dice.pick((0, 0, 1, -1)))
            return (born + timedelta(days=dice.pick((0, 0, 1, -1)))).isoformat()
        case Kind.DATE:
            return _day(draft, about, dice).isoformat()
        case Kind.LIST if kind.item is not None and kind.item.kind is Kind.CODE:
            codes = field.values or kind.item.codes
            return [dice.pick(codes if dice.chance(60) else kind.item.codes) for _ in range(dice.whole(0, 2))]
        case Kind.LIST:
            return []
        case _:
            return {}


def _first(draft: Draft, field: Interest, about: Interests) -> date:
    """Return a date that the field now holds; the evaluation's where it holds none."""
    places = spots(draft.given, field.steps, CATALOGUES[about.subject])
    now = (_at(draft.given, spot) for spot in places)
    return next((day for day in chain.from_iterable(map(_dates, now))), draft.as_of)


def _one_item_more(draft: Draft, steps: Steps, about: Interests, dice: Dice) -> Draft:
    """Return a draft with one item more in a list that a path leads to or through; new, or like one there."""
    start = CATALOGUES[about.subject]
    kinds = [(steps[:end], resolve(start, steps[:end])) for end in range(1, len(steps) + 1)]
    lists = [(to, kind.item) for to, kind in kinds if kind is not None and kind.item is not None]
    lists = [(to, kind) for to, kind in lists if kind.kind is Kind.OBJECT]
    if not lists:
        return draft
    to, kind = dice.pick(lists)
    places = list(spots(draft.given, to, start))
    if not places:
        return draft
    spot = dice.pick(places)
    there = _at(draft.given, spot) or []
    item = dice.pick(there) if there and dice.chance(40) else _item(kind, to, about, draft, dice)
    item = {**item, **_own_ids(kind, item, len(there) + 1)}
    return replace(draft, given=changed(draft.given, spot, [*there, item]))


def _own_ids(kind: FieldType, item: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return ids of an item that no other item of its list has; what refers to another item stays."""
    ids = [name for name in item if name.endswith("_id") and name not in _REFERENCES]
    ids += [name for name in _REFERENCES if name in kind.fields and kind.fields[name].required]
    return {name: f"{name.removesuffix('_id')}-{number}" for name in ids}


_REFERENCES = ("pregnancy_id",)
"""Ids by which an item refers to one of another list."""


def _texts(given: Any, name: str) -> Iterator[str]:
    """Return what stands under a name anywhere in a record."""
    match given:
        case dict():
            yield from (value for key, value in given.items() if key == name and isinstance(value, str))
            yield from chain.from_iterable(_texts(value, name) for value in given.values())
        case list():
            yield from chain.from_iterable(_texts(value, name) for value in given)
        case _:
            return


def _item(kind: FieldType, steps: Steps, about: Interests, draft: Draft, dice: Dice) -> dict[str, Any]:
    """Return a new item: the required fields, and each other field that matters as often as not."""
    of_interest = {f.steps[-1]: f for f in about.fields if f.steps[:-1] == steps}
    item: dict[str, Any] = {}
    for name, field in kind.fields.items():
        interest = of_interest.get(name, Interest((*steps, name), field, ()))
        if field.required:
            value = _value(interest, about, draft, dice)
            item[name] = _plainest(name, interest, draft) if value is None else value
        elif name in of_interest and dice.chance(50):
            item[name] = _value(interest, about, draft, dice)
        elif field.kind is Kind.LIST:
            item[name] = []
    return item


def _plainest(name: str, field: Interest, draft: Draft) -> Any:
    match field.type.kind:
        case Kind.DATE:
            day = draft.as_of if field.type.mark is Mark.OCCURRENCE else draft.as_of + timedelta(days=1)
            return day.isoformat()
        case Kind.TEXT:
            return field.values[0] if field.values else f"{name.removesuffix('_id')}-1"
        case Kind.CODE:
            return (*field.values, *field.type.codes)[0]
        case Kind.INTEGER | Kind.NUMBER:
            return field.values[0] if field.values else 0
        case Kind.BOOLEAN:
            return True
        case _:
            return []


def _at(given: Any, spot: Spot) -> Any:
    for step in spot:
        if given is None:
            return None
        given = given.get(step) if isinstance(given, dict) else given[step]
    return given
