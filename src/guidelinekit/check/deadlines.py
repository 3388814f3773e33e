"""Deadlines: whether each counts from a date that stands still."""

from collections.abc import Iterator

from guidelinekit.check.places import Place
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Repeats, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.text import Text, say


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
