"""The JSON Schemas: what the models accept, with words in both languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from guidelinekit.case import Case
from guidelinekit.case.model.vocabulary import Area
from guidelinekit.case.schema import case_schema, provider_schema, write_schemas
from guidelinekit.lang.rule import Subject
from guidelinekit.testing.records import cases, documents

slow = settings(
    max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None
)
CASE, PROVIDER = Draft202012Validator(case_schema()), Draft202012Validator(provider_schema())
SMALLEST = {"schema_version": "1", "case_id": "a", "citizen": {}}


def test_schemas_are_schemas() -> None:
    """Both are valid JSON Schemas of 2020-12."""
    Draft202012Validator.check_schema(case_schema())
    Draft202012Validator.check_schema(provider_schema())


def test_every_field_has_words() -> None:
    """Every field has Danish and English titles and descriptions, every code its labels."""
    schema = case_schema()
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


@given(documents(Subject.PROVIDER))
@slow
def test_providers_agree_with_the_schema(document: dict[str, Any]) -> None:
    """Every provider that the model accepts is valid by the schema."""
    PROVIDER.validate(document)


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


def test_written_files(tmp_path: Path) -> None:
    """The files hold the schemas, and writing them again changes nothing."""
    files = write_schemas(tmp_path / "schemas")
    first = [file.read_bytes() for file in files]
    assert [file.name for file in files] == ["case.schema.json", "provider.schema.json"]
    assert json.loads(first[0]) == case_schema()
    write_schemas(tmp_path / "schemas")
    assert [file.read_bytes() for file in files] == first
