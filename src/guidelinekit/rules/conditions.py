"""Conditions to core nodes: maps of fields, `all`, `any`, `not`, `at_least`, `exists`, `every` and `use`.

A part that cannot be read is noted and stands as `TRUE`, so that everything else is read too; a rule with a
problem is never evaluated.
"""

from typing import Any

from guidelinekit import limits
from guidelinekit.case.catalogue import field_called, resolve
from guidelinekit.diagnostics import Route, Severity
from guidelinekit.lang import expr as e
from guidelinekit.rules.operators import any_one, asked, every_one, negated, wrong
from guidelinekit.rules.scope import Scope
from guidelinekit.rules.use import used
from guidelinekit.suggest import did_you_mean, meaning, nearest
from guidelinekit.text import Text, say

_BESIDE: dict[str, tuple[str, ...]] = {
    "exists": ("as", "where", "at_least", "at_most"),
    "every": ("as", "where", "satisfies"),
    "all": (),
    "any": (),
    "not": (),
    "at_least": (),
    "use": (),
}
"""The constructs, each with the keys that belong to it."""
_RESERVED = frozenset(_BESIDE) | {"as", "where", "satisfies", "at_most"}
_CONSTRUCTS = Text(
    da="`all`, `any`, `not`, `at_least`, `exists`, `every` eller `use`",
    en="`all`, `any`, `not`, `at_least`, `exists`, `every` or `use`",
)


def condition(form: Any, scope: Scope, at: Route) -> e.Condition:
    """Return the condition that a map stands for: all of its fields and constructs."""
    if not isinstance(form, dict):
        return wrong(
            Text(da="her skal stå en betingelse", en="a condition is expected here"),
            _how_to_write(form, scope),
            scope,
            at,
        )
    if not form:
        return wrong(
            Text(da="betingelsen er tom", en="the condition is empty"),
            Text(
                da="udelad nøglen, hvor der ikke spørges om noget",
                en="leave the key out where nothing is asked",
            ),
            scope,
            at,
        )
    constructs = _constructs_in(form)
    if "exists" in constructs and "every" in constructs:
        help_ = Text(
            da="sæt dem hver med sit `where` i en liste under `all:`",
            en="put each with its `where` into a list under `all:`",
        )
        return wrong(
            Text(da="`exists` og `every` står sammen", en="`exists` and `every` stand in one map"),
            help_,
            scope,
            (*at, "every"),
            key=True,
        )
    belonging = {key for name in constructs for key in _BESIDE[name] if key in form}
    alone = len(form) == len(belonging) + 1
    parts = []
    for key in form:
        if key in constructs:
            part = _construct(key, form, scope, at)
            parts.append(part if alone else scope.notes.made(part, (*at, key)))
        elif key not in belonging and not _belongs_inside(key, constructs, form, scope, at):
            parts += _field(key, form[key], scope, (*at, key))
    _perhaps_or(form, constructs, scope, at)
    return scope.notes.made(parts[0] if len(parts) == 1 else every_one(parts), at)


def _how_to_write(form: Any, scope: Scope) -> Text:
    """Say how what stands in the place of a condition is written as one."""
    if form is None:
        return Text(
            da="udelad nøglen, hvor der ikke spørges om noget", en="leave the key out where nothing is asked"
        )
    if isinstance(form, list):
        return Text(da="skriv `all:` eller `any:` over listen", en="write `all:` or `any:` above the list")
    if isinstance(form, str) and form in scope.names.definitions:
        return say("skriv `use: {form}`", "write `use: {form}`", form=form)
    return say(
        "skriv felter med værdier eller {constructs}",
        "write a map of fields, or {constructs}",
        constructs=_CONSTRUCTS,
    )


def _constructs_in(form: dict[str, Any]) -> list[str]:
    """Return the constructs of a map; a number at `at_least` belongs to the `exists` beside it."""
    counted = "exists" in form and not isinstance(form.get("at_least"), dict)
    return [key for key in form if key in _BESIDE and not (key == "at_least" and counted)]


def _field(key: str, asks: Any, scope: Scope, at: Route) -> list[e.Condition]:
    path = field_path(key, scope, at)
    return [] if path is None else [asked(path, asks, scope, at)]


def _belongs_inside(key: str, constructs: list[str], form: dict[str, Any], scope: Scope, at: Route) -> bool:
    """Note a key beside a list that was meant for the list's items, or for the list's own keys."""
    quantifier = next((name for name in ("exists", "every") if name in constructs), None)
    path = scope.path(key)
    if quantifier is None or key in _RESERVED or path is None or scope.type_of(path) is not None:
        return False
    listed = scope.path(form[quantifier]) if isinstance(form[quantifier], str) else None
    kind = None if listed is None else scope.type_of(listed)
    meant = did_you_mean(key, _BESIDE[quantifier]) if "." not in key else None
    if kind is not None and kind.item is not None and resolve(kind.item, path.steps) is not None:
        message = say(
            "`{key}` er et felt i elementerne i `{listed}`",
            "`{key}` is a field of the items of `{listed}`",
            key=key,
            listed=form[quantifier],
        )
        scope.notes.problem(
            "wrong-form",
            message,
            Text(da="sæt det under `where:`", en="put it under `where:`"),
            at=(*at, key),
            key=True,
        )
    elif meant is not None:
        message = say(
            "`{key}` betyder ikke noget ved siden af `{quantifier}`",
            "`{key}` has no meaning beside `{quantifier}`",
            key=key,
            quantifier=quantifier,
        )
        scope.notes.problem("unknown-key", message, meant, at=(*at, key), key=True)
    else:
        return False
    return True


def _perhaps_or(form: dict[str, Any], constructs: list[str], scope: Scope, at: Route) -> None:
    """Warn of fields beside an `any` of one condition: its author may have meant any of them all."""
    fields = [key for key in form if key not in _RESERVED]
    if constructs == ["any"] and fields and isinstance(form["any"], list) and len(form["any"]) == 1:
        message = say(
            "`any` har én betingelse, og `{field}` ved siden af skal også gælde",
            "`any` has one condition, and `{field}` beside it must hold as well",
            field=fields[0],
        )
        help_ = Text(
            da="sæt felterne ind i listen, hvis ét af dem er nok, eller skriv det uden `any`",
            en="put the fields into the list where any of them will do, or write it without `any`",
        )
        route = (*at, "any")
        scope.notes.problem("any-of-one", message, help_, at=route, key=True, severity=Severity.WARNING)


def field_path(key: str, scope: Scope, at: Route, *, is_key: bool = True) -> e.Path | None:
    """Return the path that a key, or the text after `exists`, `every` or `in`, stands for."""
    if key in _RESERVED:
        message, help_ = (
            say(
                "`{key}` står uden `exists` eller `every`",
                "`{key}` stands without `exists` or `every`",
                key=key,
            ),
            Text(
                da="sæt den ved siden af den liste, den handler om", en="put it beside the list it is about"
            ),
        )
        scope.notes.problem("wrong-form", message, help_, at=at, key=is_key)
        return None
    path = scope.path(key)
    if path is None:
        known = field_called(key, scope.fields())
        help_ = (
            meaning(known)
            if known
            else Text(da="skriv feltnavne med punktum imellem", en="write field names with dots between them")
        )
        if key.startswith(("latest(", "earliest(")):
            help_ = say(
                "skriv den anden dato først som i `enrolment.enrolled_on: {{after: {key}}}`",
                "write the other date first, as in `enrolment.enrolled_on: {{after: {key}}}`",
                key=key,
            )
        message = say("`{key}` er ikke en sti", "`{key}` is not a path", key=key)
        scope.notes.problem("wrong-form", message, help_, at=at, key=is_key)
        return None
    if is_key and scope.type_of(path) is None and scope.fields():
        meant = nearest(key, [*_RESERVED, *scope.fields()])
        named = key in scope.names.definitions
        if named or meant in _RESERVED:
            message = say(
                "`{key}` er hverken et felt eller en betingelse",
                "`{key}` is neither a field nor a condition",
                key=key,
            )
            cure = (
                say(
                    "det er en definition: skriv `use: {key}`",
                    "it is a definition: write `use: {key}`",
                    key=key,
                )
                if named
                else meaning(str(meant))
            )
            scope.notes.problem("unknown-key", message, cure, at=at, key=True)
            return None
    return scope.notes.made(path, at, key=is_key)


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
            return used(form[name], scope, route)
        case _:
            return _quantifier(name, form, scope, at)


def _list(form: Any, scope: Scope, at: Route) -> list[e.Condition]:
    if not isinstance(form, list):
        help_ = Text(
            da="begynd hver betingelse med `- ` på en linje for sig",
            en="begin each condition with `- ` on a line of its own",
        )
        wrong(
            Text(da="her skal stå en liste af betingelser", en="a list of conditions is expected here"),
            help_,
            scope,
            at,
        )
        return []
    if len(form) > limits.IN_ONE_LIST:
        help_ = Text(
            da="flyt nogle af dem til en definition, eller brug en værdimængde",
            en="put some of them into a definition, or use a value set",
        )
        wrong(
            say(
                "der står mere end {limit} betingelser i én liste",
                "more than {limit} conditions stand in one list",
                limit=limits.IN_ONE_LIST,
            ),
            help_,
            scope,
            at,
        )
        return []
    return [condition(part, scope, (*at, index)) for index, part in enumerate(form)]


def _at_least(form: Any, scope: Scope, at: Route) -> e.Condition:
    if not isinstance(form, dict) or set(form) != {"n", "of"}:
        help_ = Text(
            da="skriv `at_least: {n: 2, of: [...]}`; ved siden af `exists` tæller det elementer",
            en="write `at_least: {n: 2, of: [...]}`; beside `exists` it counts items",
        )
        return wrong(
            Text(da="`at_least` tager et tal og betingelser", en="`at_least` takes a number and conditions"),
            help_,
            scope,
            at,
        )
    number = _whole(form["n"], scope, (*at, "n"))
    return e.AtLeast(n=number or 0, of=tuple(_list(form["of"], scope, (*at, "of"))))


def _quantifier(name: str, form: dict[str, Any], scope: Scope, at: Route) -> e.Condition:
    over, item, inner = listed(form, name, scope, at)
    where = condition(form["where"], inner, (*at, "where")) if "where" in form else e.TRUE
    if name == "every":
        if "satisfies" not in form:
            message, help_ = (
                Text(da="`every` siger ikke noget om elementerne", en="`every` says nothing of its items"),
                Text(
                    da="tilføj `satisfies:` med en betingelse for elementet",
                    en="add `satisfies:` with a condition on the item",
                ),
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
    """Return the list that stands at `key`, the item's name, and the scope inside it."""
    text, route = form[key], (*at, key)
    over = field_path(text, scope, route, is_key=False) if isinstance(text, str) else None
    if not isinstance(text, str):
        wrong(
            Text(da="her skal stå stien til en liste", en="the path of a list is expected here"),
            Text(da="skriv fx `needs`", en="write for example `needs`"),
            scope,
            route,
        )
    item, inner = scope.inside(over or e.Path(root="", steps=("",)), form.get("as"), route, (*at, "as"))
    return over, item, inner


def _whole(number: Any, scope: Scope, at: Route) -> int | None:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        wrong(
            Text(da="her skal stå et helt tal", en="a whole number is expected here"),
            Text(da="skriv fx `2`", en="write for example `2`"),
            scope,
            at,
        )
        return None
    return number
