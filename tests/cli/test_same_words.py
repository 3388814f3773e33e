"""The report, `explain`, `timeline` and `due` say the same words for the same thing, on the same days."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import call

from guidelinekit.case import Case
from guidelinekit.case.reading.read import read_entries
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.due import due, unmet
from guidelinekit.evaluate.timeline import timeline
from guidelinekit.lang.rule import Modality
from guidelinekit.report.human import RecordBlocks
from guidelinekit.report.severity import BAR, COLUMNS, LEGEND, SIGN, Weight
from guidelinekit.results import Status

MUNICIPALITY = Path(__file__).parents[2] / "examples" / "municipality.ndjson"
DAY = date(2026, 6, 1)
RULES = load_rules()
CASES = [entry for entry in read_entries(str(MUNICIPALITY)) if isinstance(entry, Case)]
WORDS = {
    "da": ("opfyldt", "opfyldt for sent", "fristen løber", "ikke opfyldt", "kan ikke afgøres", "undtaget"),
    "en": ("met", "met late", "due", "unmet", "cannot be determined", "exempt"),
}
"""What a caseworker reads of each status but `not_applicable`, in the order of the statuses."""


def shown(command: str, name: str, *options: str, language: str = "da") -> str:
    """Return what a command prints of one case of the municipality, its white space made single."""
    given = [line for line in MUNICIPALITY.read_text(encoding="utf-8").splitlines() if f'"{name}"' in line]
    day = ("--as-of", DAY.isoformat(), "--lang", language)
    return " ".join(call(command, "-", *options, *day, given="\n".join(given))[1].split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_status_has_one_name(language: Any) -> None:
    """The words of a status are those of the list above, and the legend ties each sign to them."""
    labels = tuple(status.label.text(language) for status in Status if status is not Status.NOT_APPLICABLE)
    assert labels == WORDS[language]
    signs = {SIGN[kind][0]: text.text(language) for kind, text in LEGEND.items() if kind is not Weight.ADVICE}
    for status, (sign, _) in BAR.items():
        words = status.label.text(language)
        assert signs[sign].startswith(f"{sign} {words}")
        assert COLUMNS[status].text(language) in (words, *SHORT[language])


SHORT = {"da": ("for sent", "frist", "uklart"), "en": ("late", "unclear")}
"""The short words that stand beside a sign only."""


@pytest.mark.parametrize(("language", "words"), [("da", "skal bør kan"), ("en", "must should may")])
def test_a_strength_has_one_name(language: Any, words: str) -> None:
    """The report's word for a strength is that of the rule; of a right it is a part of it."""
    strengths = (Modality.MUST, Modality.SHOULD, Modality.MAY)
    assert " ".join(each.label.text(language) for each in strengths) == words
    signs = (Weight.BREACH, Weight.GAP, Weight.ADVICE)
    assert " ".join(SIGN[each][1].text(language) for each in signs) == words


@pytest.mark.parametrize(
    ("language", "status", "deadline", "over"),
    [
        ("da", "ikke opfyldt", "frist den 24. maj 2026", "24. maj 2026"),
        ("en", "unmet", "deadline 24 May 2026", "24 May 2026"),
    ],
)
def test_what_is_unmet_is_called_so_everywhere(language: str, status: str, deadline: str, over: str) -> None:
    """The right to a doctor's consultation of one case: the same status and deadline in all four."""
    rule = "3.4.2-medical-consultation-14d"
    check = shown("check", "case-0036", "--rule", rule, "--fail-on", "never", "-v", language=language)
    explain = shown("explain", "case-0036", rule, language=language)
    turns = shown("timeline", "case-0036", "--rule", rule, language=language)
    soon = shown("due", "case-0036", "--rule", rule, language=language)
    assert check.startswith(f"case-0036 1 {status} ")
    assert over in check
    assert f" {status}: " in explain
    assert over in explain
    assert f"✗ {status}, {deadline}" in turns
    assert soon.endswith(f"; 1 {status}")


@pytest.mark.parametrize(
    ("language", "export", "value"),
    [
        ("da", "Tag aktiviteterne og målene med i udtrækket.", "/activities = ikke med i udtrækket"),
        ("en", "Include the activities and the goals in the export.", "/activities = not in the export"),
    ],
)
def test_what_is_missing_is_called_so_everywhere(language: str, export: str, value: str) -> None:
    """A list that was not exported: `explain` says so of the value, and asks for it as the report does."""
    rule = "3.2.2-early-focus"
    check = shown("check", "case-0020", "--rule", rule, "--fail-on", "never", "-v", language=language)
    explain = shown("explain", "case-0020", rule, language=language)
    assert export in check
    assert export in explain
    assert value in explain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case_id)
def test_due_counts_what_the_report_counts(case: Case) -> None:
    """`due` lists no duty that a listed one stands for, and counts as unmet what the report does."""
    evaluation = RULES.evaluate(case, as_of=DAY)
    block = RecordBlocks(RULES.packs, "da", RULES.sums_up)(evaluation)
    counts = dict(block.counts) if block is not None else {}
    assert len(unmet(evaluation)) == counts.get(Weight.BREACH, 0) + counts.get(Weight.GAP, 0)
    soon = due(evaluation, within=timedelta(days=3650))
    assert len([duty for duty in soon if not duty.again]) == counts.get(Weight.DUE, 0)


@pytest.mark.parametrize("case", CASES[::6], ids=lambda case: case.case_id)
def test_a_deadline_shown_for_a_day_is_the_one_known_that_day(case: Case) -> None:
    """Each turn of a timeline has the status and the deadline that an evaluation of that day gives."""
    wrong = []
    for history in timeline(RULES, case, until=DAY):
        rule = RULES.select([history.rule])
        for turn in history.turns:
            then = {each.key: each for each in rule.evaluate(case, as_of=turn.day).results}
            known = then.get(history.key)
            was = None if turn.result is None else (turn.result.status, turn.result.due_on)
            if was != (None if known is None else (known.status, known.due_on)):
                wrong.append((history.key, turn.day))
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("da", "undtaget, der er for nylig gjort et forgæves forsøg på at nå borgeren"),
        ("en", "exempt, an attempt to reach the citizen was made recently and failed"),
    ],
)
def test_an_exemption_of_its_own_is_called_by_its_name(language: Any, why: str) -> None:
    """What no reason names is said as the rule calls it, in the report, in `explain` and in `timeline`."""
    agreement = {"agreement_id": "a1", "area": "housing", "made_on": "2026-03-01", "due_on": "2026-05-01"}
    attempt = {"code": "outreach_contact", "done_on": "2026-05-28", "outcome": "offered", "area": "housing"}
    lists = {"needs": [], "agreements": [agreement], "activities": [attempt], "plans": [], "treatments": []}
    one = {
        "schema_version": "1",
        "case_id": "tried",
        "citizen": {},
        "request": {"requested_on": "2026-01-02"},
    }
    line = json.dumps({**one, "enrolment": {"enrolled_on": "2026-01-05"}, **lists})
    rule, day = "3.2.3.4-agreement-followup", ("--as-of", "2026-06-01", "--lang", language)
    told = [
        call("check", "-", "--rule", rule, "--fail-on", "never", *day, given=line)[1],
        call("explain", "-", rule, *day, given=line)[1],
        call("timeline", "-", "--rule", rule, *day, given=line)[1],
    ]
    assert [why in " ".join(text.replace("*", "").split()) for text in told] == [True, True, True], told
