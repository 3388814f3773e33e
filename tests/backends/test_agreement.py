"""The Python back end gives the reference evaluator's answers, on rules and cases drawn at random.

`make agree` does the same on 200,000 pairs of a rule and a case.
"""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers import RuleAnswers
from guidelinekit.case import Case
from guidelinekit.lang.rule import Rule
from guidelinekit.semantics.reference import judge
from guidelinekit.testing.about import cases_about
from guidelinekit.testing.records import days
from guidelinekit.testing.rule import rules
from guidelinekit.testing.terms import SETTINGS

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
def test_explanations_agree(drawn: Drawn, as_of: date) -> None:
    """So are reads, missing fields, parameters, what closes the gap and when the verdict changes."""
    rule, cases = drawn
    answers = RuleAnswers(rule, SETTINGS)
    for case in cases:
        assert answers.details_agree(case, as_of)


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
        found = answers.program.bound(as_of, rule.subject, until)(case)
        assert [(status, due_on) for _, status, _, _, due_on in found] == expected
