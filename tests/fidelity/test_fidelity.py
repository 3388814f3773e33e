"""What the chapters must say of a case: each line of `*.yaml` beside this file, run over the bundled rules.

The tables were written from the guideline's text. A file holds `bases` (named cases; `from` names the one
that a base changes) and `lines`: `line` (what the case is), `why`, `base`, `given` (put over the base as in
the rules' own examples), `as_of`, `profile` (`suggested` where left out), `expect`, and `remarks` (the codes
of what the record says against itself). `expect` names rules, also with `*`, and for each a status, a map of
what its result says, or a list of such maps. A map with `item` is about the result on that item; without,
about every result of the rule. `says` and `never_says` are parts of what is read in Danish, the message and
the remedy.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from guidelinekit import Case, Result, RuleSet, load_rules
from guidelinekit.examples.example_file import merged
from guidelinekit.source.reading import read_file

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
LINE_KEYS = {"line", "why", "base", "given", "as_of", "profile", "expect", "remarks"}
RESULT_KEYS = {"status", "reason", "due_on", "overdue_days", "missing", "item", "says", "never_says"}
FILLED = {"schema_version": "1", "case_id": "reading"}


@cache
def rules_under(profile: str) -> RuleSet:
    """Return the bundled rules under a profile."""
    return load_rules(["ssb-2016"], profile=profile)


def lines() -> Iterator[Any]:
    """Return each line of each table, with its base written out."""
    for path in FILES:
        document, problems = read_file(path, path.name)
        assert document is not None, problems
        bases = document.data["bases"]
        for line in document.data["lines"]:
            record = merged(base_case(bases, line["base"]), line.get("given") or {})
            yield pytest.param(line, record, id=f"{path.stem}: {line['line']}")


def base_case(bases: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a named case, put over the one that it changes."""
    own = {key: value for key, value in bases[name].items() if key != "from"}
    under = base_case(bases, bases[name]["from"]) if "from" in bases[name] else FILLED
    result = merged(under, own)
    assert isinstance(result, dict)
    return result


def differences(line: Mapping[str, Any], results: tuple[Result, ...]) -> Iterator[str]:
    """Return what the results say otherwise than a line expects."""
    for glob, expected in line["expect"].items():
        names = sorted({name for name in map(rule_name, results) if fnmatchcase(name, glob)})
        if not names:
            yield f"no rule is called {glob}"
        for name in names:
            own = [result for result in results if rule_name(result) == name]
            for want in expected if isinstance(expected, list) else [expected]:
                yield from (f"{name}: {text}" for text in wanting(want, own))


def wanting(want: str | Mapping[str, Any], own: list[Result]) -> Iterator[str]:
    """Return what the results of one rule lack of what is wanted of them."""
    wanted = {"status": want} if isinstance(want, str) else want
    assert wanted.keys() <= RESULT_KEYS, wanted.keys() - RESULT_KEYS
    about = [result for result in own if "item" not in wanted or item_of(result) == wanted["item"]]
    if not about:
        yield f"no result on {wanted['item']}, only on {list(map(item_of, own))}"
    for result in about:
        for key, value in wanted.items():
            came = shown(key, result)
            if key in ("says", "never_says"):
                if (value in came) is (key == "never_says"):
                    yield f"`{result.subject}` {key} {value!r}: {came!r}"
            elif key != "item" and came != value:
                yield f"{key} at `{result.subject}`: expected {value}, got {came}"


def shown(key: str, result: Result) -> Any:
    """Return what a result says under a key, as the table writes it."""
    if key in ("says", "never_says"):
        return f"{result.message.da} {result.remedy.da}"
    if key == "missing":
        return [missing.pointer for missing in result.missing]
    value = getattr(result, key)
    return value.isoformat() if isinstance(value, date) else value


def item_of(result: Result) -> str:
    """Return the item that a result is about, by its name; a rule set that names none gives no text."""
    return str(getattr(result, "item", ""))


def rule_name(result: Result) -> str:
    """Return the id of a result's rule without its pack."""
    return result.rule.partition("/")[2]


@pytest.mark.parametrize(("line", "record"), list(lines()))
def test_line(line: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    """Each rule that a line names says of its case what the text says."""
    assert line.keys() <= LINE_KEYS, line.keys() - LINE_KEYS
    assert line["why"]
    rules = rules_under(line.get("profile") or "suggested")
    as_of = date.fromisoformat(line["as_of"])
    evaluation = rules.evaluate(Case.model_validate(record), as_of=as_of)
    assert not list(differences(line, evaluation.results))
    if "remarks" in line:
        assert [remark.code for remark in evaluation.remarks] == line["remarks"]
