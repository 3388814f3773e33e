"""Rules and definitions as they are written, to their one canonical core tree."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from guidelinekit import limits
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import (
    Citation,
    Definition,
    Exemption,
    ForEach,
    InForce,
    NamedItem,
    Repeats,
    Rule,
)
from guidelinekit.rules.conditions import condition, listed
from guidelinekit.rules.dates import date_expression, duration
from guidelinekit.rules.schema import CitationForm, DefinitionForm, RepeatsForm, RuleForm, TextForm
from guidelinekit.rules.scope import Names, Notes, Scope
from guidelinekit.text import Text, say

_TEXT = {"da": "-", "en": "-"}
STAND_INS = {
    "id": "rule",
    "anvisning": "-",
    "passages": [],
    "modality": "must",
    "evidence": "direct",
    "title": _TEXT,
    "finding": _TEXT,
    "remedy": _TEXT,
}
"""What stands in for the keys of a rule that say nothing of its meaning, where they are missing."""


def desugar_rule(form: RuleForm, pack: str, names: Names, notes: Notes) -> Rule | None:
    """Return the rule, or None after noting every problem in its conditions and dates."""
    before = notes.errors
    scope = Scope(names, notes, form.subject)
    applies_when = _optional(form.applies_when, scope, ("applies_when",))
    for_each, scope = _for_each(form, scope)
    _one_duty(form, notes)
    requires = None if form.requires is None else condition(form.requires, scope, ("requires",))
    deadline = None if form.deadline is None else date_expression(form.deadline, scope, ("deadline",))
    repeats = None if form.repeats is None else _repeats(form.repeats, scope)
    exemptions = tuple(
        notes.made(
            Exemption(
                reason=entry.reason,
                title=None if entry.title is None else text_of(entry.title),
                when=condition(entry.when, scope, route),
            ),
            route[:-1],
        )
        for entry, route in ((one, ("exempt_when", i, "when")) for i, one in enumerate(form.exempt_when))
    )
    in_force = InForce()
    if form.in_force is not None:
        in_force = notes.made(InForce(start=form.in_force.start, end=form.in_force.end), ("in_force",))
        if in_force.start is not None and in_force.end is not None and in_force.end < in_force.start:
            help_ = Text(da="sæt `to` efter `from`", en="set `to` after `from`")
            notes.problem(
                "wrong-form",
                Text(da="reglen slutter, før den begynder", en="the rule ends before it begins"),
                help_,
                at=("in_force", "to"),
            )
    if notes.errors > before:
        return None
    return Rule(
        id=f"{pack}/{form.id}",
        subject=form.subject,
        anvisning=form.anvisning,
        passages=tuple(form.passages),
        modality=form.modality,
        evidence=form.evidence,
        title=text_of(form.title),
        finding=text_of(form.finding),
        remedy=text_of(form.remedy),
        interpretation=None if form.interpretation is None else text_of(form.interpretation),
        in_force=in_force,
        applies_when=applies_when,
        for_each=for_each,
        requires=requires,
        deadline=deadline,
        repeats=repeats,
        exempt_when=exemptions,
        sums_up=tuple(f"{pack}/{name}" for name in form.sums_up),
        citation=citation_of(form.citation),
        replaced_by=None if form.replaced_by is None else full_id(form.replaced_by, pack),
        formerly=tuple(f"{pack}/{name}" for name in form.formerly),
        also=tuple(form.also),
    )


def text_of(form: TextForm) -> Text:
    """Return a text."""
    return Text(da=form.da, en=form.en)


def citation_of(form: CitationForm | None) -> Citation | None:
    """Return what a rule or a parameter cites, if it cites a law."""
    if form is None:
        return None
    return Citation(
        law=text_of(form.law),
        section=form.section,
        says=text_of(form.says),
        addressee=None if form.addressee is None else text_of(form.addressee),
        verified=form.verified,
        checked_on=form.checked_on,
    )


def full_id(name: str, pack: str) -> str:
    """Return the full id of a rule that is named with or without its pack."""
    return name if "/" in name else f"{pack}/{name}"


def _optional(form: Any, scope: Scope, at: Route) -> e.Condition:
    return e.TRUE if form is None else condition(form, scope, at)


def _for_each(form: RuleForm, scope: Scope) -> tuple[ForEach | None, Scope]:
    """Return the list that the rule goes through, and the scope of the rest of the rule."""
    if form.for_each is None:
        return None, scope
    at: Route = ("for_each",)
    over, item, inner = listed({"in": form.for_each.over, "as": form.for_each.item}, "in", scope, at)
    where = _optional(form.for_each.where, inner, (*at, "where"))
    for_each = None if over is None else scope.notes.made(ForEach(over=over, item=item, where=where), at)
    return for_each, inner.at_record()


def _one_duty(form: RuleForm, notes: Notes) -> None:
    """Note a rule that asks for nothing, or in two ways."""
    if form.requires is None and "repeats" not in notes.document.data:
        help_ = Text(
            da="tilføj `requires:` med en betingelse eller `repeats:` for en pligt, der vender tilbage",
            en="add `requires:` with a condition, or `repeats:` for a recurring duty",
        )
        notes.problem(
            "missing-key", Text(da="reglen kræver ikke noget", en="the rule asks for nothing"), help_, at=()
        )
    if form.repeats is not None:
        for other in ("requires", "deadline"):
            if getattr(form, other) is not None:
                message = say(
                    "`{other}` står ved siden af `repeats`", "`{other}` stands beside `repeats`", other=other
                )
                help_ = Text(
                    da="en pligt, der vender tilbage, har sine datoer i `repeats`",
                    en="a recurring duty has its dates in `repeats`",
                )
                notes.problem("wrong-form", message, help_, at=(other,), key=True)


def _repeats(form: RepeatsForm, scope: Scope) -> Repeats | None:
    last = date_expression(form.last, scope, ("repeats", "last"))
    every = duration(form.every, scope, ("repeats", "every"))
    start = date_expression(form.start, scope, ("repeats", "from"))
    if last is None or every is None or start is None:
        return None
    return scope.notes.made(Repeats(last=last, every=every, start=start), ("repeats",))


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
