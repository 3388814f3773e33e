"""Which example cases expect something else than the new rules say, of both versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guidelinekit.casesearch.proposal import expected
from guidelinekit.examples.example_file import Example
from guidelinekit.examples.expectations import Mismatch, agrees, answers, differences
from guidelinekit.impact.versions import Version
from guidelinekit.semantics.reference import judge


@dataclass(frozen=True, slots=True)
class BrokenExample:
    """An example case that expects something else than the new rules say."""

    rule: str
    """The rule's id without its pack."""
    name: str
    place: str
    """File and line."""
    of_new: bool
    """Whether the example is the new version's own; else the new version dropped or changed it."""
    expected: tuple[dict[str, Any], ...]
    actual: tuple[dict[str, Any], ...]
    differing: tuple[Mismatch, ...] = ()
    """Where there are as many results as expected: what differs."""


def broken_examples(old: Version, new: Version) -> Iterator[BrokenExample]:
    """Run the examples of both versions against the new rules; one that stands in both is named once."""
    seen: set[tuple[str, str, str]] = set()
    for version in (new, old):
        for rule in version.tested.pack.rules:
            for example in version.tested.examples(rule) if rule.name in new.by_name else ():
                key = (rule.name, example.name, str((example.as_of, example.record, example.expect)))
                if key not in seen:
                    seen.add(key)
                    yield from _broken(rule.name, example, new, of_new=version is new)


def _broken(name: str, example: Example, new: Version, *, of_new: bool) -> Iterator[BrokenExample]:
    rule = new.by_name[name]
    loose = new.tested.loose(rule, example.profile)
    came = answers(loose, example, new.tested.local(rule, example.profile))
    if not agrees(example, came):
        alike = len(came) == len(example.expect)
        judgements = judge(rule, example.record, example.as_of, loose.settings)
        yield BrokenExample(
            name,
            example.name,
            Path(example.place).name,
            of_new,
            tuple(dict(each) for each in example.expect),
            tuple(expected(judgement) for judgement in judgements),
            tuple(differences(example, came)) if alike else (),
        )
