"""What a rule says now, taken as what its example expects, and written into the file of the examples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guidelinekit.diagnostics import Route
from guidelinekit.examples.example_file import Example
from guidelinekit.examples.expectations import differences, matched, plain, value_of
from guidelinekit.examples.outcomes import Outcome
from guidelinekit.examples.written import inline, rewritten
from guidelinekit.results import Result, Status
from guidelinekit.source.edit import with_value
from guidelinekit.source.reading import read
from guidelinekit.text import Language, Text

_SAYS_ALL = {Status.MET, Status.MET_LATE, Status.DUE}
"""Statuses that need no reason beside them."""
_STATUS = Text(
    da="eksemplet venter «{expected}»; reglen siger «{actual}»: {reason}",
    en="the example expects “{expected}”; the rule says “{actual}”: {reason}",
)
_VALUE = Text(
    da="`{key}`: eksemplet venter {expected}; reglen siger {actual}",
    en="`{key}`: the example expects {expected}; the rule says {actual}",
)
_COUNT = Text(
    da="antal svar: eksemplet venter {expected}; reglen giver {actual}",
    en="number of answers: the example expects {expected}; the rule gives {actual}",
)
_NOTHING = Text(da="intet", en="nothing")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An example that differs from its rule, and the expectation on which they agree."""

    outcome: Outcome
    expect: tuple[Mapping[str, Any], ...]

    @property
    def example(self) -> Example:
        """The example."""
        return self.outcome.example

    def yaml(self) -> str:
        """Return the expectation as YAML on one line."""
        return inline(self.expect[0] if len(self.expect) == 1 else list(self.expect), self._day)

    def sentences(self, language: Language) -> Iterator[str]:
        """Return a sentence on each difference."""
        results = self.outcome.results
        if len(results) != len(self.example.expect):
            count = {"expected": len(self.example.expect), "actual": len(results)}
            yield _COUNT.text(language).format(**count)
            return
        for each in differences(self.example, results):
            expected, actual = each.expected, each.actual
            item = f"{each.item}: " if each.item else ""
            if each.key == "status":
                reason = results[each.index].reason.label.text(language)
                before, now = (Status(status).label.text(language) for status in (expected, actual))
                yield item + _STATUS.text(language).format(expected=before, actual=now, reason=reason)
            else:
                before, now = (
                    inline(each) if each else _NOTHING.text(language) for each in (expected, actual)
                )
                yield item + _VALUE.text(language).format(key=each.key, expected=before, actual=now)

    def put(self, text: str) -> str | None:
        """Return the file's text with the expectation in its place; None where only a person can write it."""
        document, _ = read(text, "")
        if document is None:
            return None
        route: Route = (*self.example.origin.route, "expect")
        try:
            changed = self._put(text, route, listed=isinstance(document.at(route), list))
        except (LookupError, ValueError):
            return None
        after, _ = read(changed, "")
        if after is None or not self._only_here(document.data, after.data):
            return None
        return changed

    @property
    def _day(self) -> date | None:
        return self.example.as_of if self.example.relative else None

    def _put(self, text: str, route: Route, *, listed: bool) -> str:
        if len(self.example.expect) != len(self.expect):
            several = "".join(f"\n      - {inline(each, self._day)}" for each in self.expect)
            return with_value(text, route, several if len(self.expect) > 1 else self.yaml())
        for index, (old, new) in enumerate(zip(self.example.expect, self.expect, strict=True)):
            same = {key: value for key, value in old.items() if plain(value) == plain(new.get(key, ...))}
            text = rewritten(text, (*route, index) if listed else route, {**old}, {**new, **same}, self._day)
        return text

    def _only_here(self, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """Say whether the files differ in nothing but this expectation."""
        *_, index = self.example.origin.route
        blank = ({**case, "expect": None} if n == index else case for n, case in enumerate(before["cases"]))
        same = [{**case, "expect": None} if n == index else case for n, case in enumerate(after["cases"])]
        return list(blank) == same and {**before, "cases": ()} == {**after, "cases": ()}


def acceptance(outcome: Outcome) -> Acceptance | None:
    """Return how an example could agree with its rule; None where it does, or where the rule is off."""
    example, results = outcome.example, outcome.results
    if outcome.passed or not results:
        return None
    if len(results) == len(example.expect):
        order = matched(example, results)
        paired = zip(example.expect, (results[n] for n in order), strict=True)
        return Acceptance(outcome, tuple(_agreeing(old, result) for old, result in paired))
    return Acceptance(outcome, tuple(_of_several(example.expect, results)))


def _of_several(expected: Sequence[Mapping[str, Any]], results: Sequence[Result]) -> Iterator[dict[str, Any]]:
    """Return an expectation for each result; one that named its item asks what it did before."""
    for result in results:
        of_item = (old for old in expected if result.item and _names(old, result))
        yield _agreeing(next(of_item, {"status": None, "item": ""}), result)


def _names(expected: Mapping[str, Any], result: Result) -> bool:
    return expected.get("item") == result.item or expected.get("subject") == result.subject


def _agreeing(old: Mapping[str, Any], result: Result) -> dict[str, Any]:
    """Return an expectation that asks what the old one did, a new status with its reason."""
    new = {key: _plain(value_of(result, key)) for key in old}
    if new["status"] != old["status"] and result.status not in _SAYS_ALL:
        new.setdefault("reason", result.reason.value)
    return {key: value for key, value in new.items() if value or (key in old and plain(old[key]) == value)}


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case str():
            return str(value)
        case _:
            return value
