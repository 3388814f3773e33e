"""The impact of a change in words, part by part, from which the text and the Markdown are written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guidelinekit.impact import Impact
from guidelinekit.impact.broken_examples import BrokenExample
from guidelinekit.impact.causes import Cause
from guidelinekit.impact.counterexample import Counterexample
from guidelinekit.impact.flips import DataImpact, Flip, RuleImpact
from guidelinekit.impact.rule_changes import ChangeKind, RuleChange, in_prose
from guidelinekit.impact.versions import Version
from guidelinekit.lang.rule import Dated
from guidelinekit.report.authors.impact_counts import WHOLE, Counts, shown_counts
from guidelinekit.report.authors.impact_tables import on_cases, overview, pair_in_words, shown_number
from guidelinekit.report.authors.impact_words import ARROW, KIND, NONE, word
from guidelinekit.report.authors.places_in_words import short
from guidelinekit.results import Reason, Status
from guidelinekit.text import Language, Text

MOST = 10
"""How many flips of a rule, and broken examples, are named one by one."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A counterexample as it is shown."""

    heading: str
    yaml: str
    notes: tuple[str, ...]
    """What each version says of it, and why."""


@dataclass(frozen=True, slots=True)
class RulePart:
    """What there is to say of one rule."""

    name: str
    title: str
    kind: str
    changes: tuple[str, ...]
    passages: tuple[str, ...]
    cases: str | None
    """What became of the results on the data, in one line; None without data."""
    table: tuple[tuple[str, ...], ...]
    flips: tuple[str, ...]
    example: ShownCase | None
    search: str | None
    """What to know of a search that came to nothing."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole report."""

    heading: str
    versions: str
    summary: str
    groups: tuple[tuple[str, ...], ...]
    """All citizens, then those of each municipality and provider, under their heads; none without data."""
    transitions: tuple[tuple[str, ...], ...]
    """What became of how many results of which rule, the worst first, under its heads."""
    rules: tuple[RulePart, ...]
    words_only: tuple[str, ...]
    broken_heading: str
    broken: tuple[str, ...]
    without_effect: tuple[str, ...]


def parts(impact: Impact, language: Language, *, with_cases: bool = True) -> Parts:
    """Return the parts of a report. Without cases, no single case is named, and no small number shown."""
    counts = shown_counts(impact.data or DataImpact(), with_cases=with_cases)
    shown = [change for change in impact.changes if change.kind not in {ChangeKind.SAME, ChangeKind.TEXT}]
    words = [change for change in impact.changes if change.kind is ChangeKind.TEXT]
    return Parts(
        word("heading", language),
        _versions(impact, counts, language, with_cases=with_cases),
        _summary(impact, language),
        *overview(impact.data, counts, language),
        tuple(_rule(impact, change, counts, language, with_cases=with_cases) for change in shown),
        tuple(
            f"{change.name}: {'; '.join(_worded(change, language)) or KIND[ChangeKind.TEXT].text(language)}"
            for change in words
        ),
        word("broken examples", language, n=len(impact.broken_examples)),
        tuple(_broken(each, language) for each in impact.broken_examples),
        tuple(_without_effect(impact, counts, language)),
    )


def _versions(impact: Impact, counts: Counts, language: Language, *, with_cases: bool) -> str:
    profiles = dict.fromkeys(version.rules.profile.id for version in (impact.old, impact.new))
    profile = f"{word('profile', language)} {f' {ARROW} '.join(profiles)}"
    names = dict.fromkeys((impact.old.name, impact.new.name))
    line = f"{f' {ARROW} '.join(names)} · {profile}"
    if impact.data is None:
        return line
    records = word("records", language, n=shown_number(counts(WHOLE, "records"), language), day=impact.as_of)
    return f"{line} · {records}" + ("" if with_cases else f" · {word('small hidden', language)}")


def _summary(impact: Impact, language: Language) -> str:
    """Return the one line that says how much differs."""
    kinds = [change.kind for change in impact.changes if change.kind is not ChangeKind.SAME]
    listed = [f"{kinds.count(kind)} {KIND[kind].text(language)}" for kind in ChangeKind if kind in kinds]
    name = "changed" if kinds else "none changed"
    return word(name, language, n=len(kinds), of=len(impact.changes), kinds=", ".join(listed))


def _rule(
    impact: Impact, change: RuleChange, counts: Counts, language: Language, *, with_cases: bool
) -> RulePart:
    on_data = None if impact.data is None else impact.data.rules[change.name]
    cases, table = (None, ()) if on_data is None else on_cases(change.name, on_data, counts, language)
    search = impact.searches.get(change.name)
    case = None if search is None else search.counterexample
    return RulePart(
        change.name,
        change.rule.title.text(language),
        KIND[change.kind].text(language),
        tuple(_changes(impact, change, language)),
        tuple(_passages(change, impact.new if change.new else impact.old, language)),
        cases,
        table,
        tuple(_flips(on_data, language)) if on_data is not None and with_cases else (),
        None if case is None else _example(case, language),
        word("no counterexample", language, n=search.tried) if search is not None and case is None else None,
    )


def _changes(impact: Impact, change: RuleChange, language: Language) -> Iterator[str]:
    for moved in change.moved:
        yield f"{moved.name}: {_values(moved.old, language)} {ARROW} {_values(moved.new, language)}"
    for part in in_prose(change, impact.old, impact.new, impact.as_of, language):
        yield f"{part.heading}: {part.old or NONE} {ARROW} {part.new or NONE}"
    yield from _worded(change, language)


def _values(dated: Sequence[Dated], language: Language) -> str:
    """Return a parameter's values by date."""
    since = word("from", language)
    listed = (
        str(each.value) if each.start is None else f"{each.value} {since} {each.start}" for each in dated
    )
    return ", ".join(listed) or word("not set", language)


def _worded(change: RuleChange, language: Language) -> list[str]:
    """Return what a rule says of itself, before and after."""
    if change.old is None or change.new is None:
        return []
    pairs = ((name, getattr(change.old, name), getattr(change.new, name)) for name in change.words)
    return [f"{name}: {_turned(was, now, language)}" for name, was, now in pairs]


def _turned(was: object, now: object, language: Language) -> str:
    """Return a text before and after; where only the other language's text changed, in that language."""
    other: Language = "en" if language == "da" else "da"
    shown = other if _plain(was, language) == _plain(now, language) else language
    return f"{_plain(was, shown)} {ARROW} {_plain(now, shown)}"


def _plain(value: object, language: Language) -> str:
    match value:
        case None:
            return NONE
        case Text():
            return value.text(language)
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def _passages(change: RuleChange, version: Version, language: Language) -> Iterator[str]:
    """Return the passages that stand behind a rule, with their summaries."""
    passages = {passage.id: passage for passage in version.tested.pack.passages}
    for key in change.rule.passages:
        yield f"{key}: {passages[key].summary.text(language)}" if key in passages else key


def _flips(on_data: RuleImpact, language: Language) -> Iterator[str]:
    """Return the first results that flipped, each in one line with why, and how many more there are."""
    named = on_data.flips[:MOST]
    yield from (_flip(flip, language) for flip in named)
    if named and on_data.changed > len(named):
        yield word("more", language, n=on_data.changed - len(named))


def _flip(flip: Flip, language: Language) -> str:
    about = f"{flip.record} {flip.item}".rstrip()
    why = "; ".join(_cause(each, language) for each in flip.causes)
    return f"{about}: {pair_in_words(flip.status, language)}" + (f" ({why})" if why else "")


def _cause(cause: Cause, language: Language) -> str:
    if cause.old is None:
        return f"{cause.heading}: {word('new condition', language)} «{cause.new}»"
    if cause.new is None:
        return f"{cause.heading}: {word('dropped', language)} «{cause.old}»"
    return f"{cause.heading}: {cause.old} {ARROW} {cause.new}"


def _example(case: Counterexample, language: Language) -> ShownCase:
    alike = _results(case.old, language) == _results(case.new, language)
    notes = [
        f"{word('before', language)}: {_results(case.old, language, reasons=alike)}",
        f"{word('now', language)}: {_results(case.new, language, reasons=alike)}",
        *(f"{word('because', language)}: {_cause(each, language)}" for each in case.causes),
    ]
    heading = word("counterexample", language, file=f"{short(case.proposal.rule)}.cases.yaml")
    return ShownCase(heading, case.yaml(), tuple(notes))


def _results(results: Sequence[Mapping[str, Any]], language: Language, *, reasons: bool = False) -> str:
    """Return the results that a version comes to on a case, with their reasons if asked for."""
    return "; ".join(_result(each, language, reasons=reasons) for each in results) or NONE


def _result(result: Mapping[str, Any], language: Language, *, reasons: bool) -> str:
    about = f"{name} " if (name := result.get("item") or result.get("subject")) else ""
    dated = f" ({word('deadline', language)} {result['due_on']})" if result.get("due_on") else ""
    why = f", {Reason(result['reason']).label.text(language)}" if reasons and "reason" in result else ""
    return f"{about}{Status(result['status']).label.text(language)}{dated}{why}"


def _broken(example: BrokenExample, language: Language) -> str:
    wanted, came = _results(example.expected, language), _results(example.actual, language)
    if example.differing and all(each.key != "status" for each in example.differing):
        # the statuses are right: name the keys that are not
        wanted = ", ".join(f"{each.key} {_written(each.expected)}" for each in example.differing)
        came = ", ".join(_written(each.actual) for each in example.differing)
    old = "" if example.of_new else word("of the old", language)
    text = word("expects", language, wanted=wanted, came=came)
    return f"{example.place} «{example.name}»{old}: {text}"


def _written(value: Any) -> str:
    """Return a value as it stands in an example."""
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return "null" if value is None else str(value)


def _without_effect(impact: Impact, counts: Counts, language: Language) -> Iterator[str]:
    records = shown_number(counts(WHOLE, "records"), language)
    name = "no effect on records" if impact.data and impact.data.records else "no effect on generated"
    for change in impact.without_effect:
        tried = impact.searches[change.name].tried
        yield word(name, language, rule=change.name, records=records, tried=tried)
