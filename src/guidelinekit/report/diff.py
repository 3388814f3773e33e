"""Where a report differs from another one of the same input: in a result, or in anything else it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from guidelinekit.evaluate.plain import Tree
from guidelinekit.report.read_back import record_of

_MAY_DIFFER: Final = {"/tool/version", "/input", "/selection", "/baseline"}
"""What says how, from where and beside what a report was made: the tool's version, and the names of files."""


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A record or a result that is another than it was; `was` or `now` is None where it is not listed."""

    kind: str
    record: str
    rule: str
    """Empty where the record itself differs, or is listed in one report only."""
    item: str
    was: str | None
    now: str | None
    fields: tuple[str, ...] = ()
    """What differs where the status is the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something else that a report says, by its JSON pointer; None where it does not say it."""

    pointer: str
    was: Any
    now: Any


def differing_results(was: Tree, now: Tree) -> list[Difference]:
    """Return every record and result that differs."""
    before, after = dict(_listed(was)), dict(_listed(now))
    return [
        _difference(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def other_changes(was: Tree, now: Tree) -> list[Change]:
    """Return all else that differs: what the reports were made from, counts, rules, invalid records."""
    rest = [{key: value for key, value in tree.items() if key != "results"} for tree in (was, now)]
    return list(_changes("", *rest))


def _listed(tree: Tree) -> Iterator[tuple[tuple[str, str, str, str], Tree]]:
    for entry in tree["results"]:
        record = record_of(entry)
        yield (*record, "", ""), {key: value for key, value in entry.items() if key != "results"}
        for result in entry["results"]:
            alone = {key: value for key, value in result.items() if key != "baseline"}
            yield (*record, result["rule"], result["item"]), alone


def _difference(name: tuple[str, str, str, str], old: Tree | None, new: Tree | None) -> Difference:
    was, now = (None if each is None else str(each.get("status", "listed")) for each in (old, new))
    fields: tuple[str, ...] = ()
    if old is not None and new is not None and was == now:
        fields = tuple(key for key in sorted({*old, *new}) if old.get(key) != new.get(key))
    return Difference(*name, was=was, now=now, fields=fields)


def _changes(pointer: str, was: Any, now: Any) -> Iterator[Change]:
    if was == now or pointer in _MAY_DIFFER:
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            yield from _changes(f"{pointer}/{key}", was.get(key), now.get(key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (old, new) in enumerate(zip(was, now, strict=True)):
            yield from _changes(f"{pointer}/{index}", old, new)
    else:
        yield Change(pointer, was, now)
