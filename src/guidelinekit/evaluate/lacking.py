"""Which of several things that a rule asks for are not there, so that its finding can name them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import parts_with_texts
from guidelinekit.semantics.conditions import truth_at
from guidelinekit.semantics.truth import TRUE
from guidelinekit.semantics.values import Item, Scope, Settings
from guidelinekit.text import Text, enumerated
from guidelinekit.wording.templates import NONE, words


def lacking(rule: Rule, record: Any, as_of: date, settings: Settings) -> Text:
    """Return what does not hold of the parts that a rule requires: "søvn og hygiejne", "sleep and hygiene".

    Each part is called by the first coded value that it asks about.
    """
    scope = Scope({rule.subject.value: Item("", ReadRecord(record).model)}, as_of, as_of, settings)
    names = tuple(_lacking(rule, scope))
    if not names:
        return Text(da=NONE, en=NONE)
    return Text(
        da=enumerated([name.da for name in names], "da"), en=enumerated([name.en for name in names], "en")
    )


def _lacking(rule: Rule, scope: Scope) -> Iterator[Text]:
    for part, code in parts_with_texts(rule.requires):
        name = None if code is None else words(code)
        if name is not None and truth_at(part, scope, scope.as_of) is not TRUE:
            yield name
