"""The JSON Schemas of the records, made from the models, with the words of both languages.

`title` and `description` are Danish; `x-title`, `x-description` and, for codes, `x-labels` hold both
languages. What a schema cannot say (an id must not look like
a CPR number, a date must exist) only the models check.
"""

from typing import Any

from guidelinekit.case.model.codes import CodeList
from guidelinekit.case.model.record import MODELS
from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.lang.rule import Subject

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(subject: Subject) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one record, without the `kind` that marks it in an export."""
    schema = MODELS[subject].model_json_schema()
    for title, vocabulary in VOCABULARIES.items():
        if title in schema["$defs"]:
            schema["$defs"][title] = _codes(vocabulary)
    return {"$schema": _DIALECT, "$id": f"{subject.value}.schema.json", **schema}


def _codes(vocabulary: type[CodeList]) -> dict[str, Any]:
    labels = {code.value: {"da": code.label.da, "en": code.label.en} for code in vocabulary}
    return {"type": "string", "enum": list(labels), "x-labels": labels}
