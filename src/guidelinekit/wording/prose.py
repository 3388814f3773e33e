"""Conditions and dates as readable prose, in Danish and English."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never

from guidelinekit.case.catalogue import FieldType, resolve
from guidelinekit.case.vocabulary import label
from guidelinekit.lang.expr import (
    Age,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Day,
    Days,
    Earliest,
    Every,
    Known,
    Latest,
    Not,
    Parameter,
    Path,
    Shift,
    Term,
    Use,
    ValueSet,
)
from guidelinekit.lang.rule import Definition, Language, ParameterDefinition
from guidelinekit.wording.dates import duration, long_date

_OPS: Mapping[str, tuple[str, str]] = {
    "eq": ("er", "is"),
    "in": ("er en af", "is one of"),
    "lt": ("er under", "is below"),
    "le": ("er højst", "is at most"),
    "gt": ("er over", "is above"),
    "ge": ("er mindst", "is at least"),
    "contains": ("omfatter", "includes"),
}
_NOT_OPS: Mapping[str, tuple[str, str]] = {
    "eq": ("er ikke", "is not"),
    "in": ("er ikke en af", "is not one of"),
    "contains": ("omfatter ikke", "does not include"),
}
_DATE_OPS: Mapping[str, tuple[str, str]] = {
    "eq": ("er den samme dag som", "is the same day as"),
    "lt": ("ligger før", "is before"),
    "le": ("ligger senest på", "is on or before"),
    "gt": ("ligger efter", "is after"),
    "ge": ("ligger tidligst på", "is on or after"),
}


_SHOWN = 6
"""How many values of a set are written out."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What prose needs to know: the language, what each name stands for, and the pack's own names."""

    language: Language
    names: Mapping[str, FieldType]
    """The record and the named items; the innermost item is the last."""
    definitions: Mapping[str, Definition]
    parameters: Mapping[str, ParameterDefinition]
    settings: Mapping[str, Any]
    """The values of the parameters that are set."""

    def naming(self, name: str, over: Path) -> "Vocabulary":
        """Give the same vocabulary with the items of a list named."""
        found = self.field(over)
        item = found.item if found is not None else None
        return self if item is None else replace(self, names={**self.names, name: item})

    @property
    def nearest(self) -> tuple[str, str]:
        """The record and the innermost item: what a field's name alone is understood to mean."""
        names = tuple(self.names)
        return names[0], names[-1]

    def field(self, path: Path) -> FieldType | None:
        """Give the field that a path leads to."""
        start = self.names.get(path.root)
        return None if start is None else resolve(start, path.steps)

    def say(self, danish: str, english: str) -> str:
        """Choose the words of the language."""
        return danish if self.language == "da" else english


def condition(node: Condition, words: Vocabulary) -> str:
    """Give a condition as a clause without a full stop, such as it stands after "when"."""
    match node:
        case All(of=()):
            return words.say("altid", "always")
        case All(of=parts):
            return _joined(parts, words, words.say("og", "and"))
        case AnyOf(of=parts):
            return _joined(parts, words, words.say("eller", "or"))
        case AtLeast(n=n, of=parts):
            listed = "; ".join(condition(part, words) for part in parts)
            return words.say(f"mindst {n} af disse gælder: {listed}", f"at least {n} of these hold: {listed}")
        case Not(of=Known(path=path)):
            return f"{title(path, words)} {words.say('er ikke registreret', 'is not recorded')}"
        case Not(of=Compare(left=left, op=op, right=right)) if op in _NOT_OPS:
            return f"{_left(left, words)} {words.say(*_NOT_OPS[op])} {_right(left, right, words)}"
        case Not(of=part):
            return words.say(
                f"det gælder ikke, at {condition(part, words)}", f"not: {condition(part, words)}"
            )
        case Known(path=path):
            return f"{title(path, words)} {words.say('er registreret', 'is recorded')}"
        case Use(name=name):
            definition = words.definitions.get(name)
            return name if definition is None else f"«{definition.title.said(words.language)}»"
        case Compare(left=left, op=op, right=right):
            return _compare(left, op, right, words)
        case Count():
            return _count(node, words)
        case Every(over=over, item=item, where=where, satisfies=satisfies):
            inner = words.naming(item, over)
            scope = _where(where, inner)
            listed = title(over, words)
            return words.say(
                f"for hver af {listed}{scope} gælder, at {condition(satisfies, inner)}",
                f"for each of {listed}{scope}: {condition(satisfies, inner)}",
            )
        case _:
            assert_never(node)


def title(path: Path, words: Vocabulary) -> str:
    """Give a field's title; an item's field is named by the field alone."""
    found = words.field(path)
    if found is None:
        return ".".join(path.steps) or path.root
    text: str = found.title.said(words.language)
    return text[:1].lower() + text[1:]


def term(node: Term | Age | Days, words: Vocabulary, vocabulary: str | None = None) -> str:
    """Give a term: a value in its own words, a date expression, a parameter with its value."""
    match node:
        case Path(root=root):
            return title(node, words) if root in words.nearest else _outer(node, words)
        case Age(path=path):
            return words.say(f"alder efter {title(path, words)}", f"age by {title(path, words)}")
        case Constant(value=value):
            return coded(value, words.language, vocabulary)
        case ValueSet(values=values):
            listed = ", ".join(coded(value, words.language, vocabulary) for value in values[:_SHOWN])
            more = len(values) - _SHOWN
            return f"{listed} {words.say(f'og {more} til', f'and {more} more')}" if more > 0 else listed
        case Day(value=value):
            return long_date(value, words.language)
        case AsOf():
            return words.say("vurderingsdatoen", "the evaluation date")
        case Days(days=days):
            return duration(days, words.language)
        case Parameter(name=name):
            return _parameter(name, words)
        case Shift(base=base, by=by, back=back):
            way = words.say("før", "before") if back else words.say("efter", "after")
            return f"{term(by, words)} {way} {term(base, words)}"
        case Latest(of=parts):
            listed = ", ".join(term(part, words) for part in parts)
            return words.say(f"den seneste dato af {listed}", f"the latest date of {listed}")
        case Earliest(of=parts):
            listed = ", ".join(term(part, words) for part in parts)
            return words.say(f"den tidligste dato af {listed}", f"the earliest date of {listed}")
        case _:
            assert_never(node)


def coded(value: Any, language: Language, vocabulary: str | None = None) -> str:
    """Give a value as a caseworker would say it."""
    if isinstance(value, bool):
        return {"da": ("nej", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, date):
        return long_date(value, language)
    found = label(value, vocabulary) if isinstance(value, str) else None
    return str(value) if found is None else found.said(language)


def _outer(path: Path, words: Vocabulary) -> str:
    """Name a field of an item outside the innermost one, with the item that it belongs to."""
    owner = words.names.get(path.root)
    named = title(path, words)
    return named if owner is None else f"{named} ({owner.title.said(words.language)})"


def _joined(parts: tuple[Condition, ...], words: Vocabulary, conjunction: str) -> str:
    clauses = [
        f"({condition(part, words)})" if isinstance(part, All | AnyOf) and part.of else condition(part, words)
        for part in parts
    ]
    return f" {conjunction} ".join(clauses)


def _compare(left: Path | Age, op: str, right: Term, words: Vocabulary) -> str:
    found = words.field(left) if isinstance(left, Path) else None
    dated = found is not None and found.kind == "date"
    verb = (_DATE_OPS if dated and op in _DATE_OPS else _OPS)[op]
    return f"{_left(left, words)} {words.say(*verb)} {_right(left, right, words)}"


def _left(left: Path | Age, words: Vocabulary) -> str:
    return term(left, words)


def _right(left: Path | Age, right: Term, words: Vocabulary) -> str:
    found = words.field(left) if isinstance(left, Path) else None
    if found is not None and found.item is not None:
        found = found.item
    value = term(right, words, None if found is None else found.vocabulary)
    years = isinstance(left, Age) and not isinstance(right, Parameter)
    return f"{value} {words.say('år', 'years')}" if years else value


def _count(node: Count, words: Vocabulary) -> str:
    inner = words.naming(node.item, node.over)
    name = title(node.over, words)
    listed = f"{name}»{_where(node.where, inner)}"
    low, high = node.at_least, node.at_most
    if high == 0:
        return words.say(f"der er ingen under «{listed}", f"there are none under «{listed}")
    bounds = []
    if low is not None:
        bounds.append(words.say(f"mindst {low}", f"at least {low}"))
    if high is not None:
        bounds.append(words.say(f"højst {high}", f"at most {high}"))
    count = words.say(" og ", " and ").join(bounds)
    return words.say(f"der er {count} under «{listed}", f"there is {count} under «{listed}")


def _where(where: Condition, words: Vocabulary) -> str:
    if where == All(of=()):
        return ""
    return f", {words.say('hvor', 'where')} {condition(where, words)}"


def _parameter(name: str, words: Vocabulary) -> str:
    definition, value = words.parameters.get(name), words.settings.get(name)
    shown = f"${name}" if definition is None else definition.title.said(words.language)
    if value is None:
        return f"{shown} ({words.say('ikke fastsat', 'not set')})"
    if definition is not None and definition.unit.value == "days":
        return f"{duration(int(value), words.language)} ({shown})"
    return f"{value} ({shown})"
