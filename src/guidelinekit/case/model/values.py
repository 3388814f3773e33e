"""The plain values of the case model: days, identifiers and numbers, read strictly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from guidelinekit import limits
from guidelinekit.case.model.cpr import looks_like_cpr

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*")


@dataclass(frozen=True, slots=True)
class OwnId:
    """Says of a list that its items may carry an id of their own, which stands once; and bounds the list."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let the models ask this of the list once it is valid."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def twice(self, items: Sequence[Any]) -> list[tuple[int, int]]:
        """Return each item with the id of an earlier one, and that one."""
        first: dict[str, int] = {}
        again = []
        for index, item in enumerate(items):
            own_id = getattr(item, self.field)
            if own_id is not None and (before := first.setdefault(own_id, index)) != index:
                again.append((index, before))
        return again

    def _checked(self, items: Sequence[Any] | None) -> Sequence[Any] | None:
        if items and len(items) > limits.RECORD_ITEMS:
            raise PydanticCustomError(
                "too-many", "has more than {limit} items", {"limit": limits.RECORD_ITEMS}
            )
        if again := self.twice(items or ()):
            raise PydanticCustomError(
                "id_twice", "two items have the same {field}", {"field": self.field, "again": again}
            )
        return items


class Record(BaseModel):
    """A frozen piece of a record. Unknown fields are refused; errors never show what was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError(
                "no-such-day",
                "is not a date that exists: there is no such month, or the month has no such day",
            ) from None
    if isinstance(value, str) and _DATE_AND_TIME.fullmatch(value):
        raise PydanticCustomError(
            "time-of-day", "is not a date written YYYY-MM-DD; leave out the time of day"
        )
    raise PydanticCustomError("no-date", "is not a date written YYYY-MM-DD")


def _identifier(value: str) -> str:
    if looks_like_cpr(value):
        raise PydanticCustomError(
            "cpr", "looks like a CPR number; use an identifier that does not point to the citizen"
        )
    return value


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A date; in JSON only a text YYYY-MM-DD, never a time of day or a number."""

Identifier = Annotated[StrictStr, Field(min_length=1, max_length=64), AfterValidator(_identifier)]
"""A short text that names something; refused when it looks like a CPR number."""

Municipality = Annotated[StrictStr, Field(pattern=r"^[0-9]{4}$")]
"""The four digits of a municipality, as text."""

YesNo = StrictBool
Score = Annotated[StrictFloat, Field(ge=0, le=1, allow_inf_nan=False)]
DaysPerWeek = Annotated[StrictFloat, Field(ge=0, le=7, allow_inf_nan=False)]
HoursPerDay = Annotated[StrictFloat, Field(ge=0, le=24, allow_inf_nan=False)]
Headcount = Annotated[StrictInt, Field(ge=0)]
