"""The check never raises, and is never wrong about what can never be true."""

from datetime import date

from checked_packs import PARAMETERS, bare_rule
from hypothesis import HealthCheck, assume, given, settings
from trees import any_pack, settings_within_bounds, tight_conditions

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.check import check
from guidelinekit.check.codes import CODES
from guidelinekit.check.contradiction import contradiction
from guidelinekit.check.places import Scope
from guidelinekit.lang.expr import Condition
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.results import Status
from guidelinekit.semantics.reference import judge
from guidelinekit.semantics.values import Settings
from guidelinekit.testing.records import cases, days

CASE = Subject.CASE.value
SCOPE = Scope(
    CASE, CASE, {CASE: CATALOGUES[Subject.CASE]}, {}, {parameter.name: parameter for parameter in PARAMETERS}
)


@settings(deadline=None, max_examples=150)
@given(any_pack())
def test_check_never_raises(pack: Pack) -> None:
    """Whatever the tree, the check answers with known codes."""
    assert {found.code for found in check(pack)} <= CODES.keys()


_unhurried = settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_unhurried
@given(tight_conditions, cases(), days, settings_within_bounds())
def test_never_true_is_sound(condition: Condition, case: Case, as_of: date, values: Settings) -> None:
    """What is called never true is true of no case."""
    assume(contradiction([(condition, True)], SCOPE) is not None)
    (judgement,) = judge(bare_rule(requires=condition), case, as_of, values)
    assert judgement.verdict.status is not Status.MET


@_unhurried
@given(tight_conditions, cases(), days, settings_within_bounds())
def test_always_true_is_sound(condition: Condition, case: Case, as_of: date, values: Settings) -> None:
    """What is called never false is false of no case."""
    assume(contradiction([(condition, False)], SCOPE) is not None)
    (judgement,) = judge(bare_rule(requires=condition), case, as_of, values)
    assert judgement.verdict.status is not Status.UNMET
