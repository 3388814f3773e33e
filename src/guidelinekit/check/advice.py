"""What an author should look at again, though the rules can be used: advice in both languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import STRICT, Basis, Modality, Pack, Passage, Rule, Unit
from guidelinekit.lang.walk import names_used, walk
from guidelinekit.text import Text

__all__ = ["LintRemark", "advise"]


@dataclass(frozen=True, slots=True)
class LintRemark:
    """Something to look at again, at a core route."""

    code: str
    message: Text
    help: Text
    route: Route

    def diagnostic(self) -> Diagnostic:
        """Return the remark as a warning."""
        return Diagnostic(self.code, self.message, self.help, self.route, severity=Severity.WARNING)


STRENGTHS: Mapping[str, Modality] = {
    "must": Modality.MUST,
    "duty": Modality.MUST,
    "right": Modality.RIGHT,
    "should": Modality.SHOULD,
    "important": Modality.SHOULD,
    "may": Modality.MAY,
    "may_example": Modality.MAY,
}
"""The strength that each kind of passage gives a rule; definitions, purposes and the like give none."""


def modality_words(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on a strength that none of the passages of the rule has."""
    kinds = {passage.id: passage.modality for passage in pack.passages}
    cited = {key: kinds[key] for key in rule.passages if kinds.get(key) in STRENGTHS}
    if not cited or rule.modality in {STRENGTHS[kind] for kind in cited.values()}:
        return
    listed = ", ".join(f"{key} ({kind})" for key, kind in cited.items())
    wanted = " / ".join(dict.fromkeys(f"`{STRENGTHS[kind]}`" for kind in cited.values()))
    yield LintRemark(
        "modality-word",
        Text(
            da=f"reglen er `{rule.modality}`, men det er ingen af dens steder i teksten: {listed}",
            en=f"the rule is `{rule.modality}`, but none of its passages is: {listed}",
        ),
        Text(
            da=f"skriv {wanted}, eller ret stedernes art i passages.yaml, hvis teksten siger noget andet",
            en=f"write {wanted}, or correct the kind in passages.yaml where the text says otherwise",
        ),
        ("rules", rule.id, "modality"),
    )


def local_as_law(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on a must or a right whose limit is a local parameter, with no interpretation to say so."""
    if rule.modality not in STRICT or rule.interpretation is not None:
        return
    local = {parameter.name for parameter in pack.parameters if parameter.basis is Basis.LOCAL}
    for key, limit in _limits(rule):
        for name in (each for each in names_used(limit, e.Parameter) if each in local):
            yield LintRemark(
                "local-as-law",
                Text(
                    da=f"reglen er `{rule.modality}`, men dens frist `${name}` er fastsat lokalt",
                    en=f"the rule is `{rule.modality}`, but its limit `${name}` is set locally",
                ),
                Text(
                    da="sig i `interpretation`, at teksten ikke giver tallet, og hvordan den er læst",
                    en="say in `interpretation` that the text gives no number, and how it was read",
                ),
                ("rules", rule.id, key),
            )


def _limits(rule: Rule) -> Iterator[tuple[str, e.Node]]:
    if rule.deadline is not None:
        yield "deadline", rule.deadline
    if rule.repeats is not None:
        yield "repeats", rule.repeats


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
    for name in names_used(rule, e.Parameter):
        counted = _OF_UNIT.get(known[name].unit) if name in known else None
        for dated in () if counted is None else known[name].values:
            if counted is not None and isinstance(dated.value, int | float):
                used[counted][dated.value] = f"`${name}`"
    return used


_NUMBER = re.compile(r"\d+")
_PER: dict[type[e.Node], tuple[int, int]] = {e.Days: (1, 7), e.Months: (1, 12)}
"""How many days are a day and a week, how many months a month and a year: a text may count in either."""


def ground(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on what a rule says without ground."""
    cited = [passage for passage in pack.passages if passage.id in rule.passages]
    route: Route = ("rules", rule.id)
    ungrounded = bool(pack.passages) and not rule.passages and rule.citation is None
    if ungrounded and rule.modality in STRICT:
        yield LintRemark(
            "no-passage",
            Text(
                da="reglen siger, hvad der skal ske, og nævner intet tekststed",
                en="the rule says what must be done, and names no passage",
            ),
            Text(da="nævn tekststedet under `passages`", en="name the passage under `passages`"),
            (*route, "modality"),
        )
    yield from _anvisning(rule, pack)
    yield from (remark for remark in _limits_without_ground(rule, cited) if cited)


def _anvisning(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    listed = {str(each.locator["anvisning"]) for each in pack.passages if "anvisning" in each.locator}
    if listed and rule.anvisning not in listed:
        yield LintRemark(
            "unknown-anvisning",
            Text(
                da=f"intet tekststed i regnskabet hører til anvisning {rule.anvisning}",
                en=f"no passage of the ledger belongs to anvisning {rule.anvisning}",
            ),
            Text(
                da="ret nummeret, eller tilføj anvisningens tekststeder i passages.yaml",
                en="correct the number, or add the passages of the anvisning to passages.yaml",
            ),
            ("rules", rule.id, "anvisning"),
        )


def _limits_without_ground(rule: Rule, cited: list[Passage]) -> Iterator[LintRemark]:
    """Remark on a limit written as a number that none of the rule's passages names."""
    named = {int(number) for each in cited for number in _NUMBER.findall(each.summary.da + each.summary.en)}
    for key in ("deadline", "repeats"):
        tree = getattr(rule, key)
        for steps, node in walk(tree) if tree is not None else ():
            match node:
                case e.Days(days=count) | e.Months(months=count):
                    spoken = {count // per for per in _PER[type(node)] if count % per == 0}
                case _:
                    continue
            if count > 0 and not spoken & named:
                yield LintRemark(
                    "limit-without-ground",
                    Text(
                        da="fristen står som et tal, som ingen af reglens tekststeder nævner",
                        en="the limit is a number that none of the rule's passages names",
                    ),
                    Text(
                        da="gør den til en parameter med sit grundlag (`basis`), eller ret tallet",
                        en="make it a parameter that says its `basis`, or correct the number",
                    ),
                    ("rules", rule.id, key, *steps),
                )


def advise(pack: Pack) -> Iterator[LintRemark]:
    """Return what can be seen without judging a case: strengths, numbers, local parameters, the ground."""
    for rule in pack.rules:
        yield from modality_words(rule, pack)
        yield from local_as_law(rule, pack)
        yield from numbers_in_texts(rule, pack)
        yield from ground(rule, pack)
