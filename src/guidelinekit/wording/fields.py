"""What tells an item of a record from its neighbours in a sentence."""

from collections.abc import Mapping
from typing import Any

from guidelinekit.lang.rule import Rule, Text
from guidelinekit.wording.templates import words

TELLING_FIELDS = ("area", "partner", "kind")
"""The fields of which the first that an item has tells it from its neighbours."""


def item_words(rule: Rule, items: Mapping[str, Any]) -> Text | None:
    """Return what tells an item from its neighbours: the label of its area, kind or partner, if any."""
    if rule.for_each is None or rule.for_each.item not in items:
        return None
    item = items[rule.for_each.item]
    labels = (words(getattr(item, name, None) or "") for name in TELLING_FIELDS)
    return next((label for label in labels if label is not None), None)
