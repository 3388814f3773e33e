"""An impact report as a JSON tree."""

from typing import Any

from guidelinekit.impact import Impact
from guidelinekit.impact.causes import Cause
from guidelinekit.impact.counterexample import Search
from guidelinekit.impact.flips import APPLIES, DataImpact, Flip, RuleImpact
from guidelinekit.impact.rule_changes import RuleChange, in_prose
from guidelinekit.report.authors.impact_counts import WHOLE, Counts, Group, groups_of, shown_counts
from guidelinekit.text import Language


def impact_json(impact: Impact, language: Language, *, with_cases: bool = True) -> dict[str, Any]:
    """Return everything that is known. Without cases, no single case is named; a number is None if hidden."""
    counts = shown_counts(impact.data or DataImpact(), with_cases=with_cases)
    return {
        "old": impact.old.name,
        "new": impact.new.name,
        "as_of": impact.as_of.isoformat(),
        "profile": impact.new.rules.profile.id,
        "old_profile": impact.old.rules.profile.id,
        "differs": impact.differs,
        "records": None if impact.data is None else counts(WHOLE, "records"),
        **({} if impact.data is None else _groups(impact.data, counts)),
        "rules": [
            _rule(impact, change, counts, language, with_cases=with_cases) for change in impact.changes
        ],
        "failing_examples": [
            {
                "rule": each.rule,
                "name": each.name,
                "place": each.place,
                "of": "new" if each.of_new else "old",
                "expected": list(each.expected),
                "got": list(each.actual),
            }
            for each in impact.broken_examples
        ],
        "without_effect": [change.name for change in impact.without_effect],
    }


def _rule(
    impact: Impact, change: RuleChange, counts: Counts, language: Language, *, with_cases: bool
) -> dict[str, Any]:
    search = impact.searches.get(change.name)
    on_data = None if impact.data is None else impact.data.rules.get(change.name)
    return {
        "rule": change.name,
        "change": change.kind.value,
        "passages": list(change.rule.passages),
        "parameters": [
            {
                "name": moved.name,
                "old": [each.plain() for each in moved.old],
                "new": [each.plain() for each in moved.new],
            }
            for moved in change.moved
        ],
        "prose": [
            {"heading": part.heading, "old": part.old, "new": part.new}
            for part in in_prose(change, impact.old, impact.new, impact.as_of, language)
        ],
        "words": list(change.words),
        "data": None if on_data is None else _data(change.name, on_data, counts, with_cases=with_cases),
        "search": None if search is None else _search(search),
    }


def _groups(data: DataImpact, counts: Counts) -> dict[str, Any]:
    groups = {
        group: _group(group, counts)
        for group in groups_of(data)
        if group == WHOLE or counts(group, "records") is not None
    }
    return {
        "overall": groups[WHOLE],
        "municipalities": {name: each for (kind, name), each in groups.items() if kind == "municipality"},
        "providers": {name: each for (kind, name), each in groups.items() if kind == "provider"},
    }


def _group(group: Group, counts: Counts) -> dict[str, Any]:
    """Return the numbers of a group; a status of which there is none is left out."""
    return {
        **{column: counts(group, column) for column in ("records", "changed", "worse")},
        **{
            when: {status: n for status in APPLIES if (n := counts(group, when, status)) != 0}
            for when in ("before", "after")
        },
    }


def _data(name: str, on_data: RuleImpact, counts: Counts, *, with_cases: bool) -> dict[str, Any]:
    pairs = sorted(on_data.matrix, key=lambda pair: tuple(status or "" for status in pair))
    data: dict[str, Any] = {
        "matrix": [{"old": pair[0], "new": pair[1], "results": counts(name, pair)} for pair in pairs],
        "changed": counts(name, "changed"),
        "other_due_date": counts(name, "other due date"),
    }
    return {**data, "flips": [_flip(each) for each in on_data.flips]} if with_cases else data


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "case_id": flip.record,
        "subject": flip.subject,
        "item": flip.item,
        "old": flip.status[0],
        "new": flip.status[1],
        "old_due_on": flip.due_on[0] and flip.due_on[0].isoformat(),
        "new_due_on": flip.due_on[1] and flip.due_on[1].isoformat(),
        "causes": [_cause(each) for each in flip.causes],
    }


def _search(search: Search) -> dict[str, Any]:
    case = search.counterexample
    if case is None:
        return {"cases_tried": search.tried, "counterexample": None}
    return {
        "cases_tried": search.tried,
        "counterexample": {
            "yaml": case.yaml(),
            "old": list(case.old),
            "new": list(case.new),
            "causes": [_cause(each) for each in case.causes],
        },
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {"part": cause.heading, "old": cause.old, "new": cause.new}
