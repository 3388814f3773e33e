"""A gap that two packs know is told once, under the stronger rule, by everything that tells or counts."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from guidelinekit.case import Case
from guidelinekit.case.reading.one_case import parse_case
from guidelinekit.check.pack import check_citations
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.evaluate.due import due
from guidelinekit.evaluate.tally import Tally
from guidelinekit.evaluate.timeline import timeline
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.live.session import LiveSession
from guidelinekit.results import Status
from guidelinekit.rules.pack_folder import load_pack

PACK = """\
id: {pack}
edition: "1"
title: {{da: Pakke, en: Pack}}
sources: [{{id: "900", title: Made up for tests}}]
"""
RULE = """\
id: {rule}
anvisning: "1"
passages: []
modality: {modality}
evidence: direct
title: {{da: Plan, en: Plan}}
applies_when: {{enrolment.enrolled_on: {{known: true}}}}
{also}requires: {{exists: plans{where}}}
deadline: enrolment.enrolled_on + {days}d
finding: {{da: Ingen plan, en: No plan}}
remedy: {{da: Lav en, en: Make one}}
"""
LAW, GUIDE = "law-x/plan", "guide-x/plan"


def write(folder: Path, pack: str, modality: str, *, also: str = "", days: int = 14, where: str = "") -> Path:
    """Write a pack with one rule about a plan, beside others."""
    place = folder / pack
    place.mkdir()
    named = f"also: [{also}]\n" if also else ""
    text = RULE.format(rule="plan", modality=modality, also=named, days=days, where=where)
    (place / "pack.yaml").write_text(PACK.format(pack=pack), encoding="utf-8")
    (place / "plan.yaml").write_text(text, encoding="utf-8")
    (place / "plan.cases.yaml").write_text("rule: plan\ncases: [{name: x}]\n", encoding="utf-8")
    return place


def both(folder: Path, **guide: Any) -> RuleSet:
    """Load two packs: the guideline's rule names that of the law."""
    return load_rules([write(folder, "law-x", "must"), write(folder, "guide-x", "should", also=LAW, **guide)])


def case(**fields: Any) -> Case:
    """A citizen enrolled on 1 March."""
    given = {"schema_version": "1", "case_id": "c1", "citizen": {}, "plans": []}
    made = parse_case({**given, "enrolment": {"enrolled_on": "2026-03-01"}, **fields})
    assert isinstance(made, Case)
    return made


DAY = date(2026, 6, 1)


def test_both_unmet_is_one_finding_under_the_stronger(tmp_path: Path) -> None:
    """The weaker rule tells nothing of its own; the stronger names it, in every form of the result."""
    evaluation = both(tmp_path).evaluate(case(), as_of=DAY)
    assert [(each.rule, each.status, each.also) for each in evaluation.results] == [
        (LAW, Status.UNMET, (GUIDE,))
    ]
    assert list(evaluation.verdicts) == [(LAW, Status.UNMET)]
    assert evaluation.unmet == evaluation.without({Status.MET})
    assert evaluation.results[0].to_dict()["also"] == [GUIDE]
    assert f'"also":["{GUIDE}"]' in evaluation.to_json().replace(" ", "")
    tally = Tally()
    tally.add(evaluation)
    assert tally.of(Subject.CASE).verdicts.total() == 1


def test_it_is_explained_all_the_same(tmp_path: Path) -> None:
    """Whoever asks for the weaker rule is told what it says."""
    evaluation = both(tmp_path).evaluate(case(), as_of=DAY)
    assert len(evaluation.explain(GUIDE, "en")) == 1


def test_what_is_met_is_told_by_each(tmp_path: Path) -> None:
    """Nothing is left out where no gap is."""
    made = case(plans=[{"kind": "treatment_plan", "made_on": "2026-03-02"}])
    assert len(both(tmp_path).evaluate(made, as_of=DAY).met) == 2


def test_where_one_is_unmet_it_is_told_by_itself(tmp_path: Path) -> None:
    """A plan of another kind meets the law only: the guideline's gap is its own."""
    rules = both(tmp_path, where=", where: {kind: joint_plan}")
    made = case(plans=[{"kind": "treatment_plan", "made_on": "2026-03-02"}])
    assert [(e.rule, e.also) for e in rules.evaluate(made, as_of=DAY).unmet] == [(GUIDE, ())]


@pytest.mark.parametrize(
    ("days", "as_of", "told"),
    [
        (14, date(2026, 3, 5), [LAW]),
        (30, date(2026, 3, 5), [LAW]),
        (7, date(2026, 3, 5), [LAW, GUIDE]),
        (7, date(2026, 3, 10), [LAW, GUIDE]),
        (30, date(2026, 3, 20), [LAW]),
    ],
)
def test_a_limit_that_comes_first_is_never_hidden(
    tmp_path: Path, days: int, as_of: date, told: list[str]
) -> None:
    """While both run, the weaker is left out only where the stronger is due no later, or unmet already."""
    evaluation = both(tmp_path, days=days).evaluate(case(), as_of=as_of)
    assert sorted(each.rule for each in evaluation.results) == sorted(told)
    within = due(evaluation, within=timedelta(days=60))
    assert {each.rule for each in within} == {each.rule for each in evaluation.due}


def test_of_two_as_strong_the_one_that_names_the_other_is_told(tmp_path: Path) -> None:
    """Equal strength needs an order, and the author gives it."""
    packs = [write(tmp_path, "law-x", "must"), write(tmp_path, "guide-x", "must", also=LAW)]
    assert [each.rule for each in load_rules(packs).evaluate(case(), as_of=DAY).results] == [GUIDE]


def test_a_third_rule_is_told_under_the_strongest(tmp_path: Path) -> None:
    """What is itself told elsewhere tells of nothing."""
    law, guide = write(tmp_path, "law-x", "must"), write(tmp_path, "guide-x", "should", also=LAW)
    third = write(tmp_path, "third-x", "may", also=GUIDE)
    results = load_rules([third, guide, law]).evaluate(case(), as_of=DAY).results
    assert [(each.rule, each.also) for each in results] == [(LAW, (GUIDE, "third-x/plan"))]


def test_a_waiver_lets_each_speak_for_itself(tmp_path: Path) -> None:
    """Setting the stronger aside does not silence the weaker."""
    packs = [write(tmp_path, "law-x", "must"), write(tmp_path, "guide-x", "should", also=LAW)]
    waiver = Waiver(rule=LAW, case_id="c1", item=None, reason="x", by="y", expires=date(2026, 7, 1))
    results = load_rules(packs, waivers=[waiver]).evaluate(case(), as_of=DAY).results
    assert {each.rule: each.status for each in results} == {LAW: Status.EXEMPT, GUIDE: Status.UNMET}


def test_alone_each_pack_tells_its_gap(tmp_path: Path) -> None:
    """The other pack not being run changes nothing; nor does a selection of one rule."""
    rules = both(tmp_path)
    assert [each.rule for each in rules.select([GUIDE]).evaluate(case(), as_of=DAY).unmet] == [GUIDE]


def test_a_timeline_and_a_session_tell_it_once(tmp_path: Path) -> None:
    """A session that goes from day to day comes to what an evaluation says."""
    rules = both(tmp_path, days=7)
    histories = timeline(rules, case(), until=DAY)
    assert {h.rule: [t.result and t.result.status for t in h.turns] for h in histories} == {
        LAW: [Status.DUE, Status.UNMET],
        GUIDE: [Status.DUE, Status.UNMET, None],
    }
    session = LiveSession(rules, case(), date(2026, 3, 5))
    moved = session.advance(DAY)
    assert [(each.rule, each.after) for each in moved] == [
        (GUIDE, Status.UNMET),
        (LAW, Status.UNMET),
        (GUIDE, None),
    ]
    assert "another rule" in moved[-1].message.en.lower()
    assert dict(session.statuses) == {
        (each.rule, each.item): each.status for each in session.evaluation().results
    }


@pytest.mark.parametrize(
    ("also", "told"),
    [
        ("plan", "another pack"),
        ("guide-x/plan", "another pack"),
        ("law-x/plam", "no rule `plam`"),
        ("no/plan", "no pack `no`"),
    ],
)
def test_a_rule_that_is_not_there_is_refused(tmp_path: Path, also: str, told: str) -> None:
    """`also` names a rule of another pack, bundled or beside this one."""
    write(tmp_path, "law-x", "must")
    with pytest.raises(RuleError) as refused:
        load_rules([write(tmp_path, "guide-x", "should", also=also)])
    assert told in str(refused.value)


UNVERIFIED = """\
citation:
  law: {da: En lov, en: A law}
  section: "§ 1"
  says: {da: Der laves en plan, en: A plan is made}
  addressee: {da: amtet, en: the county}
  verified: %s
  checked_on: 2026-11-29
"""


@pytest.mark.parametrize("verified", [True, False])
def test_what_is_not_verified_says_so_in_each_finding(tmp_path: Path, verified: bool) -> None:
    """Unmet and due alike, in both languages; where it is verified, nothing is said."""
    place = write(tmp_path, "law-x", "must")
    rule = (place / "plan.yaml").read_text(encoding="utf-8")
    (place / "plan.yaml").write_text(rule + UNVERIFIED % str(verified).lower(), encoding="utf-8")
    rules = load_rules([place])
    for day in (date(2026, 3, 5), DAY):
        message = rules.evaluate(case(), as_of=day).results[0].message
        assert ("(lovgrundlaget er ikke efterprøvet)" in message.da) is not verified
        assert ("(the law behind it has not been verified)" in message.en) is not verified
    made = case(plans=[{"kind": "treatment_plan", "made_on": "2026-03-02"}])
    assert "(" not in rules.evaluate(made, as_of=DAY).results[0].message.en
    assert '"addressee":{"da":"amtet"' in rules.evaluate(made, as_of=DAY).to_json().replace(" ", "")


def test_a_successor_is_there(tmp_path: Path) -> None:
    """`replaced_by` names another rule of the pack, or one of a pack beside it."""
    write(tmp_path, "law-x", "must")
    place = write(tmp_path, "guide-x", "should")
    rule = (place / "plan.yaml").read_text(encoding="utf-8")
    for name, sound in ((LAW, True), ("law-x/plam", False), ("guide-x/plan", False)):
        (place / "plan.yaml").write_text(f"{rule}replaced_by: {name}\n", encoding="utf-8")
        loaded = load_pack(place)
        assert loaded.pack is not None
        assert (not [*loaded.diagnostics, *check_citations(loaded.pack)]) is sound
