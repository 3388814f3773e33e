"""Dates, durations, ages and deadlines: whether each counts from and in what it should."""

from collections.abc import Iterator

from guidelinekit.case.catalogue import Kind
from guidelinekit.check.places import Place, shown, type_of
from guidelinekit.check.words import KINDS, UNITS
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule, Unit
from guidelinekit.lang.walk import nodes
from guidelinekit.text import Text, say


def check_units(place: Place) -> Iterator[Diagnostic]:
    """Ask that durations are parameters that count days, and ages are compared with years."""
    match place.node:
        case e.Shift(by=e.Parameter() as parameter):
            yield from _unit(
                place, "by", parameter, Unit.DAYS, Text(da="en varighed tælles", en="a duration is")
            )
        case Repeats(every=e.Parameter() as parameter):
            yield from _unit(
                place, "every", parameter, Unit.DAYS, Text(da="en varighed tælles", en="a duration is")
            )
        case e.Compare(left=e.Age(), right=e.Parameter() as parameter):
            yield from _unit(
                place, "right", parameter, Unit.YEARS, Text(da="en alder tælles", en="an age is")
            )
        case _:
            return


def check_dates(place: Place) -> Iterator[Diagnostic]:
    """Ask that a field holds a date where only a date makes sense."""
    path, above = place.node, place.above
    if isinstance(above, e.Matching) and place.slot != "date":
        return
    if not isinstance(path, e.Path) or not isinstance(
        above, (e.Age, e.Shift, e.Latest, e.Earliest, e.Matching, Repeats, Rule)
    ):
        return
    field = type_of(path, place.scope)
    if (
        field is not None
        and field.kind is Kind.LIST
        and isinstance(above, (e.Latest, e.Earliest, e.Matching))
    ):
        field = field.item
    if field is None or field.kind in {Kind.DATE, Kind.LIST, Kind.OBJECT}:
        return
    name, kind = shown(path, place.scope), KINDS[field.kind]
    if isinstance(above, e.Age):
        advice = Text(
            da="en alder regnes fra en dato, fx `citizen.birth_date`",
            en="an age is counted from a date, such as `citizen.birth_date`",
        )
        yield Diagnostic(
            "wrong-operator",
            say(
                "`{name}` er {kind} og har ingen alder",
                "`{name}` is {kind} and has no age",
                name=name,
                kind=kind,
            ),
            advice,
            place.route,
        )
    else:
        advice = Text(da="nævn et felt med en dato", en="name a field that holds a date")
        yield Diagnostic(
            "wrong-type",
            say(
                "`{name}` er {kind}, hvor der skal være en dato",
                "`{name}` is {kind}, where a date is needed",
                name=name,
                kind=kind,
            ),
            advice,
            place.route,
        )


def _unit(place: Place, slot: str, parameter: e.Parameter, unit: Unit, what: Text) -> Iterator[Diagnostic]:
    definition = place.scope.parameters.get(parameter.name)
    if definition is not None and definition.unit is not unit:
        yield Diagnostic(
            "wrong-unit",
            say(
                "{what} i {unit}, og `${name}` tæller {other}",
                "{what} counted in {unit}, and `${name}` counts {other}",
                what=what,
                unit=UNITS[unit],
                name=parameter.name,
                other=UNITS[definition.unit],
            ),
            say(
                "brug en parameter med enheden `{unit}`", "use a parameter whose unit is `{unit}`", unit=unit
            ),
            (*place.route, slot),
        )


def check_deadline(place: Place) -> Iterator[Diagnostic]:
    """Refuse a deadline that follows the evaluation date: it would move away whenever it came near."""
    match place.node:
        case Rule(deadline=node, repeats=None) if node is not None and _moves(node):
            yield _moving(place, "deadline", "deadline")
        case Repeats(last=last, start=start):
            if _moves(last):
                yield _moving(place, "last", "last")
            if _moves(start):
                yield _moving(place, "start", "from")
        case _:
            return


def _moves(expr: e.Node) -> bool:
    return any(True for _ in nodes(expr, e.AsOf))


def _moving(place: Place, slot: str, word: str) -> Diagnostic:
    return Diagnostic(
        "moving-deadline",
        say(
            "`{word}` flytter sig med vurderingsdatoen i stedet for at ligge fast",
            "`{word}` moves along with the evaluation date instead of standing still",
            word=word,
        ),
        Text(
            da="regn fra en registreret dato, fx `enrolment.enrolled_on`",
            en="count from a recorded date, such as `enrolment.enrolled_on`",
        ),
        (*place.route, slot),
    )
