"""A proposed example case, written as it would stand in `<rule>.cases.yaml`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.case.keys import item_key
from guidelinekit.casesearch.drafts import Draft
from guidelinekit.casesearch.search import over_base
from guidelinekit.examples.example_file import FILLED, filled, on_dates
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå_/$][\wÆØÅæøå./$-]*")
_NOT_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_WIDTH = 100
_FAR = 999
"""Dates further from the example's own are written out."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An example case that would show something, with what the rule now says of it."""

    rule: str
    """The full id of the rule whose examples it belongs to."""
    name: str
    as_of: date
    profile: str | None
    given: Mapping[str, Any]
    """Over the base of the file."""
    expect: tuple[Mapping[str, Any], ...]

    def yaml(self, *, relative: bool = True) -> str:
        """Return the entry for `cases:`, its dates relative to its own where that reads well."""
        day = self.as_of if relative else None
        lines = [f"  - name: {_scalar(self.name, None)}", f"    as_of: {self.as_of}"]
        if self.profile is not None:
            lines.append(f"    profile: {self.profile}")
        lines += _block("given", self.given, "    ", day)
        expect = [dict(each) for each in self.expect]
        lines += _block("expect", expect[0] if len(expect) == 1 else expect, "    ", day)
        return "\n".join(lines)


def proposal(
    rule: Rule, draft: Draft, base: Mapping[str, Any], judgements: tuple[Judgement, ...], name: str
) -> Proposal:
    """Return a draft as an example over a file's base, expecting what was judged."""
    dated = on_dates(filled(base, rule.subject), draft.as_of)
    given = {**draft.given, **{key: dated[key] for key in FILLED[rule.subject]}}
    written = over_base(given, dated)
    return Proposal(
        rule.id,
        name,
        draft.as_of,
        draft.profile,
        written,
        tuple(expected(each, of_items=rule.for_each is not None) for each in judgements),
    )


def expected(judgement: Judgement, *, of_items: bool = False) -> dict[str, Any]:
    """Return what an example should expect of a judgement; of a rule for items also that it is about none."""
    verdict = judgement.verdict
    expectation: dict[str, Any] = {"status": verdict.status.value}
    if (
        verdict.status not in {Status.MET, Status.MET_LATE, Status.DUE}
        and verdict.reason != Reason.OUT_OF_SCOPE
    ):
        expectation["reason"] = verdict.reason.value
    if verdict.subject or of_items:
        record = next(iter(judgement.scope.items.values())).value
        expectation["item"] = item_key(record, verdict.subject)
    if verdict.due_on is not None:
        expectation["due_on"] = verdict.due_on.isoformat()
    if judgement.missing:
        expectation["missing"] = [missing.pointer for missing in judgement.missing]
    return expectation


def _block(key: str, value: Any, indent: str, day: date | None) -> Iterator[str]:
    """Return a key with its value: on one line where it fits, else one line per part."""
    line = f"{indent}{key}: {inline(value, day)}"
    if len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        yield line
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        for inner, part in value.items():
            yield from _block(inner, part, indent + "  ", day)
    else:
        yield f"{indent}{key}:"
        for part in value:
            yield from _item(part, indent + "  ", day)


def _item(value: Any, indent: str, day: date | None) -> Iterator[str]:
    line = f"{indent}- {inline(value, day)}"
    if len(line) <= _WIDTH or not isinstance(value, dict):
        yield line
        return
    lines = [line for key, part in value.items() for line in _block(key, part, indent + "  ", day)]
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def inline(value: Any, day: date | None = None) -> str:
    """Return a value as YAML on one line, its dates relative to a day where one is given."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {inline(part, day)}" for key, part in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(inline(part, day) for part in value) + "]"
        case _:
            return _scalar(value, day)


def _scalar(value: Any, day: date | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _DATE.fullmatch(value):
        away = None if day is None else (date.fromisoformat(value) - day).days
        if away is None or abs(away) > _FAR:
            return value
        return "D" if away == 0 else f"D{away:+d}"
    if not value:
        return '""'
    words = value.replace(",", "").replace(" ", "_")
    if day is None and _PLAIN.fullmatch(words) and value not in _NOT_TEXT and ": " not in value:
        return value
    if _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT and not value.startswith("D"):
        return value
    return "'" + value.replace("'", "''") + "'"
