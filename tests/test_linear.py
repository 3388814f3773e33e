"""What grows costs in proportion: with twice the input, at most three times the calls.

Calls are counted, not seconds, so that the answer is the same on every machine. One thing is left out: a need
is asked about every activity, so both growing together cost as their product.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml

import tiny_packs
from guidelinekit import Case, load_rules, parse_case
from guidelinekit.evaluate import RuleSet
from guidelinekit.evaluate.making import ResultMaker
from guidelinekit.evaluate.timeline import timeline
from guidelinekit.lint import lint
from guidelinekit.live import LiveSession
from guidelinekit.model import Activity
from guidelinekit.report.timeline import history_entry

AS_OF = date(2026, 6, 1)
FEW = 24
MOST_TIMES = 3
ITEMS: dict[str, Callable[[int], dict[str, Any]]] = {
    "needs": lambda n: {"need_id": f"n{n}", "area": "housing", "identified_on": day(n), "barrier": True},
    "agreements": lambda n: {"agreement_id": f"a{n}", "area": "housing", "made_on": day(n), "due_on": day(n)},
    "interventions": lambda n: {"kind": "social_support", "area": "housing", "started_on": day(n)},
    "activities": lambda n: {
        "code": "coordination_meeting",
        "done_on": day(n),
        "outcome": "done",
        "area": "housing",
    },
}


def day(number: int) -> str:
    """Return one of the days of spring."""
    return f"2026-0{2 + number % 4}-{10 + number % 18}"


def case_of(name: str, number: int, items: list[dict[str, Any]] | None = None) -> Case:
    """Return a case that is enrolled, with so many items in one of its lists."""
    case = parse_case(
        {
            "schema_version": "1",
            "case_id": "long",
            "citizen": {},
            "request": {"requested_on": "2026-01-02"},
            "enrolment": {"enrolled_on": "2026-01-05"},
            name: items or [ITEMS[name](n) for n in range(number)],
        }
    )
    assert isinstance(case, Case)
    return case


def calls(work: Callable[[], object]) -> int:
    """Return how many calls a piece of work takes."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def in_proportion(work: Callable[[int], object], few: int = FEW) -> bool:
    """Say whether twice as many cost at most three times as much; the first round makes what is made once."""
    work(2)
    return calls(lambda: work(2 * few)) <= MOST_TIMES * calls(lambda: work(few))


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """Load the bundled rules."""
    return load_rules()


@pytest.mark.parametrize("name", list(ITEMS))
def test_a_case_costs_in_proportion_to_a_list(name: str, rules: RuleSet) -> None:
    """Reading a case, judging it and telling of it grow with each of its lists."""
    assert in_proportion(lambda number: rules.evaluate(case_of(name, number), as_of=AS_OF).to_json())


def test_details_of_a_result_cost_in_proportion_to_a_list(rules: RuleSet) -> None:
    """What was read for a result on one of many items without own ids is worked out in proportion."""
    (some,) = (rules.select([rule.id]) for rule in rules.rules if rule.name == "3.2.3.1-ongoing-followup")

    def detailed(number: int) -> object:
        evaluation = some.evaluate(case_of("interventions", number), as_of=AS_OF)
        assert len(evaluation.results) == number
        return evaluation.details(evaluation.results[0])

    assert in_proportion(detailed)


def test_a_fact_of_a_live_case_costs_in_proportion_to_it(rules: RuleSet) -> None:
    """One activity more, told of a case with many that have no ids, costs in proportion to them."""

    def told(number: int) -> object:
        session = LiveSession(rules, case_of("activities", number), AS_OF)
        return session.record(Activity(code="coordination_meeting", done_on=date(2026, 3, 20)))

    assert in_proportion(told)


def followed(number: int) -> Case:
    """Return a case with so many agreements, each to be kept on a day of its own."""
    agreements = [
        {**ITEMS["agreements"](n), "made_on": "2026-01-05", "due_on": str(AS_OF - timedelta(2 * n))}
        for n in range(number)
    ]
    return case_of("agreements", number, agreements)


def test_a_timeline_tells_in_proportion_to_a_list(rules: RuleSet) -> None:
    """What is told of a case grows with its agreements, though each of their days is a day to judge it on."""
    some = rules.select(["3.2.3.4-agreement-followup"])

    def signs(number: int) -> int:
        histories = timeline(some, followed(number), until=AS_OF)
        return len("".join(repr(history_entry(history)) for history in histories))

    assert FEW < signs(2 * FEW) <= MOST_TIMES * signs(FEW)


def test_a_timeline_makes_no_result_that_it_does_not_tell(
    rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a day only what turned is made; all results only of the last."""
    made = ResultMaker._result
    counted = 0

    def count(*given: Any) -> Any:
        nonlocal counted
        counted += 1
        return made(*given)

    monkeypatch.setattr(ResultMaker, "_result", count)
    histories = timeline(rules, followed(FEW), until=AS_OF)
    last = rules.evaluate(followed(FEW), as_of=AS_OF).verdicts
    assert counted <= sum(len(history.turns) for history in histories) + len(list(last))


def pack_of(number: int, folder: Path) -> Path:
    """Write a pack of so many rules, with two examples each."""
    folder = folder / f"pack-{number}"
    if not folder.exists():
        folder.mkdir()
        passages = yaml.safe_load(tiny_packs.PASSAGES)
        passages["passages"]["N900-01"]["by"] = [*(f"1-contact-{n}" for n in range(number)), "enrolled"]
        (folder / "pack.yaml").write_text(tiny_packs.PACK)
        (folder / "passages.yaml").write_text(yaml.safe_dump(passages))
        for n in range(number):
            for kind, text in (("", tiny_packs.RULE), (".cases", tiny_packs.CASES)):
                (folder / f"1-contact-{n}{kind}.yaml").write_text(text.replace("1-contact", f"1-contact-{n}"))
    return folder


def test_rules_cost_in_proportion_to_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading and checking a pack grows with its rules."""
    monkeypatch.setenv("GUIDELINEKIT_CACHE", "")
    assert in_proportion(lambda number: load_rules([pack_of(number, tmp_path)]).rules)


def test_lint_costs_in_proportion_to_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is said of a pack, the search over generated cases too, grows with its rules."""
    monkeypatch.setenv("GUIDELINEKIT_CACHE", "")
    assert in_proportion(lambda number: lint(pack_of(number, tmp_path)).diagnostics)


def test_waivers_cost_in_proportion_to_their_number(tmp_path: Path) -> None:
    """Reading waivers grows with how many there are."""
    folder = tiny_packs.tiny_pack(tmp_path)

    def loaded(number: int) -> object:
        path = tmp_path / "waivers.yaml"
        of_case = "- {{rule: tiny/1-contact, case: case-{}, reason: r, by: b, expires: 2026-12-31}}\n"
        path.write_text("waivers:\n" + "".join(map(of_case.format, range(number))))
        return load_rules([folder], waivers=path).waivers

    assert in_proportion(loaded)
