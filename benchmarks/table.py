"""What was measured as a Markdown table, with what the project sets itself as a target."""

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.comparison import OURS, Part, Way
from benchmarks.measure import Times, ratio

TARGETS = (
    ("hand-written, orjson dicts", Part.END_TO_END, 1.4),
    ("hand-written, Pydantic models", Part.END_TO_END, 2.5),
    ("datalogic-py", Part.END_TO_END, 1.0),
    ("hand-written, Pydantic models", Part.EVALUATION, 1.0),
)
"""How many times as fast guidelinekit is to be as each of these."""


def table(times: Times, missing: Sequence[str]) -> Iterator[str]:
    """Give the lines of the table: microseconds per case, and how many times as fast ours is."""
    parts = list(Part)
    compared = list(OURS)
    yield "| engine | " + " | ".join([*parts, *(f"{part}: ours is" for part in compared)]) + " |"
    yield "| --- |" + " ---: |" * (len(parts) + len(compared))
    for engine in dict.fromkeys(way.engine for way in times):
        cells = [_microseconds(times, way_of(times, engine, part)) for part in parts]
        cells += [_ratio(times, engine, part) for part in compared]
        yield f"| {engine} | " + " | ".join(cells) + " |"
    for package in missing:
        yield f"| *missing: {package} is not installed* |" + " |" * (len(parts) + len(compared))


def targets(times: Times) -> Iterator[str]:
    """Give a line per target: reached, missed, or not measured."""
    for engine, part, target in TARGETS:
        other, ours = way_of(times, engine, part), way_of(times, OURS[part], part)
        aim = f"{part}, at least {target} times as fast as {engine}"
        if other is None or ours is None:
            yield f"- not measured: {aim}"
        else:
            found = ratio(times, other, ours)
            yield f"- {'reached' if found >= target else 'MISSED'}: {aim}: {found:.2f}"


def way_of(times: Times, engine: str, part: Part) -> Way | None:
    """Give an engine's way for a part, if it was measured."""
    return next((way for way in times if (way.engine, way.part) == (engine, part)), None)


def _microseconds(times: Times, way: Way | None) -> str:
    return "" if way is None else f"{median(times[way]) * 1e6:.1f}"


def _ratio(times: Times, engine: str, part: Part) -> str:
    other, ours = way_of(times, engine, part), way_of(times, OURS[part], part)
    if other is None or ours is None or engine in OURS.values():
        return ""
    return f"{ratio(times, other, ours):.2f} times"
