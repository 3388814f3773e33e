"""The sentences that a caseworker reads of a result: what was found, and what would close it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from guidelinekit.case.catalogue import FieldType
from guidelinekit.case.vocabulary import label
from guidelinekit.lang.rule import Language, Rule, Text
from guidelinekit.results import Missing, Reason, Status
from guidelinekit.semantics.reference import Judgement
from guidelinekit.semantics.terms import setting_at
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.fields import field_title, subject_label
from guidelinekit.wording.labels import REASON, STATUS

NONE = "\N{EN DASH}"
"""What stands in a sentence for a value that is not there."""


def message(rule: Rule, judgement: Judgement) -> Text:
    """Give what a caseworker reads of a result, in both languages."""
    return Text(da=_message(rule, judgement, "da"), en=_message(rule, judgement, "en"))


def remedy(rule: Rule, judgement: Judgement, record: FieldType) -> Text:
    """Give the sentence that says what would close the gap, in both languages; empty where none is open."""
    return Text(da=_remedy(rule, judgement, record, "da"), en=_remedy(rule, judgement, record, "en"))


def _message(rule: Rule, judgement: Judgement, language: Language) -> str:
    verdict = judgement.verdict
    title = rule.title.said(language)
    about = subject_label(rule, judgement, language)
    named = f"{title} ({about})" if about else title
    danish = language == "da"
    match verdict.status:
        case Status.UNMET:
            return render(rule.finding.said(language), language, context(judgement))
        case Status.DUE:
            found = render(rule.finding.said(language), language, context(judgement))
            return f"{found}. {'Frist' if danish else 'Deadline'}: {_day(verdict.due_on, language)}"
        case Status.UNDETERMINED:
            return (
                f"{named}: {STATUS[verdict.status].said(language)}, {REASON[verdict.reason].said(language)}"
            )
        case Status.MET_LATE:
            late = f"({'frist' if danish else 'deadline'} {_day(verdict.due_on, language)})"
            return f"{named}: {STATUS[verdict.status].said(language)} {late}"
        case Status.EXEMPT | Status.NOT_APPLICABLE:
            return (
                f"{named}: {STATUS[verdict.status].said(language)}, {REASON[verdict.reason].said(language)}"
            )
        case Status.MET:
            return f"{named}: {STATUS[verdict.status].said(language)}"


def _remedy(rule: Rule, judgement: Judgement, record: FieldType, language: Language) -> str:
    match judgement.verdict.status:
        case Status.UNMET | Status.DUE:
            return render(rule.remedy.said(language), language, context(judgement))
        case Status.UNDETERMINED:
            asked = dict.fromkeys(_asked(missing, record, language) for missing in judgement.missing)
            return "; ".join(asked)
        case _:
            return ""


def _asked(missing: Missing, record: FieldType, language: Language) -> str:
    danish = language == "da"
    if missing.reason is Reason.PARAMETER_NOT_SET:
        name = missing.pointer.removeprefix("$")
        return f"fastsæt {name} i profilen" if danish else f"set {name} in the profile"
    title = f"«{field_title(missing.pointer, record, language)}» ({missing.pointer})"
    if missing.reason is Reason.NOT_EXPORTED:
        return f"tag {title} med i udtrækket" if danish else f"include {title} in the export"
    return f"registrér {title}" if danish else f"record {title}"


def context(judgement: Judgement) -> dict[str, Any]:
    """Give the names that a template may use."""
    scope, due_on = judgement.scope, judgement.verdict.due_on
    names = {name: item.value for name, item in scope.items.items()}
    values = {name: setting_at(dated, scope.as_of) for name, dated in scope.settings.items()}
    overdue = (scope.as_of - due_on).days if due_on is not None and due_on < scope.as_of else None
    return {**names, "due_on": due_on, "overdue_days": overdue, "parameters": values}


def render(template: str, language: Language, names: Mapping[str, Any]) -> str:
    """Fill in a template's names in a sandbox. A name without a value becomes a dash."""
    return " ".join(_template(template, language).render(names).split())


@cache
def _template(text: str, language: Language) -> Template:
    return _environment(language).from_string(text)


@cache
def _environment(language: Language) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=False, undefined=_Dash, finalize=_dashed)
    environment.filters = {
        "label": lambda value: _label(value, language),
        "day": lambda value: _day(value, language),
    }
    return environment


class _Dash(Undefined):
    """A missing name: shown as a dash, never as an error in front of a caseworker."""

    def __str__(self) -> str:
        return NONE

    def __getattr__(self, name: str) -> "_Dash":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


def _dashed(value: Any) -> Any:
    return NONE if value is None else value


def _label(value: Any, language: Language) -> str:
    found = label(str(value)) if isinstance(value, str) else None
    return NONE if found is None else found.said(language)


def _day(value: Any, language: Language) -> str:
    return long_date(value, language) if isinstance(value, date) else NONE
