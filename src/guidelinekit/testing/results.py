"""Asserting what a rule says of a case, with a failure that says why it says something else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from guidelinekit.evaluate import Evaluation
from guidelinekit.report.explanation import branches
from guidelinekit.results import Result, Status
from guidelinekit.suggest import did_you_mean, quoted
from guidelinekit.text import Language

EXPECTED = ("reason", "due_on", "overdue_days", "changes_on", "missing", "local_parameters", "required")
"""What may be expected of a result besides its status."""
_WIDTH = 100


def assert_result(
    evaluation: Evaluation,
    rule: str,
    status: str,
    *,
    subject: str | None = None,
    language: Language = "en",
    **expected: Any,
) -> Result:
    """Assert that a rule (by its full id or the part after the slash) has a status, and give its result.

    `subject` says which item is meant (`/needs/0`), where the rule gives several results. More can be
    expected by name: `reason`, `due_on` (a date or a text), `overdue_days`, `changes_on`, `missing` (JSON
    pointers), `local_parameters`, `required`. Raises AssertionError with what was found and what decided it.
    """
    __tracebackhide__ = True
    for name in expected:
        if name not in EXPECTED:
            raise TypeError(
                f"a result has no `{name}`; {did_you_mean(name, EXPECTED) or ', '.join(EXPECTED)}"
            )
    wanted = Status(status)
    results = [
        result for result in evaluation.results if rule in (result.rule, result.rule.partition("/")[2])
    ]
    if not results:
        known = [result.rule for result in evaluation.results]
        raise AssertionError(
            f"no rule `{rule}` was evaluated; {did_you_mean(rule, known) or 'see `results`'}"
        )
    meant = [result for result in results if subject is None or result.subject == subject]
    if len(meant) != 1:
        listed = quoted(result.subject for result in results)
        raise AssertionError(f"`{rule}` has {len(results)} results, of {listed}; say which by `subject`")
    (result,) = meant
    differs = [
        f"{name}: expected {_shown(value)}, got {_shown(_plain(name, result))}"
        for name, value in {"status": wanted.value, **expected}.items()
        if _plain(name, result) != _comparable(value)
    ]
    if differs:
        raise AssertionError("\n".join(_failure(evaluation, result, differs, language)))
    return result


def _failure(evaluation: Evaluation, result: Result, differs: list[str], language: Language) -> Iterator[str]:
    about = f" at {result.subject}" if result.subject else ""
    yield f"{result.rule}{about}, as of {evaluation.as_of}:"
    yield from (f"  {line}" for line in differs)
    trees = evaluation.explain(result.rule, language, deciding=True)
    same = [one for one in evaluation.results if one.rule == result.rule]
    tree = trees[next(index for index, one in enumerate(same) if one is result)]
    yield f"because {tree.text}"
    yield from (line.plain for line in branches(tree.parts, 1, language, _WIDTH))


def _plain(name: str, result: Result) -> Any:
    if name == "missing":
        return sorted(missing.pointer for missing in result.missing)
    return _comparable(getattr(result, name))


def _comparable(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, tuple | list | set | frozenset) else value


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(_comparable(value))
