"""What a record may hold at the most, wherever it comes in; and that docs/security.md lists every limit."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from guidelinekit import Case, Invalid, Provider, limits, load_rules, parse_case
from guidelinekit.errors import TooLargeError
from guidelinekit.lang.rule import Subject

AS_OF = date(2026, 6, 1)
RULES = load_rules()
NEED = {"area": "housing", "identified_on": "2026-02-01", "barrier": True}
SMALL: dict[str, Any] = {"schema_version": "1", "case_id": "small", "citizen": {}}
LARGE = {**SMALL, "case_id": "large", "needs": [{**NEED, "need_id": f"n{n}"} for n in range(1000)]}
"""A record of which each need is legal, and too many."""
JUDGED = [rule.for_each for rule in RULES.rules if rule.subject is Subject.CASE]
RESULTS = sum(1000 if each is not None and each.over.steps == ("needs",) else 1 for each in JUDGED)
SENTENCE = f"has 1000 items, and {RESULTS}000 results times items are above 8000000; did cases run together?"


def case(record: dict[str, Any]) -> Case:
    """Return a record as the model has it."""
    return Case.model_validate(record)


def test_a_record_with_too_much_to_judge_is_invalid() -> None:
    """The longest list that rules go through is named, with its number and the limit, and others go on."""
    large, small = RULES.evaluate_many([case(LARGE), case(SMALL)], as_of=AS_OF)
    assert isinstance(large, Invalid)
    assert (large.location, large.case_id) == ("case large", "large")
    assert [(problem.pointer, problem.message.en) for problem in large.problems] == [("/needs", SENTENCE)]
    assert not isinstance(small, Invalid)


def test_one_record_with_too_much_is_an_error() -> None:
    """`evaluate` says the same in an error of ours, which holds no value of the record."""
    with pytest.raises(TooLargeError, match=f"^case large: /needs {re.escape(SENTENCE)}$"):
        RULES.evaluate(case(LARGE), as_of=AS_OF)


def test_items_within_items_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Revisions of a plan count with the plans, the codes of an assessment do not."""
    plan = {
        "kind": "treatment_plan",
        "made_on": "2026-02-01",
        "revisions": [{"revised_on": "2026-03-01"}] * 9,
    }
    assessment = {"kind": "asi", "done_on": "2026-02-01", "areas": ["housing"] * 50}
    record = case({**SMALL, "plans": [plan], "assessments": [assessment]})
    results = len(RULES.evaluate(record, as_of=AS_OF).results)
    monkeypatch.setattr(limits, "RECORD_PAIRS", results * 11)
    assert not isinstance(RULES.attempt(record, as_of=AS_OF), Invalid)
    monkeypatch.setattr(limits, "RECORD_PAIRS", results * 11 - 1)
    assert isinstance(RULES.attempt(record, as_of=AS_OF), Invalid)


def test_a_provider_with_too_much_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place is its id, as a provider has no case id."""
    monkeypatch.setattr(limits, "RECORD_PAIRS", 0)
    attestation = {"code": "strategy_pregnancy", "confirmed_on": "2026-03-01"}
    provider = Provider.model_validate({"provider_id": "north", "attestations": [attestation]})
    refused = RULES.attempt(provider, as_of=AS_OF)
    assert isinstance(refused, Invalid)
    assert (refused.location, refused.case_id, refused.subject) == ("provider north", None, Subject.PROVIDER)


def test_a_list_has_at_most_ten_thousand_items() -> None:
    """A case with 100,000 activities is refused in one sentence; ten thousand are read."""
    activity = {"code": "individual_talk", "done_on": "2026-02-01"}
    refused = parse_case(json.dumps({**SMALL, "activities": [activity] * 100_000}))
    assert isinstance(refused, Invalid)
    assert refused.problems[0].message.en.startswith("holds far more values than one case can")
    refused = parse_case(json.dumps({**SMALL, "activities": [activity] * 10_001}))
    assert isinstance(refused, Invalid)
    assert [(each.pointer, each.message.en) for each in refused.problems] == [
        ("/activities", "has more than 10000 items; look for cases that ran together")
    ]
    assert isinstance(parse_case(json.dumps({**SMALL, "activities": [activity] * 10_000})), Case)


def test_ten_years_of_treatment_are_no_limit() -> None:
    """Two contacts a week, an agreement a month and twenty needs are read and may be judged."""
    per_list: dict[str, tuple[int, dict[str, Any]]] = {
        "activities": (1040, {"code": "outreach_contact", "done_on": "2026-02-01"}),
        "agreements": (120, {"area": "housing", "made_on": "2026-02-01"}),
        "needs": (20, NEED),
        "interventions": (60, {"kind": "social_support", "area": "housing", "started_on": "2026-02-01"}),
        "partner_contacts": (60, {"partner": "job_centre", "established_on": "2026-02-01"}),
        "plans": (40, {"kind": "treatment_plan", "made_on": "2026-02-01"}),
        "medications": (40, {"kind": "somatic", "started_on": "2026-02-01"}),
    }
    own_ids = {"agreements": "agreement_id", "needs": "need_id", "medications": "medication_id"}
    lists = {
        name: [{**item, **({own_ids[name]: f"i{n}"} if name in own_ids else {})} for n in range(number)]
        for name, (number, item) in per_list.items()
    }
    record = parse_case(json.dumps({**SMALL, **lists}))
    assert isinstance(record, Case)
    assert RULES._sizes[Subject.CASE].too_large(record) is None


def _number(text: str) -> int:
    """The number that stands in a table, with its unit."""
    number, _, unit = text.partition(" ")
    return int(number.replace(",", "")) * {"": 1, "MiB": 1024**2, "GiB": 1024**3}[unit]


def test_every_limit_is_in_the_docs() -> None:
    """Each constant of `limits` stands with its number in a table of docs/security.md."""
    page = (Path(__file__).parents[1] / "docs/security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\d, a-zA-Z]+) \| .+ \|$", page, re.MULTILINE)
    numbers = {name: getattr(limits, name) for name in get_type_hints(limits) if not name.startswith("_")}
    listed = {name: _number(text) for name, text in rows}
    assert listed == numbers
