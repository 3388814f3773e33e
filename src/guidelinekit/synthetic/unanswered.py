"""Which rules an export can never decide, as found on invented cases that hold no more than it does."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from guidelinekit.case.model.record import Case, Provider
from guidelinekit.case.tables.table_forms import TableForm, forms
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Status
from guidelinekit.synthetic.generate import AS_OF, generate, providers

_CASES: Final = 200
_SEED: Final = 7
_OPEN: Final = frozenset({Status.UNDETERMINED, Status.NOT_APPLICABLE})


def unanswered(
    rules: RuleSet, filled: Mapping[str, Collection[str]], there: Collection[str]
) -> tuple[str, ...]:
    """Return the rules that are decided of some invented cases, and of none once these hold no more.

    `filled` are the fields that the export fills, by table, and `there` the tables that it has.
    """
    decided: set[str] = set()
    answered: set[str] = set()
    records: list[Case | Provider] = [*generate(_CASES, _SEED), *providers(_CASES, _SEED)]
    for record in records:
        decided |= _decided(rules, record)
        answered |= _decided(rules, _bare(record, filled, there))
    return tuple(rule.id for rule in rules.rules if rule.id in decided - answered)


def _decided(rules: RuleSet, record: Case | Provider | None) -> set[str]:
    if record is None:
        return set()
    verdicts = rules.evaluate(record, as_of=AS_OF).verdicts
    return {rule for rule, status in verdicts if status not in _OPEN}


def _bare(
    record: Case | Provider, filled: Mapping[str, Collection[str]], there: Collection[str]
) -> Case | Provider | None:
    """Return a record with nothing in the fields that an export does not fill."""
    subject = Subject.PROVIDER if isinstance(record, Provider) else Subject.CASE
    main, *lists = forms(subject)
    if main.name not in there:
        return None
    data = record.model_dump()
    for form in reversed(lists):
        for item in _owners(data, form.parent):
            _keep(item, form.steps[len(form.parent) :], form, filled, there)
    for path in main.columns:
        if path not in filled.get(main.name, ()) and path not in main.needed and path != "schema_version":
            _blank(data, path.split("."))
    return type(record).model_validate(data)


def _owners(data: dict[str, Any], way: tuple[str, ...]) -> list[dict[str, Any]]:
    owners: list[dict[str, Any]] = [data]
    for step in way:
        owners = [item for owner in owners for item in owner.get(step) or ()]
    return owners


def _keep(
    owner: dict[str, Any],
    way: tuple[str, ...],
    form: TableForm,
    filled: Mapping[str, Collection[str]],
    there: Collection[str],
) -> None:
    for step in way[:-1]:
        owner = owner.get(step) or {}
    if form.name not in there:
        owner[way[-1]] = None
        return
    for item in owner.get(way[-1]) or ():
        for path in form.columns:
            if path not in filled.get(form.name, ()) and path not in form.needed:
                _blank(item, path.split("."))


def _blank(item: dict[str, Any], way: list[str]) -> None:
    for step in way[:-1]:
        item = item.get(step) or {}
    if way[-1] in item:
        item[way[-1]] = None
