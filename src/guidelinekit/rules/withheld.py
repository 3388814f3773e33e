"""Problems of a file without what in it looks like a CPR number."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from guidelinekit.case.model.cpr import looks_like_cpr
from guidelinekit.diagnostics import Diagnostic, in_order

_WITHHELD: Final = "this looks like a CPR number, which belongs in no file"


def without_cpr(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems in order, without lines of the file and messages that may hold a CPR number."""
    return tuple(_withheld(each) for each in in_order(problems))


def _withheld(problem: Diagnostic) -> Diagnostic:
    if looks_like_cpr(problem.excerpt or ""):
        problem = replace(problem, excerpt=None)
    if looks_like_cpr(f"{problem.message} {problem.help or ''}"):
        problem = replace(
            problem, message="this looks like a CPR number, which belongs in no file", help=None
        )
    return problem
