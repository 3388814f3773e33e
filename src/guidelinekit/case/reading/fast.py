"""Cases decoded by msgspec, several times faster than by the models, and accepted only where they would be.

Only a case that is certainly accepted is given. Everything else (broken text, a wrong value, a field that
stands twice, an escape) is left to the models, which say all that is wrong. Without msgspec, all is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from guidelinekit import limits
from guidelinekit.case.model.record import SUBJECTS, AnyRecord, Case, lost_references
from guidelinekit.lang.rule import Subject

if TYPE_CHECKING:
    from guidelinekit.case.reading.structs import Shape

KIND = "case"


class FastCase(Protocol):
    """A case as it is decoded fast: the attributes of `Case` with codes as plain text, not to be changed."""

    @property
    def case_id(self) -> str:
        """The number of the case."""

    @property
    def municipality(self) -> str | None:
        """The code of the municipality."""

    @property
    def provider_id(self) -> str | None:
        """The number of the provider of treatment."""


Decode = Callable[[bytes], FastCase | None]
"""From a line to a case; None where the models must look."""


@cache
def struct_decoder() -> Decode | None:
    """Return what decodes whatever `Case.model_validate_json` does, or None where msgspec is not installed.

    Of a field that stands twice it takes the last, as JSON readers do.
    """
    return _read_by(lambda msgspec, struct: msgspec.json.Decoder(struct).decode)


@cache
def struct_converter(*, bare: bool = False) -> Callable[[dict[str, Any]], FastCase | None] | None:
    """Return what makes a case of its JSON shape, or None where msgspec is not installed.

    With `bare`, the items of its lists are structs already, and what they hold was looked at.
    """
    return _read_by(lambda msgspec, struct: partial(msgspec.convert, type=struct), bare=bare)


@cache
def case_shape() -> "Shape":
    """Return what a case is as structs. Needs msgspec."""
    from guidelinekit.case.reading.structs import plain_default, shape_of  # noqa: PLC0415 - needs the extra

    return shape_of(Case, plain_default, kind=KIND)


def _read_by(
    reader: Callable[[Any, type], Callable[[Any], Any]], *, bare: bool = False
) -> Callable[[Any], FastCase | None] | None:
    """Return what reads a case by a reader of msgspec's, or None where that is not installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return None
    from guidelinekit.case.reading.structs import looks  # noqa: PLC0415 - needs the extra

    shape = case_shape()
    lists = {name: each.bare() if bare else each for name, each in shape.lists.items()}
    read, look = reader(msgspec, shape.struct), looks(replace(shape, lists=lists))
    refusals = (msgspec.MsgspecError, ValueError, RecursionError)

    def checked(source: Any) -> FastCase | None:
        try:
            case: FastCase = read(source)
            look(case)
            if lost_references(case):
                return None
        except refusals:
            return None
        return case

    return checked


@cache
def fast_decoder() -> Decode | None:
    """Return the decoder for files, which leaves a field that stands twice to the models.

    None where msgspec is not installed.
    """
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return None
    from guidelinekit.case.reading.structs import LeftOut, counts, looks, shape_of  # noqa: PLC0415 - needs the extra

    left_out = LeftOut()
    shape = shape_of(Case, left_out.default, kind=KIND)
    read: Callable[[bytes], Any] = msgspec.json.Decoder(shape.struct).decode
    write = msgspec.json.Encoder().encode
    look, fields_of = looks(shape), counts(shape)
    alone = Lock()
    refusals = (msgspec.MsgspecError, ValueError, RecursionError)

    def decode(line: bytes) -> FastCase | None:
        if b"\\" in line or len(line) > limits.RECORD_VALUES:
            return None
        try:
            with alone:
                before = left_out.left()
                case: FastCase = read(line)
                missing = before - left_out.left()
            look(case)
            if lost_references(case):
                return None
        except refusals:
            return None
        fields = fields_of(case)
        # Each name has its colon, so that a name that stands twice is one too many.
        more = line.count(b":") - (fields - missing)
        if more and more != write(case).count(b":") - fields:  # there are colons in ids, too
            return None
        return case

    return decode


@cache
def model_decoder() -> Decode | None:
    """Return the decoder of files that gives models: of lines that `fast_decoder` takes, at once by Pydantic.

    None where msgspec is not installed.
    """
    fast = fast_decoder()
    if fast is None:
        return None

    def decode(line: bytes) -> Case | None:
        case: Any = fast(line)
        return None if case is None or case.kind is not None else Case.model_validate_json(line)

    return decode


@dataclass(frozen=True)
class ReadRecord:
    """A record as it was read, and its model, made only when it is asked for."""

    read: AnyRecord | FastCase

    @property
    def subject(self) -> Subject:
        """What kind of record it is."""
        return SUBJECTS.get(type(self.read), Subject.CASE)

    @property
    def identifier(self) -> str:
        """The id of the record."""
        identifier: str = getattr(self.read, self.subject.id_field)
        return identifier

    @cached_property
    def model(self) -> AnyRecord:
        """The record as a model."""
        return self.read if isinstance(self.read, AnyRecord) else model_of(self.read)


def model_of(case: FastCase) -> Case:
    """Return the model of a case that was decoded fast."""
    import msgspec  # noqa: PLC0415 - it is there, or there would be no such case

    plain: dict[str, Any] = msgspec.to_builtins(case, builtin_types=(date,))
    del plain["kind"]
    return Case.model_validate(plain)
