"""`rules`: the list of rules, or one of them in prose."""

import sys
from collections.abc import Iterator
from typing import Annotated, Final

import typer
from rich.text import Text as Line

from guidelinekit.cli.options import AsOf, Lang, Packs, Profile, RuleGlobs, Spoken, as_of_or_today, language
from guidelinekit.cli.ruleset import chosen_rules, one_rule
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Language, Rule
from guidelinekit.report.layout import wrap
from guidelinekit.report.summary import in_number_order
from guidelinekit.report.terminal import console_for
from guidelinekit.report.writer import short_rule
from guidelinekit.wording.labels import MODALITY
from guidelinekit.wording.outline import Outline
from guidelinekit.wording.rule import Lines, rule_lines

_WIDEST_NAME: Final = 26


def command(
    rule: Annotated[
        str | None,
        typer.Argument(metavar="RULE", help="One rule, to be read in prose.", show_default=False),
    ] = None,
    pack: Packs = None,
    globs: RuleGlobs = None,
    profile: Profile = "suggested",
    as_of: AsOf = None,
    lang: Lang = Spoken.DA,
) -> None:
    """List the rules, or read one of them in prose, with the parameters as they stand on a date.

    Examples:
      guidelinekit rules --pack ssb-2016
      guidelinekit rules 3.2.4-early-partner-contact --lang en
    """
    rules, said = chosen_rules(pack, profile, globs), language(lang)
    console = console_for(sys.stdout)
    if rule is None:
        lines = _listed(rules, said)
    else:
        found = one_rule(rules, rule)
        words = rules.vocabulary(found, as_of_or_today(as_of), said)
        lines = _in_prose(found, rule_lines(found, words), said, console.width)
    for line in lines:
        console.print(line)


def _listed(rules: RuleSet, language: Language) -> Iterator[Line]:
    ordered = sorted(
        rules.rules,
        key=lambda rule: (in_number_order(f"{rule.pack}/{rule.anvisning}"), rule.id),
    )
    names = [short_rule(rule.id, rules.packs) for rule in ordered]
    forces = [MODALITY[rule.modality].text(language) for rule in ordered]
    name_width, force_width = max(map(len, names)), max(map(len, forces))
    for rule, name, force in zip(ordered, names, forces, strict=True):
        yield Line.assemble(
            (f"{name:{name_width}}", "bold"), f"  {force:{force_width}}  ", rule.title.text(language)
        )


def _in_prose(rule: Rule, pairs: Lines, language: Language, width: int) -> Iterator[Line]:
    yield Line(rule.title.text(language), style="bold")
    column = min(max(len(name) for name, _ in pairs) + 2, _WIDEST_NAME)
    for name, text in pairs:
        first, *rest = _wrapped(text, width - column)
        if len(name) < column:
            yield Line.assemble((f"{name:{column}}", "dim"), first)
        else:
            yield Line(name, style="dim")
            rest.insert(0, first)
        yield from (Line(" " * column + line) for line in rest)


def _wrapped(outline: Outline, width: int, mark: str = "") -> list[str]:
    """Give the lines of an outline, its parts indented below it."""
    hang = " " * len(mark)
    lines = wrap(outline.text, max(width, 20), mark, hang) or [""]
    for part in outline.parts:
        lines += (f"{hang}{line}" for line in _wrapped(part, width - len(hang), "- "))
    return lines
