"""Doing what a closing asks for: the records made, the fields filled in, on a copy of a case's document."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from itertools import count, islice, product
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.rule import Subject

MOST_WAYS = 4
"""How many ways of closing one gap are tried."""
MADE = "closed"
"""The text that a field is given where nothing is asked of it."""
MUNICIPALITY = "9001"
"""A municipality that there is not: four digits, and nothing else, make one."""
SERIAL = count(1)
Document = dict[str, Any]
Leaf = Mapping[str, Any]


def applied(document: Document, closing: Mapping[str, Any], as_of: date) -> Iterator[Document]:
    """Return the document after each way of doing what a closing asks for, where `any_of` leaves a choice."""
    for steps in islice(_ways(closing), MOST_WAYS):
        yield from islice(_done(deepcopy(document), steps, as_of), MOST_WAYS)


def _done(document: Document, steps: Sequence[Leaf], as_of: date) -> Iterator[Document]:
    if not steps:
        yield document
        return
    for after in _step(document, steps[0], as_of):
        yield from _done(after, steps[1:], as_of)


def _step(document: Document, step: Leaf, as_of: date) -> Iterator[Document]:
    match step:
        case {"action": "record", "list": pointer, "count": number, "where": where}:
            for item in _items(_steps_of(pointer), where, document, as_of):
                after = deepcopy(document)
                existing = _at(after, pointer) or []
                _put(after, pointer, [*existing, *(_another(item) for _ in range(number))])
                yield after
        case {"action": "document", "pointer": pointer}:
            made = MUNICIPALITY if pointer.endswith("municipality") else _value(_type_of(pointer), [], as_of)
            yield _put(deepcopy(document), pointer, made)
        case {"action": "export", "list": pointer}:
            yield _put(deepcopy(document), pointer, [])
        case {"action": "change", "to": {"pointer": pointer, "op": op, "value": value}}:
            kind = _type_of(pointer)
            wanted: list[Leaf] = [{"op": op, "value": value}]
            yield _put(deepcopy(document), pointer, _value(kind, wanted, as_of))
        case {"action": "review", "items": items}:
            after = deepcopy(document)
            for pointer in sorted(items, key=lambda one: int(one.rpartition("/")[2]), reverse=True):
                owner, _, index = pointer.rpartition("/")
                del _at(after, owner)[int(index)]
            yield after
        case {"action": "repeat", "fields": pointers}:
            for pointer in pointers:
                yield _repeated(deepcopy(document), pointer, as_of)


def _another(item: Any) -> Any:
    """Return a copy of an item with an id of its own, where the one it has was made here."""
    if not isinstance(item, dict):
        return item
    return {
        name: f"{MADE}-{next(SERIAL)}" if value == MADE and name.endswith("_id") else deepcopy(value)
        for name, value in item.items()
    }


def _repeated(document: Document, pointer: str, as_of: date) -> Document:
    """Record one more occurrence, in a field or in the list that the pointer goes through."""
    kind = _type_of(pointer)
    if kind.kind is Kind.LIST:
        return _put(document, pointer, [*(_at(document, pointer) or []), as_of.isoformat()])
    steps = _steps_of(pointer)
    for length in range(1, len(steps)):
        above = "".join(f"/{step}" for step in steps[:length])
        if (
            not steps[length].isdigit()
            and _type_of(above).kind is Kind.LIST
            and not steps[length - 1].isdigit()
        ):
            where = {"field": ".".join(steps[length:]), "op": "ge", "value": as_of.isoformat()}
            item = next(_items(steps[:length], where, document, as_of))
            return _put(document, above, [*(_at(document, above) or []), _another(item)])
    return _put(document, pointer, as_of.isoformat())


def _ways(tree: Mapping[str, Any]) -> Iterator[tuple[Leaf, ...]]:
    """Return the leaves of each way of doing what a tree says."""
    match tree:
        case {"all_of": parts}:
            for chosen in product(*(list(islice(_ways(part), MOST_WAYS)) for part in parts)):
                yield tuple(leaf for leaves in chosen for leaf in leaves)
        case {"any_of": parts}:
            for part in parts:
                yield from _ways(part)
        case {"at_least": number, "of": parts}:
            yield from _ways({"all_of": parts[:number]})
        case {"not": {"all_of": parts}}:
            yield from _ways({"any_of": [{"not": part} for part in parts]})
        case {"not": {"any_of": parts}}:
            yield from _ways({"all_of": [{"not": part} for part in parts]})
        case {"not": {"not": part}}:
            yield from _ways(part)
        case _:
            yield (tree,)


def _items(steps: list[str], where: Mapping[str, Any], document: Document, as_of: date) -> Iterator[Document]:
    """Return an item of a list for each way of having the properties asked for."""
    kind = _type_of("".join(f"/{step}" for step in steps)).item
    assert kind is not None
    for leaves in islice(_ways(where), MOST_WAYS):
        about = [leaf for leaf in leaves if "pointer" in _bare(leaf)]
        if all(_holds(leaf, document) for leaf in about):
            try:
                item = _item(kind, [leaf for leaf in leaves if leaf not in about], document, as_of)
            except LookupError:  # two things are asked of a field that no value has
                continue
            yield item


def _item(kind: FieldType, leaves: list[Leaf], document: Document, as_of: date) -> Any:
    if kind.kind is not Kind.OBJECT:
        return _value(kind, [leaf for leaf in leaves if leaf], as_of)
    asked: dict[str, list[Leaf]] = {name: [] for name, field in kind.fields.items() if field.required}
    below: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        match _bare(leaf).get("field", "").partition("."):
            case "", _, _:
                continue
            case name, _, "":
                asked.setdefault(name, []).append(leaf)
            case name, _, rest:
                inside = {**_bare(leaf), "field": rest}
                below.setdefault(name, []).append({"not": inside} if "not" in leaf else inside)
    made: Document = {}
    for name, wanted in below.items():
        owner = kind.fields[name]
        one = _item(owner.item or owner, wanted, document, as_of)
        made[name] = [one] if owner.item else one
    for name, wanted in asked.items():
        if name in made:
            continue
        field = kind.fields[name]
        nested = [leaf for leaf in wanted if "where" in leaf]
        if nested:
            inner = field.item
            assert inner is not None
            ways = _ways(nested[0]["where"])
            made[name] = [_item(inner, list(next(ways)), document, as_of)] * (nested[0]["at_least"] or 1)
        elif any("not" in leaf and "op" not in leaf["not"] for leaf in wanted):
            if any("not" not in leaf for leaf in wanted):
                raise LookupError(name)
        else:
            made[name] = _value(field, wanted, as_of)
    return made


def _bare(leaf: Leaf) -> Leaf:
    bare: Leaf = leaf.get("not", leaf)
    return bare


def _value(kind: FieldType, wanted: list[Leaf], as_of: date) -> Any:
    """Return a value that meets what is asked of it. Raises LookupError where there is none."""
    if kind.kind is Kind.LIST:
        assert kind.item is not None
        values = [leaf["value"] for leaf in wanted if leaf.get("op") == "contains"]
        return values or [_item(kind.item, [], {}, as_of)]
    for value in _candidates(kind, wanted, as_of):
        if all(_meets(value, leaf) for leaf in wanted):
            return value
    raise LookupError(wanted)


def _candidates(kind: FieldType, wanted: list[Leaf], as_of: date) -> Iterator[Any]:
    asked = [_bare(leaf).get("value") for leaf in wanted]
    match kind.kind:
        case Kind.DATE:
            for day in (as_of, *(date.fromisoformat(value) for value in asked if isinstance(value, str))):
                for days in (0, 1, -1):
                    yield (day + timedelta(days=days)).isoformat()
        case Kind.CODE:
            yield from kind.codes
        case Kind.BOOLEAN:
            yield from (True, False)
        case Kind.TEXT:
            yield from (*(value for value in asked if isinstance(value, str)), MADE, "0101")
        case _:
            yield from (*asked, 0, 1, 7)


def _meets(value: Any, leaf: Leaf) -> bool:
    bare = _bare(leaf)
    if "where" in bare:  # about other items: whether it holds is for the rule to say
        return True
    if bare.get("known"):
        return "not" not in leaf
    if bare["value"] is None:  # a date that is not on record: nothing compares with it
        raise LookupError(leaf)
    match bare["op"], bare["value"]:
        case _, {
            "fields": _
        }:  # another field of what is to be recorded: whether it fits is for the rule to say
            return True
        case "eq", other:
            answer = value == other
        case "in", others:
            answer = value in others
        case "ge", other:
            answer = value >= other
        case "gt", other:
            answer = value > other
        case "le", other:
            answer = value <= other
        case "lt", other:
            answer = value < other
        case op, _:
            raise LookupError(op)
    return bool(answer) != ("not" in leaf)


def _holds(leaf: Leaf, document: Document) -> bool:
    """Say whether something that is asked of what is on record holds already."""
    value = _at(document, _bare(leaf)["pointer"])
    return "not" in leaf if value is None else _meets(value, leaf)


def is_list_at(pointer: str) -> bool:
    """Say whether a list stands at a pointer."""
    return _type_of(pointer).kind is Kind.LIST


def _steps_of(pointer: str) -> list[str]:
    return pointer.split("/")[1:]


def _type_of(pointer: str) -> FieldType:
    kind: FieldType = CATALOGUES[Subject.CASE]
    for step in _steps_of(pointer):
        below = kind.item if step.isdigit() else (kind.item or kind).fields[step]
        assert below is not None
        kind = below
    return kind


def _at(document: Document, pointer: str) -> Any:
    value: Any = document
    for step in _steps_of(pointer):
        if value is None:
            return None
        value = value[int(step)] if step.isdigit() else value.get(step)
    return value


def _put(document: Document, pointer: str, value: Any) -> Document:
    *owners, last = _steps_of(pointer)
    owner: Any = document
    for step in owners:
        if step.isdigit():
            owner = owner[int(step)]
        else:
            owner[step] = owner.get(step) or {}
            owner = owner[step]
    owner[last] = value
    return document
