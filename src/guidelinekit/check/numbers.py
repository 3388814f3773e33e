"""Numbers in the texts of a rule: each is one that the rule counts with, or it misleads the reader."""

import re
from collections.abc import Iterator, Mapping

from guidelinekit.check.remark import LintRemark
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Pack, Rule, Unit
from guidelinekit.lang.walk import nodes, walk
from guidelinekit.text import Text

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WRITTEN = re.compile(r"\b(\d{1,5})(?:\s+|-)(dag|day|ug|week|måned|month|år|year)", re.IGNORECASE)
_LENGTHS: Mapping[str, tuple[str, int]] = {
    "dag": ("days", 1),
    "day": ("days", 1),
    "ug": ("days", 7),
    "week": ("days", 7),
    "måned": ("months", 1),
    "month": ("months", 1),
    "år": ("years", 1),
    "year": ("years", 1),
}
_NOUNS = {
    "days": Text(da="dage", en="days"),
    "months": Text(da="måneder", en="months"),
    "years": Text(da="år", en="years"),
}
_OF_UNIT = {Unit.DAYS: "days", Unit.YEARS: "years"}
_Used = dict[str, dict[float, str]]
"""By what is counted, the numbers that a rule counts with, each with where it comes from."""


def numbers_in_texts(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on a number of days, months or years in a text that the rule does not count with."""
    used = _used(rule, pack)
    for key, text in (("title", rule.title), ("finding", rule.finding), ("remedy", rule.remedy)):
        for language, sentence in (("da", text.da), ("en", text.en)):
            for written in dict.fromkeys(_WRITTEN.findall(_TEMPLATE.sub(" ", sentence))):
                unit, times = _LENGTHS[written[1].lower()]
                if int(written[0]) * times not in used[unit]:
                    yield _remark(rule, (key, language), written[0], unit, used[unit])


def _remark(rule: Rule, at: tuple[str, str], number: str, unit: str, used: Mapping[float, str]) -> LintRemark:
    known = ", ".join(f"{value:g} ({where})" for value, where in sorted(used.items())) if used else ""
    noun = _NOUNS[unit]
    counts = (
        Text(da=f"reglen regner med {known}", en=f"the rule counts with {known}")
        if known
        else Text(da=f"reglen regner ikke med faste {noun.da}", en=f"the rule counts with no fixed {noun.en}")
    )
    return LintRemark(
        "number-in-text",
        Text(
            da=f"teksten nævner {number} og taler om {noun.da}, men {counts.da}",
            en=f"the text names {number} and speaks of {noun.en}, but {counts.en}",
        ),
        Text(
            da="ret tallet, eller skriv `{{ parameters.<navn> }}`, så det følger parameteren",
            en="correct the number, or write `{{ parameters.<name> }}` so that it follows the parameter",
        ),
        ("rules", rule.id, *at),
    )


def _used(rule: Rule, pack: Pack) -> _Used:
    """Return the numbers of days and years that a rule counts with, each with where it comes from.

    A number in the name of a field that it reads is one of them, such as `children_under_18`.
    A local parameter has no number here: it is set in a profile, and a text cannot know it.
    """
    used: _Used = {unit: {} for unit in _NOUNS}
    known = {parameter.name: parameter for parameter in pack.parameters}
    for _, node in walk(rule):
        match node:
            case e.Days(days=days):
                used["days"][days] = f"`{days}d`"
            case e.Months(months=months):
                used["months"][months] = f"`{months}m`"
                if months % 12 == 0:
                    used["years"][months // 12] = f"`{months // 12}y`"
            case e.Compare(left=e.Age(), right=e.Constant(value=int(value))):
                used["years"][value] = f"`{value}`"
            case e.Path(steps=steps):
                for number in re.findall(r"\d+", " ".join(steps)):
                    for unit in _NOUNS:
                        used[unit][int(number)] = f"`{steps[-1]}`"
            case _:
                pass
    for name in _parameters(rule):
        counted = _OF_UNIT.get(known[name].unit) if name in known else None
        for dated in () if counted is None else known[name].values:
            if counted is not None and isinstance(dated.value, int | float):
                used[counted][dated.value] = f"`${name}`"
    return used


def _parameters(rule: e.Node) -> Iterator[str]:
    return (node.name for node in nodes(rule, e.Parameter))
