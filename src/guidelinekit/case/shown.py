"""Objects of a case as they are shown: the models, also of a case that was decoded fast."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from guidelinekit.case.model.record import Case


class Whole:
    """An object of a case, or a list of them, that was read as a whole: shown only when it is asked for."""

    __slots__ = ("read",)

    def __init__(self, read: Any) -> None:
        self.read = read

    @property
    def shown(self) -> Any:
        """The models."""
        return _shown(self.read)


def shown(value: Any) -> Any:
    """Give what was read as a whole as models, and every other value as it is."""
    return value.shown if isinstance(value, Whole) else value


def _shown(value: Any) -> Any:
    if value is None or isinstance(value, BaseModel):
        return value
    if isinstance(value, tuple | list):
        return tuple([_shown(part) for part in value])
    import msgspec  # noqa: PLC0415 - it is there, or there would be no such object

    plain = msgspec.to_builtins(value, builtin_types=(date,))
    return _models()[type(value).__name__].model_validate(plain)


@cache
def _models() -> Mapping[str, type[BaseModel]]:
    """Give the models inside a case by name, which is that of their structs too."""
    return {model.__name__: model for model in _inside(Case)}


def _inside(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield part
                yield from _inside(part)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
