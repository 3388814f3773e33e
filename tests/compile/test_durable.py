"""durable-rules as a second, independent reading: it says what the reference evaluator says."""

import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from engines_agree import PACKS, bundled, random_share
from guidelinekit import load_rules
from guidelinekit.compile.base import UnsupportedError
from guidelinekit.compile.closures import Closures
from guidelinekit.compile.durable import DurableSession, algebra, memory, programs_of
from guidelinekit.errors import UsageError
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Subject
from guidelinekit.live import Engine, LiveSession, LiveSessions
from guidelinekit.live.watch import Watch
from guidelinekit.synthetic.generate import AS_OF, generate

pytest.importorskip("durable_rules_engine", reason="durable-rules is built for Python 3.11 and 3.12 only")
EVENTS = Path(__file__).parents[2] / "examples" / "events.ndjson"
EARLY = load_rules(["ssb-2016"]).select(["3.2.4-early-partner-contact", "3.4.2-*"])
LAW = load_rules(["law"])


def test_random_rules_mean_the_same() -> None:
    """Rules drawn at random, on records drawn for them, come to what the reference evaluator says."""
    count = random_share(3, 100)
    assert (count.pairs > 50, count.disagreements) == (True, [])


@pytest.mark.parametrize("pack", ["law", "ssb-overview"])
def test_bundled_rules_mean_the_same_whatever_order_facts_come_in(pack: str) -> None:
    """Facts told one by one in a random order come to what the reference says, of one case after each."""
    counts = list(bundled(5, 5, (pack,), each_fact=1))
    assert [each for count in counts for each in count.disagreements] == []
    assert counts[0].facts > 5


def test_every_bundled_rule_runs_on_it() -> None:
    """No rule of any pack, about cases, providers or authorities, is refused."""
    rules = load_rules(PACKS)
    settings = {rule.pack: rules.settings(rule) for rule in rules.rules}
    judged = [
        program.duties for subject in Subject for program in programs_of(rules.rules, settings, subject)
    ]
    assert sum(map(len, judged)) == len(rules.rules)


def test_days_within_a_course_mean_the_same() -> None:
    """The same session judged on one day after another forgets what it concluded of the day before."""
    settings = {"ssb-2016": EARLY.settings(EARLY.rules[0])}
    (program,), closures = programs_of(EARLY.rules, settings), Closures(EARLY.rules, settings)
    session = DurableSession(program)
    for case in generate(2, 11):
        for day in (date(2025, 11, 3), date(2026, 2, 1), AS_OF):
            told = [
                (rule, status, item, due_on)
                for rule, status, _, item, due_on in session.judge((0, 1), case, day)
            ]
            assert told == [(c.rule, c.status, c.item, c.due_on) for c in closures.judge(case, day)]


def test_a_live_case_is_told_the_same_by_both_engines() -> None:
    """Fact by fact both engines tell the same transitions, with the same sentences."""
    lines = EVENTS.read_bytes().splitlines()
    told = []
    for engine in Engine:
        watch = Watch(EARLY, date(2026, 1, 1), engine=engine)
        told.append([watch.take(number, line) for number, line in enumerate(lines, 1)])
    assert told[0] == told[1]
    assert sum(map(len, told[0])) > 2


def test_statuses_follow_each_fact() -> None:
    """After each handful of facts, the statuses are those of evaluating the case as it stands."""
    (case,) = generate(1, 23)
    compiled, durable = (
        LiveSession(LAW, case.model_copy(update={"needs": ()}), AS_OF, engine=engine) for engine in Engine
    )
    for need in case.needs or ():
        assert compiled.record(need) == durable.record(need)
        assert compiled.statuses == durable.statuses
    assert durable.withdraw("enrolment") == compiled.withdraw("enrolment")


def test_more_sessions_than_the_engine_holds_take_turns() -> None:
    """Twenty live cases at once, told of in turn, say what they say alone; only a few are in the engine."""
    cases = list(generate(20, 9))
    both = [LiveSessions(LAW, date(2026, 1, 1), engine=engine) for engine in Engine]
    for sessions in both:
        for case in cases:
            sessions.record(case.case_id, case.citizen)
        for case in cases:
            if case.request is not None:
                sessions.record(case.case_id, case.request)
    assert both[0].advance(date(2026, 3, 1)) == both[1].advance(date(2026, 3, 1))


def test_a_case_that_contradicts_itself_is_told_the_same() -> None:
    """What dates that are not believed would silence is undetermined on both engines."""
    (case,) = generate(1, 2)
    enrolment = {"enrolled_on": date(2026, 3, 1), "ended_on": date(2026, 1, 1)}
    broken = type(case).model_validate({**case.model_dump(), "enrolment": enrolment})
    opened = [LiveSession(LAW, broken, AS_OF, engine=engine).opened for engine in Engine]
    assert opened[0] == opened[1]


def test_every_rule_of_the_engine_ends_its_comparisons_safely() -> None:
    """Each pattern that compares facts ends in what keeps the engine from reading on behind its end."""
    (program,) = programs_of(EARLY.rules, {"ssb-2016": EARLY.settings(EARLY.rules[0])})
    patterns = [rule.pattern for block in program.blocks.all.values() for rule in block.rules]
    elements = [tests["$and"] for pattern in patterns for part in pattern[1:] for tests in part.values()]
    assert elements
    assert all("$or" in element[-1] for element in elements)


def test_without_the_engine_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not installed, it is said in both languages when sessions begin, before any fact, with what to do."""
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(UsageError) as refused:
        LiveSessions(LAW, AS_OF, engine="durable")
    assert refused.value.text("da") == (
        "motoren `durable` kræver durable-rules, som ikke er installeret\n"
        "  = hjælp: python -m pip install 'guidelinekit[durable]'; gcc skal være der, for den oversættes"
    )
    assert "needs durable-rules, which is not installed" in refused.value.text("en")
    with pytest.raises(UsageError, match="`rete` is no engine") as unknown:
        LiveSessions(LAW, AS_OF, engine="rete")
    assert "`rete` er ingen motor" in unknown.value.text("da")


def test_from_python_3_13_on_the_build_that_works_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the release installs and fails at its import; why and the one line that mends it are said."""
    (tmp_path / "durable_rules_engine.py").write_text("raise ImportError('undefined symbol')\n", "utf-8")
    monkeypatch.delitem(sys.modules, "durable_rules_engine", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    with pytest.raises(
        UsageError, match=r"release 2\.0\.28 calls a function that Python from 3\.13 on"
    ) as refused:
        memory.engine()
    assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject python -m pip install" in refused.value.text(
        "da"
    )
    monkeypatch.delitem(sys.modules, "durable_rules_engine", raising=False)


def test_what_it_cannot_do_is_named_in_both_languages() -> None:
    """A rule that compares an age with a field is refused by its id and the construct."""
    age = e.Age(path=e.Path(root="case", steps=("citizen", "birth_date")))
    asked = e.Compare(left=age, op="ge", right=e.Path(root="case", steps=("citizen", "birth_date")))
    rule = LAW.rules[0].model_copy(update={"id": "law/old", "requires": asked, "subject": Subject.CASE})
    with pytest.raises(UnsupportedError) as refused:
        programs_of([rule], {})
    assert (
        "law/old: motoren `durable` kan ikke udføre en alder sammenlignet med et felt"
        in refused.value.text("da")
    )
    assert "law/old: the durable engine cannot do an age compared with a field" in refused.value.text("en")


def test_only_what_asks_is_ever_retracted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact that took part in a match and is retracted makes the engine read and write behind the match."""
    real, retracted = memory.engine(), []

    def noted(handle: int, text: str) -> object:
        retracted.append(text)
        return real.retract_fact(handle, text)

    noting = SimpleNamespace(**{**vars(real), "retract_fact": noted})
    monkeypatch.setattr(memory, "engine", lambda: noting)
    settings = {rule.pack: LAW.settings(rule) for rule in LAW.rules}
    session = DurableSession(programs_of(LAW.rules, settings)[0])
    for case in generate(3, 4):
        session.judge(range(len(LAW.rules)), case, AS_OF)
    assert retracted
    assert all('"kind":"s"' in each for each in retracted)


def test_truths_of_two_values_are_put_together_plainly() -> None:
    """Constants vanish, and a double negation is none."""
    flag = algebra.Flag(algebra.Attribute("x", "c"))
    assert algebra.every([True, flag]) == flag
    assert algebra.some(2, [True, flag, False]) == flag
    assert algebra.negation(algebra.negation(flag)) == flag
    assert algebra.among(7, [1, 2, 3]) is False
