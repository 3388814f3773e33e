"""The JSON Schemas: what the models accept, with words in both languages."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from guidelinekit.case import Case
from guidelinekit.case.model.vocabulary import Area
from guidelinekit.case.schema import record_schema
from guidelinekit.lang.rule import Subject
from guidelinekit.testing.records import cases, documents

slow = settings(
    max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
VALIDATORS = {kind: Draft202012Validator(record_schema(kind)) for kind in Subject}
CASE = VALIDATORS[Subject.CASE]
SMALLEST = {"schema_version": "1", "case_id": "a", "citizen": {}}


@pytest.mark.parametrize("kind", Subject)
def test_schemas_are_schemas(kind: Subject) -> None:
    """Each is a valid JSON Schema of 2020-12."""
    Draft202012Validator.check_schema(record_schema(kind))


def test_every_field_has_words() -> None:
    """Every field has Danish and English titles and descriptions, every code its labels."""
    schema = record_schema(Subject.CASE)
    kinds = [schema, *(kind for kind in schema["$defs"].values() if "properties" in kind)]
    for kind in kinds:
        for field in (kind, *kind["properties"].values()):
            same_as_its_type = field.keys() == {"$ref"}
            described = schema["$defs"][field["$ref"].split("/")[-1]] if same_as_its_type else field
            for key in ("x-title", "x-description"):
                assert described[key].keys() == {"da", "en"}
            assert described["title"] == described["x-title"]["da"]
            assert described["description"] == described["x-description"]["da"]
    assert schema["$defs"]["Area"]["x-labels"].keys() == {area.value for area in Area}


@given(cases())
@slow
def test_cases_agree_with_the_schema(case: Case) -> None:
    """Every case that the model accepts is valid by the schema."""
    CASE.validate(case.model_dump(mode="json"))


@pytest.mark.parametrize("kind", [Subject.PROVIDER, Subject.AUTHORITY])
@given(data=st.data())
@slow
def test_records_that_attest_agree_with_the_schema(kind: Subject, data: st.DataObject) -> None:
    """Every provider and authority that the model accepts is valid by the schema."""
    VALIDATORS[kind].validate(data.draw(documents(kind)))


@pytest.mark.parametrize(
    "fields",
    [
        {"case_id": ""},
        {"municipality": "1"},
        {"citizen": {"birth_date": "1990-1-1"}},
        {"citizen": {"sex": "f"}},
        {"x": 1},
        {"needs": [{"area": "housing"}]},
        {"treatments": [{"form": "day", "started_on": "2025-01-01", "days_per_week": 8}]},
    ],
)
def test_refused_by_the_schema(fields: dict[str, Any]) -> None:
    """What the model refuses, the schema refuses too where a schema can."""
    assert not CASE.is_valid({**SMALLEST, **fields})
