"""The JSON Schemas of the records, made from the models, with the words of both languages.

`title` and `description` are Danish; `x-title`, `x-description` and, for codes, `x-labels` hold both
languages. What a schema cannot say (an id must not look like
a CPR number, a date must exist) only the models check.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from guidelinekit.case.model.codes import CodeList
from guidelinekit.case.model.record import MODELS
from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.lang.rule import Subject

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(subject: Subject) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one record, without the `kind` that marks it in an export."""
    return _schema(MODELS[subject], schema_file(subject))


def schema_file(subject: Subject) -> str:
    """Return the name of the file with the schema of such records."""
    return f"{subject.value}.schema.json"


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return each schema of the input by the name of its file."""
    return {schema_file(subject): record_schema(subject) for subject in Subject}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into a folder, the same bytes every time, and give the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        file = folder / name
        file.write_bytes((json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode())
        written.append(file)
    return written


def _schema(model: type[BaseModel], name: str) -> dict[str, Any]:
    schema = model.model_json_schema()
    for title, vocabulary in VOCABULARIES.items():
        if title in schema["$defs"]:
            schema["$defs"][title] = _codes(vocabulary)
    return {"$schema": _DIALECT, "$id": name, **schema}


def _codes(vocabulary: type[CodeList]) -> dict[str, Any]:
    labels = {code.value: {"da": code.label.da, "en": code.label.en} for code in vocabulary}
    return {"type": "string", "enum": list(labels), "x-labels": labels}
