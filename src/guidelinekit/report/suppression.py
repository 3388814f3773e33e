"""Counts that everybody may see: small ones are hidden, and those from which they could be worked out."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import inf, isfinite, isinf
from typing import Final, Generic, NamedTuple, TypeVar

SMALLEST: Final = 5
"""A count of 1 to 4 could point to somebody. 0 points to nobody."""
_NEGLIGIBLE: Final = 1e-9
_MANY: Final = 10
"""A count that stands in more sums than these is hidden where nothing else helps."""
_ROUNDS: Final = 40
"""How often what is known of one count is used to narrow down the others."""

C = TypeVar("C", bound=Hashable)
"""The name of a count."""
Exact = int | Fraction
"""A number without rounding: whole wherever it can be, which is far cheaper."""
Sum = tuple[C, Sequence[C]]
"""A count, and those that it is the sum of."""


class _Row(NamedTuple, Generic[C]):
    """What a reader knows: so much of each of some hidden counts comes to a number."""

    factors: Mapping[C, Exact]
    number: Exact


def hidden(
    counts: Mapping[C, int],
    sums: Sequence[Sum[C]],
    unseen: Collection[C] = frozenset(),
    few: Collection[C] = frozenset(),
) -> set[C]:
    """Return the counts to leave out. The reader is taken to know all of `sums`, and that zeros are shown.

    A count of 1 to 4 is left out, and so is one of `few`: what a handful of people have much of. Where a
    reader could work it out, or that it must be below 5, the smallest other count of a sum that it stands in
    is left out too, until that is no longer so. What is `unseen` stands nowhere: nobody knows whether it is
    0, unless it can be worked out to be 1 to 4.
    """
    secret = {name for name, count in counts.items() if 0 < count < SMALLEST or (count and name in few)}
    left_out = secret.union(unseen)
    rows = [{total, *parts} for total, parts in sums]
    used = Counter(name for row in rows for name in row)
    quiet = set[frozenset[C]]()
    while exposed := _exposed(counts, sums, left_out, secret, unseen, quiet):
        partners = (_partner(name, counts, rows, used, left_out) for name in exposed)
        added = {partner for partner in partners if partner is not None}
        if not added:
            break
        left_out |= added
    return left_out


def _partner(
    name: C,
    counts: Mapping[C, int],
    rows: Sequence[set[C]],
    used: Mapping[C, int],
    left_out: Collection[C],
) -> C | None:
    """Return the count to leave out beside a hidden one: the smallest still shown of the nearest sums.

    What much else is worked out from, such as the number of all cases, goes last.
    """
    reached, last = {name}, set[C]()
    while True:
        near = set[C]().union(*(row for row in rows if row & reached))
        shown = {other for other in near if other not in left_out and counts[other] > 0}
        last |= {other for other in shown if used[other] > _MANY}
        if chosen := shown - last or (last if near & set(left_out) <= reached else set()):
            return min(chosen, key=lambda other: (counts[other], str(other)))
        if near & set(left_out) <= reached:
            return None
        reached |= near & set(left_out)


def _exposed(
    counts: Mapping[C, int],
    sums: Sequence[Sum[C]],
    left_out: Collection[C],
    secret: Collection[C],
    unseen: Collection[C],
    quiet: set[frozenset[C]],
) -> list[C]:
    """Return the secret counts that a reader can work out, or narrow down to 1 to 4.

    Hidden counts that hang together and give none away are put under `quiet`: while no other one joins them
    they need not be looked at again.
    """
    rows = [_row(counts, each, left_out) for each in sums]
    found_out: list[C] = []
    for together in _connected([row for row in rows if row.factors]):
        names = frozenset(name for row in together for name in row.factors)
        if names.isdisjoint(secret) or names in quiet:
            continue
        least, most = _ends(_solved(together), names, unseen)
        given_away = [
            name
            for name in names.intersection(secret)
            if least[name] > 0 and (most[name] < SMALLEST or most[name] - least[name] < 1)
        ]
        found_out += given_away
        if not given_away:
            quiet.add(names)
    return sorted(found_out, key=str)


def _row(counts: Mapping[C, int], each: Sum[C], left_out: Collection[C]) -> _Row[C]:
    total, parts = each
    number, factors = 0, dict[C, Exact]()
    for name, sign in ((total, -1), *((part, 1) for part in parts)):
        if name in left_out:
            factors[name] = factors.get(name, 0) + sign
        else:
            number -= sign * counts[name]
    return _Row({name: factor for name, factor in factors.items() if factor}, number)


def _connected(rows: Sequence[_Row[C]]) -> Iterator[list[_Row[C]]]:
    """Yield the rows that share counts, together."""
    having: dict[C, list[int]] = {}
    for at, row in enumerate(rows):
        for name in row.factors:
            having.setdefault(name, []).append(at)
    taken = set[int]()
    for start in reversed(range(len(rows))):
        together, near = list[_Row[C]](), {start}.difference(taken)
        while near:
            taken |= near
            layer = [rows[at] for at in sorted(near)]
            together += layer
            near = {at for row in layer for name in row.factors for at in having[name]} - taken
        if together:
            yield together


def _solved(rows: Sequence[_Row[C]]) -> list[_Row[C]]:
    """Return the rows, and what comes of adding and subtracting them until each solves for one count."""
    solved: dict[C, _Row[C]] = {}
    for each in rows:
        row = each
        for pivot, other in solved.items():
            if pivot in row.factors:
                row = _minus(row, other, row.factors[pivot])
        if row.factors:
            pivot, factor = next(iter(row.factors.items()))
            inverse = factor if abs(factor) == 1 else 1 / Fraction(factor)
            row = _Row({name: times * inverse for name, times in row.factors.items()}, row.number * inverse)
            solved = {
                name: _minus(other, row, other.factors[pivot]) if pivot in other.factors else other
                for name, other in solved.items()
            }
            solved[pivot] = row
    return [*rows, *solved.values()]


def _minus(row: _Row[C], other: _Row[C], times: Exact) -> _Row[C]:
    factors = dict(row.factors)
    for name, factor in other.factors.items():
        factors[name] = factors.get(name, 0) - times * factor
    return _Row(
        {name: factor for name, factor in factors.items() if factor}, row.number - times * other.number
    )


def _ends(
    rows: Sequence[_Row[C]], names: Collection[C], unseen: Collection[C]
) -> tuple[dict[C, float], dict[C, float]]:
    """Return the least and the most that each hidden count can be by all rows; those seen are 1 or more."""
    low = {name: 0.0 if name in unseen else 1.0 for name in names}
    high = dict.fromkeys(names, inf)
    plain = [([(n, float(f)) for n, f in row.factors.items()], float(row.number)) for row in rows]
    for _ in range(_ROUNDS):
        changed = False
        for factors, number in plain:
            ends = [sorted((times * low[name], times * high[name])) for name, times in factors]
            least, most = [sum(end[side] for end in ends) for side in (0, 1)]
            for (name, times), (small, large) in zip(factors, ends, strict=True):
                rest = sorted(
                    (number - _without(least, small, ends, 0), number - _without(most, large, ends, 1))
                )
                bottom, top = sorted(end / times for end in rest)
                if bottom > low[name] + _NEGLIGIBLE or top < high[name] - _NEGLIGIBLE:
                    low[name], high[name], changed = max(low[name], bottom), min(high[name], top), True
        if not changed:
            break
    return {name: low[name] - _NEGLIGIBLE for name in names}, {
        name: high[name] + _NEGLIGIBLE for name in names
    }


def _without(total: float, part: float, ends: Sequence[Sequence[float]], side: int) -> float:
    """Return a sum without one part of it, also where parts are infinite."""
    if isfinite(total):
        return total - part
    return (
        total
        if isfinite(part) or sum(isinf(end[side]) for end in ends) > 1
        else (sum(end[side] for end in ends if isfinite(end[side])))
    )
