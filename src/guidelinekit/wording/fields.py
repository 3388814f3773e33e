"""What tells an item of a record from its neighbours in a sentence."""

from collections.abc import Mapping
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.lang.rule import Rule
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
