"""The definitions of a pack to core conditions, each after those that it uses."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from guidelinekit import limits
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, NamedItem
from guidelinekit.rules.conditions import condition, listed
from guidelinekit.rules.desugar import text_of
from guidelinekit.rules.schema import DefinitionForm
from guidelinekit.rules.scope import Names, Notes, Scope
from guidelinekit.text import Text, say


def desugar_definitions(
    forms: dict[str, DefinitionForm], names: Names, notes: Notes
) -> dict[str, Definition]:
    """Return the definitions in the pack's order. One that cannot be used is noted, and always holds."""
    uses = {name: [used for used in _uses(form.when) if used in forms] for name, form in forms.items()}
    made = {name: _definition(name, form) for name, form in forms.items()}
    sizes: dict[str, int] = {}
    chains: dict[str, int] = {}
    for name in _in_order(uses, notes):
        form, at = forms[name], ("definitions", name, "when")
        sizes[name] = _size(form.when) + sum(sizes.get(used, 0) for used in uses[name])
        chains[name] = 1 + max((chains.get(used, 0) for used in uses[name]), default=0)
        if sizes[name] > limits.DEFINITION_SIZE or chains[name] > limits.DEFINITION_CHAIN:
            message = say(
                "`{name}` bliver for stor gennem de definitioner, den bruger",
                "`{name}` grows too large through the definitions that it uses",
                name=name,
            )
            notes.problem(
                "definition-too-large",
                message,
                Text(
                    da="brug færre definitioner inden i hinanden",
                    en="use fewer definitions inside one another",
                ),
                at=at,
            )
            sizes[name] = chains[name] = 0
            continue
        scope = Scope(replace(names, definitions=made), notes)
        of, given, scope = _items(form, scope, ("definitions", name))
        when = condition(form.when, scope, at)
        made[name] = made[name].model_copy(update={"of": of, "given": given, "when": when})
    return made


def _items(
    form: DefinitionForm, scope: Scope, at: Route
) -> tuple[NamedItem | None, tuple[NamedItem, ...], Scope]:
    """Return the item that a definition is about, those that it speaks of, and the scope of its condition."""
    given = []
    for name, text in form.given.items():
        over, item, inner = listed({name: text, "as": name}, name, scope, (*at, "given"))
        if over is not None:
            given.append(NamedItem(name=item, over=over))
        scope = inner.at_record()
    if form.of is None:
        if form.item is not None:
            message, help_ = (
                Text(da="`as` står uden `of`", en="`as` stands without `of`"),
                Text(
                    da="sig under `of`, hvilken liste elementet er fra",
                    en="say under `of` which list the item is from",
                ),
            )
            scope.notes.problem("missing-key", message, help_, at=(*at, "as"), key=True)
        return None, tuple(given), scope
    over, item, inner = listed({"of": form.of, "as": form.item}, "of", scope, at)
    return None if over is None else NamedItem(name=item, over=over), tuple(given), inner


def _definition(name: str, form: DefinitionForm) -> Definition:
    return Definition(
        name=name,
        title=text_of(form.title),
        passages=tuple(form.passages),
        when=e.TRUE,
        interpretation=None if form.interpretation is None else text_of(form.interpretation),
    )


def _in_order(uses: dict[str, list[str]], notes: Notes) -> list[str]:
    """Return the names, each after those that it uses; the ones in a circle are noted and left out."""
    ordered: list[str] = []
    left = dict(uses)
    while ready := [name for name in left if not any(used in left for used in left[name])]:
        ordered += ready
        for name in ready:
            del left[name]
    while left:
        circle = _circle(left)
        others = [f"`{name}`" for name in (*circle[1:], circle[0])]
        shown = Text(da=", som bruger ".join(others), en=", which uses ".join(others))
        at = ("definitions", circle[0])
        notes.problem(
            "circular-definition",
            say("`{name}` bruger {others}", "`{name}` uses {others}", name=circle[0], others=shown),
            Text(da="skriv en af dem uden de andre", en="write one of them without the others"),
            at=at,
            key=True,
        )
        for name in _leading_to(circle[0], left):
            left.pop(name, None)
    return ordered


def _circle(uses: dict[str, list[str]]) -> list[str]:
    """Follow the uses from the first name until one comes back."""
    walked = [next(iter(uses))]
    while True:
        name = next(used for used in uses[walked[-1]] if used in uses)
        if name in walked:
            return walked[walked.index(name) :]
        walked.append(name)


def _leading_to(name: str, uses: dict[str, list[str]]) -> set[str]:
    """Return the names that use a name, at first or at second hand, and itself."""
    reached = {name}
    while more := {other for other, used in uses.items() if other not in reached and reached & set(used)}:
        reached |= more
    return reached


def _uses(form: Any) -> Iterator[str]:
    if isinstance(form, dict):
        for key, value in form.items():
            if key == "use" and isinstance(value, str):
                yield value
            yield from _uses(value)
    elif isinstance(form, list):
        for value in form:
            yield from _uses(value)


def _size(form: Any) -> int:
    if isinstance(form, dict):
        return 1 + sum(_size(value) for value in form.values())
    return 1 + sum(_size(value) for value in form) if isinstance(form, list) else 1
