"""Labels of what results and rules are made of, and names of fields, in Danish and English."""

from collections.abc import Mapping
from typing import Any, Final

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.lang.rule import Rule, Unit
from guidelinekit.results import Reason
from guidelinekit.semantics.truth import Truth
from guidelinekit.text import Text
from guidelinekit.wording.templates import words

TELLING_FIELDS = ("area", "partner", "kind")
"""The fields of which the first that an item has tells it from its neighbours."""


def item_words(rule: Rule, items: Mapping[str, Any]) -> Text | None:
    """Return what tells an item from its neighbours: the label of its area, kind or partner, if any."""
    if rule.for_each is None or rule.for_each.item not in items:
        return None
    item = items[rule.for_each.item]
    listed = resolve(CATALOGUES[rule.subject], rule.for_each.over.steps)
    fields = listed.item.fields if listed is not None and listed.item is not None else {}
    for name in TELLING_FIELDS:
        code = getattr(item, name, None)
        text = words(code, fields[name].vocabulary) if code and name in fields else None
        if text is not None:
            return text
    return None


NOTHING_TO_JUDGE: Final = Text(da="der er intet at vurdere", en="there is nothing to judge")
"""Why a rule does not apply that is about items of a list, where the case is in scope and no item is."""

UNVERIFIED: Final = Text(da="lovgrundlaget er ikke efterprøvet", en="the law behind it has not been verified")
"""What is said wherever a rule speaks that cites a law nobody has compared it with."""

CHANGES: Final = Text(da="ændrer sig, hvis intet registreres", en="changes if nothing is recorded")
"""What is said of the day on which a status becomes another by itself."""

UNIT: Final[Mapping[Unit, Text]] = {
    Unit.DAYS: Text(da="dage", en="days"),
    Unit.YEARS: Text(da="år", en="years"),
    Unit.COUNT: Text(da="gange", en="times"),
    Unit.SCORE: Text(da="point", en="points"),
}

TRUTH: Final[Mapping[Truth, Text]] = {
    Truth.TRUE: Text(da="ja", en="yes"),
    Truth.FALSE: Text(da="nej", en="no"),
    Truth.UNKNOWN: Text(da="vides ikke", en="unknown"),
}

RULE_KEY: Final[Mapping[str, Text]] = {
    "applies_when": Text(da="gælder når", en="applies when"),
    "for_each": Text(da="for hver", en="for each"),
    "requires": Text(da="kræver", en="requires"),
    "deadline": Text(da="frist", en="deadline"),
    "repeats": Text(da="gentages", en="repeats"),
    "exempt_when": Text(da="undtaget når", en="exempt when"),
    "when": Text(da="betydning", en="meaning"),
    "values": Text(da="værdier", en="values"),
    "in_force": Text(da="i kraft", en="in force"),
}
"""The keys under which the parts of a rule or definition stand."""


def why(rule: Rule, reason: Reason) -> Text:
    """Return the words for a reason: what the rule calls its only exemption with it, or its own."""
    return rule.excuse(reason) or reason.label
