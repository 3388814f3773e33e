"""Why two versions of a rule say different things of one record: where their judgements part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from guidelinekit.evaluate import RuleSet
from guidelinekit.impact.rule_changes import bare
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.semantics.conditions import Trace, trace
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.truth import TRUE
from guidelinekit.semantics.values import Reading
from guidelinekit.text import Language, Text
from guidelinekit.wording.conditions import condition
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.labels import RULE_KEY, TRUTH
from guidelinekit.wording.values import Vocabulary

_NO_DATE = Text(da="ingen", en="none")


@dataclass(frozen=True, slots=True)
class Cause:
    """A part of the rule on which the two versions part; None where one of them does not ask it."""

    heading: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class WordedJudgement:
    """A judgement by one version of a rule, with the words to tell of it."""

    rule: Rule
    judgement: Judgement
    words: Vocabulary


def worded(
    rules: RuleSet, rule: Rule, record: BaseModel, as_of: date, language: Language
) -> list[WordedJudgement]:
    """Return what a rule says of a record, with the words to tell of it."""
    words = rules.vocabulary(rule, as_of, language)
    return [WordedJudgement(rule, each, words) for each in judge(rule, record, as_of, rules.settings(rule))]


def causes(old: WordedJudgement, new: WordedJudgement) -> tuple[Cause, ...]:
    """Return the innermost conditions and the dates on which the two judgements part, in the rule's order."""
    parted: list[Cause] = []
    theirs = dict(_numbered(new.judgement.traces))
    for key, before in _numbered(old.judgement.traces):
        after = theirs.get(key)
        heading = _heading(key[0].partition(".")[0].removesuffix("_at_deadline"), old.words)
        if isinstance(before, Trace) and isinstance(after, Trace):
            words = (_within(old), _within(new))
            parted += (Cause(heading, *pair) for pair in _parting(before, after, *words))
        elif isinstance(before, Reading) and isinstance(after, Reading) and before.value != after.value:
            parted.append(Cause(heading, _dated(before, old.words), _dated(after, new.words)))
    return tuple(dict.fromkeys(parted))


def parting(
    old: Sequence[WordedJudgement], new: Sequence[WordedJudgement], subject: str
) -> tuple[Cause, ...]:
    """Return why two versions say different things of one item, or of the record."""
    before, after = _about(old, subject), _about(new, subject)
    if before is None or after is None:
        return ()
    was, now = before.judgement.verdict.subject, after.judgement.verdict.subject
    if was == now:
        return causes(before, after)
    return _of_item(before.rule, after.rule, *((before, after) if was == subject else (after, before)))


def _about(judged: Sequence[WordedJudgement], subject: str) -> WordedJudgement | None:
    """Return the judgement of an item, or the one of the whole record where the item was not judged."""
    by_subject = {each.judgement.verdict.subject: each for each in judged}
    return by_subject.get(subject) or by_subject.get("") or next(iter(judged), None)


def _of_item(old: Rule, new: Rule, judged: WordedJudgement, other: WordedJudgement) -> tuple[Cause, ...]:
    """Return why an item is judged by one version only; `judged` is that one, `other` the whole record's."""
    mine, theirs = judged.rule.for_each, other.rule.for_each
    applies = dict(other.judgement.traces).get("applies_when")
    if mine is None or theirs is None or (isinstance(applies, Trace) and applies.truth is not TRUE):
        return causes(other, judged) if other.rule is old else causes(judged, other)
    item = judged.judgement.scope.items[mine.item]
    scope = replace(judged.judgement.scope, settings=other.judgement.scope.settings)
    left_out = trace(theirs.where, scope.naming(theirs.item, item))
    chosen = trace(mine.where, judged.judgement.scope)
    heading = _heading("for_each", judged.words)
    if other.rule is new:
        pairs = _parting(chosen, left_out, _within(judged), _within(other))
    else:
        pairs = _parting(left_out, chosen, _within(other), _within(judged))
    return tuple(dict.fromkeys(Cause(heading, *pair) for pair in pairs))


def _numbered(
    traces: Sequence[tuple[str, Trace | Reading]],
) -> Iterator[tuple[tuple[str, int], Trace | Reading]]:
    """Return each trace under its key and its number among those of the same key."""
    seen: dict[str, int] = {}
    for key, judged in traces:
        seen[key] = seen.get(key, -1) + 1
        yield (key, seen[key]), judged


def _within(judged: WordedJudgement) -> Vocabulary:
    each = judged.rule.for_each
    return judged.words if each is None else judged.words.naming(each.item, each.over)


_Pair = tuple[str | None, str | None]


def _parting(old: Trace, new: Trace, was: Vocabulary, now: Vocabulary) -> Iterator[_Pair]:
    """Return the pairs of innermost conditions that differ in what they are, or in their truth."""
    if _looked_through(old) or _looked_through(new):
        old = old.parts[0] if _looked_through(old) else old
        new = new.parts[0] if _looked_through(new) else new
        yield from _parting(old, new, was, now)
        return
    same = bare(old.node) == bare(new.node)
    if same and old.truth is new.truth:
        return
    if type(old.node) is type(new.node) and isinstance(old.node, e.Count | e.Every):
        inner = list(_by_item(old, new, was, now))
        yield from inner or [_both(old, new, was, now)]
    elif _grouped(old) or _grouped(new):
        olds, news = _group(old, new), _group(new, old)
        if olds == [old] and news == [new]:
            yield _both(old, new, was, now)
        else:
            yield from _of_groups(olds, news, was, now)
    else:
        yield _both(old, new, was, now)


def _looked_through(judged: Trace) -> bool:
    return isinstance(judged.node, e.Use | e.Not)


def _grouped(judged: Trace) -> bool:
    return isinstance(judged.node, e.All | e.AnyOf | e.AtLeast)


def _group(judged: Trace, other: Trace) -> list[Trace]:
    """Return the parts of a group. A condition alone is a group of one; two kinds are not taken apart."""
    both = _grouped(judged) and _grouped(other)
    apart = both and type(judged.node) is not type(other.node) and len(judged.parts) > 1
    return list(judged.parts) if _grouped(judged) and not apart else [judged]


def _of_groups(olds: list[Trace], news: list[Trace], was: Vocabulary, now: Vocabulary) -> Iterator[_Pair]:
    left = list(news)
    lone: list[Trace] = []
    for old in olds:
        match = next((new for new in left if bare(new.node) == bare(old.node)), None)
        if match is None:
            lone.append(old)
        else:
            left.remove(match)
            yield from _parting(old, match, was, now)
    if len(lone) == len(left):
        for old, new in zip(lone, left, strict=True):
            yield from _parting(old, new, was, now)
        return
    yield from ((_in_words(old, was), None) for old in lone)
    yield from ((None, _in_words(new, now)) for new in left)


def _by_item(old: Trace, new: Trace, was: Vocabulary, now: Vocabulary) -> Iterator[_Pair]:
    before, after = old.node, new.node
    if not isinstance(before, e.Count | e.Every) or not isinstance(after, e.Count | e.Every):
        return
    theirs = {part.item.pointer: part for part in new.parts if part.item is not None}
    for part in old.parts:
        match = theirs.get(part.item.pointer) if part.item is not None else None
        if match is not None and part.truth is not match.truth:
            inner = was.naming(before.item, before.over), now.naming(after.item, after.over)
            yield from _parting(part, match, *inner)


def _heading(key: str, words: Vocabulary) -> str:
    return RULE_KEY["exempt_when" if key == "exempt" else key].text(words.language)


def _both(old: Trace, new: Trace, was: Vocabulary, now: Vocabulary) -> _Pair:
    return _in_words(old, was), _in_words(new, now)


def _in_words(judged: Trace, words: Vocabulary) -> str:
    return f"{condition(judged.node, words)}: {TRUTH[judged.truth].text(words.language)}"


def _dated(reading: Reading, words: Vocabulary) -> str:
    if isinstance(reading.value, date):
        return long_date(reading.value, words.language)
    return _NO_DATE.text(words.language) if reading.value is None else str(reading.value)
