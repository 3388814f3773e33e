"""Measure live cases: many one after another, many at once, and what a fact costs beside an evaluation.

Run it as `python -m tools.live`; with `--engine durable --pack law --cases 5` for the other engine.

- *one after another, at once*: each case is told three facts. One after another, a case ends before the next
  begins; at once, all are told the first fact, then all the second. Memory is how much more the process held
  at its peak than before the first case.
- *a fact*: generated cases are told fact by fact. Beside each stands an evaluation of the case as it then is,
  by the rules that read the field that changed, and by all rules; the mean of all facts is shown.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date
from random import Random

from pydantic import BaseModel

from guidelinekit import RuleSet, load_rules
from guidelinekit.live import Engine, LiveSession, LiveSessions
from guidelinekit.live.facts import PLACES, facts_in
from guidelinekit.live.session import fields_of
from guidelinekit.model import Area, Enrolment, Need, Partner, PartnerContact
from guidelinekit.synthetic.generate import AS_OF, generate

START = date(2026, 1, 5)
FACTS: Sequence[BaseModel] = (
    Enrolment(enrolled_on=START),
    Need(need_id="n1", area=Area.HOUSING, identified_on=START, barrier=True),
    PartnerContact(
        contact_id="c1", partner=Partner.HOUSING_OFFICE, areas=(Area.HOUSING,), established_on=START
    ),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", type=Engine, default=Engine.COMPILED, choices=list(Engine))
    parser.add_argument("--pack", action="append", help="default: the packs that are on by default")
    parser.add_argument("--one-by-one", type=int, default=5000)
    parser.add_argument("--at-once", type=int, default=3000)
    parser.add_argument("--cases", type=int, default=100, help="how many are told fact by fact")
    asked = parser.parse_args()
    rules = load_rules(asked.pack)
    begun = LiveSessions(rules, START, engine=asked.engine)
    begun.record("first", FACTS[0])
    _tell(f"{len(rules.rules)} rules, engine {asked.engine}, Python {sys.version.split()[0]}")
    for name, number, many in (
        ("one after another", asked.one_by_one, one_by_one),
        ("at once", asked.at_once, told_at_once),
    ):
        before, start = _peak(), time.process_time()
        transitions = many(rules, asked.engine, number)
        seconds, megabytes = time.process_time() - start, _peak() - before
        each = 1e6 * seconds / (len(FACTS) * max(1, number))
        _tell(
            f"{number:,} {name}: {transitions:,} transitions, {each:,.0f} µs a fact, {megabytes:,.0f} MB more"
        )
    _tell(measured_per_fact(rules, asked.engine, asked.cases))


def one_by_one(rules: RuleSet, engine: Engine, number: int) -> int:
    """Tell cases all facts, each ended before the next. Return how many transitions there were."""
    sessions, transitions = LiveSessions(rules, START, engine=engine), 0
    for case in range(number):
        transitions += sum(len(sessions.record(str(case), fact)) for fact in FACTS)
        sessions.end(str(case))
    return transitions


def told_at_once(rules: RuleSet, engine: Engine, number: int) -> int:
    """Tell all cases one fact, then all the next. Return how many transitions there were."""
    sessions = LiveSessions(rules, START, engine=engine)
    return sum(len(sessions.record(str(case), fact)) for fact in FACTS for case in range(number))


def measured_per_fact(rules: RuleSet, engine: Engine, cases: int) -> str:
    """Return as a line what telling generated cases their facts took, beside evaluating them."""
    reading = {
        place: rules.of(tuple(rule for rule in rules.rules if place in fields_of(rule))) for place in PLACES
    }
    for case in generate(3, 2):  # compiled and warm before it counts
        for some in (*reading.values(), rules):
            _ = some.evaluate(case, as_of=AS_OF).results
    random, seconds = Random(1), [0.0, 0.0, 0.0]  # noqa: S311 - an order, no secret
    facts = 0
    for case in generate(cases, 1):
        live = LiveSession(rules, case.case_id, AS_OF, engine=engine)
        facts_of_case = list(facts_in(case))
        random.shuffle(facts_of_case)
        for fact in sorted(
            facts_of_case, key=lambda fact: fact.place == "activities"
        ):  # may name a pregnancy
            moments = [time.process_time()]
            live.record(fact)
            moments.append(time.process_time())
            for some in (reading[fact.place], rules):
                _ = some.evaluate(live.case, as_of=AS_OF).results
                moments.append(time.process_time())
            facts += 1
            seconds = [
                so_far + end - start
                for so_far, start, end in zip(seconds, moments, moments[1:], strict=False)
            ]
    told, changed, whole = (1e6 * each / max(1, facts) for each in seconds)
    return (
        f"{facts:,} facts of {cases:,} cases: {told:,.0f} µs a fact; "
        f"evaluating the rules that read what changed {changed:,.0f} µs, all rules {whole:,.0f} µs"
    )


def _peak() -> float:
    """Return the most memory that the process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
