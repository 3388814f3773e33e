"""The list of rules, and one of them in prose."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.text import Text as Line

from guidelinekit.lang.rule import Pack, Rule
from guidelinekit.report.layout import wrap
from guidelinekit.report.writer import short_rule
from guidelinekit.text import Language
from guidelinekit.wording.explanation import Outline
from guidelinekit.wording.rule import Lines, by_number, in_force, pack_in_force

_WIDEST_NAME: Final = 26
_NARROWEST: Final = 20


def rule_list(rules: Iterable[Rule], packs: Sequence[Pack], language: Language) -> Iterator[Line]:
    """Yield a line per rule, in the order of the guideline: its id, how strong it is, its title."""
    ordered = by_number(rules)
    names = [short_rule(rule.id, packs) for rule in ordered]
    forces = [rule.modality.label.text(language) for rule in ordered]
    name_width, force_width = max(map(len, names)), max(map(len, forces))
    for rule, name, force in zip(ordered, names, forces, strict=True):
        columns = f"  {force:{force_width}}  "
        yield Line.assemble((f"{name:{name_width}}", "bold"), columns, rule.title.text(language))


def edition_list(packs: Sequence[Pack], language: Language) -> Iterator[Line]:
    """Yield a line per pack: its edition, when it is run, the days its rules are in force, and its title."""
    rows = [
        (pack.id, pack.edition, pack.force.label.text(language), in_force(pack_in_force(pack)).text(language))
        for pack in packs
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for pack, (name, *rest) in zip(packs, rows, strict=True):
        columns = "  ".join(f"{text:{width}}" for text, width in zip(rest, widths[1:], strict=True))
        yield Line.assemble((f"{name:{widths[0]}}", "bold"), f"  {columns}  {pack.title.text(language)}")


def rule_in_prose(rule: Rule, lines: Lines, language: Language, width: int) -> Iterator[Line]:
    """Yield a rule's title, and what it says under its headings."""
    yield Line(rule.title.text(language), style="bold")
    column = min(max(len(name) for name, _ in lines) + 2, _WIDEST_NAME)
    for name, text in lines:
        first, *rest = _wrapped(text, width - column)
        if len(name) < column:
            yield Line.assemble((f"{name:{column}}", "dim"), first)
        else:
            yield Line(name, style="dim")
            rest.insert(0, first)
        yield from (Line(" " * column + line) for line in rest)


def _wrapped(outline: Outline, width: int, mark: str = "") -> list[str]:
    """Return the lines of an outline, its parts indented below it."""
    hang = " " * len(mark)
    lines = wrap(outline.text, max(width, _NARROWEST), mark, hang) or [""]
    for part in outline.parts:
        lines += (f"{hang}{line}" for line in _wrapped(part, width - len(hang), "- "))
    return lines
