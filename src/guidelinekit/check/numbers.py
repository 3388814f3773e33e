"""Numbers in the texts of a rule: each is one that the rule counts with, or it misleads the reader."""

import re
from collections.abc import Iterator, Mapping

from guidelinekit.check.remark import Remark
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Pack, Rule, Text, Unit
from guidelinekit.lang.walk import nodes, walk

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WRITTEN = re.compile(r"\b(\d{1,5})(?:\s+|-)(dag|day|ug|week|år|year)", re.IGNORECASE)
_LENGTHS: Mapping[str, tuple[Unit, int]] = {
    "dag": (Unit.DAYS, 1),
    "day": (Unit.DAYS, 1),
    "ug": (Unit.DAYS, 7),
    "week": (Unit.DAYS, 7),
    "år": (Unit.YEARS, 1),
    "year": (Unit.YEARS, 1),
}
_NOUNS = {Unit.DAYS: Text(da="dage", en="days"), Unit.YEARS: Text(da="år", en="years")}


def numbers_in_texts(rule: Rule, pack: Pack) -> Iterator[Remark]:
    """Remark on a number of days or years in title, finding or remedy that the rule does not count with."""
    used = _used(rule, pack)
    for key, text in (("title", rule.title), ("finding", rule.finding), ("remedy", rule.remedy)):
        for language, sentence in (("da", text.da), ("en", text.en)):
            for written in dict.fromkeys(_WRITTEN.findall(_TEMPLATE.sub(" ", sentence))):
                unit, times = _LENGTHS[written[1].lower()]
                if int(written[0]) * times not in used[unit]:
                    yield _remark(rule, (key, language), written[0], unit, used[unit])


def _remark(rule: Rule, at: tuple[str, str], number: str, unit: Unit, used: Mapping[float, str]) -> Remark:
    known = ", ".join(f"{value:g} ({where})" for value, where in sorted(used.items())) if used else ""
    noun = _NOUNS[unit]
    counts = (
        Text(da=f"reglen regner med {known}", en=f"the rule counts with {known}")
        if known
        else Text(da=f"reglen regner ikke med faste {noun.da}", en=f"the rule counts with no fixed {noun.en}")
    )
    return Remark(
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


def _used(rule: Rule, pack: Pack) -> dict[Unit, dict[float, str]]:
    """Return the numbers of days and years that a rule counts with, each with where it comes from.

    A number in the name of a field that it reads is one of them, such as `children_under_18`.
    A local parameter has no number here: it is set in a profile, and a text cannot know it.
    """
    used: dict[Unit, dict[float, str]] = {unit: {} for unit in Unit}
    known = {parameter.name: parameter for parameter in pack.parameters}
    for _, node in walk(rule):
        match node:
            case e.Days(days=days):
                used[Unit.DAYS][days] = f"`{days}d`"
            case e.Compare(left=e.Age(), right=e.Constant(value=int(value))):
                used[Unit.YEARS][value] = f"`{value}`"
            case e.Path(steps=steps):
                for number in re.findall(r"\d+", " ".join(steps)):
                    for unit in _NOUNS:
                        used[unit][int(number)] = f"`{steps[-1]}`"
            case _:
                pass
    for name in _parameters(rule):
        if name in known:
            for dated in known[name].values:
                if isinstance(dated.value, int | float):
                    used[known[name].unit][dated.value] = f"`${name}`"
    return used


def _parameters(rule: e.Node) -> Iterator[str]:
    return (node.name for node in nodes(rule, e.Parameter))
