"""The numbers of an impact on cases: beside the cases all, to others without the small ones."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from guidelinekit.impact.flips import (
    APPLIES,
    OPEN,
    DataImpact,
    GroupImpact,
    RuleImpact,
    Transition,
    worsening,
)
from guidelinekit.report.suppression import SMALLEST, Sum, hidden

Name = tuple[object, ...]
Group = tuple[str, str]
"""What a group is of, and its name."""
WHOLE: Final[Group] = ("", "")
Counts = Callable[..., int | None]
"""Gives a number by its name; None where it is hidden."""


def groups_of(data: DataImpact) -> Mapping[Group, GroupImpact]:
    """Return all citizens, then those of each municipality and provider, by name."""
    groups = {WHOLE: data.whole}
    for kind, of_kind in (("municipality", data.municipalities), ("provider", data.providers)):
        groups |= {(kind, name): of_kind[name] for name in sorted(of_kind)}
    return groups


def shown_counts(data: DataImpact, *, with_cases: bool) -> Counts:
    """Return the numbers of groups by group and column, those of rules by rule and column or transition."""
    counts = dict(_counts(data))
    left_out = set[Name]()
    if not with_cases:
        small = {name for name, group in groups_of(data).items() if group.records < SMALLEST}
        sums = list(_sums(data, counts))
        unseen = {name for total, parts in sums for name in (total, *parts)}.difference(counts)
        left_out = hidden(counts, sums, unseen, {name for name in counts if name[0] in small})
    return lambda *name: None if name in left_out else counts.get(name, 0)


def _counts(data: DataImpact) -> Iterator[tuple[Name, int]]:
    for name, group in groups_of(data).items():
        yield (name, "records"), group.records
        yield (name, "changed"), group.changed
        yield (name, "unchanged"), group.records - group.changed
        yield (name, "worse"), group.worse
        yield (name, "not worse"), group.changed - group.worse
        for when, statuses in (("before", group.before), ("after", group.after)):
            yield (name, when), statuses.total()
            yield from (((name, when, status), statuses[status]) for status in APPLIES)
    for rule, on_data in data.rules.items():
        yield from (((rule, pair), number) for pair, number in on_data.matrix.items())
        yield (rule, "results"), on_data.matrix.total()
        yield (rule, "changed"), on_data.changed
        yield (rule, "worse"), sum(n for pair, n in on_data.matrix.items() if worsening(pair) > 0)
        yield (rule, "other due date"), on_data.moved


def _sums(data: DataImpact, counts: Mapping[Name, int]) -> Iterator[Sum[Name]]:
    """Yield what a reader can add up and subtract."""
    groups = groups_of(data)
    for name in groups:
        yield (name, "records"), [(name, "changed"), (name, "unchanged")]
        yield (name, "changed"), [(name, "worse"), (name, "not worse")]
        for when in ("before", "after"):
            yield (name, when), [(name, when, status) for status in APPLIES]
    for column in [rest for first, *rest in counts if first == WHOLE]:
        for kind in ("municipality", "provider"):
            yield (WHOLE, *column), [(name, *column) for name in groups if name[0] == kind]
    for side, when in enumerate(("before", "after")):
        for status in APPLIES:
            yield (
                (WHOLE, when, status),
                [
                    (rule, pair)
                    for rule, on_data in data.rules.items()
                    for pair in on_data.matrix
                    if pair[side] is status
                ],
            )
    for rule, on_data in data.rules.items():
        yield from _sums_of_rule(rule, on_data, counts, alone=len(data.rules) == 1)


def _sums_of_rule(
    rule: str, on_data: RuleImpact, counts: Mapping[Name, int], *, alone: bool
) -> Iterator[Sum[Name]]:
    def cells(chosen: Callable[[Transition], bool]) -> list[Name]:
        return [(rule, pair) for pair in on_data.matrix if chosen(pair)]

    yield (rule, "results"), cells(lambda _: True)
    yield (rule, "changed"), cells(lambda pair: pair[0] is not pair[1])
    yield (rule, "worse"), cells(lambda pair: worsening(pair) > 0)
    yield (rule, "open"), cells(lambda pair: pair[0] is pair[1] and pair[0] in OPEN)
    yield (rule, "open"), [(rule, "other due date"), (rule, "same due date")]
    if counts[rule, "results"] == counts[WHOLE, "records"]:
        yield (WHOLE, "records"), [(rule, "results")]
    for column in ("changed", "worse"):  # a citizen has one result of most rules, and is then counted in both
        others = counts[WHOLE, column] - counts[rule, column]
        if others >= 0:
            rest = [] if alone and not others else [(rule, column, "others")]
            yield (WHOLE, column), [(rule, column), *rest]
