"""Every bundled rule on generated cases: each result is told of as the reference evaluator tells."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from answers import answers, bare, same_verdicts
from guidelinekit import RuleSet, load_rules
from guidelinekit.case.reading.fast import fast_decoder
from guidelinekit.compile.closures import OnRecord
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.evaluate import Evaluation
from guidelinekit.evaluate.messages import Finding, names_of
from guidelinekit.evaluate.plain import encoded, entry
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.report.contract import report_schema
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.synthetic.generate import AS_OF, generate, providers
from guidelinekit.wording.templates import jinja_sentence, sentence

CASES_PER_BLOCK = 10
BLOCKS = range(4)
TOGETHER = [pytest.param(block, marks=pytest.mark.xdist_group(f"bundled_rules_{block}")) for block in BLOCKS]
"""The blocks where what is judged of one is shared."""
FOLLOWED = 5
"""Every so many entries are held against the schema, which takes longer than all the rest."""
LANGUAGES: tuple[Any, ...] = ("da", "en")


def rule_set(block: int) -> RuleSet:
    """Load the bundled packs: every third block without any local parameter set."""
    return loaded("suggested" if block % 3 else "text-only")


@cache
def loaded(profile: str) -> RuleSet:
    """Load the bundled packs under a profile, once for all blocks."""
    return load_rules(profile=profile)


@cache
def program_of(profile: str) -> PythonProgram:
    """Compile the rules under a profile, once for all blocks."""
    found = loaded(profile)
    return PythonProgram(found.rules, {rule.pack: found.settings(rule) for rule in found.rules})


@cache
def caseload() -> tuple[Any, ...]:
    """Generate the cases of all blocks."""
    return tuple(generate(len(BLOCKS) * CASES_PER_BLOCK, 11))


def cases(block: int) -> Iterator[Any]:
    """Give the cases of a block of the caseload."""
    start = block * CASES_PER_BLOCK
    yield from caseload()[start : start + CASES_PER_BLOCK]


@cache
def judged(block: int) -> tuple[tuple[Any, tuple[tuple[Rule, tuple[Judgement, ...]], ...]], ...]:
    """Judge each case of a block by the reference evaluator: of each rule about cases what came of it."""
    found = rule_set(block)
    rules = [rule for rule in found.rules if rule.subject is Subject.CASE]

    def by_rule(case: Any) -> Iterator[tuple[Rule, tuple[Judgement, ...]]]:
        shared: dict[Any, Any] = {}
        for rule in rules:
            yield rule, judge(rule, case, AS_OF, found.settings(rule), definitions=shared)

    return tuple((case, tuple(by_rule(case))) for case in cases(block))


@pytest.mark.parametrize("block", TOGETHER)
def test_verdicts_are_the_references(block: int) -> None:
    """Compiled together, the rules give every verdict that the reference gives for each."""
    found = rule_set(block)
    program = program_of(found.profile.id)
    for case, by_rule in judged(block):
        outcomes, _ = program.judge(case, AS_OF)
        for rule, judgements in by_rule:
            index = found.names.index(rule.id)
            expected = [bare(judgement) for judgement in judgements]
            assert same_verdicts(expected, answers(rule, [one for one in outcomes if one[0] == index]))


@pytest.mark.parametrize("block", BLOCKS)
def test_verdicts_change_when_closures_say(block: int) -> None:
    """From what verdicts say of how long they hold, the same changes come out as from closures alone."""
    found = rule_set(block)
    closures, program = found.maker.closures, program_of(found.profile.id)
    for case in cases(block):
        outcomes, until = program.judge(case, AS_OF)
        alone, held = OnRecord(closures, case, AS_OF), OnRecord(closures, case, AS_OF, until)
        judged = alone.judge(Subject.CASE)
        assert [held.completed(each) for each in outcomes] == judged
        assert held.first_change(outcomes) == alone.first_change(judged)
        assert [held.changes_on(each) for each in judged] == [alone.changes_on(each) for each in judged]


def evaluations(found: RuleSet, block: int) -> Iterator[tuple[Evaluation, Subject]]:
    """Evaluate the cases of a block, and the providers of a caseload once."""
    for case in cases(block):
        yield found.evaluate(case, as_of=AS_OF), Subject.CASE
    for provider in providers(200, 11) if block == 0 else ():
        yield found.evaluate(provider, as_of=AS_OF), Subject.PROVIDER


@pytest.mark.parametrize("block", BLOCKS[:1])
def test_entries_follow_the_schema(block: int) -> None:
    """What is written of a case or a provider, with all that may be asked for, follows the schema."""
    schema = report_schema()
    follows = Draft202012Validator({"$defs": schema["$defs"], "$ref": "#/$defs/Line"}).validate
    for number, (evaluation, subject) in enumerate(evaluations(rule_set(block), block)):
        if subject is Subject.PROVIDER or number % FOLLOWED == 0:
            follows(json.loads(encoded(entry(evaluation, everything=True, details=True))))


def test_a_case_decoded_fast_is_told_of_in_the_same_words() -> None:
    """The entry of a case is the same whether it came through the models or was decoded fast."""
    decode = fast_decoder()
    if decode is None:
        pytest.skip("needs the extra `fast`")
    found = rule_set(1)
    for case in cases(1):
        fast = decode(case.model_dump_json(exclude_defaults=True).encode())
        assert fast is not None
        both = [found.evaluate(one, as_of=AS_OF) for one in (case, fast)]
        first, second = (encoded(entry(one, everything=True, details=True)) for one in both)
        assert first == second


@pytest.mark.parametrize("block", TOGETHER[:2])
def test_every_template_gives_jinjas_text(block: int) -> None:
    """Finding and remedy of every bundled rule, filled in by a plain function and by Jinja, are the same."""
    for _, by_rule in judged(block):
        for rule, judgements in by_rule:
            for judgement in judgements:
                verdict, scope = judgement.verdict, judgement.scope
                items = {name: item.value for name, item in scope.items.items()}
                finding = Finding(
                    verdict.status,
                    verdict.reason,
                    AS_OF,
                    verdict.due_on,
                    items,
                    judgement.missing,
                    scope.settings,
                )
                for text in (rule.finding, rule.remedy):
                    for language in LANGUAGES:
                        template = text.text(language)
                        plain, jinja = sentence(template, language), jinja_sentence(template, language)
                        assert plain.fill(names_of(finding, plain)) == jinja.fill(names_of(finding, jinja))


def test_bundled_templates_need_no_jinja() -> None:
    """Every bundled template is one of those that become plain functions."""
    for rule in rule_set(1).rules:
        for text in (rule.finding, rule.remedy):
            assert all(sentence(text.text(language), language).names is not None for language in LANGUAGES)
