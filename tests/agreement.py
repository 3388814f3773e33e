"""A long run: closures and compiled rules against the reference evaluator, on random rules and cases.

`python tests/agreement.py --pairs 200000 --seed 1` takes some minutes on two cores; `--bundled 20000` adds
the bundled rules on generated cases. Each disagreement is
printed as small as it gets, and the exit code is then 1, as it is where nothing was compared.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import given as drawn_from
from hypothesis import strategies as st
from pydantic import ValidationError

from answers import RuleAnswers, compared, compiled, findings, reference, reference_findings, same_verdicts
from guidelinekit import load_rules
from guidelinekit.case.model.record import MODELS
from guidelinekit.compile.closures import OnRecord
from guidelinekit.lang.expr import TRUE, Condition, Node
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.lang.walk import children
from guidelinekit.results import Status
from guidelinekit.synthetic.generate import AS_OF, generate
from guidelinekit.testing.rule import rules
from guidelinekit.testing.terms import SETTINGS
from random_cases import Draw, smaller

CASES_PER_RULE = 100
RULES_TOGETHER = 3
"""How many rules are compiled as one program."""
MOST_TOLD = 5
BACKENDS = ("reference", "closures", "verdicts")


@dataclass
class Found:
    """What came out of a share of the run."""

    pairs: int = 0
    statuses: Counter[Status] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)


def main() -> int:
    """Run, print what was found, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bundled", type=int, default=0, help="also the bundled rules on so many cases")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    start = time.monotonic()
    numbers = [asked.seed * 1000 + number for number in range(asked.jobs)]
    whole = Found()
    with ProcessPoolExecutor(asked.jobs) as processes:
        random_pairs = processes.map(run, numbers, _shares(asked.pairs, asked.jobs))
        bundled_pairs = processes.map(run_bundled, numbers, _shares(asked.bundled, asked.jobs))
        for found in (*random_pairs, *bundled_pairs):
            whole.pairs += found.pairs
            whole.statuses += found.statuses
            whole.disagreements += found.disagreements
    for one in whole.disagreements:
        sys.stdout.write(f"{one}\n")
    told = ", ".join(f"{status} {whole.statuses[status]:,}" for status in Status)
    sys.stdout.write(f"{whole.pairs:,} pairs of a rule and a case ({told})\n")
    sys.stdout.write(
        f"{len(whole.disagreements)} disagreements, seed {asked.seed}, {time.monotonic() - start:.0f} s\n"
    )
    return 1 if whole.disagreements or not whole.pairs else 0


def run(number: int, pairs: int) -> Found:
    """Compare a share of the pairs."""
    found, random = Found(), Random(number)  # noqa: S311 - a run must be repeatable, not secret
    groups = drawn_groups(number, -(-pairs // (CASES_PER_RULE * RULES_TOGETHER))) if pairs else ()
    for group in groups:
        subject, together = group[0].subject, RuleAnswers.together(group, SETTINGS)
        draw = Draw(random, *group, subject=subject)
        for _ in range(CASES_PER_RULE):
            document, as_of = draw.record(), draw.day()
            record = MODELS[subject].model_validate(document)
            for answers, expected, same in compared(together, record, as_of):
                found.pairs += 1
                found.statuses.update(answer["status"] for answer in expected)
                if not same:
                    found.disagreements.append(told(answers.rule, document, as_of))
            if len(found.disagreements) > MOST_TOLD:
                return found
    return found


def run_bundled(number: int, cases: int) -> Found:
    """Compare the verdicts of every bundled rule on generated cases; a case of its own number is drawn."""
    found, loaded = Found(), load_rules()
    compiled_rules = [RuleAnswers(rule, loaded.settings(rule)) for rule in loaded.rules]
    for case in generate(cases, number):
        for answers in compiled_rules:
            if answers.rule.subject is not Subject.CASE:
                continue
            found.pairs += 1
            expected = reference(answers.rule, case, AS_OF, answers.settings)
            found.statuses.update(answer["status"] for answer in expected)
            if not same_verdicts(expected, compiled(answers.program, answers.rule, case, AS_OF)):
                found.disagreements.append(f"rule {answers.rule.id} on {case.case_id}, seed {number}\n")
    return found


def _shares(whole: int, jobs: int) -> list[int]:
    """Share a number out."""
    return [whole // jobs + (number < whole % jobs) for number in range(jobs)]


@st.composite
def groups_of_rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """Draw rules for one program, one group in four of them about records that attest."""
    subject = draw(st.sampled_from([*[Subject.CASE] * 6, Subject.PROVIDER, Subject.AUTHORITY]))
    drawn = [draw(rules(subject=subject)) for _ in range(RULES_TOGETHER)]
    return tuple(rule.model_copy(update={"id": f"drawn/rule-{at}"}) for at, rule in enumerate(drawn))


def drawn_groups(number: int, how_many: int) -> Iterator[tuple[Rule, ...]]:
    """Draw groups of rules; the same ones for the same number."""
    found: list[tuple[Rule, ...]] = []

    @seed(number)
    @settings(
        max_examples=how_many,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @drawn_from(groups_of_rules())
    def collect(group: tuple[Rule, ...]) -> None:
        found.append(group)

    collect()
    while len(found) < how_many:  # the strategy may give fewer when it has seen all that it can find
        found += found[: how_many - len(found)]
    return iter(found[:how_many])


def told(rule: Rule, document: dict[str, Any], as_of: date) -> str:
    """Describe a disagreement, with rule and case made as small as they get."""

    def differs(some_rule: Rule, some_document: dict[str, Any]) -> bool:
        try:
            record = MODELS[some_rule.subject].model_validate(some_document)
            return not all(same for _, _, same in compared([RuleAnswers(some_rule, SETTINGS)], record, as_of))
        except (KeyError, ValidationError):  # it names an item that was left out, or is no case
            return False

    shrunk = differs(rule, document)  # else only together with others
    while shrunk:
        shrunk = False
        for less in smaller_rules(rule):
            if differs(less, document):
                rule, shrunk = less, True
                break
        for fewer in smaller(document):
            if differs(rule, fewer):
                document, shrunk = fewer, True
                break
    answers, case = RuleAnswers(rule, SETTINGS), MODELS[rule.subject].model_validate(document)
    said = (
        reference_findings(rule, case, as_of, SETTINGS),
        findings(OnRecord(answers.closures, case, as_of), 0, rule),
        compiled(answers.program, rule, case, as_of),
    )
    small = rule.model_dump_json(exclude_defaults=True)
    whose = "\n".join(f"{who} {answer}" for who, answer in zip(BACKENDS, said, strict=True))
    return f"rule {small}\ncase {document}\nas of {as_of}\n{whose}\n"


def smaller_rules(rule: Rule) -> Iterator[Rule]:
    """Give variants of a rule, each with one part left out or with a condition replaced by a part of it."""
    if rule.exempt_when:
        yield rule.model_copy(update={"exempt_when": rule.exempt_when[1:]})
    for name, value in (("deadline", None), ("for_each", None), ("applies_when", TRUE)):
        if getattr(rule, name) not in (None, value) and rule.repeats is None:
            yield rule.model_copy(update={name: value})
    for name in ("requires", "applies_when"):
        condition = getattr(rule, name)
        for part in children(condition) if isinstance(condition, Node) else ():
            if isinstance(part, Condition.__origin__):  # type: ignore[attr-defined]  # an annotated union
                yield rule.model_copy(update={name: part})


if __name__ == "__main__":
    sys.exit(main())
