"""Message and remedy of results, said once for all results of a caseload that say the same."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.lang.rule import Rule, Text
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import Settings
from guidelinekit.wording.fields import TELLING_FIELDS
from guidelinekit.wording.message import Finding, remedy, undated_message, with_deadline
from guidelinekit.wording.templates import sentence

_KEPT = 5_000
"""How many different sayings are kept at most: ten times the cases fill no more room."""

Said = tuple[Text, Text]
"""Message and remedy."""


class Sayings:
    """Says what there is to say of results, and remembers it by all that the sentences depend on."""

    def __init__(self, rules: Sequence[Rule], settings: Sequence[Settings]) -> None:
        self._rules, self._settings = rules, settings
        self._depends: dict[int, _Depends] = {}
        self._said: dict[Hashable, Said] = {}

    def said(
        self,
        index: int,
        record: Any,
        item: int | None,
        as_of: date,
        verdict: tuple[Status, Reason, date | None, tuple[tuple[str, Reason], ...]],
    ) -> Said:
        """Give message and remedy of a result: `verdict` is status, reason, due date and what is missing."""
        depends = self._depends.get(index)
        if depends is None:
            depends = self._depends[index] = _Depends(self._rules[index])
        whole = None if item is None or depends.items is None else depends.items(record)[item]
        status, reason, due_on, missing = verdict
        key: Hashable = None
        if status is Status.UNMET or status is Status.DUE:
            if depends.told_by is not None:
                key = index, due_on if depends.on_due else None, depends.told_by(whole)
        else:
            key = index, status, reason, missing, depends.named_by(whole)
        found = self._said.get(key) if key is not None else None
        if found is None:
            found = self._say(index, record, whole, as_of, verdict)
            if key is not None:
                if len(self._said) >= _KEPT:
                    self._said.clear()
                self._said[key] = found
        if status is Status.DUE or status is Status.MET_LATE:
            return with_deadline(found[0], status, due_on), found[1]
        return found

    def _say(self, index: int, record: Any, item: Any, as_of: date, verdict: Any) -> Said:
        rule, (status, reason, due_on, missing) = self._rules[index], verdict
        items = {rule.subject.value: record}
        if item is not None and rule.for_each is not None:
            items[rule.for_each.item] = item
        finding = Finding(status, reason, as_of, due_on, items, missing, self._settings[index])
        return undated_message(rule, finding), remedy(rule, finding)


Values = Callable[[Any], Hashable]


class _Depends:
    """What the sentences about a rule's results depend on."""

    __slots__ = ("items", "named_by", "on_due", "told_by")

    def __init__(self, rule: Rule) -> None:
        texts = rule.finding, rule.remedy
        made = [sentence(text.da, "da") for text in texts] + [sentence(text.en, "en") for text in texts]
        paths: set[tuple[str, ...]] | None = set()
        for one in made:
            paths = None if paths is None or one.paths is None else paths | one.paths
        self.on_due = paths is not None and ("due_on",) in paths
        self.items: Callable[[Any], Any] | None = None
        fields: list[str] = []
        named: list[str] = []
        allowed: set[tuple[str, ...]] = {("due_on",)}
        if rule.for_each is not None:
            self.items = attrgetter(".".join(rule.for_each.over.steps))
            kind = resolve(CATALOGUES[rule.subject], rule.for_each.over.steps)
            known = kind.item.fields if kind is not None and kind.item is not None else {}
            named = [name for name in TELLING_FIELDS if name in known]
            fields = [path[1] for path in sorted(paths or ()) if len(path) == 2 and path[1] in known]  # noqa: PLR2004 - an item and its field
            allowed |= {(rule.for_each.item, name) for name in fields}
        plain = paths is not None and paths <= allowed
        self.told_by: Values | None = _values(fields) if plain else None
        self.named_by = _values(named)


def _values(fields: Sequence[str]) -> Values:
    """Give what reads fields of an item; nothing of no item."""
    if not fields:
        return lambda _: None
    read = attrgetter(*fields)
    return lambda item: None if item is None else read(item)
