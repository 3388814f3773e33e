"""Structs that msgspec decodes JSON into, derived from the models: the same fields and the same limits.

A struct has the attributes of its model, with plain text where the model has a code and lists where it has
tuples. Whatever a model asks of a value is asked here too, by msgspec or as a `Check`. A limit that this
module does not know is an error when the structs are made, so a new one in a model cannot be passed over.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import repeat
from operator import attrgetter, length_hint
from types import NoneType
from typing import Annotated, Any, Final, Literal, get_args, get_origin

import msgspec
from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator, AllowInfNan, BaseModel, BeforeValidator, Strict, WithJsonSchema
from pydantic.fields import FieldInfo

from guidelinekit.case.labelled import Labelled
from guidelinekit.case.values import Day
from guidelinekit.semantics.slice import Mark

Check = Callable[[Any], object]
"""Asked of a decoded value; raises ValueError where the model would refuse it."""

_LIMITS: Final[Mapping[type, str]] = {MinLen: "min_length", MaxLen: "max_length", Ge: "ge", Le: "le"}
"""What msgspec asks by itself, under the same names."""

_IMPLIED: Final = (Strict, WithJsonSchema, AllowInfNan, Mark)
"""What msgspec's strictness implies, and what says nothing of the value."""

_DAY: Final = next(part for part in get_args(Day) if isinstance(part, BeforeValidator))
"""How the models read a day from text: what msgspec gives for a date is the same."""

_MOST_LEFT_OUT: Final = 1 << 62


class UnknownLimitError(TypeError):
    """A model asks something of a field that no struct can ask."""


@dataclass(slots=True)
class LeftOut:
    """Counts the fields that records leave out: each takes its default from an iterator that never ends."""

    _defaults: dict[Any, "repeat[Any]"] = field(default_factory=dict)

    def default(self, value: Any) -> Any:
        """Give what makes a field's default, and counts that it was wanted."""
        return msgspec.field(default_factory=self._defaults.setdefault(value, repeat(value, _MOST_LEFT_OUT)).__next__)

    def so_far(self) -> int:
        """Give how many defaults have been wanted."""
        return len(self._defaults) * _MOST_LEFT_OUT - sum(map(length_hint, self._defaults.values()))


@dataclass(frozen=True, slots=True)
class Shape:
    """A struct, and what is to be looked at once it is decoded."""

    struct: type[msgspec.Struct]
    fields: int
    checks: tuple[tuple[Callable[[Any], Any], Check], ...]
    """How each value is read that msgspec cannot judge by itself, and what is asked of it."""
    single: "tuple[tuple[Callable[[Any], Any], Shape], ...]"
    """The objects inside."""
    listed: "tuple[tuple[Callable[[Any], Any], Shape], ...]"
    """The lists of objects inside."""

    def look(self, items: "list[Any]", asked: "list[tuple[Check, Any]]") -> int:
        """Give how many fields the objects could have, and add what is to be asked of their values."""
        count = self.fields * len(items)
        for read, check in self.checks:
            asked += [(check, value) for value in map(read, items) if value is not None]
        for read, inner in self.single:
            count += inner.look([one for one in map(read, items) if one is not None], asked)
        for read, inner in self.listed:
            for below in map(read, items):
                if below:
                    count += inner.look(below, asked)
        return count


def shape_of(model: type[BaseModel], left_out: LeftOut, *, marked: str | None = None) -> Shape:
    """Derive the struct of a model. With `marked`, a field `kind` that holds this text may stand in it too."""
    made: dict[str, tuple[Any, Check | None, Shape | None]] = {
        name: _typed(one.annotation, one.metadata, left_out) for name, one in model.model_fields.items()
    }
    fields: list[Any] = [
        (name, made[name][0])
        if one.is_required()
        else (name, made[name][0], left_out.default(_plain(one.default)))
        for name, one in model.model_fields.items()
    ]
    if marked is not None:
        fields.append(("kind", Literal[marked], left_out.default(None)))  # type: ignore[valid-type]  # made at run time
    struct = msgspec.defstruct(model.__name__, fields, kw_only=True, forbid_unknown_fields=True, gc=False)
    inner = [(attrgetter(name), shape, get_origin(_known(made[name][0]))) for name, (_, _, shape) in made.items() if shape is not None]
    return Shape(
        struct,
        len(fields),
        tuple((attrgetter(name), check) for name, (_, check, _) in made.items() if check is not None),
        tuple((read, shape) for read, shape, origin in inner if origin is not list),
        tuple((read, shape) for read, shape, origin in inner if origin is list),
    )
