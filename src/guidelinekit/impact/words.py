"""The words of an impact report, in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from guidelinekit.impact import Impact
from guidelinekit.impact.causes import Cause
from guidelinekit.impact.changes import Change, Kind
from guidelinekit.impact.flips import Flip, RuleImpact, Transition
from guidelinekit.impact.side import Side
from guidelinekit.lang.rule import Dated, Language, Text
from guidelinekit.results import Reason, Status
from guidelinekit.wording.labels import REASON, STATUS

KIND: Final[Mapping[Kind, Text]] = {
    Kind.ADDED: Text(da="ny", en="added"),
    Kind.REMOVED: Text(da="fjernet", en="removed"),
    Kind.LOGIC: Text(da="logik", en="logic"),
    Kind.PARAMETERS: Text(da="tal", en="numbers"),
    Kind.TEXT: Text(da="kun ordene", en="words only"),
    Kind.SAME: Text(da="uændret", en="unchanged"),
}
NONE: Final = "\N{EN DASH}"
"""What stands for a status where a version does not judge the item or has no such rule."""
ARROW: Final = "\N{RIGHTWARDS ARROW}"


def said(language: Language, danish: str, english: str) -> str:
    """Choose the words of the language."""
    return danish if language == "da" else english


def summary(impact: Impact, language: Language) -> str:
    """Give the one line that tells how much differs."""
    kinds = [kind for kind in Kind if kind is not Kind.SAME]
    numbers = {kind: sum(change.kind is kind for change in impact.changes) for kind in kinds}
    listed = ", ".join(f"{number} {KIND[kind].text(language)}" for kind, number in numbers.items() if number)
    changed, every = sum(numbers.values()), len(impact.changes)
    if not changed:
        return said(language, f"ingen af {every} regler er ændret", f"none of {every} rules changed")
    return said(
        language,
        f"{changed} af {every} regler er ændret: {listed}",
        f"{changed} of {every} rules changed: {listed}",
    )


def status(value: Status | None, language: Language) -> str:
    """Give a status in words; a dash where there is none."""
    return NONE if value is None else STATUS[value].text(language)


def values(dated: Sequence[Dated], language: Language) -> str:
    """Give a parameter's values by date."""
    if not dated:
        return said(language, "ikke fastsat", "not set")
    since = said(language, "fra", "from")
    return ", ".join(
        str(each.value) if each.start is None else f"{each.value} {since} {each.start}" for each in dated
    )


def matrix(found: RuleImpact, language: Language) -> list[list[str]]:
    """Give the transitions as a table: a row per status before, a column per status after."""
    order: list[Status | None] = [*Status, None]
    rows = [each for each in order if any(was is each for was, _ in found.matrix)]
    columns = [each for each in order if any(now is each for _, now in found.matrix)]
    corner = said(language, "før \\ nu", "before \\ now")
    head = [corner, *(status(each, language) for each in columns)]
    body = [
        [status(was, language), *(str(found.matrix.get((was, now), "") or "") for now in columns)]
        for was in rows
    ]
    return [head, *body]


def transitions(found: RuleImpact, language: Language) -> str:
    """Give what changed in one line: how many results went from which status to which."""
    moved = sorted(
        ((pair, number) for pair, number in found.matrix.items() if pair[0] is not pair[1]),
        key=lambda each: -each[1],
    )
    told = [f"{number} {_pair(pair, language)}" for pair, number in moved]
    if found.moved:
        told.append(
            said(language, f"{found.moved} med en anden frist", f"{found.moved} with another due date")
        )
    total = found.matrix.total()
    none = said(language, f"ingen forskel i {total} resultater", f"no difference in {total} results")
    return ", ".join(told) or none


def _pair(pair: Transition, language: Language) -> str:
    return f"{status(pair[0], language)} {ARROW} {status(pair[1], language)}"


def flip(one: Flip, language: Language) -> str:
    """Give a flipped result in one line, with why."""
    about = f"{one.record} {one.subject}".rstrip()
    why = "; ".join(cause(each, language) for each in one.causes)
    return f"{about}: {_pair(one.status, language)}" + (f" ({why})" if why else "")


def cause(one: Cause, language: Language) -> str:
    """Give a cause in one line."""
    if one.old is None:
        return f"{one.heading}: {said(language, 'ny betingelse', 'new condition')} «{one.new}»"
    if one.new is None:
        return f"{one.heading}: {said(language, 'bortfaldet', 'dropped')} «{one.old}»"
    return f"{one.heading}: {one.old} {ARROW} {one.new}"


def results(found: Sequence[Mapping[str, Any]], language: Language, *, reasons: bool = False) -> str:
    """Give the results that a version comes to on a case, with their reasons if asked for."""
    return "; ".join(_result(each, language, reasons=reasons) for each in found) or NONE


def _result(found: Mapping[str, Any], language: Language, *, reasons: bool) -> str:
    about = f"{found['subject']} " if found.get("subject") else ""
    due = said(language, "frist", "deadline")
    dated = f" ({due} {found['due_on']})" if found.get("due_on") else ""
    why = f", {REASON[Reason(found['reason'])].text(language)}" if reasons and "reason" in found else ""
    return f"{about}{STATUS[Status(found['status'])].text(language)}{dated}{why}"


def passages(change: Change, side: Side, language: Language) -> list[str]:
    """Give the passages that stand behind a rule, with their summaries."""
    known = {passage.id: passage for passage in side.pack.passages}
    return [
        f"{key}: {known[key].summary.text(language)}" if key in known else key for key in change.rule.passages
    ]


def worded(change: Change, language: Language) -> list[str]:
    """Give what a rule says of itself, before and after."""
    if change.old is None or change.new is None:
        return []
    pairs = ((name, getattr(change.old, name), getattr(change.new, name)) for name in change.words)
    return [f"{name}: {_turned(was, now, language)}" for name, was, now in pairs]


def _turned(was: object, now: object, language: Language) -> str:
    """Give a text before and after; where only the other language's text changed, in that language."""
    alike = _plain(was, language) == _plain(now, language)
    shown: Language = ("en" if language == "da" else "da") if alike else language
    return f"{_plain(was, shown)} {ARROW} {_plain(now, shown)}"


def _plain(value: object, language: Language) -> str:
    if value is None:
        return NONE
    if isinstance(value, Text):
        return value.text(language)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
