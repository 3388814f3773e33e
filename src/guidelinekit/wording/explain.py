"""A judgement as a tree that a person can read: each part of the rule, its truth, and the values read."""

from dataclasses import dataclass
from datetime import date

from guidelinekit.lang.expr import All, Count, Every, Not, Use
from guidelinekit.lang.rule import Language, Rule, Text
from guidelinekit.results import Read
from guidelinekit.semantics.conditions import Trace
from guidelinekit.semantics.reference import Judgement
from guidelinekit.semantics.terms import Reading
from guidelinekit.semantics.truth import Truth
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.labels import REASON, STATUS
from guidelinekit.wording.prose import Vocabulary, condition


@dataclass(frozen=True, slots=True)
class Explained:
    """One part of an explanation: what it says, whether it holds, what was read for it, and its own parts."""

    text: str
    truth: Truth | None = None
    read: tuple[Read, ...] = ()
    parts: tuple["Explained", ...] = ()


_KEYS = {
    "applies_when": Text(da="gælder når", en="applies when"),
    "for_each": Text(da="for hver", en="for each"),
    "deadline": Text(da="frist", en="deadline"),
    "requires": Text(da="kræver", en="requires"),
    "requires_at_deadline": Text(da="kravet, som det stod på fristen", en="the requirement at the deadline"),
    "exempt_when": Text(da="undtaget når", en="exempt when"),
    "repeats.last": Text(da="senest sket", en="last done"),
    "repeats.every": Text(da="gentages efter (dage)", en="repeated after (days)"),
    "repeats.from": Text(da="regnes fra", en="counted from"),
}


def explain(rule: Rule, judgement: Judgement, words: Vocabulary) -> Explained:
    """Give the tree of a judgement, the verdict on top."""
    language, verdict = words.language, judgement.verdict
    top = f"{STATUS[verdict.status].said(language)}: {REASON[verdict.reason].said(language)}"
    if verdict.subject:
        top = f"{verdict.subject}: {top}"
    if rule.for_each is not None:
        words = words.naming(rule.for_each.item, rule.for_each.over)
    parts = tuple(_part(key, found, words) for key, found in judgement.traces if not _says_nothing(found))
    return Explained(top, None, (), parts)


def _part(key: str, found: Trace | Reading, words: Vocabulary) -> Explained:
    name = _KEYS[key].said(words.language)
    if isinstance(found, Trace):
        below = _explained(found, words)
        return Explained(f"{name}: {below.text}", below.truth, below.read, below.parts)
    return Explained(f"{name}: {_value(found, words.language)}", None, found.read)


def _explained(found: Trace, words: Vocabulary) -> Explained:
    """Give the tree of a trace; a definition stands for its condition, a negation for what it negates."""
    node = found.node
    text = condition(node, words)
    if found.item is not None:
        text = f"{found.item.pointer}: {text}"
    inner = words
    if isinstance(node, Count | Every):
        inner = words.naming(node.item, node.over)
    parts = found.parts
    if isinstance(node, Every):
        parts = tuple(part.parts[1] if part.parts[0].truth is Truth.FALSE else part for part in parts)
    if isinstance(node, Not | Use):
        below = _explained(found.parts[0], words)
        return Explained(text, found.truth, below.read, below.parts)
    own = found.read if not found.parts else ()
    return Explained(text, found.truth, own, tuple(_explained(part, inner) for part in parts))


def _says_nothing(found: Trace | Reading) -> bool:
    return isinstance(found, Trace) and found.node == All(of=())


def _value(found: Reading, language: Language) -> str:
    if isinstance(found.value, date):
        return long_date(found.value, language)
    if found.value is None:
        return "ingen dato" if language == "da" else "no date"
    return str(found.value)
