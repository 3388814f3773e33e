"""What a rule asks for and by when: one requirement, a deadline that stands still, exemptions that exist."""

from collections.abc import Iterator

from guidelinekit.check.scope import Place
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.expr import AsOf, Day, Node, Path
from guidelinekit.lang.rule import Exemption, Repeats, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import EXEMPTIONS
from guidelinekit.suggest import did_you_mean


def check_requirement(place: Place) -> Iterator[Diagnostic]:
    """Ask that a rule has exactly one of `requires` and `repeats`, and no deadline beside `repeats`."""
    rule = place.node
    if not isinstance(rule, Rule):
        return
    if rule.requires is None and rule.repeats is None:
        yield Diagnostic(
            "missing-requirement",
            "this rule asks for nothing",
            "say what must hold with `requires`, or what must recur with `repeats`",
            place.route,
        )
    if rule.requires is not None and rule.repeats is not None:
        yield Diagnostic(
            "missing-requirement",
            "this rule has both `requires` and `repeats`",
            "keep one of them, or write two rules",
            (*place.route, "repeats"),
        )
    if rule.repeats is not None and rule.deadline is not None:
        yield Diagnostic(
            "missing-requirement",
            "this rule has both `repeats` and `deadline`",
            "take the deadline out: a recurring duty is due `every` so many days after the last time",
            (*place.route, "deadline"),
        )


def check_deadline(place: Place) -> Iterator[Diagnostic]:
    """Refuse a deadline that follows the evaluation date, because it can never be missed."""
    match place.node:
        case Rule(deadline=node, repeats=None) if node is not None and _moves(node):
            yield _moving(place, "deadline", "deadline")
        case Repeats(start=node) if _moves(node):
            yield _moving(place, "start", "from")
        case _:
            return


def check_reason(place: Place) -> Iterator[Diagnostic]:
    """Ask that an exemption gives one of the reasons that a result can carry."""
    match place.node:
        case Exemption(reason=reason) if reason not in EXEMPTIONS:
            listed = ", ".join(f"`{known}`" for known in EXEMPTIONS)
            yield Diagnostic(
                "unknown-reason",
                f"there is no exemption `{reason}`",
                did_you_mean(reason, EXEMPTIONS) or f"the reasons are {listed}",
                (*place.route, "reason"),
            )
        case _:
            return


def _moves(expr: Node) -> bool:
    fixed = any(True for kind in (Path, Day) for _ in nodes(expr, kind))
    return not fixed and any(True for _ in nodes(expr, AsOf))


def _moving(place: Place, slot: str, word: str) -> Diagnostic:
    return Diagnostic(
        "moving-deadline",
        f"`{word}` moves along with the evaluation date, so that it never comes",
        "count from a recorded date, such as `enrolment.enrolled_on`",
        (*place.route, slot),
    )
