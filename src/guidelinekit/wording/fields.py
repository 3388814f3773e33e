"""What a field or an item of a record is called in a sentence."""

from guidelinekit.case.catalogue import FieldType, resolve
from guidelinekit.case.vocabulary import label
from guidelinekit.lang.rule import Language, Rule
from guidelinekit.semantics.reference import Judgement


def field_title(pointer: str, record: FieldType, language: Language) -> str:
    """Give the title of the field that a JSON pointer leads to, or the pointer where it leads nowhere."""
    steps = [step for step in pointer.split("/")[1:] if not step.isdigit()]
    found = resolve(record, steps)
    return pointer if found is None else found.title.said(language)


def subject_label(rule: Rule, judgement: Judgement, language: Language) -> str | None:
    """Give what tells an item from its neighbours: the label of its area, kind or partner, if it has one."""
    if rule.for_each is None or rule.for_each.item not in judgement.scope.items:
        return None
    item = judgement.scope.items[rule.for_each.item].value
    for name in ("area", "partner", "kind", "role"):
        found = label(getattr(item, name, None) or "")
        if found is not None:
            return found.said(language)
    return None
