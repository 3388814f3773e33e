"""Conditions to core nodes: maps of fields, `all`, `any`, `not`, `at_least`, `exists`, `every` and `use`.

A part that cannot be read is noted and stands as `TRUE`, so that everything else is read too; a rule with a
problem is never evaluated.
"""

from typing import Any

from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Subject
from guidelinekit.rules.operators import any_one, asked, every_one, negated
from guidelinekit.rules.scope import Scope
from guidelinekit.suggest import did_you_mean, nearest

_BESIDE = {
    "all": (),
    "any": (),
    "not": (),
    "use": (),
    "exists": ("as", "where", "at_least", "at_most"),
    "every": ("as", "where", "satisfies"),
    "at_least": (),
}
_RESERVED = frozenset(_BESIDE) | {"as", "where", "satisfies", "at_most"}
_CONSTRUCTS = "`all`, `any`, `not`, `at_least`, `exists`, `every` or `use`"


def condition(form: Any, scope: Scope, at: Route) -> e.Condition:
    """Give the condition that a map stands for."""
    if not isinstance(form, dict):
        help_ = f"write a map of fields, or {_CONSTRUCTS}"
        return _wrong("a condition is expected here", help_, scope, at)
    if not form:
        return _wrong("the condition is empty", "leave the key out where nothing is asked", scope, at)
    construct = next((name for name in ("exists", "every", *_BESIDE) if name in form), None)
    if construct is None:
        return _fields(form, scope, at)
    if not _alone(construct, form, scope, at):
        return e.TRUE
    return scope.notes.made(_construct(construct, form, scope, at), at)


def _fields(form: dict[str, Any], scope: Scope, at: Route) -> e.Condition:
    parts = []
    for key, asks in form.items():
        route = (*at, key)
        path = field_path(key, scope, route)
        if path is not None:
            parts.append(asked(path, asks, scope, route))
    return scope.notes.made(every_one(parts), at) if len(form) > 1 else every_one(parts)


def field_path(key: str, scope: Scope, at: Route, *, is_key: bool = True) -> e.Path | None:
    """Give the path that a key, or the text after `exists`, `every` or `in`, stands for, or note why not."""
    if key in _RESERVED:
        message, help_ = f"`{key}` stands without `exists` or `every`", "put it beside the list it is about"
        scope.notes.problem("wrong-form", message, help_, at=at, key=is_key)
        return None
    path = scope.path(key)
    if path is None:
        message, help_ = f"`{key}` is not a path", "write field names with dots between them"
        scope.notes.problem("wrong-form", message, help_, at=at, key=is_key)
        return None
    known = not is_key or scope.type_of(path) is not None
    meant = None if known else nearest(key, [*_RESERVED, *scope.fields()])
    if meant in _RESERVED:
        message, help_ = f"`{key}` is neither a field nor a condition", f"did you mean `{meant}`?"
        scope.notes.problem("unknown-key", message, help_, at=at, key=True)
        return None
    return scope.notes.made(path, at, key=is_key)


def _alone(construct: str, form: dict[str, Any], scope: Scope, at: Route) -> bool:
    """Tell whether nothing stands in the map that does not belong to the construct."""
    alone = True
    for key in form:
        if key == construct or key in _BESIDE[construct]:
            continue
        alone = False
        meant = did_you_mean(key, _BESIDE[construct]) if scope.path(key) and key not in _RESERVED else None
        if meant is not None and "." not in key:
            message = f"`{key}` has no meaning beside `{construct}`"
            scope.notes.problem("unknown-key", message, meant, at=(*at, key), key=True)
        else:
            message = f"`{key}` stands beside `{construct}`"
            help_ = "put both into a list under `all:` or `any:`"
            scope.notes.problem("wrong-form", message, help_, at=(*at, key), key=True)
    return alone


def _construct(name: str, form: dict[str, Any], scope: Scope, at: Route) -> e.Condition:
    route = (*at, name)
    match name:
        case "all":
            return every_one(_list(form[name], scope, route))
        case "any":
            return any_one(_list(form[name], scope, route))
        case "not":
            return negated(condition(form[name], scope, route))
        case "at_least":
            return _at_least(form[name], scope, route)
        case "use":
            return _use(form[name], scope, route)
        case _:
            return _quantifier(name, form, scope, at)


def _list(form: Any, scope: Scope, at: Route) -> list[e.Condition]:
    if not isinstance(form, list):
        help_ = "begin each condition with `- ` on a line of its own"
        _wrong("a list of conditions is expected here", help_, scope, at)
        return []
    return [condition(part, scope, (*at, index)) for index, part in enumerate(form)]


def _at_least(form: Any, scope: Scope, at: Route) -> e.Condition:
    if not isinstance(form, dict) or set(form) != {"n", "of"}:
        help_ = "write `at_least: {n: 2, of: [...]}`; beside `exists` it counts items"
        return _wrong("`at_least` takes a number and conditions", help_, scope, at)
    number = _whole(form["n"], scope, (*at, "n"))
    return e.AtLeast(n=number or 0, of=tuple(_list(form["of"], scope, (*at, "of"))))


def _use(name: Any, scope: Scope, at: Route) -> e.Condition:
    if not isinstance(name, str):
        return _wrong("`use` takes the name of a definition", "write for example `use: enrolled`", scope, at)
    if name not in scope.names.definitions:
        if scope.names.complete:
            help_ = did_you_mean(name, scope.names.definitions) or "add it to the pack's `definitions`"
            scope.notes.problem("unknown-definition", f"the pack has no definition `{name}`", help_, at=at)
        return e.TRUE
    if scope.subject is not Subject.CASE:
        help_ = "write its condition out here"
        return _wrong("a definition is about a case, and this rule is about a provider", help_, scope, at)
    return e.Use(name=name, of=scope.names.definitions[name])


def _quantifier(name: str, form: dict[str, Any], scope: Scope, at: Route) -> e.Condition:
    over, item, inner = listed(form, name, scope, at)
    where = condition(form["where"], inner, (*at, "where")) if form.get("where") is not None else e.TRUE
    if name == "every":
        if form.get("satisfies") is None:
            message, help_ = (
                "`every` says nothing of its items",
                "add `satisfies:` with a condition on the item",
            )
            scope.notes.problem("missing-key", message, help_, at=(*at, name), key=True)
            return e.TRUE
        satisfies = condition(form["satisfies"], inner, (*at, "satisfies"))
        return e.TRUE if over is None else e.Every(over=over, item=item, where=where, satisfies=satisfies)
    low, high = (
        _whole(form[key], scope, (*at, key)) if form.get(key) is not None else None
        for key in ("at_least", "at_most")
    )
    if low is None and high is None:
        low = 1
    return e.TRUE if over is None else e.Count(over=over, item=item, where=where, at_least=low, at_most=high)


def listed(form: dict[str, Any], key: str, scope: Scope, at: Route) -> tuple[e.Path | None, str, Scope]:
    """Give the list that stands at `key`, the item's name, and the scope inside it."""
    text, route = form[key], (*at, key)
    over = field_path(text, scope, route, is_key=False) if isinstance(text, str) else None
    if not isinstance(text, str):
        _wrong("the path of a list is expected here", "write for example `needs`", scope, route)
    item, inner = scope.inside(over or e.Path(root="", steps=("",)), form.get("as"), route, (*at, "as"))
    return over, item, inner


def _whole(number: Any, scope: Scope, at: Route) -> int | None:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        _wrong("a whole number is expected here", "write for example `2`", scope, at)
        return None
    return number


def _wrong(message: str, help_: str, scope: Scope, at: Route) -> e.Condition:
    scope.notes.problem("wrong-form", message, help_, at=at)
    return e.TRUE
