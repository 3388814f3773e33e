"""What a field or an item of a record is called in a sentence."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.lang.rule import Language, Rule, Subject, Text
from guidelinekit.wording.templates import words

TELLING_FIELDS = ("area", "partner", "kind", "role")
"""The fields of which the first that an item has tells it from its neighbours."""

_INDEX = re.compile(r"/[0-9]+(?=/|$)")


def field_title(pointer: str, subject: Subject, language: Language) -> str:
    """Give the title of the field that a JSON pointer leads to, or the pointer where it leads nowhere."""
    found = _title(_INDEX.sub("", pointer), subject)
    return pointer if found is None else found.text(language)


@lru_cache(maxsize=4096)
def _title(pointer: str, subject: Subject) -> Text | None:
    """Give the title of a field by its pointer without indexes."""
    found = resolve(CATALOGUES[subject], pointer.split("/")[1:])
    return None if found is None else found.title


def item_words(rule: Rule, items: Mapping[str, Any]) -> Text | None:
    """Give what tells an item from its neighbours: the label of its area, kind or partner, if it has one."""
    if rule.for_each is None or rule.for_each.item not in items:
        return None
    item = items[rule.for_each.item]
    for name in TELLING_FIELDS:
        found = words(getattr(item, name, None) or "")
        if found is not None:
            return found
    return None
