"""The six rules in guidelinekit's language: the reference evaluator, the compiled program, the public API."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.by_hand_models import decoded
from benchmarks.comparison import OURS, RULES, Cases, Lines, Part, Statuses, Way
from guidelinekit import Invalid
from guidelinekit.case import Case
from guidelinekit.case.reading.fast import Decode, FastCase, fast_decoder, struct_decoder
from guidelinekit.compile.verdicts import PythonProgram
from guidelinekit.evaluate import Evaluation, load_rules
from guidelinekit.semantics.reference import Judgement, judge

SIX_RULES = load_rules([Path(__file__).parent / "six_rules"], "text-only")
PROGRAM = PythonProgram(SIX_RULES.rules, {"six-rules": SIX_RULES.settings(SIX_RULES.rules[0])})
_NAMES = [rule.id.partition("/")[2] for rule in SIX_RULES.rules]


def _reference(cases: list[Case], as_of: date) -> Iterator[list[Judgement]]:
    rules = [(rule, SIX_RULES.settings(rule)) for rule in SIX_RULES.rules]
    for case in cases:
        yield [one for rule, settings in rules for one in judge(rule, case, as_of, settings)]


def _compiled(cases: Iterable[Any], as_of: date) -> Iterator[list[tuple[Any, ...]]]:
    judged = PROGRAM.bound(as_of)
    for case in cases:
        yield judged(case)[0]


def _public(cases: list[Case], as_of: date) -> Iterator[Evaluation | Invalid]:
    return SIX_RULES.evaluate_many(cases, as_of=as_of)


def _end_to_end(lines: Lines, as_of: date) -> Iterator[list[tuple[Any, ...]]]:
    judged = PROGRAM.bound(as_of)
    for line in lines:
        yield judged(Case.model_validate_json(line))[0]


def _fast_end_to_end(lines: Lines, as_of: date) -> Iterator[list[tuple[Any, ...]]]:
    return _compiled(_decode_fast(lines, as_of), as_of)


def _file_end_to_end(lines: Lines, as_of: date) -> Iterator[list[tuple[Any, ...]]]:
    return _compiled(_decode_as_files(lines, as_of), as_of)


def _decode_fast(lines: Lines, _: date) -> Iterator[Case | FastCase]:
    """Take what `Case.model_validate_json` takes, as the hand-written code over models does."""
    return _decoded_by(struct_decoder(), lines)


def _decode_as_files(lines: Lines, _: date) -> Iterator[Case | FastCase]:
    """Decode as `check` does, which also refuses a field that stands twice."""
    return _decoded_by(fast_decoder(), lines)


def _decoded_by(decode: Decode | None, lines: Lines) -> Iterator[Case | FastCase]:
    """Decode; what a fast decoder does not give is left to the models."""
    assert decode is not None  # noqa: S101 - msgspec is there, or this way is left out
    for line in lines:
        yield decode(line) or Case.model_validate_json(line)


def _decoded_fast(cases: Cases) -> list[Case | FastCase]:
    return list(_decode_fast(cases.lines, date.max))


def _in_order(named: Iterable[tuple[str, str]]) -> Statuses:
    by_rule: dict[str, list[str]] = {rule: [] for rule in RULES}
    for rule, status in named:
        by_rule[rule].append(status)
    return tuple(tuple(by_rule[rule]) for rule in RULES)


def _of_judgements(outcome: list[Judgement]) -> Statuses:
    verdicts = (judgement.verdict for judgement in outcome)
    return _in_order((one.rule.partition("/")[2], one.status.value) for one in verdicts)


def _of_found(outcome: list[tuple[Any, ...]]) -> Statuses:
    return _in_order((_NAMES[index], status.value) for index, status, *_ in outcome)


def _of_evaluation(outcome: Evaluation) -> Statuses:
    return _in_order((rule.partition("/")[2], status.value) for rule, status in outcome.verdicts)


_ON_MODELS = OURS[Part.EVALUATION]
_FAST = OURS[Part.END_TO_END]
_AS_FILES = "guidelinekit compiled, decoding as `check` does"

WAYS = (
    Way("guidelinekit reference, Pydantic models", Part.EVALUATION, _reference, _of_judgements, decoded, 20),
    Way("guidelinekit `evaluate_many`, Pydantic models", Part.EVALUATION, _public, _of_evaluation, decoded),
    Way(_ON_MODELS, Part.EVALUATION, _compiled, _of_found, decoded),
    Way(_ON_MODELS, Part.END_TO_END, _end_to_end, _of_found),
)

FAST_WAYS = (
    Way(_FAST, Part.DECODING, _decode_fast),
    Way(_FAST, Part.EVALUATION, _compiled, _of_found, _decoded_fast),
    Way(_FAST, Part.END_TO_END, _fast_end_to_end, _of_found),
    Way(_AS_FILES, Part.DECODING, _decode_as_files),
    Way(_AS_FILES, Part.END_TO_END, _file_end_to_end, _of_found),
)
