"""The expressions of a rule: a closed union of frozen nodes that hold no behaviour.

Every pass over them is one function with `match` ending in `assert_never`, so that a new node stops the
type checker at each place that must learn it. There is one canonical tree per meaning: `rules.desugar` has
turned every short form of the authoring language into these nodes before anything else looks at them.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

CASE = "case"
"""The root of a path that starts at the case."""
PROVIDER = "provider"
"""The root of a path that starts at the provider, in rules whose subject is a provider."""


class Node(BaseModel):
    """A frozen piece of a rule."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


# Terms: what can be compared.


class Path(Node):
    """Fields read from `root`: the record (`case`, `provider`) or an item named by a quantifier."""

    node: Literal["path"] = "path"
    root: str
    steps: tuple[str, ...]
    """At least one field name for the record; none for an item that is itself a plain value."""


class Age(Node):
    """Whole years from the date at `path` to the evaluation date; unknown when the date is."""

    node: Literal["age"] = "age"
    path: Path


class Constant(Node):
    """A truth value, number, text or coded value."""

    node: Literal["constant"] = "constant"
    value: StrictBool | StrictInt | StrictFloat | StrictStr


class ValueSet(Node):
    """Several constants of one kind; `name` when the pack names them (`$social_areas`)."""

    node: Literal["values"] = "values"
    values: tuple[StrictBool | StrictInt | StrictFloat | StrictStr, ...]
    name: str | None = None


class Parameter(Node):
    """A parameter of the pack; its value comes from the pack or the profile, by date."""

    node: Literal["parameter"] = "parameter"
    name: str


# Date expressions: terms that give a date, no date, or unknown.


class Day(Node):
    """A date written in the rule."""

    node: Literal["day"] = "day"
    value: date


class AsOf(Node):
    """The date of the evaluation."""

    node: Literal["as_of"] = "as_of"


class Days(Node):
    """A number of whole days."""

    node: Literal["days"] = "days"
    days: int


class Months(Node):
    """A number of calendar months, counted from date to date; twelve of them are a year."""

    node: Literal["months"] = "months"
    months: int


Duration = Annotated[Days | Months | Parameter, Field(discriminator="node")]


class Shift(Node):
    """`base` moved by a duration, forward or back. Unknown when `by` is a parameter that is not set."""

    node: Literal["shift"] = "shift"
    base: "DateExpr"
    by: Duration
    back: bool = False


class Matching(Node):
    """The dates of those items of a list for which `where` certainly holds, as a part of an extreme.

    `item` names the item in `where` and `date`. An item for which `where` is unknown makes the extreme
    unknown if its date could be it.
    """

    node: Literal["matching"] = "matching"
    over: Path
    item: str
    where: "Condition"
    date: Path


class Latest(Node):
    """The latest of its dates. Nulls are skipped, lists on a path ranged over; nothing left is no date."""

    node: Literal["latest"] = "latest"
    of: "tuple[DatePart, ...]"


class Earliest(Node):
    """The earliest of its dates, with the same skipping as `Latest`."""

    node: Literal["earliest"] = "earliest"
    of: "tuple[DatePart, ...]"


DateExpr = Annotated[Day | AsOf | Path | Shift | Latest | Earliest, Field(discriminator="node")]
DatePart = Annotated[Day | AsOf | Path | Shift | Latest | Earliest | Matching, Field(discriminator="node")]
"""What an extreme is taken of."""
Term = Annotated[
    Path | Constant | ValueSet | Parameter | Day | AsOf | Shift | Latest | Earliest,
    Field(discriminator="node"),
]

Readable = Term | Age | Days | Months | Matching
"""Whatever gives a value on a record."""

Op = Literal["eq", "in", "lt", "le", "gt", "ge", "contains"]
"""`eq lt le gt ge` compare two scalars; `in` needs a value set on the right, `contains`
a list of values on the left."""


# Conditions: true, false or unknown.


class All(Node):
    """True when every part is true, false when one is false. Without parts: true."""

    node: Literal["all"] = "all"
    of: "tuple[Condition, ...]"


class AnyOf(Node):
    """True when one part is true, false when every part is false."""

    node: Literal["any"] = "any"
    of: "tuple[Condition, ...]"


class Not(Node):
    """True when its part is false; unknown stays unknown."""

    node: Literal["not"] = "not"
    of: "Condition"


class AtLeast(Node):
    """True when at least `n` parts are true, false when fewer than `n` can be."""

    node: Literal["at_least"] = "at_least"
    n: int
    of: "tuple[Condition, ...]"


class Compare(Node):
    """`left op right`; unknown when either side is null, not exported or not set."""

    node: Literal["compare"] = "compare"
    left: Annotated[Path | Age, Field(discriminator="node")]
    op: Op
    right: Term


class Known(Node):
    """Whether the field is documented (for a list: exported). Always true or false."""

    node: Literal["known"] = "known"
    path: Path


class Count(Node):
    """The number of items of the list `over` for which `where` holds lies within the bounds given.

    At least one bound is set. `item` names the item inside `where`. A list that is null gives unknown.
    """

    node: Literal["count"] = "count"
    over: Path
    item: str
    where: "Condition"
    at_least: int | None = None
    at_most: int | None = None


class Every(Node):
    """Each item of the list `over` for which `where` holds satisfies `satisfies`; with no such item, true."""

    node: Literal["every"] = "every"
    over: Path
    item: str
    where: "Condition"
    satisfies: "Condition"


class Use(Node):
    """A definition of the pack, kept by name for explanations. `of` is its condition, at the record."""

    node: Literal["use"] = "use"
    name: str
    of: "Condition"


Condition = Annotated[
    All | AnyOf | Not | AtLeast | Compare | Known | Count | Every | Use, Field(discriminator="node")
]

Expr = (
    All | AnyOf | Not | AtLeast | Compare | Known | Count | Every | Use
    | Path | Age | Constant | ValueSet | Parameter | Day | AsOf | Days | Months | Shift | Latest | Earliest
    | Matching
)  # fmt: skip
"""Any node."""

TRUE = All.model_construct(of=())  # to validate it would build the schema of every condition
"""The condition that always holds."""
