"""The JSON Schemas of the case and the provider, made from the models, with the words of both languages.

`title` and `description` are Danish; `x-title`, `x-description` and, for codes, `x-labels` hold both
languages. What a schema cannot say (an id must not look like
a CPR number, a date must exist) only the models check.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from guidelinekit.case.model.labelled import Labelled
from guidelinekit.case.model.record import Case, Provider
from guidelinekit.case.model.vocabulary import VOCABULARIES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one case."""
    return _schema(Case, "case.schema.json")


def provider_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one provider, without the `kind` that marks it in an export."""
    return _schema(Provider, "provider.schema.json")


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return each schema of the input by the name of its file."""
    return {"case.schema.json": case_schema(), "provider.schema.json": provider_schema()}


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


def _codes(vocabulary: type[Labelled]) -> dict[str, Any]:
    labels = {code.value: {"da": code.label.da, "en": code.label.en} for code in vocabulary}
    return {"type": "string", "enum": list(labels), "x-labels": labels}
