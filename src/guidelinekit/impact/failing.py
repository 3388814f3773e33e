"""Which example cases expect something else than the new rules say, of both versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guidelinekit.casesearch.proposal import expected
from guidelinekit.examples.read import Example
from guidelinekit.impact.side import Side
from guidelinekit.mutation.killing import agrees, disagreements
from guidelinekit.semantics.reference import judge


@dataclass(frozen=True, slots=True)
class Failing:
    """An example case that expects something else than the new rules say."""

    rule: str
    """The rule's id without its pack."""
    name: str
    place: str
    """File and line."""
    of_new: bool
    """Whether the example is the new version's own; else the new version dropped or changed it."""
    expected: tuple[dict[str, Any], ...]
    got: tuple[dict[str, Any], ...]
    differing: tuple[tuple[str, Any, Any], ...] = ()
    """Where there are as many results as expected: each key that differs, what is expected and what came."""


def failing(old: Side, new: Side) -> Iterator[Failing]:
    """Run the examples of both versions against the new rules; one that stands in both is named once."""
    rules = new.by_name
    seen: set[tuple[str, str, str]] = set()
    for side in (new, old):
        for name, examples in side.examples.items():
            for example in examples if name in rules else ():
                key = (name, example.name, str((example.as_of, example.record, example.expect)))
                if key in seen:
                    continue
                seen.add(key)
                found = _wrong(name, example, new, of_new=side is new)
                if found is not None:
                    yield found


def _wrong(name: str, example: Example, new: Side, *, of_new: bool) -> Failing | None:
    rule = new.by_name[name]
    settings = new.settings_of_example(rule, example)
    if agrees(rule, example, settings, new.local):
        return None
    judgements = judge(rule, example.record, example.as_of, settings)
    alike = len(judgements) == len(example.expect)
    differing = disagreements(rule, example, judgements, settings, new.local) if alike else ()
    place = example.place
    where = place.file or name
    return Failing(
        name,
        example.name,
        where if place.span is None else f"{where}:{place.span.line}",
        of_new,
        tuple(dict(one) for one in example.expect),
        tuple(expected(one) for one in judgements),
        tuple(differing),
    )
