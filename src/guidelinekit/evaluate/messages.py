"""The sentences that a caseworker reads of a result: what is the matter, and what would close the gap."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import parts_with_texts
from guidelinekit.results import Missing, Reason, Status
from guidelinekit.semantics.conditions import truth_at
from guidelinekit.semantics.truth import TRUE
from guidelinekit.semantics.values import Item, Scope, Settings, setting_at
from guidelinekit.text import Language, Text, enumerated
from guidelinekit.wording.asking import asked_for
from guidelinekit.wording.dates import on_day
from guidelinekit.wording.labels import NOTHING_TO_JUDGE, TELLING_FIELDS, UNVERIFIED, item_words, why
from guidelinekit.wording.templates import NONE, Template, sentence, words


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


_MOST = 5_000
"""How many different sentences are remembered: ten times the cases fill no more room."""


class Finding(NamedTuple):
    """What a sentence is about."""

    status: Status
    reason: Reason
    as_of: date
    due_on: date | None
    items: Mapping[str, Any]
    """The record, and the item judged if there is one, by the names that the rule gives them."""
    missing: Sequence[Missing]
    settings: Settings


Sentences = tuple[Text, Text]
"""Message and remedy."""


class Messages:
    """Message and remedy of the results of one rule."""

    def __init__(self, rule: Rule, settings: Settings) -> None:
        self._rule, self._settings = rule, settings
        self._remembered: dict[Hashable, Sentences] = {}
        paths = _paths(rule)
        self._on_due_date = paths is not None and ("due_on",) in paths
        fields = _item_fields(rule)
        used = [path[1] for path in sorted(paths or ()) if len(path) == 2 and path[1] in fields]  # noqa: PLR2004 - an item and its field
        each = rule.for_each.item if rule.for_each is not None else ""
        plain = paths is not None and paths <= {("due_on",), *((each, name) for name in used)}
        self._filled_by = _reading(used) if plain else None
        """Gives what the rule's own texts say of an item; None where they say more."""
        self._named_by = _reading([name for name in TELLING_FIELDS if name in fields])

    def of(
        self,
        record: Any,
        item: Any,
        as_of: date,
        status: Status,
        reason: Reason,
        due_on: date | None,
        missing: tuple[Missing, ...],
    ) -> Sentences:
        """Return message and remedy of a result on a record, or on an item of it."""
        key: Hashable = None
        if status is Status.UNMET or status is Status.DUE:
            if self._filled_by is not None:
                key = due_on if self._on_due_date else None, self._filled_by(item)
        else:
            key = status, reason, missing, self._named_by(item)
        sentences = self._remembered.get(key) if key is not None else None
        if sentences is None:
            items = {self._rule.subject.value: record}
            if item is not None and self._rule.for_each is not None:
                items[self._rule.for_each.item] = item
            finding = Finding(status, reason, as_of, due_on, items, missing, self._settings)
            sentences = _undated_message(self._rule, finding), remedy(self._rule, finding)
            if key is not None:
                if len(self._remembered) >= _MOST:
                    self._remembered.clear()
                self._remembered[key] = sentences
        if status is Status.DUE or status is Status.MET_LATE:
            return _with_deadline(sentences[0], status, due_on), sentences[1]
        return sentences


def _paths(rule: Rule) -> frozenset[tuple[str, ...]] | None:
    """Return the names that a rule's texts use, with the fields read of them, if that is known."""
    paths: frozenset[tuple[str, ...]] = frozenset()
    for text in (rule.finding, rule.remedy):
        for used in (sentence(text.da, "da").paths, sentence(text.en, "en").paths):
            if used is None:
                return None
            paths |= used
    return paths


def _item_fields(rule: Rule) -> Mapping[str, Any]:
    """Return the fields of the items that a rule judges."""
    if rule.for_each is None:
        return {}
    kind = resolve(CATALOGUES[rule.subject], rule.for_each.over.steps)
    return kind.item.fields if kind is not None and kind.item is not None else {}


def _reading(fields: Sequence[str]) -> Callable[[Any], Hashable]:
    """Return what reads fields of an item, and nothing of no item."""
    if not fields:
        return lambda _: None
    read = attrgetter(*fields)
    return lambda item: None if item is None else read(item)


def message(rule: Rule, finding: Finding) -> Text:
    """Return what a caseworker reads of a result, in both languages."""
    return _with_deadline(_undated_message(rule, finding), finding.status, finding.due_on)


def _undated_message(rule: Rule, finding: Finding) -> Text:
    """Return the message as it is before the due date is added, where it is at all."""
    if finding.status in (Status.UNMET, Status.DUE):
        text = _filled(rule, rule.finding, finding)
    else:
        about = item_words(rule, finding.items)
        text = Text(da=_stated(rule, finding, about, "da"), en=_stated(rule, finding, about, "en"))
    if rule.verified or finding.status in (Status.MET, Status.NOT_APPLICABLE):
        return text
    return Text(da=f"{text.da} ({UNVERIFIED.da})", en=f"{text.en} ({UNVERIFIED.en})")


def _with_deadline(text: Text, status: Status, due_on: date | None) -> Text:
    """Add the due date to the message of what is due, or was met too late."""
    match status:
        case Status.DUE:
            return Text(da=f"{text.da}{_deadline(due_on, 'da')}", en=f"{text.en}{_deadline(due_on, 'en')}")
        case Status.MET_LATE:
            return Text(
                da=f"{text.da} (fristen var {_day(due_on, 'da')})",
                en=f"{text.en} (the deadline was {_day(due_on, 'en')})",
            )
        case _:
            return text


def without_deadline(text: str, due_on: date | None, language: Language) -> str:
    """Return the message of a duty that is due without its last day, where that stands above it already."""
    return text.removesuffix(_deadline(due_on, language))


def remedy(rule: Rule, finding: Finding) -> Text:
    """Return the sentence that says what would close the gap, in both languages; empty where none is open."""
    if finding.status in (Status.UNMET, Status.DUE):
        return _filled(rule, rule.remedy, finding)
    if finding.status is Status.UNDETERMINED:
        return asked_for(finding.missing, rule.subject)
    return _NOTHING


_NOTHING = Text(da="", en="")


def _stated(rule: Rule, finding: Finding, about: Text | None, language: Language) -> str:
    title, status = rule.title.text(language), finding.status.label.text(language)
    named = title if about is None else f"{title} ({about.text(language)})"
    if finding.status in (Status.MET, Status.MET_LATE):
        return f"{named}: {status}"
    # A rule about items does not apply where there is none of them, be the case in scope or not.
    nothing = rule.for_each is not None and finding.reason is Reason.OUT_OF_SCOPE
    reason = NOTHING_TO_JUDGE if nothing else why(rule, finding.reason)
    return f"{named}: {status}, {reason.text(language)}"


def _filled(rule: Rule, text: Text, finding: Finding) -> Text:
    """Fill in a text's templates; one that uses no names is always the same."""
    danish, english, fixed = _templates(text.da, text.en)
    if fixed is not None:
        return fixed
    names = names_of(finding, danish, english)
    if not _uses("lacking", danish, english):
        return Text(da=danish.fill(names), en=english.fill(names))
    record = finding.items[rule.subject.value]
    parts = lacking(rule, record, finding.as_of, finding.settings)
    return Text(
        da=danish.fill({**names, "lacking": parts.da}), en=english.fill({**names, "lacking": parts.en})
    )


@cache
def _templates(da: str, en: str) -> tuple[Template, Template, Text | None]:
    danish, english = sentence(da, "da"), sentence(en, "en")
    if danish.names or english.names or danish.names is None or english.names is None:
        return danish, english, None
    return danish, english, Text(da=danish.fill({}), en=english.fill({}))


def names_of(finding: Finding, *used_in: Template) -> dict[str, Any]:
    """Return the names that a template may use. The parameters are looked up only where they are used."""
    due_on, as_of = finding.due_on, finding.as_of
    names = {**finding.items, "due_on": due_on}
    names["overdue_days"] = (as_of - due_on).days if due_on is not None and due_on < as_of else None
    if _uses("parameters", *used_in):
        names["parameters"] = {name: setting_at(dated, as_of) for name, dated in finding.settings.items()}
    return names


def _uses(name: str, *templates: Template) -> bool:
    return any(each.names is None or name in each.names for each in templates)


def _deadline(due_on: date | None, language: Language) -> str:
    return f". {'Fristen er' if language == 'da' else 'The deadline is'} {_day(due_on, language)}"


def _day(day: date | None, language: Language) -> str:
    return NONE if day is None else on_day(day, language)
