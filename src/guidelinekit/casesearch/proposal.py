"""A proposed example case, written as it would stand in `<rule>.cases.yaml`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any, Final

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.case.keys import item_key
from guidelinekit.case.model.vocabulary import label
from guidelinekit.casesearch.drafts import Draft
from guidelinekit.casesearch.search import over_base
from guidelinekit.examples.example_file import FILLED, filled, on_dates
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.examples.written import entry
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.reference import Judgement


@dataclass(frozen=True, slots=True)
class Proposal:
    """An example case that would show something, with what the rule now says of it."""

    rule: str
    """The full id of the rule whose examples it belongs to."""
    name: str
    as_of: date
    profile: str | None
    given: Mapping[str, Any]
    """Over the base of the file."""
    expect: tuple[Mapping[str, Any], ...]

    def yaml(self) -> str:
        """Return the entry for `cases:`, its dates relative to its own where that reads well."""
        expect = [dict(each) for each in self.expect]
        written = expect[0] if len(expect) == 1 else expect
        return "\n".join(entry(self.name, str(self.as_of), self.profile, self.given, written, self.as_of))


def proposal(
    rule: Rule,
    draft: Draft,
    base: Mapping[str, Any],
    judgements: tuple[Judgement, ...],
    name: str | None = None,
) -> Proposal:
    """Return a draft as an example over a file's base, expecting what was judged; its story names it."""
    dated = on_dates(filled(base, rule.subject), draft.as_of)
    given = {**draft.given, **{key: dated[key] for key in FILLED[rule.subject]}}
    written = over_base(given, dated)
    statuses = (judgement.verdict.status for judgement in judgements)
    return Proposal(
        rule.id,
        name or story(rule.subject, written, statuses, draft.as_of),
        draft.as_of,
        draft.profile,
        written,
        tuple(expected(each, of_items=rule.for_each is not None) for each in judgements),
    )


Names = set[tuple[str, str]]
"""Names of examples, each with the full id of its rule."""


def names_taken(tested: PackUnderTest, rules: Iterable[Rule]) -> Names:
    """Return the names that the examples of rules have."""
    return {(rule.id, example.name) for rule in rules for example in tested.examples(rule)}


def named_apart(proposed: Proposal, taken: Names) -> Proposal:
    """Return a proposal with a name that no other has, which is taken from now on."""
    name, number = proposed.name, count(2)
    while (proposed.rule, name) in taken:
        name = f"{proposed.name}, {next(number)}"
    taken.add((proposed.rule, name))
    return replace(proposed, name=name)


def expected(judgement: Judgement, *, of_items: bool = False) -> dict[str, Any]:
    """Return what an example should expect of a judgement; of a rule for items also that it is about none."""
    verdict = judgement.verdict
    expectation: dict[str, Any] = {"status": verdict.status.value}
    if (
        verdict.status not in {Status.MET, Status.MET_LATE, Status.DUE}
        and verdict.reason != Reason.OUT_OF_SCOPE
    ):
        expectation["reason"] = verdict.reason.value
    if verdict.subject or of_items:
        record = next(iter(judgement.scope.items.values())).value
        expectation["item"] = item_key(record, verdict.subject)
    if verdict.due_on is not None:
        expectation["due_on"] = verdict.due_on.isoformat()
    if judgement.missing:
        expectation["missing"] = [missing.pointer for missing in judgement.missing]
    return expectation


_FACTS: Final = 3
"""How many facts a name tells."""


def story(subject: Subject, given: Mapping[str, Any], statuses: Iterator[Status], as_of: date) -> str:
    """Return a name in Danish, as examples have it."""
    says = " og ".join(dict.fromkeys(status.label.da for status in statuses))
    facts = [
        fact
        for key, value in given.items()
        for fact in _facts(CATALOGUES[subject].fields.get(key), value, as_of)
    ]
    return f"{says} - {', '.join(facts[:_FACTS]) or 'intet andet end det fælles'}"


def _facts(field: FieldType | None, value: Any, as_of: date) -> Iterator[str]:
    if field is None:
        return
    title = field.title.da.lower()
    match value:
        case None if field.kind is Kind.LIST:
            yield f"{title} ikke med i udtrækket"
        case None:
            yield f"{title} ikke dokumenteret"
        case []:
            yield f"ingen {title}"
        case list() if field.item is not None:
            for item in value:
                words = " ".join(_item(field.item, item, as_of))
                yield f"{title} {words}".rstrip()
        case dict():
            for key, part in value.items():
                yield from _facts(field.fields.get(key), part, as_of)
        case _:
            yield f"{title} {_word(field, value, as_of)}"


def _item(field: FieldType, item: Any, as_of: date) -> Iterator[str]:
    """Return the words on an entry of a list: its codes and dates."""
    for key, value in item.items() if isinstance(item, dict) else ():
        part = field.fields.get(key)
        if part is not None and part.kind in {Kind.CODE, Kind.DATE} and value is not None:
            yield _word(part, value, as_of)


def _word(field: FieldType, value: Any, as_of: date) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case str() if field.kind is Kind.DATE:
            away = (date.fromisoformat(value) - as_of).days
            days = "1 dag" if abs(away) == 1 else f"{abs(away)} dage"
            return "samme dag" if away == 0 else f"{days} {'før' if away < 0 else 'efter'}"
        case str() if field.kind is Kind.CODE:
            words = label(value, field.vocabulary)
            return value if words is None else words.da
        case _:
            return str(value)
