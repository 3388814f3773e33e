"""Which fields a record has and what each holds: read off the models, never typed twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date
from enum import StrEnum
from types import MappingProxyType, NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from guidelinekit.case.model.codes import CodeList
from guidelinekit.case.model.record import MODELS
from guidelinekit.case.model.values import OwnId
from guidelinekit.case.words import words
from guidelinekit.lang.rule import Subject
from guidelinekit.semantics.as_of import DatedBy, Mark
from guidelinekit.suggest import by_title
from guidelinekit.text import Text


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    OBJECT = "object"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class FieldType:
    """One field. Which attributes say something depends on the kind."""

    kind: Kind
    title: Text
    description: Text | None = None
    codes: tuple[str, ...] = ()
    """Of a code: the values that are allowed; of a text: those that a pack knows, if it says so."""
    vocabulary: str | None = None
    """Of a code: the name of its value set."""
    labels: "Mapping[str, Text]" = attribute(
        default_factory=lambda: MappingProxyType({}), hash=False, repr=False
    )
    """Of a text with known values: what they are called."""
    item: "FieldType | None" = None
    """Of a list: what it is a list of."""
    own_id: str | None = None
    """Of a list: the field in which an item may carry an id of its own."""
    fields: "Mapping[str, FieldType]" = attribute(
        default_factory=lambda: MappingProxyType({}), hash=False, repr=False
    )
    """Of an object: its fields by name."""
    required: bool = False
    mark: Mark | None = None
    dated_by: DatedBy | None = None
    lower: float | None = None
    upper: float | None = None

    @property
    def inner(self) -> "FieldType":
        """What a list is a list of; anything else is itself."""
        return self if self.item is None else self.item

    @property
    def occurrence(self) -> str | None:
        """Of an object: the field that says since when it exists; None where none does."""
        return next((name for name, field in self.fields.items() if field.mark is Mark.OCCURRENCE), None)


_SCALARS = {str: Kind.TEXT, bool: Kind.BOOLEAN, int: Kind.INTEGER, float: Kind.NUMBER, date: Kind.DATE}


def _without_null(annotation: Any) -> Any:
    """Return `X` of `X | None`."""
    parts = get_args(annotation)
    if NoneType not in parts:
        return annotation
    (known,) = (part for part in parts if part is not NoneType)
    return known


def _bound(metadata: Iterable[Any], name: str) -> float | None:
    """Find a limit (`ge`, `le`) among what a type is annotated with."""
    for part in metadata:
        bound = _bound(part.metadata, name) if isinstance(part, FieldInfo) else getattr(part, name, None)
        if bound is not None:
            return float(bound)
    return None


def _typed(
    annotation: Any, title: Text, description: Text, metadata: Sequence[Any], *, required: bool
) -> FieldType:
    annotation = _without_null(annotation)
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata = [*metadata, *more]
    known: dict[str, Any] = {"title": title, "description": description, "required": required}
    known["mark"] = next((part for part in metadata if isinstance(part, Mark)), None)
    known["dated_by"] = next((part for part in metadata if isinstance(part, DatedBy)), None)
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        of_records = isinstance(inner, type) and issubclass(inner, BaseModel)
        item = _record(inner) if of_records else _typed(inner, title, description, (), required=True)
        own_id = next((part.field for part in metadata if isinstance(part, OwnId)), None)
        return FieldType(Kind.LIST, item=item, own_id=own_id, **known)
    if get_origin(annotation) is Literal:
        return FieldType(Kind.CODE, codes=get_args(annotation), **known)
    if issubclass(annotation, CodeList):
        codes = tuple(code.value for code in annotation)
        return FieldType(Kind.CODE, codes=codes, vocabulary=annotation.__name__, **known)
    if issubclass(annotation, BaseModel):
        return FieldType(Kind.OBJECT, fields=_fields(annotation), **known)
    lower, upper = _bound(metadata, "ge"), _bound(metadata, "le")
    return FieldType(_SCALARS[annotation], lower=lower, upper=upper, **known)


def _fields(model: type[BaseModel]) -> Mapping[str, FieldType]:
    return MappingProxyType(
        {
            name: _typed(
                field.annotation,
                *words(field.json_schema_extra),
                field.metadata,
                required=field.is_required(),
            )
            for name, field in model.model_fields.items()
        }
    )


def _record(model: type[BaseModel]) -> FieldType:
    title, description = words(model.model_config["json_schema_extra"])
    return FieldType(Kind.OBJECT, title, description, fields=_fields(model), required=True)


CATALOGUES: Mapping[Subject, FieldType] = MappingProxyType(
    {subject: _record(model) for subject, model in MODELS.items()}
)
"""The record that each kind of rule is about."""


def with_attestations(record: FieldType, labels: Mapping[str, Text]) -> FieldType:
    """Return a record whose attestations have the codes that a pack knows; without any, as it is."""
    listed = record.fields.get("attestations")
    if listed is None or listed.item is None or not labels:
        return record
    code = replace(listed.item.fields["code"], codes=tuple(labels), labels=labels)
    item = replace(listed.item, fields={**listed.item.fields, "code": code})
    return replace(record, fields={**record.fields, "attestations": replace(listed, item=item)})


def resolve(start: FieldType, steps: Sequence[str]) -> FieldType | None:
    """Follow field names from a type; None when a step does not exist.

    A list is gone through to its items.
    """
    field: FieldType | None = start
    for step in steps:
        if field is None:
            return None
        field = field.inner.fields.get(step)
    return field


def steps_of(pointer: str) -> tuple[str, ...]:
    """Return the names of the fields on the way of a JSON pointer, whatever the items on it."""
    return tuple(step for step in pointer.split("/")[1:] if not step.isdecimal())


def through_list(start: FieldType, steps: Sequence[str]) -> bool:
    """Tell whether a list is gone through before the last step."""
    return any(
        field is not None and field.kind is Kind.LIST
        for field in (resolve(start, steps[:count]) for count in range(len(steps)))
    )


def field_called(words: str, fields: Mapping[str, FieldType]) -> str | None:
    """Return the field that people call so, by its title in either language; None where there is none."""
    return by_title(words, {name: (field.title.da, field.title.en) for name, field in fields.items()})


def paths(start: FieldType) -> tuple[str, ...]:
    """Return every dotted path below a type, in the order of the model."""
    return tuple(path for path, _ in fields_below(start))


def fields_below(start: FieldType, above: str = "") -> Iterator[tuple[str, FieldType]]:
    """Yield each field below a type by its path from there, through lists to their items."""
    for name, field in start.inner.fields.items():
        path = f"{above}.{name}" if above else name
        yield path, field
        yield from fields_below(field, path)
