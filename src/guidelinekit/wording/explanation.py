"""A judgement as a tree that a person can read: each part of the rule, its truth, and the values read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Read, Reason
from guidelinekit.semantics.conditions import Trace
from guidelinekit.semantics.reference import Judgement
from guidelinekit.semantics.truth import FALSE, TRUE, UNKNOWN, Truth
from guidelinekit.semantics.values import Reading
from guidelinekit.text import Language, Text
from guidelinekit.wording.conditions import condition, counted, each
from guidelinekit.wording.dates import duration, long_date, months_in_words
from guidelinekit.wording.labels import NOTHING_TO_JUDGE, RULE_KEY
from guidelinekit.wording.values import Vocabulary, title

LONGEST = 100
"""What is no longer than this stays on one line."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A line, and the lines below it."""

    text: str
    parts: tuple["Outline", ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield the line, then those of its parts."""
        yield self.text
        for part in self.parts:
            yield from part.lines()


def outline(node: e.Condition, words: Vocabulary) -> Outline:
    """Return a condition as one line, or as a heading with its parts where that would be long."""
    line = condition(node, words)
    if len(line) <= LONGEST:
        return Outline(line)
    match node:
        case e.All() | e.AnyOf() | e.AtLeast():
            return _parts(node, words)
        case e.Count(over=over, item=item, where=e.All(of=(_, _, *_)) | e.AnyOf() | e.AtLeast() as where):
            below = _parts(where, words.naming(item, over))
            return Outline(f"{counted(node, words)}{words.say(', hvor', ' where')} {below.text}", below.parts)
        case e.Every(over=over, item=item, satisfies=satisfies):
            return Outline(each(node, words), (outline(satisfies, words.naming(item, over)),))
        case _:
            return Outline(line)


def _parts(node: e.All | e.AnyOf | e.AtLeast, words: Vocabulary) -> Outline:
    return Outline(f"{heading(node, words)}:", tuple(outline(part, words) for part in node.of))


def heading(node: e.All | e.AnyOf | e.AtLeast, words: Vocabulary) -> str:
    """Return how the parts of a condition belong together."""
    match node:
        case e.All():
            return words.say("alt dette gælder", "all of this holds")
        case e.AnyOf():
            return words.say("mindst ét af dette gælder", "at least one of these holds")
        case e.AtLeast(n=n):
            return words.say(f"mindst {n} af disse gælder", f"at least {n} of these hold")


NEAREST = 3
"""Of the list's items that are not what a rule looks for, how many are shown: those that lack least."""
_TAKEN_FOR_GRANTED = {"applies_when": TRUE, "for_each": TRUE, "exempt_when": FALSE}


def decisive(key: str, judged: Trace) -> Trace:
    """Return what decided the part of a rule at a key; where it is as it mostly is, without its parts."""
    if judged.truth is _TAKEN_FOR_GRANTED.get(key) and judged.parts:
        return _only((), judged)
    return pruned(judged)


def pruned(judged: Trace) -> Trace:
    """Return a trace with only the parts that decided it, at every depth."""
    match judged.node:
        case e.All() if judged.truth is not TRUE:
            return _only((part for part in judged.parts if part.truth is judged.truth), judged)
        case e.AnyOf() if judged.truth is TRUE:
            return _only([part for part in judged.parts if part.truth is TRUE][:1], judged)
        case e.AnyOf() | e.AtLeast() if judged.truth is UNKNOWN:
            return _only((part for part in judged.parts if part.truth is UNKNOWN), judged)
        case e.Count():
            return _only(_of_items(judged), judged)
        case e.Every():
            deciding = (
                () if judged.truth is TRUE else [part for part in judged.parts if part.truth is judged.truth]
            )
            return judged._replace(
                parts=tuple(item._replace(parts=tuple(map(pruned, item.parts))) for item in deciding),
                read=judged.read if deciding or not judged.parts else (),
            )
        case _:
            return _only(judged.parts, judged)


def _only(parts: Iterable[Trace], judged: Trace) -> Trace:
    deciding = tuple(pruned(part) for part in parts)
    return judged._replace(parts=deciding, read=judged.read if deciding or not judged.parts else ())


def _of_items(judged: Trace) -> list[Trace]:
    """Return the items that decided a count: those found, those not known, or those that come nearest."""
    there = [item for item in judged.parts if item.truth is TRUE]
    unknown = [item for item in judged.parts if item.truth is UNKNOWN]
    if judged.truth is UNKNOWN:
        return unknown
    if there:
        return there
    nearest = sorted(unknown or judged.parts, key=_parts_lacking)[:NEAREST]
    return [item for item in judged.parts if item in nearest]


def _parts_lacking(item: Trace) -> int:
    return sum(part.truth is not TRUE for part in item.parts)


@dataclass(frozen=True, slots=True)
class Explained:
    """One part of an explanation: what it says, whether it holds, what was read for it, and its own parts."""

    text: str
    truth: Truth | None = None
    read: tuple[Read, ...] = ()
    parts: tuple["Explained", ...] = ()


_KEYS = {
    **RULE_KEY,
    "requires_at_deadline": Text(da="kravet, som det stod på fristen", en="the requirement at the deadline"),
    "exempt_at_deadline": Text(da="undtaget på fristen når", en="exempt at the deadline when"),
    "repeats.last": Text(da="senest sket", en="last done"),
    "repeats.every": Text(da="gentages efter", en="repeated after"),
    "repeats.from": Text(da="regnes fra", en="counted from"),
}


def explain(rule: Rule, judgement: Judgement, words: Vocabulary, *, deciding: bool = False) -> Explained:
    """Return the tree of a judgement, the verdict on top; `deciding` leaves out what did not decide it."""
    verdict, over = judgement.verdict, None
    if rule.for_each is not None:
        over = title(rule.for_each.over, words)
        words = words.naming(rule.for_each.item, rule.for_each.over)
    top = f"{verdict.status.label.text(words.language)}: {_why(rule, judgement, words)}"
    if verdict.subject:
        top = f"{verdict.subject}: {top}"
    parts = tuple(
        _part(key, _decisive(key, judged) if deciding else judged, words, over)
        for key, judged in judgement.traces
        if not _says_nothing(judged)
    )
    return Explained(top, None, (), parts)


def _decisive(key: str, judged: Trace | Reading) -> Trace | Reading:
    return decisive(key, judged) if isinstance(judged, Trace) else judged._replace(read=judged.deciding)


def leaving_out_doubted(tree: Explained, language: Language) -> Explained:
    """Say of a rule that a doubted date would silence that the parts of its tree leave the date out."""
    without = Text(da="uden datoen, der ikke kan passe", en="without the date that cannot be right")
    return replace(tree, parts=(Explained(without.text(language), parts=tree.parts),))


def _why(rule: Rule, judgement: Judgement, words: Vocabulary) -> str:
    """Return why the verdict is what it is; of an excuse without a name, its condition."""
    reason = judgement.verdict.reason
    excuse = rule.excuse(reason)
    if excuse is not None:
        return excuse.text(words.language)
    truths = [(key, part) for key, part in judgement.traces if isinstance(part, Trace) and part.truth is TRUE]
    if reason is Reason.OUT_OF_SCOPE and "applies_when" in dict(truths):
        return NOTHING_TO_JUDGE.text(words.language)
    if reason is Reason.OTHER_EXEMPTION:
        return next(condition(part.node, words) for key, part in truths if key == "exempt_when")
    return reason.label.text(words.language)


def _part(key: str, judged: Trace | Reading, words: Vocabulary, over: str | None) -> Explained:
    name = _KEYS[key].text(words.language)
    if isinstance(judged, Trace):
        below = _explained(judged, words)
        text = f"«{over}»{words.say(', hvor', ' where')} {below.text}" if key == "for_each" else below.text
        return Explained(f"{name}: {text}", below.truth, below.read, below.parts)
    value = f"«{over}»" if key == "for_each" else _value(judged, words.language)
    return Explained(f"{name}: {value}", None, judged.read)


def _explained(judged: Trace, words: Vocabulary) -> Explained:
    """Return the tree of a trace; a definition stands for its condition, a negation for what it negates.

    What is asked of each item of a list is said once, above the items.
    """
    node = judged.node
    inner, below = words, judged.parts
    if isinstance(node, e.Count | e.Every):
        inner = words.naming(node.item, node.over)
    if isinstance(node, e.Not | e.Use) and below:
        stands_for = _explained(below[0], words)
        return Explained(_text(judged, words), judged.truth, stands_for.read, stands_for.parts)
    own = judged.read if not below else ()
    each = _every_item if isinstance(node, e.Every) else _explained
    return Explained(_text(judged, words), judged.truth, own, tuple(each(part, inner) for part in below))


def _text(judged: Trace, words: Vocabulary) -> str:
    """Return what a part says: a list's item by its pointer, several parts by what holds them together."""
    node = judged.node
    if judged.item is not None:
        return judged.item.pointer
    whole = condition(node, words)
    if (
        isinstance(node, e.All)
        and judged.parts
        and judged.truth is not TRUE
        and len(judged.parts) < len(node.of)
    ):
        return _lacking(len(node.of), len(judged.parts), judged.truth, words)
    if isinstance(node, e.All | e.AnyOf | e.AtLeast) and judged.parts and len(whole) > LONGEST:
        return heading(node, words)
    return whole


def _lacking(whole: int, lacking: int, truth: Truth, words: Vocabulary) -> str:
    """Return how many of the parts that must all hold do not, or are unknown; only those stand below."""
    if truth is Truth.UNKNOWN:
        return words.say(
            f"af {whole} betingelser, der alle skal gælde, kan {lacking} ikke afgøres",
            f"of {whole} conditions that must all hold, {lacking} cannot be determined",
        )
    return words.say(
        f"af {whole} betingelser, der alle skal gælde, mangler {lacking}",
        f"of {whole} conditions that must all hold, {lacking} {'is' if lacking == 1 else 'are'} missing",
    )


def _every_item(part: Trace, words: Vocabulary) -> Explained:
    """Return what is asked of an item; of one that is not asked about, why not."""
    left_out, satisfies = part.parts
    if left_out.truth is Truth.FALSE or part.item is None:
        return _explained(satisfies._replace(item=part.item), words)
    below = _explained(left_out.parts[0], words)
    is_not = words.say("hører ikke med", "is not one of them")
    may_be = words.say("det vides ikke, om den hører med", "it is not known whether it is one of them")
    text = f"{part.item.pointer}: {is_not if left_out.truth is Truth.TRUE else may_be}"
    return Explained(text, part.truth, below.read, below.parts)


def _says_nothing(judged: Trace | Reading) -> bool:
    return isinstance(judged, Trace) and judged.node == e.All(of=())


def _value(judged: Reading, language: Language) -> str:
    if isinstance(judged.value, date):
        return long_date(judged.value, language)
    if isinstance(judged.value, e.Months):
        return months_in_words(judged.value.months, language)
    if judged.value is None:
        return "ingen dato" if language == "da" else "no date"
    return duration(judged.value, language)
