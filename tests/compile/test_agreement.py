"""The Python back end gives the reference evaluator's answers, on rules and cases drawn at random.

`make agree` does the same on 200,000 pairs of a rule and a case.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import agreement
from answers import RuleAnswers, reference
from guidelinekit.case import Case
from guidelinekit.compile.closures import Closures, OnRecord
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.lang.expr import TRUE, All, AnyOf, Every, Use
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Status
from guidelinekit.semantics.next_change import turning_points
from guidelinekit.semantics.reference import judge
from guidelinekit.testing.conditions import conditions, searches
from guidelinekit.testing.records import cases_about, days
from guidelinekit.testing.rule import rules
from guidelinekit.testing.terms import RECORD, SETTINGS, lists

random_cases = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
Drawn = tuple[Rule, list[Case]]


def with_cases(rule: Rule) -> st.SearchStrategy[Drawn]:
    """Draw a few cases that document what a rule reads."""
    return st.tuples(st.just(rule), st.lists(cases_about(rule), min_size=1, max_size=3))


@random_cases
@given(drawn=rules().flatmap(with_cases), as_of=days)
def test_verdicts_agree(drawn: Drawn, as_of: date) -> None:
    """Status, reason where it is told, subject and due date are the same."""
    rule, cases = drawn
    answers = RuleAnswers(rule, SETTINGS)
    for case in cases:
        assert answers.verdicts_agree(case, as_of)


@random_cases
@given(drawn=rules().flatmap(with_cases), as_of=days)
def test_closures_agree(drawn: Drawn, as_of: date) -> None:
    """Closures give the same, with every reason, what is missing, and the day on which a result changes."""
    rule, cases = drawn
    answers = RuleAnswers(rule, SETTINGS)
    for case in cases:
        assert answers.findings_agree(case, as_of)


@random_cases
@given(drawn=rules().flatmap(with_cases), as_of=days)
def test_the_first_change_agrees(drawn: Drawn, as_of: date) -> None:
    """A record first changes where the reference first says something else, be it of what is no duty yet."""
    rule, cases = drawn
    answers = RuleAnswers(rule, SETTINGS)
    for case in cases:
        now = statuses(rule, case, as_of, as_of)
        points = turning_points(rule, case, as_of, SETTINGS)
        later = (day for day in points if statuses(rule, case, day, as_of) != now)
        expected = next(later, None)
        on_record = OnRecord(answers.closures, case, as_of)
        assert on_record.first_change(on_record.judge(rule.subject)) == expected
        outcomes, until = answers.program.judge(case, as_of, rule.subject)
        for alone in (None, answers.program.alone):
            held = OnRecord(answers.closures, case, as_of, until, alone)
            assert held.first_change(outcomes) == expected


def statuses(rule: Rule, case: Case, day: date, until: date) -> list[tuple[str, Status]]:
    """Return what the reference says on a day if nothing is recorded until then."""
    judgements = judge(rule, case, day, SETTINGS, recorded_until=until)
    return [(each.verdict.subject, each.verdict.status) for each in judgements]


@random_cases
@given(drawn=rules().flatmap(with_cases), as_of=days, until=days)
def test_verdicts_agree_on_a_record_that_ends_earlier(drawn: Drawn, as_of: date, until: date) -> None:
    """Judged later than the last day recorded, the program sees no more than the reference evaluator."""
    rule, cases = drawn
    answers = RuleAnswers(rule, SETTINGS)
    for case in cases:
        expected = [
            (one.verdict.status, one.verdict.due_on)
            for one in judge(rule, case, as_of, SETTINGS, recorded_until=until)
        ]
        found, _ = answers.program.bound(as_of, rule.subject, until)(case)
        assert [(status, due_on) for _, status, _, _, due_on in found] == expected


@st.composite
def definitions(draw: st.DrawFn) -> Use:
    """Draw a definition; often one that asks something of each item of a list, as those about needs do."""
    over, item = draw(lists(RECORD).filter(lambda found: "area" in found[1].fields))
    each = Every(over=over, item="each", where=TRUE, satisfies=draw(searches({**RECORD, "each": item})))
    return Use(name="shared", of=each if draw(st.integers(0, 3)) else draw(conditions()))


@st.composite
def packs(draw: st.DrawFn) -> list[Rule]:
    """Draw rules of one pack that use the same definition: the first of them where it judges items."""
    used = draw(definitions())
    first = draw(rules().filter(lambda rule: rule.for_each is not None and rule.requires is not None))
    whole = []
    for number, rule in enumerate([first, *draw(st.lists(rules(), min_size=1, max_size=2))]):
        key = "applies_when" if number and rule.requires is None else "requires"
        parts = (used, getattr(rule, key))
        together = All(of=parts) if draw(st.booleans()) else AnyOf(of=parts)
        whole.append(rule.model_copy(update={"id": f"drawn/rule-{number}", key: together}))
    return whole


@settings(random_cases, max_examples=40)
@given(drawn=packs().flatmap(lambda pack: st.tuples(st.just(pack), cases_about(*pack))), as_of=days)
def test_rules_that_share_a_definition_agree(drawn: tuple[list[Rule], Case], as_of: date) -> None:
    """Compiled together, with what they share worked out once, rules give what each gives alone, as long."""
    pack, case = drawn
    found, until = PythonProgram(pack, {"drawn": SETTINGS}).judge(case, as_of)
    as_functions = PythonProgram(pack, {"drawn": SETTINGS}, worth_a_function=1)
    assert as_functions.judge(case, as_of) == (found, until)
    now = [statuses(rule, case, as_of, as_of) for rule in pack]
    points = {day for rule in pack for day in turning_points(rule, case, as_of, SETTINGS)}
    changes = (day for day in sorted(points) if [statuses(each, case, day, as_of) for each in pack] != now)
    closures = Closures(pack, {"drawn": SETTINGS})
    assert OnRecord(closures, case, as_of, until).first_change(found) == next(changes, None)
    for number, rule in enumerate(pack):
        expected = [(one["status"], one["due_on"]) for one in reference(rule, case, as_of, SETTINGS)]
        assert [(status, due) for index, status, _, _, due in found if index == number] == expected


def test_a_long_run_that_compares_nothing_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a pair it says so and fails, and does not break off."""
    monkeypatch.setattr("sys.argv", ["agreement.py", "--pairs", "0", "--jobs", "1"])
    assert agreement.main() == 1
    assert capsys.readouterr().out.startswith("0 pairs of a rule and a case")
