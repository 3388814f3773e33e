"""Hypothesis strategies that draw well-typed rules over the case catalogue, as core nodes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.expr import (
    CASE,
    TRUE,
    Age,
    All,
    AnyOf,
    AsOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    DateExpr,
    Day,
    Days,
    Earliest,
    Every,
    Known,
    Latest,
    Not,
    Op,
    Parameter,
    Path,
    Shift,
    ValueSet,
)
from guidelinekit.lang.rule import (
    Dated,
    Evidence,
    Exemption,
    ForEach,
    InForce,
    Modality,
    Repeats,
    Rule,
    Subject,
    Text,
)
from guidelinekit.results import EXEMPTIONS
from guidelinekit.semantics.terms import Settings
from strategies import days

Types = Mapping[str, FieldType]
"""The records and items that a path may start at, by name, the innermost last."""

SETTINGS: Settings = {
    "fortnight": (Dated(value=14),),
    "dated_days": (Dated(value=30), Dated(start=date(2025, 9, 1), value=7)),
    "few": (Dated(value=3),),
}
"""The parameters that the rules may name: these, and `open_days` and `open_count`, which are not set."""
DAYS = ("fortnight", "dated_days", "open_days")
COUNTS = ("few", "open_count")
ORDERS: tuple[Op, ...] = ("eq", "lt", "le", "gt", "ge")
SCALARS = (Kind.CODE, Kind.BOOLEAN, Kind.INTEGER, Kind.NUMBER, Kind.DATE)
RECORD: Types = {CASE: CATALOGUES[Subject.CASE]}


@dataclass(frozen=True)
class Dialect:
    """Which parts of the language are drawn besides those that always are."""

    ages: bool = True
    known: bool = True
    extremes: bool = True
    in_force: bool = True
    as_of: bool = True


FULL = Dialect()


def fixed(dialect: Dialect) -> Dialect:
    """Give the dialect of deadlines and intervals, in which the evaluation date is not allowed."""
    return replace(dialect, as_of=False)


def fields(start: FieldType) -> Iterator[tuple[tuple[str, ...], FieldType]]:
    """Give every field that is reached from a type without walking through a list."""
    if start.kind is not Kind.OBJECT:
        yield (), start
    for name, field in start.fields.items():
        yield (name,), field
        if field.kind is Kind.OBJECT:
            yield from (((name, *steps), inner) for steps, inner in fields(field))


def dates_below(start: FieldType) -> Iterator[tuple[str, ...]]:
    """Give every date that is reached from a type, through lists as well."""
    if start.kind is Kind.DATE:
        yield ()
    for below in (start.item,) if start.item is not None else ():
        yield from dates_below(below)
    for name, field in start.fields.items():
        yield from ((name, *steps) for steps in dates_below(field))


@st.composite
def paths(draw: st.DrawFn, types: Types, *kinds: Kind) -> tuple[Path, FieldType]:
    """Draw a path to a field of one of the kinds; the names that have one are equally likely."""
    found = {
        root: [(Path(root=root, steps=steps), field) for steps, field in fields(start) if field.kind in kinds]
        for root, start in types.items()
    }
    root = draw(st.sampled_from([root for root, listed in found.items() if listed]))
    return draw(st.sampled_from(found[root]))


@st.composite
def lists(draw: st.DrawFn, types: Types) -> tuple[Path, FieldType]:
    """Draw a path to a list, with the type of its items."""
    path, field = draw(paths(types, Kind.LIST))
    assert field.item is not None
    return path, field.item


@st.composite
def date_expressions(
    draw: st.DrawFn, types: Types = RECORD, dialect: Dialect = FULL, depth: int = 2
) -> DateExpr:
    """Draw a date expression."""
    forms = ["day", "path", "path"] + (["shift", "shift"] if depth else [])
    if dialect.as_of:
        forms.append("as_of")
    if depth and dialect.extremes:
        forms.append("extreme")
    match draw(st.sampled_from(forms)):
        case "day":
            return Day(value=draw(days))
        case "as_of":
            return AsOf()
        case "path":
            return draw(paths(types, Kind.DATE))[0]
        case "shift":
            by = draw(st.integers(0, 60).map(lambda n: Days(days=n)) | names(DAYS))
            base = draw(date_expressions(types, dialect, depth - 1))
            return Shift(base=base, by=by, back=draw(st.booleans()))
        case _:
            part = ranging_paths(types) | date_expressions(types, dialect, depth - 1)
            of = tuple(draw(st.lists(part, min_size=1, max_size=3)))
            return Latest(of=of) if draw(st.booleans()) else Earliest(of=of)


@st.composite
def ranging_paths(draw: st.DrawFn, types: Types) -> DateExpr:
    """Draw a path to dates that may range over lists."""
    found = [Path(root=root, steps=steps) for root, start in types.items() for steps in dates_below(start)]
    return draw(st.sampled_from(found))


def names(parameters: tuple[str, ...]) -> st.SearchStrategy[Parameter]:
    """Draw one of the parameters."""
    return st.sampled_from(parameters).map(lambda name: Parameter(name=name))


@st.composite
def comparisons(draw: st.DrawFn, types: Types, dialect: Dialect) -> Condition:
    """Draw a comparison of a field with something of its type."""
    path, field = draw(paths(types, *SCALARS))
    orders = st.sampled_from(ORDERS)
    match field.kind:
        case Kind.CODE:
            if draw(st.booleans()):
                codes = draw(st.lists(st.sampled_from(field.codes), min_size=1, max_size=3, unique=True))
                return Compare(left=path, op="in", right=ValueSet(values=tuple(codes)))
            return Compare(left=path, op="eq", right=Constant(value=draw(st.sampled_from(field.codes))))
        case Kind.BOOLEAN:
            return Compare(left=path, op="eq", right=Constant(value=draw(st.booleans())))
        case Kind.DATE:
            return Compare(left=path, op=draw(orders), right=draw(date_expressions(types, dialect)))
        case _:
            number = draw(st.integers(0, 7).map(lambda n: Constant(value=n)) | names(COUNTS))
            return Compare(left=path, op=draw(orders), right=number)


@st.composite
def ages(draw: st.DrawFn) -> Condition:
    """Draw a comparison of the citizen's age."""
    left = Age(path=Path(root=CASE, steps=("citizen", "birth_date")))
    if draw(st.booleans()):
        values = draw(st.lists(st.integers(12, 76), min_size=1, max_size=3))
        return Compare(left=left, op="in", right=ValueSet(values=tuple(values)))
    right = draw(st.integers(12, 76).map(lambda n: Constant(value=n)) | names(COUNTS))
    return Compare(left=left, op=draw(st.sampled_from(ORDERS)), right=right)


@st.composite
def containments(draw: st.DrawFn, types: Types) -> Condition:
    """Draw the condition that a list of codes holds a code, written in the rule or read from a field."""
    coded = [
        (Path(root=root, steps=steps), field.item)
        for root, start in types.items()
        for steps, field in fields(start)
        if field.item is not None and field.item.kind is Kind.CODE
    ]
    if not coded:
        return draw(comparisons(types, FULL))
    path, item = draw(st.sampled_from(coded))
    read = [
        Path(root=root, steps=steps)
        for root, start in types.items()
        for steps, field in fields(start)
        if field.kind is Kind.CODE and field.vocabulary == item.vocabulary
    ]
    written = [Constant(value=code) for code in item.codes]
    right = draw(st.sampled_from(read) | st.sampled_from(written) if read else st.sampled_from(written))
    return Compare(left=path, op="contains", right=right)


@st.composite
def quantifiers(draw: st.DrawFn, types: Types, dialect: Dialect, depth: int) -> Condition:
    """Draw a count of items or a condition on every item."""
    over, item = draw(lists(types))
    name = f"item_{len(types)}"
    inner = {**types, name: item}
    where = draw(conditions(inner, dialect, depth - 1) | st.just(TRUE))
    if draw(st.booleans()):
        satisfies = draw(conditions(inner, dialect, depth - 1))
        return Every(over=over, item=name, where=where, satisfies=satisfies)
    least = draw(st.none() | st.integers(1, 2))
    most = draw(st.integers(0, 2) if least is None else st.none() | st.integers(least, 2))
    return Count(over=over, item=name, where=where, at_least=least, at_most=most)


@st.composite
def conditions(draw: st.DrawFn, types: Types = RECORD, dialect: Dialect = FULL, depth: int = 2) -> Condition:
    """Draw a condition on the case and on the items named around it."""
    forms = ["compare", "compare"] + ["known"] * dialect.known + ["age"] * dialect.ages
    forms += ["contains"] if len(types) > 1 else []
    forms += ["all", "any", "not", "at_least", *["quantifier"] * 4] if depth else []
    several = st.lists(conditions(types, dialect, depth - 1), min_size=1, max_size=3).map(tuple)
    match draw(st.sampled_from(forms)):
        case "compare":
            return draw(comparisons(types, dialect))
        case "known":
            return Known(path=draw(paths(types, *SCALARS, Kind.TEXT, Kind.LIST, Kind.OBJECT))[0])
        case "age":
            return draw(ages())
        case "contains":
            return draw(containments(types))
        case "all":
            return All(of=draw(several))
        case "any":
            return AnyOf(of=draw(several))
        case "not":
            return Not(of=draw(conditions(types, dialect, depth - 1)))
        case "at_least":
            of = draw(several)
            return AtLeast(n=draw(st.integers(1, len(of))), of=of)
        case _:
            return draw(quantifiers(types, dialect, depth))


@st.composite
def rules(draw: st.DrawFn, dialect: Dialect = FULL) -> Rule:
    """Draw a rule about a case: with or without items, deadline, recurrence, exemptions and a period."""
    types = RECORD
    for_each = None
    applies_when = TRUE if draw(st.integers(0, 3)) else draw(conditions(types, dialect, 1))
    if not draw(st.integers(0, 2)):
        over, item = draw(lists(types))
        types = {**types, "subject": item}
        for_each = ForEach(
            over=over, item="subject", where=draw(st.just(TRUE) | conditions(types, dialect, 1))
        )
    requires = deadline = repeats = None
    dates = date_expressions(types, fixed(dialect))
    if draw(st.integers(0, 3)):
        requires = draw(conditions(types, dialect))
        deadline = draw(st.none() | dates)
    else:
        every = draw(st.integers(0, 120).map(lambda n: Days(days=n)) | names(DAYS))
        last = draw(ranging_paths(types).map(lambda path: Latest(of=(path,))) if dialect.extremes else dates)
        repeats = Repeats(last=last, every=every, start=draw(dates))
    entry = st.builds(Exemption, reason=st.sampled_from(EXEMPTIONS), when=conditions(types, dialect, 1))
    in_force = InForce()
    if dialect.in_force and not draw(st.integers(0, 4)):
        in_force = draw(st.builds(InForce, start=st.none() | days, end=st.none() | days))
    text = Text(da="-", en="-")
    return Rule(
        id="drawn/rule",
        anvisning="-",
        passages=(),
        modality=Modality.MUST,
        evidence=Evidence.DIRECT,
        title=text,
        finding=text,
        remedy=text,
        in_force=in_force,
        applies_when=applies_when,
        for_each=for_each,
        requires=requires,
        deadline=deadline,
        repeats=repeats,
        exempt_when=tuple(draw(st.lists(entry, max_size=2))),
    )
