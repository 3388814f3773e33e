"""Conditions drawn at random over the case catalogue, as core nodes."""

from hypothesis import strategies as st

from guidelinekit.case.catalogue import Kind
from guidelinekit.lang.expr import (
    CASE,
    TRUE,
    Age,
    All,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Every,
    Known,
    Not,
    Path,
    ValueSet,
)
from guidelinekit.testing.terms import (
    COUNTS,
    FULL,
    ORDERS,
    RECORD,
    SCALARS,
    Dialect,
    Types,
    date_expressions,
    fields,
    lists,
    names,
    paths,
)


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
