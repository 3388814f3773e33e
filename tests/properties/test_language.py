"""What holds for every rule on every case, whatever the rule asks and whatever the case documents."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from guidelinekit.case import Case
from guidelinekit.case.model.values import OwnId
from guidelinekit.lang.expr import CASE, All, AnyOf, AtLeast, Condition, Count, Every, Not
from guidelinekit.lang.rule import Dated, Rule
from guidelinekit.results import Missing
from guidelinekit.semantics.as_of import DatedBy, Mark, has_begun
from guidelinekit.semantics.conditions import trace
from guidelinekit.semantics.next_change import changes_on
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.truth import UNKNOWN, Truth
from guidelinekit.semantics.values import Item, Scope, Settings, moved
from guidelinekit.testing.conditions import conditions
from guidelinekit.testing.records import LAST, cases_about, days, documents_about
from guidelinekit.testing.rule import rules
from guidelinekit.testing.terms import FULL, RECORD, SETTINGS, Dialect, lists

HORIZON = 400
shifts = st.integers(-400, 400)
evaluation_dates = days | st.dates(date(2026, 1, 1), LAST)
"""Dates among those of the cases, more often late than early, when more has happened."""
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

random_cases = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


RuleAndCase = tuple[Rule, Case]


def with_case(rule: Rule) -> st.SearchStrategy[RuleAndCase]:
    """Draw a case for a rule."""
    return cases_about(rule).map(lambda record: (rule, record))


def said(judgement: Judgement) -> tuple[object, ...]:
    """Give all that a judgement says."""
    return judgement.verdict, frozenset(judgement.missing)


def known_of(node: Condition, record: Case, as_of: date) -> tuple[Truth, frozenset[Missing]]:
    """Give a condition's truth on a record, and what is missing when it is unknown."""
    found = trace(node, Scope({CASE: Item("", record)}, as_of, as_of, SETTINGS))
    return found.truth, frozenset(found.missing)


def each_day_after(as_of: date) -> Iterator[date]:
    """Give the days up to the horizon."""
    left = (date.max - as_of).days
    return (as_of + timedelta(days=n) for n in range(1, min(HORIZON, left) + 1))


def changed(tree: Any, change: Callable[[Any], Any]) -> Any:
    """Give a JSON tree with each of its parts changed, the inner ones first."""
    if isinstance(tree, dict):
        return change({key: changed(part, change) for key, part in tree.items()})
    return change([changed(part, change) for part in tree] if isinstance(tree, list) else tree)


def may_be_moved(*parts: BaseModel) -> bool:
    """Tell whether all is counted in days, as months differ in length, and far from the calendar's ends."""
    text = "".join(part.model_dump_json() for part in parts)
    years = [int(day[:4]) for day in ISO.findall(text)]
    return '"node":"months"' not in text and all(1000 < year < 9000 for year in years)


def cut_at(record: Any, day: date) -> Any:
    """Give a record without anything that happened after a day."""
    if isinstance(record, tuple):
        kept = (part for part in record if not happens_after(part, day))
        return tuple(cut_at(part, day) for part in kept)
    if not isinstance(record, BaseModel):
        return record
    values = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        later = isinstance(value, date) and value > day and Mark.PLANNED not in field.metadata
        values[name] = None if later else cut_at(value, day)
        dated = next((mark for mark in field.metadata if isinstance(mark, DatedBy)), None)
        if dated is not None and (getattr(record, dated.field) or day) > day:
            values[name] = dated.not_yet
    return record.model_copy(update=values)


def happens_after(item: Any, day: date) -> bool:
    """Tell whether an item of a list came after a day."""
    if isinstance(item, date):
        return item > day
    marked = (
        [n for n, f in type(item).model_fields.items() if Mark.OCCURRENCE in f.metadata]
        if isinstance(item, BaseModel)
        else []
    )
    return any(getattr(item, name) > day for name in marked)


@random_cases
@given(drawn=rules().flatmap(with_case), as_of=evaluation_dates)
def test_changes_on_is_exact(drawn: RuleAndCase, as_of: date) -> None:
    """A status is the same on each day before `changes_on`, and another on that day."""
    rule, record = drawn
    later: dict[date, dict[str, object]] = {
        day: {j.verdict.subject: j.verdict.status for j in judge(rule, record, day, SETTINGS, as_of)}
        for day in each_day_after(as_of)
    }
    for judgement in judge(rule, record, as_of, SETTINGS):
        subject, status = judgement.verdict.subject, judgement.verdict.status
        found = changes_on(rule, record, judgement, SETTINGS)
        first = next((day for day, statuses in later.items() if statuses.get(subject) != status), None)
        within = found is not None and found <= as_of + timedelta(days=HORIZON)
        assert first == (found if within else None)


@random_cases
@given(
    drawn=rules(Dialect(ages=False)).flatmap(with_case), as_of=evaluation_dates, shift=st.integers(-400, 400)
)
def test_everything_may_be_moved_in_time(drawn: RuleAndCase, as_of: date, shift: int) -> None:
    """Moving every date by the same days moves the dates of the results and changes nothing else."""
    rule, record = drawn
    assume(may_be_moved(rule, record) and 1000 < as_of.year < 9000)

    def moved(day: date) -> date:
        return day + timedelta(days=shift)

    def moved_text(part: Any) -> Any:
        written = isinstance(part, str) and ISO.fullmatch(part)
        return moved(date.fromisoformat(part)).isoformat() if written else part

    moved_rule = Rule.model_validate(changed(rule.model_dump(mode="json"), moved_text))
    moved_record = Case.model_validate(changed(record.model_dump(mode="json"), moved_text))
    moved_settings: Settings = {
        name: tuple(Dated(start=v.start and moved(v.start), value=v.value) for v in values)
        for name, values in SETTINGS.items()
    }
    before = judge(rule, record, as_of, SETTINGS)
    after = judge(moved_rule, moved_record, moved(as_of), moved_settings)
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        due, changes = one.verdict.due_on, changes_on(rule, record, one, SETTINGS)
        assert (other.verdict.status, other.verdict.reason) == (one.verdict.status, one.verdict.reason)
        assert frozenset(other.missing) == frozenset(one.missing)
        assert other.verdict.due_on == (due and moved(due))
        assert changes_on(moved_rule, moved_record, other, moved_settings) == (changes and moved(changes))


@random_cases
@given(drawn=rules().flatmap(with_case), as_of=evaluation_dates)
def test_order_of_records_does_not_matter(drawn: RuleAndCase, as_of: date) -> None:
    """Turning every list round leaves the same statuses, due dates and days of change."""
    rule, record = drawn
    turned = Case.model_validate(
        changed(record.model_dump(mode="json"), lambda part: part[::-1] if isinstance(part, list) else part)
    )

    def statuses(of: Case) -> Counter[object]:
        found = judge(rule, of, as_of, SETTINGS)
        return Counter((j.verdict.status, j.verdict.due_on, changes_on(rule, of, j, SETTINGS)) for j in found)

    assert statuses(turned) == statuses(record)


@random_cases
@given(rule=rules(), as_of=evaluation_dates, data=st.data())
def test_what_comes_later_changes_nothing(rule: Rule, as_of: date, data: st.DataObject) -> None:
    """Items dated after the date of the evaluation change neither what is said on it nor `changes_on`."""
    assume(as_of < date.max)
    document, more = data.draw(documents_about(rule)), data.draw(documents_about(rule))
    grown = dict(document)
    for name, items in more.items():
        if not isinstance(document.get(name), list) or not isinstance(items, list):
            continue
        model = Case.model_fields[name]
        marks = [
            n for n, f in item_model(model.annotation).model_fields.items() if Mark.OCCURRENCE in f.metadata
        ]
        day = moved(as_of, data.draw(st.integers(1, 400))).isoformat()
        own = next((mark.field for mark in model.metadata if isinstance(mark, OwnId)), None)
        for number, item in enumerate(items):
            another = {own: f"later {number}"} if item.get(own) else {}
            grown[name] = [*grown[name], {**item, **dict.fromkeys(marks, day), **another}]
    record, later = Case.model_validate(document), Case.model_validate(grown)
    assume(has_begun(later, Case, as_of) == has_begun(record, Case, as_of))
    before, after = judge(rule, record, as_of, SETTINGS), judge(rule, later, as_of, SETTINGS)
    assert [said(j) for j in after] == [said(j) for j in before]
    for one, other in zip(before, after, strict=True):
        assert changes_on(rule, later, other, SETTINGS) == changes_on(rule, record, one, SETTINGS)


def item_model(annotation: Any) -> type[BaseModel]:
    """Find the model of a list's items in its annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(item_model(part) for part in annotation.__args__ if part not in (type(None), ...))


@random_cases
@given(drawn=rules().flatmap(with_case), as_of=evaluation_dates, later=st.integers(0, 60))
def test_what_is_recorded_until_a_day_is_the_record_cut_at_it(
    drawn: RuleAndCase, as_of: date, later: int
) -> None:
    """Judging with what was recorded until a day is judging a record from which the rest was removed."""
    rule, record = drawn
    assume(has_begun(record, Case, as_of) and later <= (date.max - as_of).days)
    day = as_of + timedelta(days=later)
    until = [j.verdict for j in judge(rule, record, day, SETTINGS, as_of)]
    cut = [j.verdict for j in judge(rule, cut_at(record, as_of), day, SETTINGS)]
    assert [(v.status, v.reason, v.due_on) for v in until] == [(v.status, v.reason, v.due_on) for v in cut]


@random_cases
@given(parts=st.lists(conditions(), min_size=1, max_size=4), as_of=evaluation_dates, data=st.data())
def test_conditions_obey_the_laws_of_three_valued_logic(
    parts: list[Condition], as_of: date, data: st.DataObject
) -> None:
    """De Morgan's laws, double negation and counting hold, for the truth and for what is missing."""
    record = data.draw(cases_about(*parts))
    of = tuple(parts)
    opposites = tuple(Not(of=part) for part in of)

    def same(one: Condition, other: Condition) -> bool:
        return known_of(one, record, as_of) == known_of(other, record, as_of)

    assert same(Not(of=All(of=of)), AnyOf(of=opposites))
    assert same(Not(of=AnyOf(of=of)), All(of=opposites))
    assert same(Not(of=opposites[0]), of[0])
    assert same(AtLeast(n=1, of=of), AnyOf(of=of))
    assert same(AtLeast(n=len(of), of=of), All(of=of))
    assert same(All(of=of), All(of=of[::-1]))
    for n in range(1, len(of) + 1):
        assert same(Not(of=AtLeast(n=n, of=of)), AtLeast(n=len(of) - n + 1, of=opposites))


@random_cases
@given(data=st.data(), as_of=evaluation_dates, n=st.integers(1, 3))
def test_quantifiers_obey_the_laws_of_three_valued_logic(data: st.DataObject, as_of: date, n: int) -> None:
    """Every item satisfies when none fails to, and at most n match when n + 1 do not."""
    over, item = data.draw(lists(RECORD))
    inside = conditions({**RECORD, "item": item}, FULL, 1)
    where, satisfies = data.draw(inside), data.draw(inside)
    record = data.draw(cases_about(over, where, satisfies))

    def count(where: Condition, at_least: int | None = None, at_most: int | None = None) -> Count:
        return Count(over=over, item="item", where=where, at_least=at_least, at_most=at_most)

    def same(one: Condition, other: Condition) -> bool:
        return known_of(one, record, as_of) == known_of(other, record, as_of)

    every = Every(over=over, item="item", where=where, satisfies=satisfies)
    assert same(every, Not(of=count(All(of=(where, Not(of=satisfies))), at_least=1)))
    assert same(count(where, at_most=n), Not(of=count(where, at_least=n + 1)))
    both = count(where, at_least=1, at_most=n)
    apart = All(of=(count(where, at_least=1), count(where, at_most=n)))
    assert known_of(both, record, as_of)[0] is known_of(apart, record, as_of)[0]


def nullable(record: Any, route: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the route of every documented field that might as well not be."""
    if isinstance(record, tuple):
        for index, part in enumerate(record):
            yield from nullable(part, (*route, index))
    if isinstance(record, BaseModel):
        for name, field in type(record).model_fields.items():
            value = getattr(record, name)
            if not field.is_required() and field.default is None and value is not None:
                yield (*route, name)
            yield from nullable(value, (*route, name))


def without(document: Any, route: tuple[str | int, ...]) -> None:
    """Set the field at a route to null, unless a field above it was."""
    for step in route[:-1]:
        document = document[step]
        if document is None:
            return
    document[route[-1]] = None


@random_cases
@given(
    condition=conditions(dialect=Dialect(known=False, extremes=False), depth=3),
    as_of=evaluation_dates,
    data=st.data(),
)
def test_more_documentation_never_turns_a_truth_round(
    condition: Condition, as_of: date, data: st.DataObject
) -> None:
    """What is true or false with less documented stays so with more, unless it asks what is documented."""
    record = data.draw(cases_about(condition))
    document = record.model_dump(mode="json")
    for route in sorted(
        data.draw(st.sets(st.sampled_from(sorted(nullable(record), key=str) or [("request",)]))), key=str
    ):
        without(document, route)
    less = known_of(condition, Case.model_validate(document), as_of)[0]
    more = known_of(condition, record, as_of)[0]
    assert less in {more, UNKNOWN}
