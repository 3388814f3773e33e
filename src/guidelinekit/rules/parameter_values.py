"""The values of a parameter by date, in a pack or in a profile."""

from datetime import date
from math import inf
from typing import Any

from guidelinekit.diagnostics import Route
from guidelinekit.lang.rule import Dated, ParameterDefinition, Unit
from guidelinekit.rules.schema import ParameterForm, SettingForm
from guidelinekit.rules.scope import Notes
from guidelinekit.text import Text, say

_WHOLE = {
    Unit.DAYS: Text(da="et helt antal dage", en="a whole number of days"),
    Unit.YEARS: Text(da="et helt antal år", en="a whole number of years"),
    Unit.COUNT: Text(da="et helt tal", en="a whole number"),
}


def dated_values(
    form: ParameterForm | SettingForm, unit: Unit, lower: float, upper: float, notes: Notes, at: Route
) -> tuple[Dated, ...]:
    """Return the values, first to last, after noting those of the wrong kind or out of bounds."""
    if form.value is not None and form.values is not None:
        help_ = Text(
            da="behold `value` til én værdi og `values` til værdier efter dato",
            en="keep `value` for one value, `values` for values by date",
        )
        notes.problem(
            "wrong-form",
            Text(da="`value` står ved siden af `values`", en="`value` stands beside `values`"),
            help_,
            at=(*at, "value"),
            key=True,
        )
    if form.value is not None:
        written: list[tuple[date | None, Any, Route]] = [(None, form.value, (*at, "value"))]
    else:
        entries = enumerate(form.values or ())
        written = [(entry.start, entry.value, (*at, "values", index, "value")) for index, entry in entries]
    starts: set[date | None] = set()
    for start, _, route in written:
        if start in starts:
            help_ = Text(da="behold én af de to", en="keep one of the two")
            notes.problem(
                "wrong-form",
                Text(da="to værdier begynder den samme dag", en="two values begin on the same day"),
                help_,
                at=route[:-1],
            )
        starts.add(start)
    good = [
        (start, value) for start, value, route in written if fits(value, unit, lower, upper, notes, route)
    ]
    in_order = sorted(good, key=lambda pair: pair[0] or date.min)
    return tuple(Dated(start=start, value=value) for start, value in in_order)


def limits(definition: ParameterDefinition) -> tuple[Unit, float, float]:
    """Return a parameter's unit and bounds."""
    return definition.unit, definition.lower, definition.upper


def fits(value: Any, unit: Unit, lower: float, upper: float, notes: Notes, at: Route) -> bool:
    """Say whether a value is of its unit and within the bounds; one that is not is noted."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not (unit is Unit.SCORE and isinstance(value, float)):
        expected = _WHOLE.get(unit, Text(da="et tal", en="a number"))
        notes.problem(
            "wrong-form",
            say("her skal stå {expected}", "{expected} is expected here", expected=expected),
            Text(da="skriv tallet alene uden enhed", en="write the number alone, without a unit"),
            at=at,
        )
        return False
    if not lower <= value <= upper:
        message = say(
            "{value} ligger uden for parameterens grænser",
            "{value} lies outside the bounds of this parameter",
            value=value,
        )
        notes.problem(
            "out-of-bounds", message, say("skriv {range}", "write {range}", range=_range(lower, upper)), at=at
        )
        return False
    return True


def _range(lower: float, upper: float) -> Text:
    if upper == inf:
        return Text(da=f"{lower:g} eller mere", en=f"{lower:g} or more")
    if lower == -inf:
        return Text(da=f"{upper:g} eller mindre", en=f"{upper:g} or less")
    return Text(da=f"en værdi fra {lower:g} til {upper:g}", en=f"a value from {lower:g} to {upper:g}")
