"""What a rule stands on: an anvisning of the ledger, a passage, a limit that the text names."""

import re
from collections.abc import Iterator

from guidelinekit.check.remark import LintRemark
from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Modality, Pack, Passage, Rule
from guidelinekit.lang.walk import walk
from guidelinekit.text import Text

_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|^\s*(\.\.\.|…)\s*$")
_NUMBER = re.compile(r"\d+")
_PER: dict[type[e.Node], tuple[int, int]] = {e.Days: (1, 7), e.Months: (1, 12)}
"""How many days are a day and a week, how many months a month and a year: a text may count in either."""


def ground(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    """Remark on what a rule says without ground, and on texts that nobody finished."""
    cited = [passage for passage in pack.passages if passage.id in rule.passages]
    route: Route = ("rules", rule.id)
    ungrounded = bool(pack.passages) and not rule.passages and rule.citation is None
    if ungrounded and rule.modality in {Modality.MUST, Modality.RIGHT}:
        yield LintRemark(
            "no-passage",
            Text(da="reglen siger, hvad der skal ske, og nævner intet tekststed", en=_NO_PASSAGE),
            Text(da="nævn tekststedet under `passages`", en="name the passage under `passages`"),
            (*route, "modality"),
        )
    yield from _anvisning(rule, pack)
    yield from (remark for remark in _limits(rule, cited) if cited)
    for key in ("title", "finding", "remedy", "interpretation"):
        text = getattr(rule, key)
        for language in ("da", "en") if text is not None else ():
            if _UNFINISHED.search(getattr(text, language)):
                yield LintRemark(
                    "unfinished-text",
                    Text(da="teksten er ikke skrevet færdig", en="this text is not finished"),
                    Text(da="skriv, hvad læseren skal se", en="write what its reader is to see"),
                    (*route, key, language),
                )


_NO_PASSAGE = "the rule says what must be done, and names no passage"


def _anvisning(rule: Rule, pack: Pack) -> Iterator[LintRemark]:
    listed = {str(each.locator["anvisning"]) for each in pack.passages if "anvisning" in each.locator}
    if listed and rule.anvisning not in listed:
        yield LintRemark(
            "unknown-anvisning",
            Text(
                da=f"intet tekststed i registeret hører til anvisning {rule.anvisning}",
                en=f"no passage of the ledger belongs to anvisning {rule.anvisning}",
            ),
            Text(
                da="ret nummeret, eller tilføj anvisningens tekststeder i passages.yaml",
                en="correct the number, or add the passages of the anvisning to passages.yaml",
            ),
            ("rules", rule.id, "anvisning"),
        )


def _limits(rule: Rule, cited: list[Passage]) -> Iterator[LintRemark]:
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
