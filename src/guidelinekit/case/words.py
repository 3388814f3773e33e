"""What a field or a type is called and what it says, in both languages, carried in its JSON Schema."""

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.fields import FieldInfo

from guidelinekit.text import Text

TITLE = "x-title"
"""The schema key that holds a title in both languages."""
ABOUT = "x-description"
"""The schema key that holds a description in both languages."""


def field(da: str, en: str, about_da: str, about_en: str, **limits: Any) -> FieldInfo:
    """Describe a field: a title of a few words, and a sentence that says what the field holds."""
    described: FieldInfo = Field(
        title=da, description=about_da, json_schema_extra=_both(da, en, about_da, about_en), **limits
    )
    return described


def record(da: str, en: str, about_da: str, about_en: str) -> ConfigDict:
    """Describe a type of record in the same way."""
    extra = {"title": da, "description": about_da, **_both(da, en, about_da, about_en)}
    return ConfigDict(json_schema_extra=extra)


def words(extra: Any) -> tuple[Text, Text]:
    """Return the title and the description that `field` or `record` put into a schema."""
    return Text(**extra[TITLE]), Text(**extra[ABOUT])


def _both(da: str, en: str, about_da: str, about_en: str) -> dict[str, Any]:
    return {TITLE: {"da": da, "en": en}, ABOUT: {"da": about_da, "en": about_en}}
