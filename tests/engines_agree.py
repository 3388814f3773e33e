"""A long run: both engines of live cases against the reference evaluator.

`python tests/engines_agree.py --bundled 2000 --each-fact 200` tells generated cases fact by fact, in random
order, to both engines under every bundled rule: what a case comes to is compared when all facts are there,
and of some cases after each fact. `--pairs 20000` judges random cases by random rules on durable-rules. Each
disagreement is printed, and the exit code is then 1.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Self

from agreement import drawn_groups
from answers import Answer, answers, reference, same_verdicts
from guidelinekit import Case, load_rules
from guidelinekit.case.keys import item_keys
from guidelinekit.case.model.record import MODELS
from guidelinekit.compile.base import Conclusion
from guidelinekit.compile.durable import DurableProgram, DurableSession, programs_of
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.live import Engine, LiveSession
from guidelinekit.live.facts import LISTS, Fact, facts_in
from guidelinekit.live.session import fields_of
from guidelinekit.results import Status
from guidelinekit.semantics.as_of import has_begun
from guidelinekit.synthetic.generate import AS_OF, generate
from guidelinekit.testing.terms import SETTINGS
from random_cases import Draw

PACKS = ("ssb-2016", "ssb-overview", "law", "outreach-2013", "action-plan-2003")
COUNTIES = date(2005, 6, 1)
"""The day of every tenth case, on which the rules of the counties' time are in force."""
CASES_PER_RULE = 20
TOLD_EVERY = 10
Duties = dict[tuple[str, str], Status]
"""What the duties of a case that apply have come to, by rule and name of the item."""


@dataclass
class Count:
    """What a run compared, and what disagreed."""

    pairs: int = 0
    """Of a rule and a case with all its facts."""
    facts: int = 0
    """After which all rules were compared."""
    statuses: Counter[Status] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Count") -> Self:
        """Add another share of the run."""
        self.pairs += other.pairs
        self.facts += other.facts
        self.statuses += other.statuses
        self.disagreements += other.disagreements
        return self

    def __str__(self) -> str:
        """Return the count as one line."""
        each = f", and after each of {self.facts:,} facts" if self.facts else ""
        statuses = ", ".join(f"{status} {number:,}" for status, number in sorted(self.statuses.items()))
        of_them = f" ({statuses})" if statuses else ""
        wrong = len(self.disagreements)
        return f"{self.pairs:,} pairs of a rule and a case{each}, {wrong} disagreements{of_them}"


def main() -> int:
    """Run, print what disagreed, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundled", type=int, default=0)
    parser.add_argument("--each-fact", type=int, default=0, help="of so many cases after each fact")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    start, whole, jobs = time.monotonic(), Count(), asked.jobs
    numbers = [asked.seed * 1000 + number for number in range(jobs)]
    with ProcessPoolExecutor(jobs) as processes:
        shares = [
            *processes.map(
                bundled_share, numbers, [asked.bundled // jobs] * jobs, [asked.each_fact // jobs] * jobs
            ),
            *processes.map(random_share, numbers, [asked.pairs // jobs] * jobs),
        ]
    for share in shares:
        whole += share
    sys.stdout.write("".join(f"{each}\n" for each in whole.disagreements))
    sys.stdout.write(f"{whole}, seed {asked.seed}, {time.monotonic() - start:.0f} s\n")
    return 1 if whole.disagreements else 0


def bundled_share(number: int, cases: int, each_fact: int) -> Count:
    """Judge cases by all bundled rules, the first of them after each fact."""
    whole = Count()
    if cases:
        for position, count in enumerate(bundled(number, cases, PACKS, each_fact), 1):
            whole += count
            if not position % TOLD_EVERY:
                sys.stderr.write(f"seed {number}, {position} cases: {whole}\n")
    return whole


def random_share(number: int, pairs: int) -> Count:
    """Judge random cases by random rules on durable-rules."""
    count = Count()
    for name, expected, answered in random_pairs(number, pairs) if pairs else ():
        count.pairs += 1
        if not same_verdicts(expected, answered):
            count.disagreements.append(f"{name}\n  reference {expected}\n  durable   {answered}")
    return count


def bundled(number: int, cases: int, packs: Sequence[str], each_fact: int = 0) -> Iterator[Count]:
    """Yield of generated cases, told fact by fact, what both engines say beside the reference."""
    rules = load_rules(packs)
    settings = {rule.pack: rules.settings(rule) for rule in rules.rules}
    durable = [DurableSession(each) for each in programs_of(rules.rules, settings)]
    random = Random(number)  # noqa: S311 - an order, no secret
    of_days = [generate(cases, number, day, packs) for day in (AS_OF, COUNTIES)]
    for position, pair in enumerate(zip(*of_days, strict=True)):
        day, case = (COUNTIES, pair[1]) if position % 10 == 9 else (AS_OF, pair[0])
        facts, count = shuffled(case, random), Count()
        opening = case.case_id, day, [name for name in LISTS if getattr(case, name) is None]
        engines = list(Engine) if position < each_fact else [Engine.COMPILED]
        lives = [LiveSession(rules, *opening[:2], not_recorded=opening[2], engine=each) for each in engines]
        expected = Expected(rules, lives[0].case, day)
        for step, fact in enumerate(facts, 1):
            for live in lives:
                live.record(fact)
            last = step == len(facts)
            if position < each_fact or last:
                expected.become(lives[0].case, fact.place)
                count.facts += not last
                for live, engine in zip(lives, engines, strict=True):
                    wrong = dict(live.statuses).items() ^ expected.duties().items()
                    count.disagreements += [
                        f"{engine}: {case.case_id} of seed {number}, fact {step}: {each}"
                        for each in sorted(wrong)
                    ]
        whole = lives[0].case
        judged = [each for session in durable for each in session.judge(range(len(rules.rules)), whole, day)]
        for index, wanted in expected.answers.items():
            rule = rules.rules[index]
            mine = answers(rule, [each for each in judged if each[0] == index])
            count.pairs += 1
            count.statuses.update(each["status"] for each in wanted)
            if not same_verdicts(wanted, mine):
                count.disagreements.append(f"{rule.id} on {case.case_id} of seed {number}: {wanted}, {mine}")
        yield count


def shuffled(case: Case, random: Random) -> list[Fact]:
    """Take a case apart, in random order."""
    facts = list(facts_in(case))
    random.shuffle(facts)
    return sorted(facts, key=lambda fact: fact.place == "activities")  # they may name a pregnancy


class Expected:
    """What the reference says of a case that grows: of each rule again when a field that it names changed."""

    def __init__(self, rules: RuleSet, case: Case, day: date) -> None:
        self._rules, self._day, self._case = rules, day, case
        self._begun: bool | None = None
        self._reading = {
            index: fields_of(rule) for index, rule in enumerate(rules.rules) if rule.subject is Subject.CASE
        }
        self.answers: dict[int, list[Answer]] = {}
        """What it says of each rule."""

    def become(self, case: Case, place: str | None) -> None:
        """Ask again of the rules that read a field, or of all."""
        begun = has_begun(case, Case, self._day)
        for index, fields in self._reading.items():
            if place is None or place in fields or begun != self._begun:
                rule = self._rules.rules[index]
                self.answers[index] = reference(rule, case, self._day, self._rules.settings(rule), brief=True)
        self._case, self._begun = case, begun

    def duties(self) -> Duties:
        """Return what the duties have come to, each gap told once."""
        conclusions = [
            Conclusion(index, each["status"], each["reason"], position(each), each["due_on"])
            for index, verdicts in self.answers.items()
            for each in verdicts
        ]
        once_each, _ = self._rules.once.without_repeats(conclusions)
        return {
            (rule.id, self._name(rule, each.item)): each.status
            for each in once_each
            for rule in [self._rules.rules[each.rule]]
            if each.status is not Status.NOT_APPLICABLE
        }

    def _name(self, rule: Rule, item: int | None) -> str:
        if rule.for_each is None or item is None:
            return ""
        return item_keys(self._case, rule.for_each.over.steps[0])[item]


def position(answer: Answer) -> int | None:
    """Return the position of the item that an answer is about."""
    last = answer["subject"].rpartition("/")[2]
    return int(last) if last else None


def random_pairs(number: int, pairs: int) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """Yield of random rules and random records what the reference and durable-rules say."""
    random = Random(number)  # noqa: S311 - a run must be repeatable, not secret
    for rule, *_ in drawn_groups(number, -(-pairs // CASES_PER_RULE)):
        program = DurableProgram({0: rule}, {rule.pack: SETTINGS}, rule.subject)
        if program.unsupported:
            continue
        session, draw = DurableSession(program), Draw(random, rule, subject=rule.subject)
        for _ in range(CASES_PER_RULE):
            document, as_of = draw.record(), draw.day()
            record = MODELS[rule.subject].model_validate(document)
            told = f"{rule.model_dump_json(exclude_defaults=True)}\n{document} as of {as_of}"
            yield told, reference(rule, record, as_of, SETTINGS), engine_answers(session, rule, record, as_of)


def engine_answers(session: DurableSession, rule: Rule, record: Any, as_of: date) -> list[Answer]:
    """Return what durable-rules says of the only rule of a program."""
    return answers(rule, session.judge([0], record, as_of))


if __name__ == "__main__":
    sys.exit(main())
