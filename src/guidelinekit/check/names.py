"""Paths: whether the fields that a rule names exist, and whether each is used as what it is."""

from collections.abc import Iterator

from guidelinekit.case.catalogue import FieldType, Kind, paths, resolve, through_list
from guidelinekit.check.scope import Place, Scope, shown
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.expr import Compare, Count, Earliest, Every, Known, Latest, Path
from guidelinekit.lang.rule import ForEach
from guidelinekit.suggest import did_you_mean, nearest

_FEW = 12
"""How many names a help text lists at most."""


def check_path(place: Place) -> Iterator[Diagnostic]:
    """Say what is wrong with a path at its place."""
    path, scope = place.node, place.scope
    if not isinstance(path, Path):
        return
    if path.root not in scope.types:
        yield _unknown_root(place, path)
        return
    start = scope.types[path.root]
    if start is None:
        return
    found = resolve(start, path.steps)
    if found is None:
        yield Diagnostic("unknown-path", *_unknown(path, start, scope), place.route)
    elif through_list(start, path.steps) and not _ranges(place):
        yield _walks_through_list(place, path, start)
    elif isinstance(place.above, (Count, Every, ForEach)):
        if found.kind is not Kind.LIST:
            yield _not_a_list(place, path, start)
    elif _innermost(found).kind is Kind.OBJECT and not (isinstance(place.above, Known) and found.item is not None):
        yield _group(place, path, found)
    elif found.kind is Kind.LIST and not _takes_list(place):
        name = shown(path, scope)
        yield Diagnostic(
            "path-to-list",
            f"`{name}` is a list and is used as a single value",
            f"ask about its items with `exists: {name}`, `every: {name}` or `contains`",
            place.route,
        )


def _innermost(found: FieldType) -> FieldType:
    return _innermost(found.item) if found.item is not None else found


def _ranges(place: Place) -> bool:
    return isinstance(place.above, (Latest, Earliest))


def _takes_list(place: Place) -> bool:
    left = isinstance(place.above, Compare) and place.slot == "left"
    return left or _ranges(place) or isinstance(place.above, Known)


def _unknown_root(place: Place, path: Path) -> Diagnostic:
    scope = place.scope
    message = f"nothing is called `{path.root}` here"
    if path.root in {"case", "provider"}:
        return Diagnostic("unknown-path", message, f"this rule is about the {scope.record}", place.route)
    names = ", ".join(f"`{name}`" for name in scope.types)
    advice = did_you_mean(path.root, scope.types) or f"a path here starts at {names}"
    return Diagnostic("unknown-path", message, advice, place.route)


def _unknown(path: Path, start: FieldType, scope: Scope) -> tuple[str, str]:
    """Give message and help for a path that leads nowhere."""
    steps = ".".join(path.steps)
    record = scope.types[scope.record]
    named = path.root in scope.lists
    of_item = f" in an item of `{shown(scope.lists[path.root], scope)}`" if named else ""
    message = f"there is no field `{steps}`{of_item}"
    if named and record is not None and resolve(record, path.steps) is not None:
        return message, f"inside an item a bare path starts at the item: write `{scope.record}.{steps}`"
    match = nearest(steps, paths(start))
    if match is None and named and record is not None:
        match = nearest(f"{scope.record}.{steps}", [f"{scope.record}.{known}" for known in paths(record)])
    if match is not None:
        return message, f"did you mean `{match}`?"
    return message, _fields(path, start)


def _fields(path: Path, start: FieldType) -> str:
    """List what could have been written at the first step that leads nowhere."""
    good = next(n for n in range(len(path.steps), -1, -1) if resolve(start, path.steps[:n]) is not None)
    parent = resolve(start, path.steps[:good])
    whole = ".".join(path.steps[:good])
    owner = f"`{whole}`" if whole else "it"
    if parent is None or not _innermost(parent).fields:
        return f"{owner} has no fields"
    fields = tuple(_innermost(parent).fields)
    listed = ", ".join(f"`{name}`" for name in fields[:_FEW])
    return f"{owner} has the fields {listed}" + (" and others" if len(fields) > _FEW else "")


def _walks_through_list(place: Place, path: Path, start: FieldType) -> Diagnostic:
    on_way = next(n for n in range(1, len(path.steps)) if _is_list(start, path.steps[:n]))
    listed = shown(Path(root=path.root, steps=path.steps[:on_way]), place.scope)
    return Diagnostic(
        "list-outside-dates",
        f"`{shown(path, place.scope)}` walks through the list `{listed}`",
        f"ask about its items with `exists: {listed}` or `every: {listed}`; "
        "only `latest(...)` and `earliest(...)` range over a list",
        place.route,
    )


def _is_list(start: FieldType, steps: tuple[str, ...]) -> bool:
    found = resolve(start, steps)
    return found is not None and found.kind is Kind.LIST


def _not_a_list(place: Place, path: Path, start: FieldType) -> Diagnostic:
    lists = [known for known in paths(start) if _is_list(start, tuple(known.split(".")))]
    advice = did_you_mean(".".join(path.steps), lists)
    if advice is None and lists:
        advice = "the lists are " + ", ".join(f"`{name}`" for name in lists if "." not in name)
    return Diagnostic("not-a-list", f"`{shown(path, place.scope)}` is not a list", advice, place.route)


def _group(place: Place, path: Path, found: FieldType) -> Diagnostic:
    name = shown(path, place.scope)
    if found.kind is Kind.LIST:
        return Diagnostic(
            "path-to-list",
            f"`{name}` is a list and is used as a single value",
            f"ask about its items with `exists: {name}` or `every: {name}`",
            place.route,
        )
    fields = ", ".join(f"`{name}.{field}`" if name else f"`{field}`" for field in tuple(found.fields)[:_FEW])
    return Diagnostic(
        "path-to-object",
        f"`{name}` is a group of fields, not a single value",
        f"name one of its fields: {fields}",
        place.route,
    )


