"""The sentences that a caseworker reads of a result: what was found, and what would close it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from guidelinekit.lang.rule import Language, Rule, Text
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.values import Settings, setting_at
from guidelinekit.wording.asking import asked_for
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.fields import item_words
from guidelinekit.wording.labels import REASON, STATUS
from guidelinekit.wording.templates import NONE, Sentence, sentence

if TYPE_CHECKING:
    from guidelinekit.semantics.reference import Judgement


class Finding(NamedTuple):
    """What is to be said of a result."""

    status: Status
    reason: Reason
    as_of: date
    due_on: date | None
    items: Mapping[str, Any]
    """The record, and the item judged if there is one, by the names that the rule gives them."""
    missing: Sequence[tuple[str, Reason]]
    """The pointers of what is missing, or `$name` of a parameter, each with why."""
    settings: Settings


def finding_of(judgement: "Judgement") -> Finding:
    """Give what is to be said of a judgement."""
    verdict, scope = judgement.verdict, judgement.scope
    items = {name: item.value for name, item in scope.items.items()}
    missing = [(one.pointer, one.reason) for one in judgement.missing]
    return Finding(
        verdict.status, verdict.reason, scope.as_of, verdict.due_on, items, missing, scope.settings
    )


def message(rule: Rule, found: Finding) -> Text:
    """Give what a caseworker reads of a result, in both languages."""
    return with_deadline(undated_message(rule, found), found.status, found.due_on)


def undated_message(rule: Rule, found: Finding) -> Text:
    """Give the message as it is before the due date is added, where it is at all."""
    if found.status in (Status.UNMET, Status.DUE):
        return _filled(rule.finding, found)
    about = item_words(rule, found.items)
    return Text(da=_stated(rule, found, about, "da"), en=_stated(rule, found, about, "en"))


def with_deadline(text: Text, status: Status, due_on: date | None) -> Text:
    """Add the due date to the message of what is due, or was met too late."""
    match status:
        case Status.DUE:
            return Text(da=f"{text.da}{_deadline(due_on, 'da')}", en=f"{text.en}{_deadline(due_on, 'en')}")
        case Status.MET_LATE:
            return Text(
                da=f"{text.da} (frist {_day(due_on, 'da')})", en=f"{text.en} (deadline {_day(due_on, 'en')})"
            )
        case _:
            return text


def without_deadline(said: str, due_on: date | None, language: Language) -> str:
    """Give what is said of a duty that is due without its last day, where that stands above it already."""
    return said.removesuffix(_deadline(due_on, language))


def remedy(rule: Rule, found: Finding) -> Text:
    """Give the sentence that says what would close the gap, in both languages; empty where none is open."""
    if found.status in (Status.UNMET, Status.DUE):
        return _filled(rule.remedy, found)
    if found.status is Status.UNDETERMINED:
        return asked_for(found.missing, rule.subject)
    return _NOTHING


_NOTHING = Text(da="", en="")


def _stated(rule: Rule, found: Finding, about: Text | None, language: Language) -> str:
    title, status = rule.title.text(language), STATUS[found.status].text(language)
    named = title if about is None else f"{title} ({about.text(language)})"
    match found.status:
        case Status.MET | Status.MET_LATE:
            return f"{named}: {status}"
        case _:
            return f"{named}: {status}, {REASON[found.reason].text(language)}"


def _filled(text: Text, found: Finding) -> Text:
    """Fill in a text's templates; one that uses no names is always the same."""
    danish, english, fixed = _templates(text.da, text.en)
    if fixed is not None:
        return fixed
    names = names_of(found, danish, english)
    return Text(da=danish.fill(names), en=english.fill(names))


@cache
def _templates(da: str, en: str) -> tuple[Sentence, Sentence, Text | None]:
    danish, english = sentence(da, "da"), sentence(en, "en")
    if danish.names or english.names or danish.names is None or english.names is None:
        return danish, english, None
    return danish, english, Text(da=danish.fill({}), en=english.fill({}))


def names_of(found: Finding, *used_in: Sentence) -> dict[str, Any]:
    """Give the names that a template may use. The parameters are looked up only where they are used."""
    due_on, as_of = found.due_on, found.as_of
    names = {**found.items, "due_on": due_on}
    names["overdue_days"] = (as_of - due_on).days if due_on is not None and due_on < as_of else None
    if any(one.names is None or "parameters" in one.names for one in used_in):
        names["parameters"] = {name: setting_at(dated, as_of) for name, dated in found.settings.items()}
    return names


def _deadline(due_on: date | None, language: Language) -> str:
    return f". {'Frist' if language == 'da' else 'Deadline'}: {_day(due_on, language)}"


def _day(day: date | None, language: Language) -> str:
    return NONE if day is None else long_date(day, language)
