"""What would close a gap, as data: the records to make, the fields to fill in, the parameters to set."""

from datetime import date
from typing import Any, assert_never

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import children, nodes
from guidelinekit.results import Closing, Missing, Reason, Status
from guidelinekit.semantics.conditions import Trace
from guidelinekit.semantics.reference import Judgement
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN
from guidelinekit.semantics.values import Scope, pointer_of, reading_of


def closing(rule: Rule, judgement: Judgement) -> Closing | None:
    """Return what would close the gap; None where none is open, or where it is too late to close it.

    A leaf names an `action`: `record` (a new item of `list` with the properties in `where`), `document`
    (a field), `export` (a list), `set_parameter`, `change` (a field's value), `review` (items of a list) or
    `repeat` (a recurring duty). `all_of`, `any_of` and `at_least` put them together. `by` is the last day.
    """
    match judgement.verdict.status:
        case Status.MET | Status.MET_LATE | Status.EXEMPT | Status.NOT_APPLICABLE:
            return None
        case Status.UNDETERMINED:
            return together("all_of", [uncover(missing) for missing in judgement.missing])
        case Status.DUE | Status.UNMET:
            steps = _steps(rule, judgement)
            due_on = judgement.verdict.due_on
            return steps if due_on is None else {**steps, "by": due_on.isoformat()}
        case _:
            assert_never(judgement.verdict.status)


def _steps(rule: Rule, judgement: Judgement) -> Closing:
    if rule.repeats is not None:
        return _repeated(rule.repeats.last, judgement.scope)
    traces = dict(judgement.traces)
    requires = traces["requires"]
    assert isinstance(requires, Trace)  # noqa: S101 - the key holds a trace, never a reading
    return _needed(requires, judgement.scope)


def _repeated(last: e.DateExpr, scope: Scope) -> Closing:
    """Return what would repeat a duty: a date in a field or list, or a new item of those that match."""
    fields: dict[str, None] = {}
    records: list[Closing] = []
    waiting: list[e.Node] = [last]
    while waiting:
        match waiting.pop(0):
            case e.Path() as path:
                fields[pointer_of(path, scope)] = None
            case e.Matching(over=over, item=item, date=day) as matching if len(over.steps) == 1:
                today = {**_field(day, item, scope), "op": "ge", "value": scope.as_of.isoformat()}
                records.append(_record(matching, [today], scope))
            case e.Matching(over=over, date=day):
                fields["".join((pointer_of(over, scope), *(f"/{step}" for step in day.steps)))] = None
            case node:
                waiting += children(node)
    repeat: list[Closing] = [{"action": "repeat", "fields": list(fields)}] if fields or not records else []
    return together("any_of", [*repeat, *records])


def _record(matching: e.Matching, properties: list[Closing], scope: Scope) -> Closing:
    """Return what would record an item that matches, with further properties."""
    wanted = together("all_of", [_wanted(matching.where, matching.item, scope), *properties])
    return {"action": "record", "list": pointer_of(matching.over, scope), "count": 1, "where": wanted}


def _none_matches(matching: e.Matching, judged: Trace, scope: Scope) -> bool:
    """Say whether all that a comparison misses is an item that matches."""
    return judged.missing == (Missing(pointer_of(matching.over, scope), Reason.NOT_DOCUMENTED),)


def _needed(judged: Trace, scope: Scope) -> Closing:
    """Return what would make a condition true that is not."""
    match judged.node:
        case e.All():
            return together(
                "all_of", [_needed(part, scope) for part in judged.parts if part.truth is not TRUE]
            )
        case e.AnyOf():
            return together("any_of", [_needed(part, scope) for part in judged.parts])
        case e.AtLeast(n=n):
            lacking = n - sum(part.truth is TRUE for part in judged.parts)
            open_parts = [_needed(part, scope) for part in judged.parts if part.truth is not TRUE]
            return {"at_least": lacking, "of": open_parts}
        case e.Use():
            return _needed(judged.parts[0], scope)
        case e.Count():
            return _count(judged.node, judged, scope)
        case e.Every(item=name):
            open_items = [part for part in judged.parts if part.truth is not TRUE]
            return together("all_of", [_satisfied(part, name, scope) for part in open_items])
        case e.Known(path=path):
            return {"action": "document", "pointer": pointer_of(path, scope)}
        case e.Compare(right=e.Latest(of=(e.Matching() as matching,))) if _none_matches(
            matching, judged, scope
        ):
            return _record(matching, [], scope)
        case e.Compare() | e.Not():
            if judged.truth is UNKNOWN:
                return together("all_of", [uncover(missing) for missing in judged.missing])
            return {"action": "change", "to": _wanted(judged.node, None, scope)}
        case _:
            assert_never(judged.node)


def _satisfied(part: Trace, name: str, scope: Scope) -> Closing:
    """Return what would make an item satisfy `every`, whose parts read "not where, or satisfies"."""
    assert part.item is not None  # noqa: S101 - parts of a quantifier are judged on items
    return _needed(part.parts[1], scope.naming(name, part.item))


def _count(node: e.Count, judged: Trace, scope: Scope) -> Closing:
    pointer = pointer_of(node.over, scope)
    if judged.missing and not judged.parts:
        return together("all_of", [uncover(missing) for missing in judged.missing])
    sure = sum(part.truth is TRUE for part in judged.parts)
    if node.at_least is not None and sure < node.at_least:
        return {
            "action": "record",
            "list": pointer,
            "count": node.at_least - sure,
            "where": _wanted(node.where, node.item, scope),
        }
    items = [part.item.pointer for part in judged.parts if part.item is not None and part.truth is not FALSE]
    return {"action": "review", "list": pointer, "at_most": node.at_most, "items": items}


def _wanted(node: e.Condition, item: str | None, scope: Scope) -> Closing:
    """Write a condition with all that is known filled in, so that only what is to be recorded stays open."""
    match node:
        case e.All(of=parts):
            return together("all_of", [_wanted(part, item, scope) for part in parts])
        case e.AnyOf(of=parts):
            return together("any_of", [_wanted(part, item, scope) for part in parts])
        case e.AtLeast(n=n, of=parts):
            return {"at_least": n, "of": [_wanted(part, item, scope) for part in parts]}
        case e.Not(of=part):
            return {"not": _wanted(part, item, scope)}
        case e.Use(of=part):
            return _wanted(part, item, scope)
        case e.Known(path=path):
            return {**_field(path, item, scope), "known": True}
        case e.Compare(left=left, op=op, right=right):
            path = left.path if isinstance(left, e.Age) else left
            shown: dict[str, Any] = _field(path, item, scope)
            if isinstance(left, e.Age):
                shown["age"] = True
            return {**shown, "op": op, "value": _value(right, scope)}
        case e.Count(over=over, where=where, item=name):
            bounds = {"at_least": node.at_least, "at_most": node.at_most}
            return {**_field(over, item, scope), **bounds, "where": _wanted(where, name, scope)}
        case e.Every(over=over, where=where, satisfies=satisfies, item=name):
            wanted = {"where": _wanted(where, name, scope), "every": _wanted(satisfies, name, scope)}
            return {**_field(over, item, scope), **wanted}
        case _:
            assert_never(node)


def _field(path: e.Path, item: str | None, scope: Scope) -> dict[str, Any]:
    """Name a field of the item to be recorded, or the pointer of one that is on record."""
    if path.root == item or path.root not in scope.items:
        return {"field": ".".join(path.steps)}
    return {"pointer": pointer_of(path, scope)}


def _value(right: e.Node, scope: Scope) -> Any:
    own = {matching.item for matching in nodes(right, e.Matching)}
    if any(path.root not in scope.items and path.root not in own for path in nodes(right, e.Path)):
        return {"fields": [".".join(path.steps) for path in nodes(right, e.Path)]}
    value = reading_of(right, scope).value  # type: ignore[arg-type]  # the right side of a comparison is a term
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def uncover(missing: Missing) -> Closing:
    """Return what would uncover one thing that is missing."""
    match missing.reason:
        case Reason.PARAMETER_NOT_SET:
            return {"action": "set_parameter", "name": missing.pointer.removeprefix("$")}
        case Reason.NOT_EXPORTED:
            return {"action": "export", "list": missing.pointer}
        case _:
            return {"action": "document", "pointer": missing.pointer}


def together(how: str, parts: list[Closing]) -> Closing:
    """Put parts together, those that are put together in the same way being taken apart first."""
    flat = [inner for part in parts for inner in part.get(how, (part,))]
    return flat[0] if len(flat) == 1 else {how: flat}
