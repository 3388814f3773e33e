"""A profile may be stricter than the text and the law, never looser: the comparison, date by date."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from guidelinekit.diagnostics import Route
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Dated, Pack, ParameterDefinition
from guidelinekit.lang.walk import names_used
from guidelinekit.rules.schema import SettingForm
from guidelinekit.rules.scope import Notes
from guidelinekit.suggest import quoted
from guidelinekit.text import Text, say


def strict_enough(
    pack: Pack,
    parameter: ParameterDefinition,
    form: SettingForm,
    values: tuple[Dated, ...],
    notes: Notes,
    at: Route,
) -> bool:
    """Say whether no value is looser than the text's or the law's; each that is, is noted at its place."""
    looser = list(_looser(parameter, values))
    for ours, theirs in looser:
        since: Text | str = (
            "" if theirs.start is None else say(" fra {start}", " from {start} on", start=theirs.start)
        )
        by = (
            Text(da="loven", en="the law")
            if parameter.basis is Basis.LAW
            else Text(da="retningslinjens tekst", en="the text of the guideline")
        )
        passages = f" ({', '.join(parameter.passages)})" if parameter.passages else ""
        leaning = _leaning_on(pack, parameter.name) or Text(
            da="det, der hviler på den", en="what leans on it"
        )
        sets = say(
            "{by}{passages} sætter `{name}` til {value}{since}",
            "{by}{passages} sets `{name}` to {value}{since}",
            by=by,
            passages=passages,
            name=parameter.name,
            value=theirs.value,
            since=since,
        )
        message = say(
            "{value} ville lempe {leaning}: {sets}",
            "{value} would loosen {leaning}: {sets}",
            value=ours.value,
            leaning=leaning,
            sets=sets,
        )
        least = (
            Text(da="højst", en="at most")
            if parameter.stricter == "lower"
            else Text(da="mindst", en="at least")
        )
        help_ = say(
            "skriv {least} {value}, eller udelad den",
            "write {least} {value}, or leave it out",
            least=least,
            value=theirs.value,
        )
        notes.problem("loosens", message, help_, at=_place(form, ours.start, at))
    return not looser


def without_gaps(parameter: ParameterDefinition, values: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """Return the profile's values, and before the first of them the text's or the law's own."""
    first = values[0].start if values else None
    if values and first is None:
        return values
    before = tuple(d for d in parameter.values if first is None or d.start is None or d.start < first)
    return (*before, *values)


def _looser(parameter: ParameterDefinition, values: tuple[Dated, ...]) -> Iterator[tuple[Dated, Dated]]:
    """Return each value of the profile that is looser than the other side's at some date, with that one."""
    reported: set[date | None] = set()
    starts = {dated.start for dated in (*values, *parameter.values)}
    for day in sorted(starts, key=lambda start: start or date.min):
        ours, theirs = _at(values, day), _at(parameter.values, day)
        if ours is None or theirs is None or ours.start in reported:
            continue
        if _is_looser(ours.value, theirs.value, parameter.stricter):
            reported.add(ours.start)
            yield ours, theirs


def _is_looser(ours: Any, theirs: Any, stricter: str) -> bool:
    return bool(ours > theirs if stricter == "lower" else ours < theirs)


def _at(values: Iterable[Dated], day: date | None) -> Dated | None:
    """Return the value that holds on a day; None is a day before all dates."""
    begun = [d for d in values if d.start is None or (day is not None and d.start <= day)]
    return begun[-1] if begun else None


def _place(form: SettingForm, start: date | None, at: Route) -> Route:
    if form.value is not None:
        return (*at, "value")
    index = next((index for index, entry in enumerate(form.values or ()) if entry.start == start), 0)
    return (*at, "values", index, "value")


def _leaning_on(pack: Pack, name: str) -> str:
    """Return the rules that name a parameter."""
    return quoted(rule.name for rule in pack.rules if name in names_used(rule, e.Parameter))
