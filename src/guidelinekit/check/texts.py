"""The texts of a rule: whether finding and remedy can be read, and name only what is there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from jinja2 import TemplateSyntaxError
from jinja2 import nodes as parts
from jinja2.sandbox import SandboxedEnvironment

from guidelinekit.case.catalogue import FieldType, Kind, paths, resolve, through_list
from guidelinekit.case.model.codes import Area
from guidelinekit.case.model.vocabulary import label
from guidelinekit.check.places import Place, scope_in, unnamed_item
from guidelinekit.check.words import KINDS
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import parts_with_texts
from guidelinekit.suggest import did_you_mean, quoted
from guidelinekit.text import Text, say

FILTERS = ("label", "about", "within", "day")
"""The filters of a text: the label of a coded value, two forms of an area, and a date written out."""
TIMED = ("due_on", "overdue_days")
"""The names that only a rule with a date by which something is due can use."""
LACKING = "lacking"
"""The name of what does not hold of the parts that a rule requires."""

_AREA = Area.__name__
_SYNTAX = SandboxedEnvironment(autoescape=True)
_CHOICE = (parts.If, parts.CondExpr, parts.And, parts.Or, parts.Not, parts.Compare, parts.Operand, parts.Test)
_SHOWING = (
    parts.Output,
    parts.TemplateData,
    parts.Name,
    parts.Getattr,
    parts.Getitem,
    parts.Const,
    parts.Filter,
)
_TESTS = ("none", "defined")


def check_texts(place: Place) -> Iterator[Diagnostic]:
    """Say what is wrong with the finding and the remedy of a rule, in each language."""
    rule = place.node
    if not isinstance(rule, Rule):
        return
    for slot, both in (("finding", rule.finding), ("remedy", rule.remedy)):
        within = replace(place, scope=scope_in(place, slot))
        for language, text in (("da", both.da), ("en", both.en)):
            for message, advice in _problems(text, within, rule):
                yield Diagnostic("bad-template", message, advice, (*place.route, slot, language))


def parameters_named(rule: Rule) -> Iterator[str]:
    """Return the parameters that the texts of a rule name."""
    for text in (rule.finding.da, rule.finding.en, rule.remedy.da, rule.remedy.en):
        tree = _parsed(text)
        if isinstance(tree, parts.Template):
            for chain in _chains(tree):
                if chain[0] == "parameters" and len(chain) > 1:
                    yield chain[1]


_TOO_DEEP = Text(da="den går for dybt ned i sig selv", en="it is nested too deep")


@cache
def _parsed(text: str) -> parts.Template | TemplateSyntaxError:
    try:
        return _SYNTAX.parse(text)
    except TemplateSyntaxError as error:
        return error
    except RecursionError:
        return TemplateSyntaxError(_TOO_DEEP.en, 1)


def _chains(tree: parts.Node) -> Iterator[tuple[str, ...]]:
    """Return each name that is read with the fields behind it, the longest way only: `need.area`."""
    chain = _chain(tree)
    if chain is not None:
        yield chain
        return
    for child in tree.iter_child_nodes():
        yield from _chains(child)


def _chain(node: parts.Node) -> tuple[str, ...] | None:
    match node:
        case parts.Name(name=name, ctx="load"):
            return (name,)
        case (
            parts.Getattr(node=inner, attr=name)
            | parts.Getitem(node=inner, arg=parts.Const(value=str() as name))
        ):
            before = _chain(inner)
            return None if before is None else (*before, name)
        case _:
            return None


_Problem = tuple[Text, Text | None]
_SINGLE = re.compile(r"(?<!\{)\{(?![{%#])([^{}]*)\}(?!\})")
"""A field between single braces, which a text does not fill in."""


def _problems(text: str, place: Place, rule: Rule) -> Iterator[_Problem]:
    tree = _parsed(text)
    if isinstance(tree, TemplateSyntaxError):
        yield (
            say(
                "teksten kan ikke læses: {reason}", "this text cannot be read: {reason}", reason=_reason(tree)
            ),
            Text(
                da="skriv et felt som i `{{ need.area | label }}`",
                en="write a field as in `{{ need.area | label }}`",
            ),
        )
        return
    if (single := _SINGLE.search(text)) is not None:
        yield (
            say("`{written}` vises, som det står", "`{written}` is shown as it stands", written=single[0]),
            say(
                "skriv `{{{{ {field} }}}}`, hvis feltet skal vises",
                "write `{{{{ {field} }}}}` if the field is to be shown",
                field=single[1].strip(),
            ),
        )
    for part in tree.find_all(parts.Node):
        if not isinstance(part, (*_CHOICE, *_SHOWING)) or (
            isinstance(part, parts.Test) and part.name not in _TESTS
        ):
            yield (
                Text(
                    da="en tekst viser kun felter og vælger mellem ord med `if`",
                    en="a text only shows fields and chooses between words with `if`",
                ),
                Text(da="sig det mere enkelt", en="say it more plainly"),
            )
            return
    about = {_chain(each.node) for each in tree.find_all(parts.Filter) if each.name == "about" and each.node}
    for chain in dict.fromkeys(_chains(tree)):
        if chain not in about or not _of_areas(_field_in_text(chain, place)):
            yield from _named(chain, place, rule)
    for applied in tree.find_all(parts.Filter):
        yield from _filtered(applied, place)


def _reason(error: TemplateSyntaxError) -> Text:
    """Return why a text is no template: in English the parser's words, in Danish the sign it stops at."""
    if error.message == _TOO_DEEP.en:
        return _TOO_DEEP
    message = (error.message or "").rstrip(".")
    signs = re.findall(r"'([^' ]+)'", message)
    stops = f"ved `{signs[0]}`" if signs else "i det, der står mellem `{{` og `}}`"
    return Text(da=f"fejlen er {stops}", en=message[:1].lower() + message[1:] or "it is not complete")


def _named(chain: tuple[str, ...], place: Place, rule: Rule) -> Iterator[_Problem]:
    root, steps, written = chain[0], chain[1:], ".".join(chain)
    types, parameters = place.scope.types, place.scope.parameters
    if root == "parameters":
        if len(steps) != 1 or steps[0] not in parameters:
            known = [f"parameters.{name}" for name in parameters]
            yield (
                say("der er ingen `{written}`", "there is no `{written}`", written=written),
                did_you_mean(written, known)
                or Text(da="nævn en af pakkens parametre", en="name a parameter of the pack"),
            )
    elif root in TIMED:
        if steps:
            yield (
                say("`{root}` har ingen felter", "`{root}` has no fields", root=root),
                say("skriv `{root}`", "write `{root}`", root=root),
            )
        elif rule.deadline is None and rule.repeats is None:
            yield (
                say(
                    "`{root}` har ingen værdi i en regel uden frist",
                    "`{root}` has no value in a rule without a deadline",
                    root=root,
                ),
                Text(da="tilføj en `deadline`, eller fjern det", en="add a `deadline`, or take it out"),
            )
    elif root == LACKING:
        if steps or not _names_its_parts(rule):
            cure = Text(
                da="kræv `all:` af sagen, hvor hver del handler om en kodet værdi, fx et område",
                en="require `all:` of a record, each part about a coded value such as an area",
            )
            yield (
                say(
                    "`{written}` nævner dele, som reglen ikke har",
                    "`{written}` names parts that this rule does not have",
                    written=written,
                ),
                cure,
            )
    elif root not in types:
        names = (*types, *TIMED, "parameters")
        fields = [f"{name}.{path}" for name in types for path in _paths(types[name])]
        advice = unnamed_item(root, place.scope) or did_you_mean(written, [*names, *fields])
        yield (
            say("intet hedder `{root}` i teksten", "nothing is called `{root}` in this text", root=root),
            advice or say("navnene er {listed}", "the names are {listed}", listed=quoted(names)),
        )
    else:
        yield from _field(types[root], steps, written, root)


def _names_its_parts(rule: Rule) -> bool:
    """Say whether a rule requires several things of the record, each about something that has a label."""
    codes = [code for _, code in parts_with_texts(rule.requires)]
    return rule.for_each is None and bool(codes) and all(code and label(code) for code in codes)


def _field(start: FieldType | None, steps: tuple[str, ...], written: str, root: str) -> Iterator[_Problem]:
    if start is None:
        return
    kind = resolve(start, steps)
    if kind is None:
        known = [f"{root}.{path}" for path in paths(start)]
        yield (
            say("der er intet felt `{written}`", "there is no field `{written}`", written=written),
            did_you_mean(written, known),
        )
    elif kind.kind in {Kind.LIST, Kind.OBJECT}:
        yield (
            say(
                "`{field}` er {kind}, som en tekst ikke kan vise",
                "`{field}` is {kind}, which a text cannot show",
                field=written,
                kind=KINDS[kind.kind],
            ),
            Text(da="nævn en enkelt værdi", en="name a single value"),
        )
    elif through_list(start, steps):
        yield (
            say("`{written}` går gennem en liste", "`{written}` walks through a list", written=written),
            Text(
                da="nævn en enkelt værdi: elementet i `for_each` har et navn",
                en="name a single value: the item of `for_each` has a name",
            ),
        )


def _filtered(applied: parts.Filter, place: Place) -> Iterator[_Problem]:
    if applied.name not in FILTERS:
        *before, last = (f"`{name}`" for name in FILTERS)
        first = ", ".join(before)
        listed = Text(da=f"{first} og {last}", en=f"{first} and {last}")
        advice = did_you_mean(applied.name, FILTERS)
        yield (
            say("der er intet filter `{name}`", "there is no filter `{name}`", name=applied.name),
            advice or say("filtrene er {listed}", "the filters are {listed}", listed=listed),
        )
        return
    chain = None if applied.node is None else _chain(applied.node)
    if chain is None:
        return
    kind = _type_in_text(chain, place)
    if kind is None:
        return
    field = _field_in_text(chain, place)
    of_areas = applied.name == "about" and _of_areas(field)
    if applied.name in {"about", "within"} and not of_areas and (field is None or field.vocabulary != _AREA):
        advice = say(
            "`{name}` er til områder; `label` er til enhver kodet værdi",
            "`{name}` is for areas; `label` is for any coded value",
            name=applied.name,
        )
        yield say("`{field}` er ikke et område", "`{field}` is not an area", field=".".join(chain)), advice
    written = ".".join(chain)
    if applied.name == "label" and kind is not Kind.CODE:
        yield (
            say(
                "`{field}` er {kind} og har ingen betegnelse",
                "`{field}` is {kind} and has no label",
                field=written,
                kind=KINDS[kind],
            ),
            Text(
                da="`label` er til kodede værdier, fx et område",
                en="`label` is for coded values such as an area",
            ),
        )
    if applied.name == "day" and kind is not Kind.DATE:
        yield (
            say(
                "`{field}` er {kind} og ikke en dato",
                "`{field}` is {kind}, not a date",
                field=written,
                kind=KINDS[kind],
            ),
            Text(da="`day` skriver en dato ud", en="`day` writes out a date"),
        )


def _type_in_text(chain: tuple[str, ...], place: Place) -> Kind | None:
    if chain in {("due_on",), ("overdue_days",)}:
        return Kind.DATE if chain[0] == "due_on" else Kind.INTEGER
    if chain[0] == "parameters":
        return Kind.NUMBER
    start = place.scope.types.get(chain[0])
    field = None if start is None else resolve(start, chain[1:])
    return None if field is None else field.kind


def _field_in_text(chain: tuple[str, ...], place: Place) -> FieldType | None:
    start = place.scope.types.get(chain[0])
    return None if start is None or through_list(start, chain[1:]) else resolve(start, chain[1:])


def _of_areas(field: FieldType | None) -> bool:
    """Say whether a field is a list of areas."""
    return field is not None and field.item is not None and field.item.vocabulary == _AREA


def _paths(start: FieldType | None) -> tuple[str, ...]:
    return () if start is None else paths(start)
