"""What a change of the rules does: by rule, on example cases, on records, and by counterexample."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from changed_packs import opened, record, sides
from guidelinekit.case import Case
from guidelinekit.cli.app import app
from guidelinekit.errors import UsageError
from guidelinekit.impact import Impact, impact
from guidelinekit.impact.counterexample import Counterexample
from guidelinekit.impact.rule_changes import ChangeKind
from guidelinekit.publication.writers import WRITERS
from guidelinekit.report.authors.impact_json import impact_json
from guidelinekit.report.authors.impact_markdown import impact_markdown
from guidelinekit.report.authors.impact_parts import Parts, RulePart, parts
from guidelinekit.report.authors.impact_publication import impact_publication
from guidelinekit.results import Status

Changed = Mapping[str, tuple[str, str]]
AS_OF = date(2026, 3, 20)
STRICTER: Changed = {"1.2-recent.yaml": ("{within_last: 30d}", "{after: as_of - 30d}")}
AFTER: Changed = {"1.1-visit.yaml": ("on_or_after", "after")}
DROPPED: Changed = {"1.1-visit.yaml": (", {request.wants_doctor_consultation: true}", "")}
LONGER: Changed = {"pack.yaml": ("value: 14", "value: 21")}
RECENT = "{exists: assessments, where: {done_on: {within_last: 30d}}}"
DOUBLED: Changed = {"1.2-recent.yaml": (RECENT, f"{{all: [{{exists: assessments}}, {RECENT}]}}")}
COUNTED: Changed = {"1.2-recent.yaml": (RECENT, f"{{at_least: {{n: 1, of: [{RECENT}]}}}}")}
REQUEST = {"requested_on": "2026-03-02", "wants_doctor_consultation": True}
RECORDS = (
    record("waits", request=REQUEST, activities=[], assessments=[]),
    record(
        "same-day", request=REQUEST, activities=[{"code": "doctor_consultation", "done_on": "2026-03-02"}]
    ),
    record("no-wish", request={**REQUEST, "wants_doctor_consultation": False}, activities=[]),
)


def impact_of(where: Path, changed: Changed, records: tuple[Case, ...] | None = None) -> Impact:
    """Give the impact of a change of the made-up pack."""
    return impact(*sides(where, changed), AS_OF, records, "en", limit=400)


def counterexample(found: Impact, name: str) -> Counterexample:
    """Give the counterexample of a rule, which must have been found."""
    one = found.searches[name].counterexample
    assert one is not None
    return one


def failing(found: Impact) -> list[str]:
    """Give the names of the examples that fail."""
    return [one.name for one in found.broken_examples]


def test_no_change_has_no_impact(tmp_path: Path) -> None:
    """Two copies of one pack have the same logic, and nothing is searched for."""
    found = impact_of(tmp_path, {}, RECORDS)
    assert not found.differs
    assert {change.kind for change in found.changes} == {ChangeKind.SAME}
    assert (found.searches, found.broken_examples) == ({}, ())


@pytest.mark.parametrize(
    ("changed", "rule", "examples", "statuses"),
    [
        (STRICTER, "1.2-recent", ["dag 30"], ("met", "unmet")),
        (AFTER, "1.1-visit", ["besøg samme dag"], ("met", "unmet")),
        (DROPPED, "1.1-visit", ["ønsker det ikke", "ikke spurgt"], ("not_applicable", "unmet")),
        (LONGER, "1.1-visit", ["dag 14", "dag 15", "besøg dagen før"], ("unmet", "due")),
    ],
    ids=["bound", "bound of a date", "condition dropped", "14 to 21 days"],
)
def test_change_shows(
    tmp_path: Path, changed: Changed, rule: str, examples: list[str], statuses: tuple[str, str]
) -> None:
    """A small mistake is seen: the failing examples by name, and a case on which the versions differ."""
    found = impact_of(tmp_path, changed)
    assert found.differs
    assert failing(found) == examples
    one = counterexample(found, rule)
    assert (one.old[0]["status"], one.new[0]["status"]) == statuses
    assert one.causes


def test_counterexample_is_small(tmp_path: Path) -> None:
    """Nothing can be left out of a counterexample: a request, no visits, and nothing else."""
    one = counterexample(impact_of(tmp_path, DROPPED), "1.1-visit")
    (case,) = yaml.safe_load(f"cases:\n{one.yaml()}")["cases"]
    assert one.yaml().startswith("  # base: {request: {requested_on: 2026-03-02")
    assert set(case["given"]) <= {"request"}
    assert case["expect"]["status"] == "unmet"


def test_counterexample_can_be_pasted(tmp_path: Path) -> None:
    """A counterexample is an example case that holds under the new rules and fails under the old ones."""
    old, new = sides(tmp_path, LONGER)
    one = counterexample(impact(old, new, AS_OF, None, "en", limit=400), "1.1-visit")
    for side in (old, new):
        path = side.tested.folder / "1.1-visit.cases.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}{one.yaml()}\n", encoding="utf-8")
    again = impact(*opened(old.tested.folder, new.tested.folder), AS_OF, None, "en", limit=1)
    assert one.proposal.name not in failing(again)
    back = impact(*opened(new.tested.folder, old.tested.folder), AS_OF, None, "en", limit=1)
    assert failing(back) == [one.proposal.name]


def test_matrix_counts_every_result(tmp_path: Path) -> None:
    """Each record is counted once, from its status before to its status now; those that flip say why."""
    found = impact_of(tmp_path, LONGER, RECORDS)
    assert found.data is not None
    rule = found.data.rules["1.1-visit"]
    assert rule.matrix == {
        (Status.UNMET, Status.DUE): 1,
        (Status.MET, Status.MET): 1,
        (Status.NOT_APPLICABLE, Status.NOT_APPLICABLE): 1,
    }
    (flip,) = rule.flips
    assert flip.record == "waits"
    assert flip.due_on == (date(2026, 3, 16), date(2026, 3, 23))
    (cause,) = flip.causes
    assert (cause.old, cause.new) == ("16 March 2026", "23 March 2026")


def test_dropped_condition_is_the_cause(tmp_path: Path) -> None:
    """A record that a dropped condition kept out is told with that condition."""
    found = impact_of(tmp_path, DROPPED, RECORDS)
    assert found.data is not None
    (flip,) = found.data.rules["1.1-visit"].flips
    assert (flip.record, flip.status) == ("no-wish", (Status.NOT_APPLICABLE, Status.UNMET))
    assert [cause.new for cause in flip.causes] == [None]


def test_change_without_effect_is_called_out(tmp_path: Path) -> None:
    """A rule written otherwise that says the same is never called equal: it was only a search."""
    found = impact_of(tmp_path, DOUBLED, RECORDS)
    assert [change.name for change in found.without_effect] == ["1.2-recent"]
    assert found.searches["1.2-recent"].tried == 400
    text = "\n".join(impact_markdown(parts(found, "en"), "en"))
    assert "No difference found in 400 generated cases, which does not prove" in text
    assert "Changed without effect" in text


def test_what_was_tried_is_told_as_it_was(tmp_path: Path) -> None:
    """Without data no records are counted; with data, the results among which nothing differs are."""
    alone, on_data = impact_of(tmp_path / "a", DOUBLED), impact_of(tmp_path / "b", DOUBLED, RECORDS)
    (effect,) = parts(alone, "en").without_effect
    assert effect == "1.2-recent: changed, but without effect on 400 generated cases"
    (rule,) = parts(on_data, "en").rules
    assert rule.cases == f"no difference in {len(RECORDS)} results"


def test_failing_example_says_what_differs(tmp_path: Path) -> None:
    """An example whose status is as expected is told with the key that is not."""
    old, new = sides(tmp_path, {"1.2-recent.yaml": ("30d", "40d")})
    path = new.tested.folder / "1.2-recent.cases.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{status: met}", "{status: met, changes_on: 2026-04-01}"), encoding="utf-8")
    found = impact(*opened(old.tested.folder, new.tested.folder), AS_OF, None, "en", limit=1)
    told = [line for line in parts(found, "en").broken if "dag 30" in line]
    assert told == [
        "1.2-recent.cases.yaml:4 «dag 30»: expects changes_on 2026-04-01, gets 2026-04-11",
    ]


def test_failing_example_says_that_the_reason_differs(tmp_path: Path) -> None:
    """Where the status is right, only what is not is told, although the result has a deadline too."""
    old, new = sides(tmp_path, LONGER)
    path = new.tested.folder / "1.1-visit.cases.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("{status: due, due_on: 2026-03-16}", "{status: due, reason: stale}"), encoding="utf-8"
    )
    found = impact(*opened(old.tested.folder, new.tested.folder), AS_OF, None, "en", limit=1)
    told = [line for line in parts(found, "en").broken if "dag 14" in line and "old" not in line]
    assert told == ["1.1-visit.cases.yaml:4 «dag 14»: expects reason stale, gets not_yet_due"]


def test_another_reason_is_a_difference(tmp_path: Path) -> None:
    """Where only the reason of a result differs, the counterexample tells the reasons."""
    found = impact_of(tmp_path, COUNTED)
    (rule,) = parts(found, "en").rules
    assert rule.example is not None
    assert rule.example.notes[:2] == (
        "before: unmet, it is not in the record",
        "now: unmet, too few are recorded",
    )


def test_names_are_no_logic(tmp_path: Path) -> None:
    """A definition written out, and another name for an item, leave the logic the same."""
    changed = {"1.1-visit.yaml": ("{use: asked}", "{request.requested_on: {known: true}}")}
    found = impact_of(tmp_path, changed)
    assert {change.kind for change in found.changes} == {ChangeKind.SAME}


def test_words_are_told_apart_from_logic(tmp_path: Path) -> None:
    """Another title or strength is a difference, and no case is needed to see it."""
    found = impact_of(tmp_path, {"1.2-recent.yaml": ("modality: should", "modality: may")})
    assert found.differs
    assert [(change.kind, change.words) for change in found.changes if change.words] == [
        (ChangeKind.TEXT, ("modality",))
    ]
    assert parts(found, "en").words_only == ("1.2-recent: modality: should \N{RIGHTWARDS ARROW} may",)


def test_rule_added_and_removed(tmp_path: Path) -> None:
    """Rules that only one version has are named, and their results count from or to nothing."""
    old, new = sides(tmp_path)
    (new.tested.folder / "1.2-recent.yaml").rename(new.tested.folder / "1.3-other.yaml")
    text = (new.tested.folder / "1.3-other.yaml").read_text(encoding="utf-8")
    (new.tested.folder / "1.3-other.yaml").write_text(
        text.replace("1.2-recent", "1.3-other"), encoding="utf-8"
    )
    (new.tested.folder / "1.2-recent.cases.yaml").unlink()
    ledger = new.tested.folder / "passages.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("1.2-recent", "1.3-other"), encoding="utf-8")
    found = impact(*opened(old.tested.folder, new.tested.folder), AS_OF, RECORDS[:1], "en", limit=1)
    assert {change.name: change.kind for change in found.changes if change.kind is not ChangeKind.SAME} == {
        "1.3-other": ChangeKind.ADDED,
        "1.2-recent": ChangeKind.REMOVED,
    }
    assert found.data is not None
    assert found.data.rules["1.3-other"].matrix == {(None, Status.UNMET): 1}
    assert found.data.rules["1.2-recent"].matrix == {(Status.UNMET, None): 1}


def test_report_can_leave_cases_out(tmp_path: Path) -> None:
    """A report with counts only names no case of the data."""
    found = impact_of(tmp_path, LONGER, RECORDS)
    assert "waits" in str(parts(found, "da"))
    assert "waits" not in str(parts(found, "da", with_cases=False))


def test_other_language_is_shown_where_only_it_changed(tmp_path: Path) -> None:
    """A title that changed in Danish only is shown in Danish, also in an English report."""
    found = impact_of(tmp_path, {"1.2-recent.yaml": ("da: En ny vurdering,", "da: En frisk vurdering,")})
    assert parts(found, "en").words_only == (
        "1.2-recent: title: En ny vurdering \N{RIGHTWARDS ARROW} En frisk vurdering",
    )


def test_what_a_record_is_called_is_not_markdown() -> None:
    """A line break, an escape or a tag in the id of a case neither ends its line nor does anything."""
    flip = "case\n# one\x1b[31m<b>: unmet, was met"
    rule = RulePart(
        "tiny/1-contact", "Contact", "changed", (), (), "1 of 1", (("before", "met"),), (flip,), None, None
    )
    report = Parts("Impact", "before and now", "one rule", (), (), (rule,), (), "", (), ())
    (line,) = (line for line in impact_markdown(report, "en") if "was met" in line)
    assert line == "- case \\# one?\\[31m\\<b>: unmet, was met"


PROVIDED = tuple(
    record(name, request=REQUEST, activities=done, provider_id=provider, municipality=place)
    for name, done, provider, place in (
        ("a", [], "north", "9001"),
        ("b", [], "south", "9001"),
        ("c", [{"code": "doctor_consultation", "done_on": "2026-03-02"}], "south", "9002"),
    )
)


def test_citizens_are_counted_by_municipality_and_provider(tmp_path: Path) -> None:
    """Each citizen counts once in the whole and in each group, with what was said before and after."""
    found = impact_of(tmp_path, LONGER, PROVIDED)
    assert found.data is not None
    whole, north = found.data.whole, found.data.providers["north"]
    assert (whole.records, whole.changed, whole.worse) == (3, 2, 0)
    assert (whole.before[Status.UNMET], whole.after[Status.UNMET], whole.after[Status.DUE]) == (2, 0, 2)
    assert (north.records, north.changed, north.before) == (1, 1, {Status.UNMET: 1})
    assert {name: group.records for name, group in found.data.municipalities.items()} == {
        "9001": 2,
        "9002": 1,
    }
    assert [row[:4] for row in parts(found, "en").groups] == [
        ("", "Citizens", "Changed for", "More serious for"),
        ("All", "3", "2", "0"),
        ("Municipality 9001", "2", "2", "0"),
        ("Municipality 9002", "1", "0", "0"),
        ("Provider north", "1", "1", "0"),
        ("Provider south", "2", "1", "0"),
    ]
    open_to_all = parts(found, "en", with_cases=False)
    assert [row[:2] for row in open_to_all.groups] == [("", "Citizens"), ("All", "[hidden]")]
    assert [row[:2] for row in open_to_all.transitions[1:]] == [("unmet → due", "[hidden]")]
    assert next(rule for rule in open_to_all.rules if rule.cases).cases == "[hidden] unmet → due"
    tree = impact_json(found, "en", with_cases=False)
    assert (tree["records"], tree["overall"]["changed"], tree["municipalities"]) == (None, None, {})
    assert {cell["results"] for rule in tree["rules"] if rule["data"] for cell in rule["data"]["matrix"]} == {
        None
    }


def test_what_became_more_serious_comes_first(tmp_path: Path) -> None:
    """Transitions of all rules stand by how much worse they are, and what never applied is left out."""
    same_day = {"request": REQUEST, "activities": [{"code": "doctor_consultation", "done_on": "2026-03-02"}]}
    changed = impact_of(tmp_path, {**AFTER, **LONGER}, (*RECORDS, record("again", **same_day)))
    assert [row[0] for row in parts(changed, "en").transitions] == [
        "Before → now", "met → due", "unmet → due",
    ]  # fmt: skip
    table = next(rule.table for rule in parts(changed, "en").rules if rule.name == "1.1-visit")
    assert "not applicable" not in [cell for row in table for cell in row]


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_report_can_be_sent(form: str, tmp_path: Path) -> None:
    """The document has the whole first, then each rule, then the examples that fail."""
    report = parts(impact_of(tmp_path, LONGER, PROVIDED), "da")
    publication = impact_publication(report, "da")
    assert [chapter.title for chapter in publication.parts][:2] == [
        "Alle ændrede regler tilsammen",
        "1.1-visit (tal)",
    ]
    assert WRITERS[form](publication)[:2] in {b"<!", b"PK"}


def test_two_profiles_of_the_same_rules_are_compared() -> None:
    """Without new rules the profiles are what differs; without either there is nothing to compare."""
    runner = CliRunner()
    common = ["impact", "law", "--rule", "*start-14d*", "--cases", "1", "--lang", "en"]
    done = runner.invoke(app, [*common, "--profile", "text-only", "--against-profile", "suggested"])
    assert "law · profile suggested → text-only" in done.output
    with pytest.raises(UsageError, match="there is nothing to compare with"):
        runner.invoke(app, common, catch_exceptions=False)
