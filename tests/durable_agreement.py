"""A long run: durable-rules against the reference evaluator.

`python tests/durable_agreement.py --bundled 2000` judges generated cases, whose facts come in random order,
by every bundled rule; `--pairs 20000` judges random cases by random rules. Each disagreement is printed, and
the exit code is then 1.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from random import Random
from typing import Any

from agreement import drawn_groups
from answers import Answer, answers, reference, same_verdicts
from guidelinekit import Case, load_rules
from guidelinekit.case.model.record import MODELS
from guidelinekit.compile.durable import DurableProgram, DurableSession, programs_of
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.live.facts import LISTS, Fact, added
from guidelinekit.semantics.values import Settings
from guidelinekit.synthetic.generate import AS_OF, generate
from guidelinekit.testing.terms import SETTINGS
from random_cases import Draw

PACKS = ("ssb-2016", "ssb-overview", "law", "outreach-2013", "action-plan-2003")
CASES_PER_RULE = 20
HANDFUL = 12


def main() -> int:
    """Run, print what disagreed, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bundled", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    start, disagreements, pairs = time.monotonic(), 0, 0
    numbers = [asked.seed * 1000 + number for number in range(asked.jobs)]
    with ProcessPoolExecutor(asked.jobs) as processes:
        bundled = processes.map(bundled_share, numbers, [asked.bundled // asked.jobs] * asked.jobs)
        random = processes.map(random_share, numbers, [asked.pairs // asked.jobs] * asked.jobs)
        for judged, told in (*bundled, *random):
            pairs += judged
            disagreements += len(told)
            sys.stdout.write("".join(f"{each}\n" for each in told[:10]))
    seconds = time.monotonic() - start
    sys.stdout.write(
        f"{pairs:,} pairs of a rule and a case, {disagreements} disagreements, {seconds:.0f} s\n"
    )
    return 1 if disagreements else 0


def bundled_share(number: int, cases: int) -> tuple[int, list[str]]:
    """Judge cases by all bundled rules. Return how many pairs there were, and what disagreed."""
    return counted(bundled_pairs(number, cases, PACKS)) if cases else (0, [])


def random_share(number: int, pairs: int) -> tuple[int, list[str]]:
    """Judge random cases by random rules, likewise."""
    return counted(random_pairs(number, pairs)) if pairs else (0, [])


def counted(pairs: Iterator[tuple[str, list[Answer], list[Answer]]]) -> tuple[int, list[str]]:
    """Count pairs, and describe those in which the engine says something else than the reference."""
    judged, told = 0, []
    for name, expected, answered in pairs:
        judged += 1
        if not same_verdicts(expected, answered):
            told.append(f"{name}\n  reference {expected}\n  durable   {answered}")
    return judged, told


def bundled_pairs(
    number: int, cases: int, packs: tuple[str, ...]
) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """Yield of generated cases and each rule of some packs what the reference and the engine say."""
    rules = load_rules(packs)
    settings = {rule.pack: rules.settings(rule) for rule in rules.rules}
    sessions = [DurableSession(each) for each in programs_of(rules.rules, settings)]
    random = Random(number)  # noqa: S311 - an order, no secret
    for case in generate(cases, number):
        for session in sessions:
            for grown in growing(case, random):
                session.become(grown)
            judged = session.judge(range(len(rules.rules)), grown, AS_OF)
            for index in session.rules:
                rule = rules.rules[index]
                expected = reference(rule, grown, AS_OF, settings[rule.pack])
                mine = answers(rule, [each for each in judged if each[0] == index])
                yield f"{rule.id} on {case.case_id} of seed {number}", expected, mine


def growing(case: Case, random: Random) -> Iterator[Case]:
    """Yield a case as it grows by handfuls of the items of its lists, which come in random order."""
    lists = {name: getattr(case, name) for name in LISTS}
    facts = [Fact(name, item) for name, items in lists.items() for item in items or ()]
    random.shuffle(facts)
    facts.sort(key=lambda fact: fact.place == "activities")  # they may name a pregnancy
    now = case.model_copy(update={name: None if lists[name] is None else () for name in LISTS})
    for number, fact in enumerate(facts):
        now, _ = added(now, fact)
        if not number % HANDFUL:
            yield now
    yield now


def random_pairs(number: int, pairs: int) -> Iterator[tuple[str, list[Answer], list[Answer]]]:
    """Yield of random rules and random records what the reference and the engine say."""
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
        session.leave()


def engine_answers(session: DurableSession, rule: Rule, record: Any, as_of: date) -> list[Answer]:
    """Return what the engine says of the only rule of a program."""
    return answers(rule, session.judge([0], record, as_of))


def session_of(rule: Rule, settings: Settings, subject: Subject) -> DurableSession:
    """Return a session of one rule. Raises UnsupportedError where the engine cannot judge it."""
    program = DurableProgram({0: rule}, {rule.pack: settings}, subject)
    if program.unsupported:
        raise program.unsupported[0]
    return DurableSession(program)


if __name__ == "__main__":
    sys.exit(main())
