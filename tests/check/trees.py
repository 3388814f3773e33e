"""Hypothesis strategies for core trees: any that can be built, and conditions that often contradict."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from checked_packs import PARAMETERS, TEXT, bare_rule, pack
from hypothesis import strategies as st

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
    Use,
    ValueSet,
)
from guidelinekit.lang.rule import Dated, Exemption, ForEach, Pack, Repeats, Subject
from guidelinekit.semantics.values import Settings
from guidelinekit.text import Text

# Any tree: names that exist and names that do not, in every position.

_steps = st.sampled_from(
    (
        "needs",
        "area",
        "enrolment",
        "enrolled_on",
        "citizen",
        "birth_date",
        "areas",
        "scores",
        "colour",
        "case_id",
    )
)
_names = st.sampled_from(("some_days", "some_years", "nothing"))
_any_path = st.builds(
    Path,
    root=st.sampled_from(("case", "provider", "item", "need")),
    steps=st.lists(_steps, max_size=3).map(tuple),
)
_plain = (
    st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.sampled_from(("housing", "", "x"))
)
_any_date: st.SearchStrategy[Any] = st.recursive(
    st.builds(Day, value=st.dates()) | st.builds(AsOf) | _any_path,
    lambda dates: (
        st.builds(
            Shift, base=dates, by=st.builds(Days, days=st.integers(-9, 9)) | st.builds(Parameter, name=_names)
        )
        | st.builds(Latest, of=st.lists(dates, max_size=2).map(tuple))
        | st.builds(Earliest, of=st.lists(dates, max_size=2).map(tuple))
    ),
    max_leaves=4,
)
_any_term = (
    _any_date
    | st.builds(Constant, value=_plain)
    | st.builds(Parameter, name=_names)
    | st.builds(
        ValueSet, values=st.lists(_plain, max_size=2).map(tuple), name=st.sampled_from((None, "some_areas"))
    )
)
_any_compare = st.builds(
    Compare,
    left=_any_path | st.builds(Age, path=_any_path),
    op=st.sampled_from(("eq", "in", "lt", "le", "gt", "ge", "contains")),
    right=_any_term,
)


def _groups(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, max_size=3).map(tuple)
    return (
        st.builds(All, of=several)
        | st.builds(AnyOf, of=several)
        | st.builds(AtLeast, n=st.integers(-1, 4), of=several)
        | st.builds(Not, of=parts)
    )


def _any_group(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    item, bound = st.sampled_from(("item", "need")), st.none() | st.integers(-1, 3)
    return (
        _groups(parts)
        | st.builds(Use, name=_names, of=parts)
        | st.builds(Count, over=_any_path, item=item, where=parts, at_least=bound, at_most=bound)
        | st.builds(Every, over=_any_path, item=item, where=parts, satisfies=parts)
    )


any_condition: st.SearchStrategy[Condition] = st.recursive(
    _any_compare | st.builds(Known, path=_any_path), _any_group, max_leaves=8
)
"""Every condition that can be built, sensible or not."""

_texts = st.text("{}%| abneed.", max_size=12) | st.sampled_from(
    (
        "{{ need.area | label }}",
        "{{ a.b.c }}",
        "{{ a[0] }}",
        "{{ parameters }}",
        "{{ x | day(1) }}",
        "{# a #}",
    )
)


@st.composite
def any_pack(draw: st.DrawFn) -> Pack:
    """Draw a pack with one rule that can hold anything anywhere."""
    text = Text(da=draw(_texts), en=draw(_texts))
    each = st.builds(ForEach, over=_any_path, item=st.just("need"), where=any_condition)
    repeats = st.builds(Repeats, last=_any_date, every=st.builds(Parameter, name=_names), start=_any_date)
    rule = bare_rule(
        subject=draw(st.sampled_from(list(Subject))),
        finding=text,
        applies_when=draw(any_condition),
        for_each=draw(st.none() | each),
        requires=draw(st.none() | any_condition),
        deadline=draw(st.none() | _any_date),
        repeats=draw(st.none() | repeats),
        exempt_when=(Exemption(reason="waived", when=draw(any_condition)),),
        remedy=TEXT,
    )
    return pack(rule, definitions={"some": draw(any_condition)})


# Conditions on few fields, so that parts often contradict one another.

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


def _path(root: str, *steps: str) -> Path:
    return Path(root=root, steps=steps)


def _fixed_dates(*others: Path) -> st.SearchStrategy[Any]:
    base = st.builds(Day, value=st.dates(FIRST, LAST)) | st.builds(AsOf) | st.sampled_from(others)
    return st.recursive(
        base,
        lambda dates: (
            st.builds(
                Shift,
                base=dates,
                by=st.builds(Days, days=st.integers(0, 30)) | st.just(Parameter(name="some_days")),
                back=st.booleans(),
            )
            | st.builds(Latest, of=st.lists(dates, min_size=1, max_size=2).map(tuple))
            | st.builds(Earliest, of=st.lists(dates, min_size=1, max_size=2).map(tuple))
        ),
        max_leaves=3,
    )


def _asks(left: Path | Age, ops: Sequence[str], right: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    compare = st.builds(Compare, left=st.just(left), op=st.sampled_from(ops), right=right)
    return compare | (st.just(Known(path=left)) if isinstance(left, Path) else st.nothing())


def _coded(path: Path, codes: Sequence[str]) -> st.SearchStrategy[Any]:
    several = st.lists(st.sampled_from(codes), max_size=3).map(tuple)
    return _asks(path, ["eq"], st.builds(Constant, value=st.sampled_from(codes))) | st.builds(
        Compare, left=st.just(path), op=st.just("in"), right=st.builds(ValueSet, values=several)
    )


_orders = ("eq", "lt", "le", "gt", "ge")
_enrolled, _ended = _path("case", "enrolment", "enrolled_on"), _path("case", "enrolment", "ended_on")
_on_record = (
    _asks(_enrolled, _orders, _fixed_dates(_ended))
    | _asks(_ended, _orders, _fixed_dates(_enrolled))
    | _coded(_path("case", "citizen", "sex"), ("female", "male", "other"))
    | _asks(_path("case", "anonymous"), ["eq"], st.builds(Constant, value=st.booleans()))
    | _asks(
        Age(path=_path("case", "citizen", "birth_date")),
        _orders,
        st.builds(Constant, value=st.integers(-1, 40)) | st.just(Parameter(name="some_years")),
    )
)
_on_need = (
    _coded(_path("need", "area"), ("housing", "economy"))
    | _asks(_path("need", "barrier"), ["eq"], st.builds(Constant, value=st.booleans()))
    | _asks(_path("need", "identified_on"), _orders, _fixed_dates(_enrolled, _path("need", "resolved_on")))
    | _asks(_path("need", "resolved_on"), _orders, _fixed_dates(_path("need", "identified_on")))
)
_on_agreement = _asks(_path("deal", "due_on"), _orders, _fixed_dates(_enrolled)) | _asks(
    _path("deal", "completed_on"), _orders, _fixed_dates(_path("deal", "due_on"))
)
_on_score = _asks(
    _path("score", "score"),
    _orders,
    st.builds(Constant, value=st.floats(-0.5, 1.5) | st.integers(0, 1))
    | st.just(Parameter(name="some_score")),
)


def _grouped(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(parts, _groups, max_leaves=5)


def _over(path: Path, item: str, inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    bound = st.none() | st.integers(0, 2)
    where = _grouped(inner)
    counts = st.builds(
        Count, over=st.just(path), item=st.just(item), where=where, at_least=st.integers(0, 2), at_most=bound
    )
    return counts | st.builds(Every, over=st.just(path), item=st.just(item), where=where, satisfies=where)


_on_assessment = _over(_path("assessment", "scores"), "score", _on_score)

tight_conditions: st.SearchStrategy[Condition] = _grouped(
    _on_record
    | _over(_path("case", "needs"), "need", _on_need)
    | _over(_path("case", "agreements"), "deal", _on_agreement)
    | _over(_path("case", "assessments"), "assessment", _on_assessment)
)
"""Well-typed conditions on the case."""


def settings_within_bounds() -> st.SearchStrategy[Settings]:
    """Draw values of the parameters within their bounds, each of them possibly not set."""
    values = {
        parameter.name: st.just(())
        | (
            st.floats(parameter.lower, parameter.upper)
            if parameter.name == "some_score"
            else st.integers(int(parameter.lower), int(parameter.upper))
        ).map(lambda value: (Dated(value=value),))
        for parameter in PARAMETERS
    }
    return st.fixed_dictionaries(values)
