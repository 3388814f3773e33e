"""Where a record contradicts itself: two of its dates cannot both be right.

Only what is known by the date of the evaluation counts; a birth date always is. What may not happen is that
a contradiction silences a rule: see `evaluate.contradicted`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from guidelinekit.case.catalogue import CATALOGUES, resolve
from guidelinekit.case.keys import item_keys, result_key
from guidelinekit.case.model.record import id_of
from guidelinekit.case.model.vocabulary import label
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Remark, RemarkCode
from guidelinekit.semantics.values import moved
from guidelinekit.text import Language, Text

_BORN, _TERM = RemarkCode.BORN_AFTER_ENROLMENT, RemarkCode.TERM_BEFORE_KNOWN
_ENDED, _DUE = RemarkCode.ENDED_BEFORE_BEGUN, RemarkCode.DUE_BEFORE_MADE
_FOLLOWED = RemarkCode.FOLLOWED_UP_BEFORE_MADE


class Order(NamedTuple):
    """Two dates, in an item of a list or in the record (no list), of which the first does not come last."""

    over: str
    code: RemarkCode
    earlier: str
    later: str
    unless: str = ""
    """Another date of the item: where it is not after `later`, all is well."""
    slack: int = 0
    """The days by which `later` may come first."""

    @property
    def doubted(self) -> str:
        """The field that is not believed."""
        return self.earlier if self.code is _BORN else self.later


_ORDERS: Final = (
    Order("", _BORN, "citizen.birth_date", "request.requested_on"),
    Order("", _BORN, "citizen.birth_date", "enrolment.enrolled_on"),
    Order("", _ENDED, "enrolment.enrolled_on", "enrolment.ended_on"),
    Order("treatments", _ENDED, "started_on", "ended_on"),
    Order("needs", _FOLLOWED, "identified_on", "changed_on"),
    Order("needs", _ENDED, "identified_on", "resolved_on"),
    Order("goals", _ENDED, "set_on", "achieved_on"),
    Order("goals", _ENDED, "set_on", "dropped_on"),
    Order("plans", _FOLLOWED, "made_on", "revisions.revised_on"),
    Order("plans", _ENDED, "made_on", "ended_on"),
    Order("interventions", _ENDED, "started_on", "ended_on"),
    Order("interventions", _ENDED, "started_on", "declined_on", unless="offered_on"),
    Order("agreements", _DUE, "made_on", "due_on"),
    Order("agreements", _ENDED, "made_on", "completed_on"),
    Order("agreements", _ENDED, "made_on", "not_used_on"),
    Order("agreements", _ENDED, "made_on", "cancelled_on"),
    Order("agreements", _FOLLOWED, "made_on", "follow_ups.done_on"),
    Order("partner_contacts", _FOLLOWED, "established_on", "maintained_on"),
    Order("partner_contacts", _FOLLOWED, "established_on", "coordinated_on"),
    Order("partner_contacts", _ENDED, "established_on", "declined_on"),
    Order("partner_contacts", _ENDED, "established_on", "ended_on"),
    Order("medications", _ENDED, "started_on", "ended_on"),
    Order("pregnancies", _TERM, "known_on", "expected_on", slack=28),
    Order("pregnancies", _ENDED, "expected_on", "ended_on", slack=308),
    Order("attestations", _DUE, "confirmed_on", "valid_until"),
)
_OF_RECORD: Final = tuple(order for order in _ORDERS if not order.over)
_OF_ITEMS: Final = {
    name: (
        attrgetter(
            *(order.earlier for order in orders), *(order.later.partition(".")[0] for order in orders)
        ),
        orders,
    )
    for name in dict.fromkeys(order.over for order in _ORDERS if order.over)
    if (orders := tuple(order for order in _ORDERS if order.over == name))
}
"""By list, what reads the earlier dates of its orders (the first dates the item) and then the later ones."""


class Contradiction(NamedTuple):
    """Two dates of a record that are not in their order."""

    order: Order
    position: int | None
    """The index of the item in its list; None for the record itself."""
    dates: tuple[tuple[str, date], ...]
    """The JSON pointers of `earlier` and of what comes before it, each with its date."""

    @property
    def doubted(self) -> str | None:
        """The JSON pointer of the date that is not believed; None where it could not silence a rule.

        One date of a list, and a day by which something was due, silence nothing by being too early.
        """
        if self.order.code is _DUE:
            return None
        pointer, _ = self.dates[0 if self.order.code is _BORN else 1]
        return pointer if pointer.endswith(f"/{self.order.doubted.replace('.', '/')}") else None


def contradictions(record: Any, as_of: date) -> tuple[Contradiction, ...]:
    """Return where a record contradicts itself, as far as it is known at a date.

    The record is a model or a case that was decoded fast.
    """
    return (*_of_record(record, as_of), *_of_items(record, as_of))


def _of_record(record: Any, as_of: date) -> Iterator[Contradiction]:
    for order in _OF_RECORD:
        earlier, later = _field(record, order.earlier), _field(record, order.later)
        if earlier is None or later is None or later >= earlier:
            continue
        if (later if order.code is _BORN else earlier) <= as_of:
            first, second = (f"/{path.replace('.', '/')}" for path in (order.earlier, order.later))
            yield Contradiction(order, None, ((first, earlier), (second, later)))


def _field(record: Any, path: str) -> date | None:
    holder, _, name = path.partition(".")
    owner = getattr(record, holder, None)
    return None if owner is None else getattr(owner, name)


def _of_items(record: Any, as_of: date) -> Iterator[Contradiction]:
    for name, (read, orders) in _OF_ITEMS.items():
        for position, item in enumerate(getattr(record, name, None) or ()):
            values = read(item)
            if values[0] > as_of:
                continue
            for order, begun, value in zip(orders, values, values[len(orders) :], strict=False):
                if (
                    not value
                    or not begun
                    or (value if type(value) is date else _first(value, order)) >= begun
                ):
                    continue
                limit, base = moved(begun, -order.slack), f"/{name}/{position}"
                early = [(f"{base}/{steps}", day) for steps, day in _days(value, order.later) if day < limit]
                if early and not _excused(order, item):
                    yield Contradiction(order, position, ((f"{base}/{order.earlier}", begun), *early))


def _first(items: Iterable[Any], order: Order) -> date:
    """Return the earliest of the dates of a list, or of its items."""
    part = order.later.partition(".")[2]
    earliest: date = min([getattr(item, part) for item in items] if part else items)
    return earliest


def _days(value: Any, path: str) -> Iterator[tuple[str, date]]:
    """Yield the date of a field, or each date of a list or of its items, with its steps from the item."""
    field, _, part = path.partition(".")
    if isinstance(value, date):
        yield field, value
        return
    for index, each in enumerate(value):
        yield (f"{field}/{index}/{part}", getattr(each, part)) if part else (f"{field}/{index}", each)


def _excused(order: Order, item: Any) -> bool:
    other = getattr(item, order.unless) if order.unless else None
    return other is not None and other <= getattr(item, order.later)


def without_doubted(record: Any, among: Iterable[Contradiction]) -> Any:
    """Return a record, which is a model, as if the dates that are not believed were not recorded."""
    for pointer in dict.fromkeys(each.doubted for each in among):
        if pointer is not None:
            record = _cleared(record, pointer.split("/")[1:])
    return record


def _cleared(value: Any, steps: Sequence[str]) -> Any:
    if not steps:
        return None
    first, *below = steps
    if isinstance(value, tuple):
        index = int(first)
        return (*value[:index], _cleared(value[index], below), *value[index + 1 :])
    return value.model_copy(update={first: _cleared(getattr(value, first), below)})


def remarks_on(record: Any, among: Iterable[Contradiction]) -> tuple[Remark, ...]:
    """Return what is told of the contradictions of a record."""
    record_id = id_of(record)
    names: dict[str, tuple[str, ...]] = {}
    remarks = []
    for order, position, dates in among:
        item = ""
        if position is not None:
            if order.over not in names:
                names[order.over] = item_keys(record, order.over)
            item = names[order.over][position]
        thing = record if position is None else getattr(record, order.over)[position]
        key = result_key(record_id, f"{order.code}/{order.later}", item)
        pointers = tuple(pointer for pointer, _ in dates)
        remarks.append(Remark(order.code, item, key, pointers, _message(order, thing)))
    return tuple(remarks)


_MORE_THAN: Final = {
    28: Text(
        da="«{later}» ligger mere end fire uger før «{earlier}»",
        en="«{later}» is more than four weeks before «{earlier}»",
    ),
    308: Text(
        da="«{later}» ligger mere end 44 uger før «{earlier}»",
        en="«{later}» is more than 44 weeks before «{earlier}»",
    ),
}
_AFTER: Final = Text(da="«{earlier}» ligger efter «{later}»", en="«{earlier}» is after «{later}»")
_BEFORE: Final = Text(da="«{later}» ligger før «{earlier}»", en="«{later}» is before «{earlier}»")


def _message(order: Order, thing: Any) -> Text:
    """Return what is told of two dates of a record or item: what it is, of what kind, and which dates."""
    whose, kind, vocabulary, earlier, later = _words(order)
    sort = label(getattr(thing, kind), vocabulary) if kind else None

    def in_language(language: Language) -> str:
        name = whose.text(language).capitalize() + (f" ({sort.text(language)})" if sort is not None else "")
        sentence = _MORE_THAN.get(order.slack, _AFTER if order.code is _BORN else _BEFORE).text(language)
        return f"{name}: {sentence.format(earlier=earlier.text(language), later=later.text(language))}"

    return Text(da=in_language("da"), en=in_language("en"))


@cache
def _words(order: Order) -> tuple[Text, str, str | None, Text, Text]:
    """Return what an item is called, its field with the kind, the value set of that, both dates' titles."""
    record = CATALOGUES[Subject.PROVIDER if order.over == "attestations" else Subject.CASE]
    whose = record.fields[order.over or order.doubted.partition(".")[0]]
    earlier, later = (
        resolve(whose if order.over else record, path.split(".")) for path in (order.earlier, order.later)
    )
    assert earlier is not None and later is not None  # noqa: S101, PT018 - the table names fields of the model
    if whose.item is None:
        return whose.title, "", None, earlier.title, later.title
    item = whose.item
    kind = next((name for name, field in item.fields.items() if field.required and field.vocabulary), "")
    return item.title, kind, item.fields[kind].vocabulary if kind else None, earlier.title, later.title
