"""Structs that msgspec decodes JSON into, derived from the models: the same fields and the same limits.

A struct has the attributes of its model, with plain text where the model has a code and lists where it has
tuples. Whatever a model asks of a value is asked here too, by msgspec or as a `Check`. A limit that this
module does not know is an error when the structs are made, so a new one in a model cannot be passed over.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, reduce
from itertools import repeat
from operator import attrgetter, length_hint
from types import NoneType
from typing import Annotated, Any, Final, Literal, cast, get_args, get_origin

import msgspec
from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator, BaseModel, BeforeValidator, Strict, WithJsonSchema
from pydantic.fields import FieldInfo

from guidelinekit import limits
from guidelinekit.case.model.codes import CodeList
from guidelinekit.case.model.values import Day, OwnId
from guidelinekit.semantics.as_of import DatedBy, Mark

_LIMITS: Final[Mapping[type, str]] = {MinLen: "min_length", MaxLen: "max_length", Ge: "ge", Le: "le"}
"""What msgspec asks by itself, under the same names."""

_IMPLIED: Final = (Strict, WithJsonSchema, Mark, DatedBy)
"""What msgspec's strictness implies, and what says nothing of the value."""

_DAY: Final = next(part for part in get_args(Day) if isinstance(part, BeforeValidator))
"""How the models read a day from text: what msgspec gives for a date is the same."""

_ENDLESS: Final = 1 << 62
_REMEMBERED: Final = 4096
"""How many values a check remembers as right."""


class UnknownLimitError(TypeError):
    """A model asks something of a field that no struct can ask."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Counts the fields that records leave out: each takes its default from an iterator made for that."""

    _defaults: "dict[Any, repeat[Any]]" = field(default_factory=dict)

    def default(self, value: Any) -> Any:
        """Return a field's default, so that each use of it is counted."""
        endless = self._defaults.setdefault(value, repeat(value, _ENDLESS))
        return msgspec.field(default_factory=endless.__next__)

    def left(self) -> int:
        """Return a number that falls by one with each default used."""
        return sum(map(length_hint, self._defaults.values()))


Default = Callable[[Any], Any]
"""Gives what msgspec takes as a field's default, for a value."""


def plain_default(value: Any) -> Any:
    """Return a field's default as it is."""
    return value


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """Asks of a value what msgspec cannot judge, and remembers some that were right."""

    ask: Callable[[Any], object]
    """Raises ValueError where the model would refuse the value."""
    right: set[Any] = field(default_factory=set)

    def __call__(self, value: Any) -> None:
        """Ask, and remember. Raises ValueError."""
        self.ask(value)
        if len(self.right) < _REMEMBERED:
            self.right.add(value)


@dataclass(frozen=True, slots=True)
class Shape:
    """A struct, and where to look once one is decoded."""

    struct: type[msgspec.Struct]
    fields: int
    checks: Mapping[str, Check]
    """By field, what is asked of its value."""
    objects: "Mapping[str, Shape]"
    lists: "Mapping[str, Shape]"
    """The objects and the lists of objects inside, by field."""
    own_ids: "Mapping[str, OwnId]"
    """By list, what its items' own ids must be."""

    def of(self, way: Sequence[str]) -> "Shape":
        """Return the shape of the objects on a way."""
        return reduce(lambda shape, step: shape.lists.get(step) or shape.objects[step], way, self)

    def take(self, path: str) -> Callable[[Any], Any]:
        """Return what gives a value as the field has it, by its path; ValueError for others."""
        *around, last = path.split(".")
        inside = self.of(around)
        return _take(inside.struct.__annotations__[last], inside.checks.get(last))

    def bare(self) -> "Shape":
        """Return the same without the checks of single values, for items whose values were taken."""
        objects, lists = (
            {name: each.bare() for name, each in some.items()} for some in (self.objects, self.lists)
        )
        return replace(self, checks={}, objects=objects, lists=lists)


@cache
def _take(kind: Any, check: Check | None) -> Callable[[Any], Any]:
    alone = msgspec.defstruct("Alone", [("value", kind)])  # a bare type is looked into at every call

    def take(value: Any) -> Any:
        try:
            taken = msgspec.convert({"value": value}, alone).value  # type: ignore[attr-defined]  # as defined
        except msgspec.MsgspecError:
            raise ValueError("is of another type, or out of bounds") from None
        if check is not None and taken is not None:
            check.ask(taken)
        return taken

    return take


def looks(shape: Shape) -> Callable[[Any], None]:
    """Return what looks a decoded struct through. It raises ValueError where a model would refuse a value."""
    return _written(lambda named: _looking(shape, "record", " ", named), "None")


def counts(shape: Shape) -> Callable[[Any], int]:
    """Return what counts the fields of all objects in a decoded struct."""
    return _written(lambda _: _counting(shape, "record", " "), "count")


def _written(body: Callable[[dict[str, Any]], Iterator[str]], answer: str) -> Callable[[Any], Any]:
    """Return one function for a whole record, as it runs for every record."""
    named: dict[str, Any] = {}
    lines = ["def run(record):", *body(named), f" return {answer}"]
    exec("\n".join(lines), named)  # noqa: S102 - made of the models' own field names
    return named["run"]  # type: ignore[no-any-return]  # defined by the text


def _looking(shape: Shape, item: str, margin: str, named: dict[str, Any]) -> Iterator[str]:
    for name, check in shape.checks.items():
        called = f"check_{len(named)}"
        named |= {called: check, f"right_{called}": check.right}
        value = f"{item}_{name}"
        yield f"{margin}{value} = {item}.{name}"
        yield f"{margin}if {value} is not None and {value} not in right_{called}: {called}({value})"
    for name, inner in {**shape.objects, **shape.lists}.items():
        below = f"{item}_{name}"
        many = name in shape.lists
        within = list(_looking(inner, f"{below}_item" if many else below, margin + " " * (1 + many), named))
        own_id = shape.own_ids.get(name)
        if within or own_id:
            yield f"{margin}{below} = {item}.{name}"
            yield f"{margin}if {below}:" if many else f"{margin}if {below} is not None:"
        if own_id:
            once = f"once_{len(named)}"
            named[once] = _once(own_id)
            yield f"{margin} if len({below}) > 1: {once}({below})"
        if within:
            yield from [f"{margin} for {below}_item in {below}:"] if many else []
            yield from within


def _counting(shape: Shape, item: str, margin: str) -> Iterator[str]:
    if item == "record":
        yield f"{margin}count = {shape.fields}"
    for name, inner in {**shape.objects, **shape.lists}.items():
        below = f"{item}_{name}"
        many = name in shape.lists
        yield f"{margin}{below} = {item}.{name}"
        yield f"{margin}if {below}:" if many else f"{margin}if {below} is not None:"
        yield f"{margin} count += {inner.fields}{f' * len({below})' if many else ''}"
        within = list(_counting(inner, f"{below}_item" if many else below, margin + " " * (1 + many)))
        yield from [f"{margin} for {below}_item in {below}:"] if many and within else []
        yield from within


def shape_of(model: type[BaseModel], default: Default, *, kind: str | None = None) -> Shape:
    """Derive the struct of a model. With `kind`, a field `kind` that holds this text may stand in it too."""
    fields: list[Any] = []
    checks: dict[str, Check] = {}
    objects: dict[str, Shape] = {}
    lists: dict[str, Shape] = {}
    own_ids: dict[str, OwnId] = {}
    for name, field_info in model.model_fields.items():
        typed = _typed(field_info.annotation, field_info.metadata, default)
        default_of = [] if field_info.is_required() else [default(_plain(field_info.default))]
        fields.append((name, typed.type, *default_of))
        if typed.check is not None:
            checks[name] = typed.check
        if typed.inner is not None:
            (lists if typed.many else objects)[name] = typed.inner
        own_ids.update((name, part) for part in field_info.metadata if isinstance(part, OwnId))
    if kind is not None:
        fields.append(("kind", Literal[kind], default(None)))
    struct = msgspec.defstruct(model.__name__, fields, kw_only=True, forbid_unknown_fields=True, gc=False)
    return Shape(struct, len(fields), checks, objects, lists, own_ids)


@dataclass(frozen=True, slots=True)
class _Typed:
    """The type that msgspec decodes for a field, and what is to be looked at besides."""

    type: Any
    check: Check | None = None
    inner: Shape | None = None
    many: bool = False


def _plain(default: Any) -> Any:
    return default.value if isinstance(default, CodeList) else default


def _typed(annotation: Any, metadata: Sequence[Any], default: Default) -> _Typed:
    parts = get_args(annotation)
    if NoneType in parts:
        (known,) = (part for part in parts if part is not NoneType)
        typed = _typed(known, metadata, default)
        return _Typed(typed.type | None, typed.check, typed.inner, typed.many)
    if get_origin(annotation) is Annotated:
        return _typed(parts[0], [*parts[1:], *metadata], default)
    if get_origin(annotation) is tuple:
        item = _typed(parts[0], (), default)
        beside = [part for part in _flat(metadata) if not isinstance(part, OwnId)]
        _refuse(item.check or item.many or beside, annotation)
        return _Typed(list.__class_getitem__(item.type), None, item.inner, many=item.inner is not None)
    if get_origin(annotation) is Literal:
        return _Typed(annotation)
    if issubclass(annotation, CodeList):
        return _Typed(Literal[tuple(code.value for code in annotation)])
    if issubclass(annotation, BaseModel):
        inner = shape_of(annotation, default)
        return _Typed(inner.struct, None, inner)
    return _scalar(annotation, metadata)


def _scalar(kind: type, metadata: Sequence[Any]) -> _Typed:
    limits: dict[str, Any] = {}
    check: Check | None = None
    for part in _flat(metadata):
        if type(part) in _LIMITS:
            name = _LIMITS[type(part)]
            limits[name] = getattr(part, name)
        elif isinstance(part, AfterValidator) and check is None:
            check = Check(cast("Callable[[Any], Any]", part.func))
        elif isinstance(getattr(part, "pattern", None), str) and check is None:
            check = Check(_fitting(part.pattern))
        elif (
            getattr(part, "allow_inf_nan", None) is not False
        ):  # JSON has neither, and pydantic names it by version
            _refuse(not isinstance(part, _IMPLIED) and not (kind is date and part == _DAY) and part, kind)
    return _Typed(Annotated[kind, msgspec.Meta(**limits)] if limits else kind, check)


def _flat(metadata: Sequence[Any]) -> list[Any]:
    """Return what a type is annotated with, without what only describes it."""
    inside = (one.metadata if isinstance(one, FieldInfo) else [one] for one in metadata)
    return [part for parts in inside for part in parts]


def _once(own_id: OwnId) -> Callable[[Sequence[Any]], None]:
    """Return what asks that no own id stands twice in a list."""
    own_id_of = attrgetter(own_id.field)

    def ask(items: Sequence[Any]) -> None:
        ids = [value for value in map(own_id_of, items) if value is not None]
        if len(set(ids)) < len(ids) or len(items) > limits.RECORD_ITEMS:
            raise ValueError("an id stands twice, or there is no end of items")

    return ask


def _refuse(unknown: object, where: object) -> None:
    if unknown:
        raise UnknownLimitError(f"structs do not know how to ask {unknown} of {where}")


def _fitting(pattern: str) -> Callable[[str], None]:
    """Return a check of a pattern as the models read it: `$` is the very end, also before a line break."""
    compiled = re.compile(re.sub(r"\$$", r"\\Z", pattern))

    def check(value: str) -> None:
        if compiled.search(value) is None:
            raise ValueError("does not fit its pattern")

    return check
