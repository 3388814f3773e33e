"""An impact report as a JSON tree."""

from typing import Any

from guidelinekit.impact import Impact
from guidelinekit.impact.causes import Cause
from guidelinekit.impact.changes import Change, in_prose
from guidelinekit.impact.counterexample import Search
from guidelinekit.impact.flips import Flip, RuleImpact
from guidelinekit.lang.rule import Dated, Language


def tree(impact: Impact, language: Language, *, with_cases: bool = True) -> dict[str, Any]:
    """Give everything that is known. Without cases, no single case of the data is named."""
    return {
        "old": impact.old.name,
        "new": impact.new.name,
        "as_of": impact.as_of.isoformat(),
        "profile": impact.new.rules.profile.id,
        "differs": impact.differs,
        "records": None if impact.data is None else impact.data.records,
        "rules": [_rule(impact, change, language, with_cases=with_cases) for change in impact.changes],
        "failing_examples": [
            {
                "rule": one.rule,
                "name": one.name,
                "place": one.place,
                "of": "new" if one.of_new else "old",
                "expected": list(one.expected),
                "got": list(one.got),
            }
            for one in impact.failing
        ],
        "without_effect": [change.name for change in impact.without_effect],
    }


def _rule(impact: Impact, change: Change, language: Language, *, with_cases: bool) -> dict[str, Any]:
    search = impact.searches.get(change.name)
    found = None if impact.data is None else impact.data.rules.get(change.name)
    return {
        "rule": change.name,
        "change": change.kind.value,
        "passages": list(change.rule.passages),
        "parameters": [
            {"name": moved.name, "old": _values(moved.old), "new": _values(moved.new)}
            for moved in change.moved
        ],
        "prose": [
            {"heading": part.heading, "old": part.old, "new": part.new}
            for part in in_prose(change, impact.old, impact.new, impact.as_of, language)
        ],
        "words": list(change.words),
        "data": None if found is None else _data(found, with_cases=with_cases),
        "search": None if search is None else _search(search),
    }


def _data(found: RuleImpact, *, with_cases: bool) -> dict[str, Any]:
    counted = sorted(found.matrix.items(), key=lambda each: tuple(status or "" for status in each[0]))
    counts = [{"old": was, "new": now, "results": number} for (was, now), number in counted]
    data: dict[str, Any] = {"matrix": counts, "changed": found.changed, "other_due_date": found.moved}
    return {**data, "flips": [_flip(one) for one in found.flips]} if with_cases else data


def _flip(one: Flip) -> dict[str, Any]:
    return {
        "case_id": one.record,
        "subject": one.subject,
        "old": one.status[0],
        "new": one.status[1],
        "old_due_on": one.due_on[0] and one.due_on[0].isoformat(),
        "new_due_on": one.due_on[1] and one.due_on[1].isoformat(),
        "causes": [_cause(each) for each in one.causes],
    }


def _search(search: Search) -> dict[str, Any]:
    found = search.found
    if found is None:
        return {"cases_tried": search.tried, "counterexample": None}
    return {
        "cases_tried": search.tried,
        "counterexample": {
            "yaml": found.yaml(),
            "old": list(found.old),
            "new": list(found.new),
            "causes": [_cause(each) for each in found.causes],
        },
    }


def _cause(one: Cause) -> dict[str, Any]:
    return {"part": one.heading, "old": one.old, "new": one.new}


def _values(dated: tuple[Dated, ...]) -> list[dict[str, Any]]:
    return [
        {"from": None if each.start is None else each.start.isoformat(), "value": each.value}
        for each in dated
    ]
