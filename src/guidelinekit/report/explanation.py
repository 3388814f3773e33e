"""A judgement written out: the verdict, each part of the rule with its truth, and the values read."""

from collections.abc import Iterator, Sequence

from rich.text import Text as Line

from guidelinekit.case.catalogue import CATALOGUES, Kind, resolve, steps_of
from guidelinekit.lang.rule import Rule
from guidelinekit.report.layout import wrap
from guidelinekit.results import Read, Result
from guidelinekit.semantics.truth import Truth
from guidelinekit.text import Language
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.explanation import Explained
from guidelinekit.wording.labels import CHANGES
from guidelinekit.wording.values import coded

_SIGNS = {
    Truth.TRUE: ("✓", "green"),
    Truth.FALSE: ("✗", "red"),
    Truth.UNKNOWN: ("?", "blue"),
    None: ("·", ""),
}
_STEP = 2


def rule_heading(rule: Rule, language: Language) -> Iterator[Line]:
    """Return the lines that say which rule is explained."""
    yield Line(rule.title.text(language), style="bold")
    section = "Anvisning" if language == "da" else "Section"
    force, passages = rule.modality.label.text(language), ", ".join(rule.passages)
    yield Line(f"{rule.id} · {section} {rule.anvisning} · {force} · {passages}", style="dim")


def explanation(result: Result, tree: Explained, language: Language, width: int) -> Iterator[Line]:
    """Return the lines of one result: what it says, the tree that led there, and what comes next."""
    danish = language == "da"
    yield Line()
    yield from _hanging(f"{result.item} {tree.text}".strip(), 0, width, "bold")
    yield from _hanging(result.message.text(language), _STEP, width)
    yield Line()
    yield from branches(tree.parts, 1, language, width)
    notes = [
        ("Det lukker den" if danish else "What would close it", result.remedy.text(language)),
        (_changes(language), _day(result, language)),
        ("Lokalt fastsat" if danish else "Set locally", ", ".join(result.local_parameters)),
    ]
    if any(text for _, text in notes):
        yield Line()
    for name, text in notes:
        if text:
            yield from _hanging(f"{name}: {text}", _STEP, width)


def branches(parts: Sequence[Explained], depth: int, language: Language, width: int) -> Iterator[Line]:
    """Return the lines of the parts of an explanation, each with its sign and the values read."""
    for part in parts:
        yield from _part(part, depth, language, width)


def _day(result: Result, language: Language) -> str:
    return "" if result.changes_on is None else long_date(result.changes_on, language)


def _part(part: Explained, depth: int, language: Language, width: int) -> Iterator[Line]:
    sign, style = _SIGNS[part.truth]
    first, *rest = _hanging(f"{sign} {part.text}", depth * _STEP, width, hang=_STEP)
    first.stylize(style, depth * _STEP, depth * _STEP + 1)
    yield first
    yield from rest
    for read in part.read:
        value = f"{read.pointer} = {_value(read, language)}"
        yield from _hanging(value, (depth + 1) * _STEP, width, "dim")
    for below in part.parts:
        yield from _part(below, depth + 1, language, width)


def _changes(language: Language) -> str:
    words = CHANGES.text(language)
    return f"{words[:1].upper()}{words[1:]}"


def _value(read: Read, language: Language) -> str:
    """Return what was read in words; of a list that is not there, that it was not exported."""
    danish, value = language == "da", read.value
    if value is None and _is_list(read.pointer):
        return "ikke med i udtrækket" if danish else "not in the export"
    if value is None:
        return "ikke registreret" if danish else "not recorded"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if not value:
            return "ingen" if danish else "none"
        if any(hasattr(item, "model_fields") for item in value):
            return f"{len(value)} {'registreret' if danish else 'recorded'}"
        return ", ".join(coded(item, language) for item in value)
    return coded(value, language)


def _is_list(pointer: str) -> bool:
    fields = (resolve(record, steps_of(pointer)) for record in CATALOGUES.values())
    return any(field is not None and field.kind is Kind.LIST for field in fields)


def _hanging(text: str, indent: int, width: int, style: str = "", hang: int = 0) -> list[Line]:
    first, below = " " * indent, " " * (indent + hang)
    lines = wrap(text, max(width, indent + 20), first, below)
    return [Line(line, style=style) for line in lines]
