"""The catalogue: every field of the models with its type, words and marks."""

from collections.abc import Iterator

import pytest

from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, paths, resolve, through_list
from guidelinekit.case.model.record import MODELS
from guidelinekit.lang.rule import Subject
from guidelinekit.semantics.as_of import Mark

CASE = CATALOGUES[Subject.CASE]


def found(path: str) -> FieldType:
    """Give the field at a dotted path of the case."""
    field = resolve(CASE, path.split("."))
    assert field is not None
    return field


def every_field() -> Iterator[tuple[str, FieldType]]:
    """Give each field of both records."""
    for subject, root in CATALOGUES.items():
        for path in paths(root):
            field = resolve(root, path.split("."))
            assert field is not None
            yield f"{subject}:{path}", field


@pytest.mark.parametrize(
    ("path", "field"), list(every_field()), ids=lambda part: part if isinstance(part, str) else ""
)
def test_every_field_has_words(path: str, field: FieldType) -> None:
    """Each field has a short title and a description in both languages."""
    assert field.description is not None, path
    for title in (field.title.da, field.title.en):
        assert 0 < len(title) <= 40
        assert not title.endswith(".")
    for sentence in (field.description.da, field.description.en):
        assert sentence.endswith(".")
        assert sentence[0].isupper()


def test_top_fields() -> None:
    """The catalogue has the fields of the models, in their order."""
    assert tuple(CASE.fields) == tuple(Case.model_fields)
    for kind, model in MODELS.items():
        assert tuple(CATALOGUES[kind].fields) == tuple(model.model_fields)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("case_id", Kind.TEXT),
        ("schema_version", Kind.CODE),
        ("anonymous", Kind.BOOLEAN),
        ("citizen", Kind.OBJECT),
        ("citizen.birth_date", Kind.DATE),
        ("needs", Kind.LIST),
        ("needs.area", Kind.CODE),
        ("treatments.hours_per_day", Kind.NUMBER),
        ("assessments.scores.score", Kind.NUMBER),
        ("partner_contacts.maintained_on", Kind.LIST),
        ("plans.revisions.revised_on", Kind.DATE),
    ],
)
def test_kinds(path: str, kind: Kind) -> None:
    """A path gives the kind of what stands there, a step on a list ranging over its items."""
    assert found(path).kind is kind


def test_codes() -> None:
    """A coded field knows its codes and the name of their set."""
    area = found("needs.area")
    assert area.vocabulary == "Area"
    assert area.codes[:2] == ("substance_use", "housing")
    assert len(area.codes) == 20
    areas = found("partner_contacts.areas")
    assert areas.item is not None
    assert areas.item.vocabulary == "Area"


def test_lists_of_records_are_named_by_their_items() -> None:
    """A list has the title of the field, its items that of one of them."""
    needs = found("needs")
    assert needs.item is not None
    assert (needs.title.en, needs.item.title.en) == ("needs", "need")


def test_limits() -> None:
    """Numbers carry their limits."""
    score, days = found("assessments.scores.score"), found("treatments.days_per_week")
    assert (score.lower, score.upper) == (0, 1)
    assert (days.lower, days.upper) == (0, 7)
    staff = resolve(CATALOGUES[Subject.PROVIDER], ["outreach_staff"])
    assert staff is not None
    assert (staff.kind, staff.lower, staff.upper) == (Kind.INTEGER, 0, None)


def test_required() -> None:
    """Required fields are known, null ones are not required."""
    assert found("needs.need_id").required
    assert not found("needs.barrier").required
    assert not found("anonymous").required
    assert found("citizen").required


def test_planned_dates() -> None:
    """Exactly the dates that may lie ahead are marked as planned."""
    planned = {path for path, field in every_field() if field.mark is Mark.PLANNED}
    assert planned == {
        "case:agreements.due_on",
        "case:pregnancies.expected_on",
        "provider:attestations.valid_until",
        "authority:attestations.valid_until",
    }


def test_every_dated_item_has_one_occurrence_date() -> None:
    """Each list of records but the scores has one required date at which an item comes to be."""
    for path, field in every_field():
        if field.kind is Kind.LIST and field.item is not None and field.item.kind is Kind.OBJECT:
            dates = [inner for inner in field.item.fields.values() if inner.mark is Mark.OCCURRENCE]
            assert len(dates) == (0 if path.endswith(".scores") else 1), path
            assert all(inner.required and inner.kind is Kind.DATE for inner in dates)


def test_unknown_steps() -> None:
    """A step that does not exist, or goes below a plain value, gives nothing."""
    assert resolve(CASE, ["enrolment", "startdate"]) is None
    assert resolve(CASE, ["case_id", "x"]) is None
    assert resolve(CASE, ["x", "y"]) is None
    assert resolve(CASE, []) is CASE


def test_through_list() -> None:
    """A list counts as gone through only when a step follows it."""
    assert through_list(CASE, ("needs", "area"))
    assert not through_list(CASE, ("needs",))
    assert not through_list(CASE, ("citizen", "sex"))
    needs = found("needs")
    assert through_list(needs, ("area",))


def test_paths() -> None:
    """Every dotted path is listed once."""
    known = paths(CASE)
    assert len(known) == len(set(known))
    assert {"citizen", "citizen.sex", "plans.revisions.reason"} <= set(known)
