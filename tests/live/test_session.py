"""A live case: every fact and every day gives what evaluating the whole case gives, told as what changed."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from guidelinekit import Case, load_rules
from guidelinekit.errors import InputError, UsageError
from guidelinekit.evaluate.timeline import timeline
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.live import Fact, LiveSession, LiveSessions, Transition, read_fact
from guidelinekit.live.facts import LISTS, facts_in
from guidelinekit.model import Activity, Enrolment, Need, Request
from guidelinekit.results import Status
from guidelinekit.synthetic.generate import AS_OF, generate

RULES = load_rules(["ssb-2016"])
START = date(2026, 1, 5)
NEED = Need(need_id="n1", area="housing", identified_on=date(2026, 1, 12), barrier=True)
CASES = tuple(generate(24, 5))


def said(case: Case, as_of: date) -> dict[tuple[str, str], Status]:
    """Return what all rules say of a case as a whole, but for those that do not apply."""
    results = RULES.evaluate(case, as_of=as_of).results
    return {(r.rule, r.item): r.status for r in results if r.status is not Status.NOT_APPLICABLE}


def pairs(transitions: tuple[Transition, ...]) -> dict[str, tuple[Status | None, Status | None]]:
    """Return from what to what each rule went, by the part of its id after the number."""
    return {each.rule.partition("/")[2]: (each.before, each.after) for each in transitions}


@pytest.mark.parametrize("number", range(len(CASES)))
def test_facts_in_any_order_come_to_what_the_case_says(number: int) -> None:
    """Recorded one by one in a random order, the facts of a case give the same statuses after each."""
    case, random = CASES[number], Random(number)  # noqa: S311 - an order, no secret
    facts = list(facts_in(case))
    random.shuffle(facts)
    facts.sort(key=lambda fact: fact.place == "activities")  # they may name a pregnancy
    session = LiveSession(
        RULES, case.case_id, AS_OF, not_recorded=[name for name in LISTS if getattr(case, name) is None]
    )
    statuses = {(each.rule, each.item): each.after for each in session.opened}
    for step, fact in enumerate(facts):
        for each in session.record(fact):
            assert each.before == statuses.get((each.rule, each.item))
            statuses[each.rule, each.item] = each.after
        if step % 4 == number % 4 or fact is facts[-1]:
            assert session.statuses == said(session.case, AS_OF)
    assert {duty: status for duty, status in statuses.items() if status is not None} == session.statuses


@pytest.mark.parametrize("number", range(0, len(CASES), 2))
def test_days_that_come_give_the_timeline(number: int) -> None:
    """Followed from before it began, a case changes on the days that its timeline has."""
    case = CASES[number]
    session = LiveSession(RULES, case, date(2020, 1, 1))
    turned = [(each.on, each.rule, each.item, each.after) for each in session.advance(AS_OF)]
    expected = []
    for history in timeline(RULES, case, until=AS_OF):
        before = session_status(session.opened, history.rule, history.item)
        for turn in history.turns:
            status = None if turn.result is None else turn.result.status
            status = None if status is Status.NOT_APPLICABLE else status
            if status is not before and RULES.rule(history.rule).subject is Subject.CASE:
                expected.append((turn.day, history.rule, history.item, status))
            before = status
    assert sorted(turned, key=str) == sorted(expected, key=str)


def session_status(opened: tuple[Transition, ...], rule: str, item: str) -> Status | None:
    """Return what a duty was when the session began."""
    return next((each.after for each in opened if (each.rule, each.item) == (rule, item)), None)


def begun() -> LiveSession:
    """Return the session of a citizen who asked for treatment, was enrolled and has a barrier."""
    session = LiveSession(RULES, "a", START)
    session.record(Request(requested_on=date(2025, 12, 20)))
    session.record(Enrolment(enrolled_on=START))
    session.advance(date(2026, 1, 12))
    session.record(NEED)
    return session


def test_a_gap_opens_and_closes() -> None:
    """The deadline passes unused, and a contact made late closes the gap."""
    session = begun()
    (opened,) = (each for each in session.advance(date(2026, 2, 1)) if "3.2.4-early" in each.rule)
    assert (opened.before, opened.after, opened.on) == (Status.DUE, Status.UNMET, date(2026, 1, 27))
    assert (opened.item, opened.because, opened.key) == (
        "need:n1",
        "",
        "a ssb-2016/3.2.4-early-partner-contact need:n1",
    )
    contact = read_fact(
        {
            "partner_contacts": {
                "contact_id": "c1",
                "partner": "housing_office",
                "areas": ["housing"],
                "established_on": "2026-02-01",
            }
        }
    )
    assert isinstance(contact, Fact)
    (closed,) = (each for each in session.record(contact) if "3.2.4-early" in each.rule)
    assert (closed.before, closed.after, closed.because) == (Status.UNMET, Status.MET_LATE, "contact:c1")
    assert closed.to_dict()["from"] == "unmet"


def test_what_is_withdrawn_or_corrected_is_as_never_recorded() -> None:
    """Without the need, and with the need noted another day, the statuses are those of such a case."""
    session = begun()
    before = session.statuses
    gone = session.withdraw("need:n1")
    assert ("ssb-2016/3.2.4-early-partner-contact", "need:n1") not in session.statuses
    assert {each.after for each in gone if each.item == "need:n1"} == {None}
    session.record(NEED)
    assert session.statuses == before
    session.correct(NEED.model_copy(update={"identified_on": date(2026, 1, 8)}))
    assert session.statuses == said(session.case, session.as_of)
    session.withdraw("request")
    assert session.case.request is None
    with pytest.raises(UsageError, match="there is nothing in `request`"):
        session.withdraw("request")


def test_a_fact_that_cannot_be_changes_nothing() -> None:
    """An id twice, an unknown item, a day that has passed and a type that is no fact are refused."""
    session = begun()
    case, statuses = session.case, session.statuses
    with pytest.raises(UsageError, match="has this id already"):
        session.record(NEED)
    with pytest.raises(UsageError, match="no item of `needs` has the id"):
        session.correct(NEED.model_copy(update={"need_id": "n2"}))
    with pytest.raises(UsageError, match="no item with this key"):
        session.withdraw("need:n2")
    with pytest.raises(UsageError, match="followed to 2026-01-12 already"):
        session.advance(START)
    with pytest.raises(UsageError, match="RuleSet is no part of a case"):
        session.record(RULES)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="names a pregnancy that is not in the case"):
        session.record(Activity(code="pregnancy_screening", outcome="done", done_on=START, pregnancy_id="p1"))
    assert (session.case, session.statuses) == (case, statuses)


def test_a_session_is_saved_and_goes_on() -> None:
    """Restored from its JSON in the middle, a session says what one that was never saved says."""
    session = begun()
    restored, changed = LiveSession.from_json(RULES, session.to_json())
    assert changed == ()
    assert restored.advance(AS_OF) == session.advance(AS_OF)
    assert (restored.case, restored.statuses) == (session.case, session.statuses)
    with pytest.raises(InputError, match="no saved session"):
        LiveSession.from_json(RULES, '{"version": 1}')


def test_other_rules_are_told_of_when_a_session_goes_on() -> None:
    """What the rules of today say otherwise of a saved session is told, because of the rules."""
    fewer = RULES.select(["3.2.4-*"])
    _, changed = LiveSession.from_json(fewer, begun().to_json())
    assert {each.because for each in changed} == {"rules"}
    assert pairs(changed)["3.2.1-multiple-needs"] == (Status.DUE, None)


def test_waivers_count_until_they_expire() -> None:
    """A gap that is set aside opens on the day after its waiver."""
    waiver = Waiver(
        rule="ssb-2016/3.2.4-early-partner-contact",
        case_id="a",
        reason="-",
        by="-",
        expires=date(2026, 3, 1),
    )
    rules = load_rules(["ssb-2016"], waivers=[waiver])
    session = LiveSession(rules, begun().case, date(2026, 1, 12))
    turns = [each for each in session.advance(date(2026, 4, 1)) if each.rule == waiver.rule]
    assert [(each.before, each.after, each.on) for each in turns] == [
        (Status.EXEMPT, Status.UNMET, date(2026, 3, 2))
    ]


def test_many_cases_wait_on_the_disk(tmp_path: Any) -> None:
    """With two in memory and the others as files, many cases say what they say all in memory, day by day."""
    waiting = LiveSessions(RULES, START, tmp_path, most=2)
    together = LiveSessions(RULES, START)
    for sessions in (waiting, together):
        for name in ("a", "b/c", "d", "e"):
            sessions.record(name, Enrolment(enrolled_on=START))
    assert len(list(tmp_path.iterdir())) == 2
    day = START
    for _ in range(4):
        day += timedelta(days=20)
        assert set(waiting.advance(day)) == set(together.advance(day))
        assert waiting.record("d", NEED.model_copy(update={"need_id": str(day), "identified_on": day})) == (
            together.record("d", NEED.model_copy(update={"need_id": str(day), "identified_on": day}))
        )
    waiting.save()
    again = LiveSessions(RULES, day, tmp_path)
    assert sorted(again) == ["a", "b/c", "d", "e"]
    assert again.advance(day) == ()
    assert again["d"].statuses == together["d"].statuses
    with pytest.raises(UsageError, match="no case with this id"):
        again.withdraw("x", "need:n1")
