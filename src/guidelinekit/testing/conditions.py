"""Conditions drawn at random over the case catalogue, as core nodes."""

from hashlib import sha256

from hypothesis import strategies as st

from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.lang import expr as e
from guidelinekit.testing.records import few_codes, item_of
from guidelinekit.testing.terms import (
    COUNTS,
    FULL,
    ORDERS,
    RECORD,
    ROOTS,
    SCALARS,
    Dialect,
    Types,
    date_expressions,
    fields,
    has,
    lists,
    names,
    paths,
    record_of,
)


@st.composite
def comparisons(draw: st.DrawFn, types: Types, dialect: Dialect) -> e.Condition:
    """Draw a comparison of a field with something of its type."""
    text = Kind.TEXT if draw(st.booleans()) else Kind.DATE
    path, field = draw(paths(types, *SCALARS, text))
    orders = st.sampled_from(ORDERS)
    match field.kind:
        case Kind.CODE | Kind.BOOLEAN if not draw(st.integers(0, 3)):
            return e.Compare(left=path, op="eq", right=draw(_alike(types, field)))
        case Kind.CODE:
            if draw(st.booleans()):
                codes = draw(st.lists(few_codes(field), min_size=1, max_size=3, unique=True))
                return e.Compare(left=path, op="in", right=e.ValueSet(values=tuple(codes)))
            return e.Compare(left=path, op="eq", right=e.Constant(value=draw(few_codes(field))))
        case Kind.BOOLEAN:
            return e.Compare(left=path, op="eq", right=e.Constant(value=draw(st.booleans())))
        case Kind.DATE:
            return e.Compare(left=path, op=draw(orders), right=draw(date_expressions(types, dialect)))
        case Kind.TEXT:
            words = st.sampled_from(["1", "2", "a-3", "æøå"])
            texts = draw(st.lists(words, min_size=1, max_size=2, unique=True))
            if draw(st.booleans()):
                return e.Compare(left=path, op="in", right=e.ValueSet(values=tuple(texts)))
            if draw(st.booleans()):
                return e.Compare(left=path, op="eq", right=draw(paths(types, Kind.TEXT))[0])
            return e.Compare(left=path, op="eq", right=e.Constant(value=texts[0]))
        case _:
            number = draw(
                st.integers(0, 7).map(lambda n: e.Constant(value=n))
                | names(COUNTS)
                | paths(types, Kind.INTEGER, Kind.NUMBER).map(lambda drawn: drawn[0])
            )
            return e.Compare(left=path, op=draw(orders), right=number)


def _alike(types: Types, field: FieldType) -> st.SearchStrategy[e.Path]:
    """Draw a path to a field of the same kind, with the same codes where it has any."""
    return st.sampled_from(
        [
            e.Path(root=root, steps=steps)
            for root, start in types.items()
            for steps, other in fields(start)
            if (other.kind, other.vocabulary) == (field.kind, field.vocabulary)
        ]
    )


@st.composite
def ages(draw: st.DrawFn, types: Types) -> e.Condition:
    """Draw a comparison of an age, most often the citizen's."""
    born = e.Path(root=e.CASE, steps=("citizen", "birth_date"))
    citizen = e.CASE in types and draw(st.integers(0, 3))
    left = e.Age(path=born if citizen else draw(paths(types, Kind.DATE))[0])
    if draw(st.booleans()):
        values = draw(st.lists(st.integers(12, 76), min_size=1, max_size=3))
        return e.Compare(left=left, op="in", right=e.ValueSet(values=tuple(values)))
    right = draw(st.integers(12, 76).map(lambda n: e.Constant(value=n)) | names(COUNTS))
    return e.Compare(left=left, op=draw(st.sampled_from(ORDERS)), right=right)


@st.composite
def containments(draw: st.DrawFn, types: Types) -> e.Condition:
    """Draw the condition that a list of codes holds a code, written in the rule or read from a field."""
    coded = [
        (e.Path(root=root, steps=steps), field.item)
        for root, start in types.items()
        for steps, field in fields(start)
        if field.item is not None and field.item.kind is Kind.CODE
    ]
    dates = [
        e.Path(root=root, steps=steps)
        for root, start in types.items()
        for steps, field in fields(start)
        if field.item is not None and field.item.kind is Kind.DATE
    ]
    of_dates = draw(st.booleans())
    if dates and of_dates:
        day = draw(date_expressions(types))
        return e.Compare(left=draw(st.sampled_from(dates)), op="contains", right=day)
    if not coded:
        return draw(comparisons(types, FULL))
    path, item = draw(st.sampled_from(coded))
    read = [
        e.Path(root=root, steps=steps)
        for root, start in types.items()
        for steps, field in fields(start)
        if field.kind is Kind.CODE and field.vocabulary == item.vocabulary
    ]
    written = [e.Constant(value=code) for code in item.codes]
    right = draw(st.sampled_from(read) | st.sampled_from(written) if read else st.sampled_from(written))
    return e.Compare(left=path, op="contains", right=right)


@st.composite
def quantifiers(draw: st.DrawFn, types: Types, dialect: Dialect, depth: int) -> e.Condition:
    """Draw a count of items or a condition on every item."""
    over, item = draw(lists(types))
    name = f"item_{len(types)}"
    inner = {**types, name: item}
    where = draw(conditions(inner, dialect, depth - 1) | st.just(e.TRUE))
    if draw(st.booleans()):
        satisfies = draw(conditions(inner, dialect, depth - 1))
        return e.Every(over=over, item=name, where=where, satisfies=satisfies)
    least = draw(st.none() | st.integers(1, 2))
    most = draw(st.integers(0, 2) if least is None else st.none() | st.integers(least, 2))
    return e.Count(over=over, item=name, where=where, at_least=least, at_most=most)


def _joins(name: str, over: FieldType, types: Types) -> list[e.Compare]:
    """Return the comparisons of codes of a list's items with a code of an outer item."""
    items = item_of(over).fields.items()
    codes = [
        (e.Path(root=root, steps=(step,)), field.vocabulary)
        for root, start in types.items()
        for step, field in start.fields.items()
        if root not in ROOTS and field.kind is Kind.CODE
    ]
    return [
        e.Compare(
            left=e.Path(root=name, steps=(step,)), op="eq" if field.item is None else "contains", right=code
        )
        for step, field in items
        for code, vocabulary in codes
        if field.inner.kind is Kind.CODE and field.inner.vocabulary == vocabulary
    ]


@st.composite
def searches(draw: st.DrawFn, types: Types) -> e.Condition:
    """Draw the condition that a list of the record holds an item, as most duties ask, or one of two lists."""
    name = f"item_{len(types)}"
    over = {
        e.Path(root=root, steps=(step,)): field
        for root, start in record_of(types).items()
        for step, field in start.fields.items()
        if field.item is not None and field.item.kind is Kind.OBJECT
    }
    joins = {path: drawn for path, field in over.items() if (drawn := _joins(name, field, types))}
    joined = bool(joins) and draw(st.integers(0, 3)) > 0
    path = draw(st.sampled_from(list(joins if joined else over)))
    item: Types = {name: item_of(over[path])}
    asked = draw(st.lists(conditions(item, FULL, 0), max_size=2))
    asked += [draw(st.sampled_from(joins[path]))] if joined else []
    search = e.Count(over=path, item=name, where=e.All(of=tuple(asked)), at_least=1)
    return search if draw(st.integers(0, 3)) else e.AnyOf(of=(search, draw(searches(types))))


@st.composite
def conditions(
    draw: st.DrawFn, types: Types = RECORD, dialect: Dialect = FULL, depth: int = 2
) -> e.Condition:
    """Draw a condition on the case and on the items named around it."""
    forms = (
        ["compare", "compare"]
        + ["known"] * dialect.known
        + ["age"] * (dialect.ages and has(types, Kind.DATE))
    )
    forms += ["contains"] if len(types) > 1 else []
    forms += ["all", "any", "not", "at_least", "use", *["quantifier"] * 4] if depth else []
    several = st.lists(conditions(types, dialect, depth - 1), min_size=1, max_size=3).map(tuple)
    match draw(st.sampled_from(forms)):
        case "compare":
            return draw(comparisons(types, dialect))
        case "known":
            return e.Known(path=draw(paths(types, *SCALARS, Kind.TEXT, Kind.LIST, Kind.OBJECT))[0])
        case "age":
            return draw(ages(types))
        case "contains":
            return draw(containments(types))
        case "all":
            return e.All(of=draw(several))
        case "any":
            return e.AnyOf(of=draw(several))
        case "not":
            return e.Not(of=draw(conditions(types, dialect, depth - 1)))
        case "use":
            of_item = draw(conditions(types, dialect, depth - 1))
            digest = sha256(of_item.model_dump_json().encode()).hexdigest()
            return e.Use(name=f"d_{digest[:8]}", of=of_item)
        case "at_least":
            of = draw(several)
            return e.AtLeast(n=draw(st.integers(1, len(of))), of=of)
        case _:
            return draw(quantifiers(types, dialect, depth))
