"""What a rule reads: the fields that matter to it, and the values, days and ages around which it turns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, FieldType, resolve
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import ForEach, Rule, Subject
from guidelinekit.lang.walk import nodes, walk
from guidelinekit.semantics.values import Settings, moved

_MONTHS = (28, 30, 31)
"""How many days a month has."""
Steps = tuple[str, ...]
"""A way from the record to a field, by names, through lists as well."""


@dataclass(frozen=True, slots=True)
class Interest:
    """A field that a rule reads, with the values that it is compared with."""

    steps: Steps
    type: FieldType
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Interests:
    """What a rule reads: its fields, the lengths of time it counts with, and the ages it asks for."""

    subject: Subject
    fields: tuple[Interest, ...]
    days: tuple[int, ...]
    years: tuple[int, ...]
    roots: Mapping[str, Steps]
    """Where the record and each named item are found."""
    moments: tuple[date, ...] = ()
    """The days on both sides of where a rule begins and ends to be in force."""

    def within(self, *parts: e.Node | None) -> tuple[Interest, ...]:
        """Return the fields that the parts of the rule read."""
        read = {
            (*self.roots.get(path.root, ()), *path.steps)
            for part in parts
            if part is not None
            for path in nodes(part, e.Path)
        }
        return tuple(field for field in self.fields if field.steps in read)

    def joined(self, other: "Interests") -> "Interests":
        """Return what either of two rules for the same kind of record reads, around the values of both."""
        fields = {field.steps: field for field in self.fields}
        for field in other.fields:
            values = (*(fields[field.steps].values if field.steps in fields else ()), *field.values)
            fields[field.steps] = replace(field, values=tuple(dict.fromkeys(values)))
        return Interests(
            self.subject,
            tuple(fields.values()),
            tuple(sorted({*self.days, *other.days})),
            tuple(sorted({*self.years, *other.years})),
            {**self.roots, **other.roots},
            tuple(sorted({*self.moments, *other.moments})),
        )


def interests(rule: Rule, settings: Settings) -> Interests:
    """Read off a rule which fields matter to it and around which values."""
    start = CATALOGUES[rule.subject]
    roots: dict[str, Steps] = {rule.subject.value: ()}
    values: dict[Steps, list[Any]] = {}
    days, years = {1}, set[int]()

    def whole(path: e.Path) -> Steps:
        return (*roots.get(path.root, ()), *path.steps)

    for _, node in walk(rule):
        match node:
            case (
                e.Count(over=over, item=item)
                | e.Every(over=over, item=item)
                | e.Matching(over=over, item=item)
                | ForEach(over=over, item=item)
            ):
                roots[item] = whole(over)
                values.setdefault(whole(over), [])
            case e.Path():
                values.setdefault(whole(node), [])
            case e.Compare(left=e.Path() as left, right=e.Constant(value=value)):
                values.setdefault(whole(left), []).append(value)
            case e.Compare(left=e.Path() as left, right=e.ValueSet(values=several)):
                values.setdefault(whole(left), []).extend(several)
            case e.Compare(left=e.Age(), right=e.Constant(value=int(value))):
                years.add(value)
            case e.Compare(left=e.Age(), right=e.Parameter(name=name)):
                years |= _numbers(name, settings)
            case e.Days(days=number):
                days.add(number)
            case e.Months(months=number):
                days |= {number * long for long in _MONTHS}
            case e.Parameter(name=name):
                days |= _numbers(name, settings)
            case _:
                pass
    fields = tuple(
        Interest(steps, kind, tuple(dict.fromkeys(listed)))
        for steps, listed in values.items()
        if steps and (kind := resolve(start, steps)) is not None
    )
    begins, ends = rule.in_force.start, rule.in_force.end
    moments = (*((moved(begins, -1), begins) if begins else ()), *((ends, moved(ends, 1)) if ends else ()))
    return Interests(rule.subject, fields, tuple(sorted(days)), tuple(sorted(years)), roots, moments)


def _numbers(name: str, settings: Settings) -> set[int]:
    return {value for dated in settings.get(name, ()) if isinstance(value := dated.value, int)}
