"""What is told to close a gap closes it: each closing done on the case, and the rule judged again."""

import json
from collections import Counter, defaultdict
from functools import cache

import pytest

from closings import applied, is_list_at
from guidelinekit.case import Case
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Closing, Reason, Status
from guidelinekit.semantics.gap import closing
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.synthetic.generate import AS_OF, generate

OPEN = (Status.UNMET, Status.DUE)
STILL_OPEN = (*OPEN, Status.UNDETERMINED)
ROUNDS = 3
MOST = 1
"""How often a rule is tried in each block."""
BLOCKS = 2
RULES = load_rules()
CASES = list(generate(60, seed=11))

CASE_RULES = [rule for rule in RULES.rules if rule.subject is Subject.CASE and not rule.sums_up]
"""The rules about a case; what closes a gap of a rule that sums up others is what closes theirs."""


@cache
def verdicts(block: int) -> list[tuple[Case, dict[str, set[Status]]]]:
    """Return the cases of a block, each with the statuses that its rules come to."""
    statuses: list[tuple[Case, dict[str, set[Status]]]] = []
    for case in CASES[block::BLOCKS]:
        statuses.append((case, defaultdict(set)))
        for rule, status in RULES.evaluate(case, as_of=AS_OF).verdicts:
            statuses[-1][1][rule].add(status)
    return statuses


def judged(rule: Rule, case: Case) -> dict[str, Judgement]:
    """Judge a rule on a case, by the item judged."""
    judgements = judge(rule, case, AS_OF, RULES.settings(rule))
    return {one.verdict.subject: one for one in judgements}


@cache
def alone(rule: str) -> LooseRule:
    """Return a rule by its id, compiled by itself."""
    found = RULES.rule(rule)
    return LooseRule(found, RULES.settings(found))


def still_open(rule: Rule, case: Case, subject: str) -> bool:
    """Say whether a duty is open as the compiled rule judges it, which costs a fraction of the reference."""
    items = "" if rule.for_each is None else "/" + "/".join(rule.for_each.over.steps)
    return any(
        one.status in STILL_OPEN and subject == ("" if one.item is None else f"{items}/{one.item}")
        for one in alone(rule.id).verdicts(case, AS_OF)
    )


def ways(case: Case, steps: Closing) -> list[Case]:
    """Return the case after each way of doing what a closing asks for."""
    document = json.loads(case.model_dump_json(exclude_unset=True))
    return [Case.model_validate_json(json.dumps(after)) for after in applied(document, steps, AS_OF)]


def late(judgement: Judgement) -> bool:
    """Say whether what is missing was missing at the deadline only: no later record can change that."""
    return "requires_at_deadline" in dict(judgement.traces)


def asked_for(judgement: Judgement) -> set[str]:
    """Return what is missing by its pointer; not the lists in which no item matches, whatever they hold."""
    return {
        one.pointer
        for one in judgement.missing
        if one.reason is not Reason.NOT_DOCUMENTED or not is_list_at(one.pointer)
    }


def closed(rule: Rule, case: Case, subject: str, rounds: int = ROUNDS) -> bool:
    """Say whether doing what closes a gap does so, whichever way is chosen, and so on for what it uncovers.

    Where several things are asked for, some choices undo one another: then one way has to do it.
    """
    if not still_open(rule, case, subject):
        return True
    steps = closing(rule, judged(rule, case)[subject])
    if steps is None or not rounds:
        return False
    each = (closed(rule, after, subject, rounds - 1) for after in ways(case, steps))
    return any(each) if "all_of" in steps or rounds < ROUNDS else all(each)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_closing_closes_its_gap(block: int) -> None:
    """Of each duty that is due or unmet, doing what closes it leaves it neither, whichever way is chosen."""
    tried: Counter[str] = Counter()
    for case, statuses in verdicts(block):
        for rule in CASE_RULES:
            if tried[rule.id] >= MOST or not statuses[rule.id].intersection(OPEN):
                continue
            for subject, judgement in judged(rule, case).items():
                if judgement.verdict.status not in OPEN or tried[rule.id] >= MOST:
                    continue
                tried[rule.id] += 1
                assert closed(rule, case, subject), (rule.id, case.case_id, closing(rule, judgement))
    assert len(tried) > 20


@pytest.mark.parametrize("block", range(BLOCKS))
def test_what_is_missing_is_missing_no_more(block: int) -> None:
    """Where fields or lists are missing, filling in what the closing names leaves none of them missing."""
    tried: Counter[str] = Counter()
    for case, statuses in verdicts(block):
        for rule in CASE_RULES:
            if tried[rule.id] >= MOST or Status.UNDETERMINED not in statuses[rule.id]:
                continue
            for subject, judgement in judged(rule, case).items():
                missing = asked_for(judgement)
                status = judgement.verdict.status
                if status is not Status.UNDETERMINED or tried[rule.id] >= MOST or late(judgement):
                    continue
                tried[rule.id] += 1
                for filled in ways(case, closing(rule, judgement) or {}):
                    again = judged(rule, filled).get(subject)
                    left = set() if again is None else asked_for(again)
                    assert not left & missing, (rule.id, case.case_id, missing)
    assert len(tried) > 10
