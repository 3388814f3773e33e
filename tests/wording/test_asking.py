"""What is asked for where a result is undetermined: whole sentences that a caseworker can act on."""

from collections.abc import Iterator

import pytest

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind
from guidelinekit.lang.rule import Subject
from guidelinekit.results import Missing, Reason
from guidelinekit.text import Text
from guidelinekit.wording.asking import asked_for

NOT_DOCUMENTED, NOT_EXPORTED, NOT_SET = Reason.NOT_DOCUMENTED, Reason.NOT_EXPORTED, Reason.PARAMETER_NOT_SET


@pytest.mark.parametrize(
    ("pointer", "reason", "danish", "english"),
    [
        ("/citizen/birth_date", NOT_DOCUMENTED, "Registrér fødselsdatoen.", "Record the date of birth."),
        ("/citizen/sex", NOT_DOCUMENTED, "Registrér kønnet.", "Record the sex."),
        (
            "/enrolment/enrolled_on",
            NOT_DOCUMENTED,
            "Registrér, hvornår borgeren er indskrevet.",
            "Record when the citizen was enrolled.",
        ),
        (
            "/needs/11/barrier",
            NOT_DOCUMENTED,
            "Registrér, om behovet kan stå i vejen for behandlingen.",
            "Record whether the need can stand in the way of treatment.",
        ),
        ("/needs", NOT_EXPORTED, "Tag behovene med i udtrækket.", "Include the needs in the export."),
        (
            "/activities/1/topics",
            NOT_EXPORTED,
            "Tag aktivitetens emner med i udtrækket.",
            "Include the topics of the activity in the export.",
        ),
        ("$plan_days", NOT_SET, "Fastsæt plan_days i profilen.", "Set plan_days in the profile."),
        ("/needs/0/need_id", NOT_DOCUMENTED, "Registrér «behovs-id».", "Record «need id»."),
    ],
)
def test_a_missing_field_is_asked_for_in_a_sentence(
    pointer: str, reason: Reason, danish: str, english: str
) -> None:
    """A field is named as one speaks of it, without its pointer; one that has no such words by its title."""
    assert asked_for([Missing(pointer, reason)], Subject.CASE) == Text(da=danish, en=english)


def test_each_thing_is_asked_for_once() -> None:
    """Several missing fields give several sentences in the order of fields, a field of several items one."""
    missing = [Missing(f"/needs/{number}/barrier", NOT_DOCUMENTED) for number in range(3)]
    text = asked_for([*missing, Missing("/citizen/sex", NOT_DOCUMENTED)], Subject.CASE)
    assert text.en == "Record the sex. Record whether the need can stand in the way of treatment."


def test_what_is_asked_for_alike_is_one_sentence() -> None:
    """Lists to export stand in one sentence, and so do fields to record."""
    lists = [Missing(pointer, NOT_EXPORTED) for pointer in ("/activities", "/goals", "/plans")]
    fields = [Missing(pointer, NOT_DOCUMENTED) for pointer in ("/citizen/birth_date", "/citizen/sex")]
    text = asked_for([*lists, *fields], Subject.CASE)
    assert text.da == (
        "Tag aktiviteterne, målene og planerne med i udtrækket. Registrér fødselsdatoen og kønnet."
    )
    assert text.en == (
        "Include the activities, the goals and the plans in the export. Record the date of birth and the sex."
    )


def fields(of: FieldType, above: str = "") -> Iterator[tuple[str, FieldType]]:
    """Yield every field below another that may be missing, by its pointer."""
    for name, field in of.fields.items():
        if field.kind is not Kind.OBJECT and not field.required and not name.endswith("_id"):
            yield f"{above}/{name}", field
        yield from fields(field, f"{above}/{name}")
        if field.item is not None:
            yield from fields(field.item, f"{above}/{name}/0")


@pytest.mark.parametrize("subject", list(Subject))
def test_no_field_is_asked_for_by_its_pointer(subject: Subject) -> None:
    """Each field of the case model that may be missing has words of its own in both languages."""
    clumsy = []
    for pointer, field in fields(CATALOGUES[subject]):
        reason = NOT_EXPORTED if field.kind is Kind.LIST else NOT_DOCUMENTED
        text = asked_for([Missing(pointer, reason)], subject)
        clumsy += [pointer for each in (text.da, text.en) if "/" in each or "«" in each]
    assert clumsy == []
