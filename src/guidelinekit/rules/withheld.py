"""Problems of a file without what in it looks like a CPR number."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from guidelinekit.case.model.cpr import looks_like_cpr
from guidelinekit.diagnostics import Diagnostic, in_order
from guidelinekit.text import Text

_WITHHELD: Final = Text(
    da="det ligner et CPR-nummer, som ikke hører hjemme i nogen fil",
    en="this looks like a CPR number, which belongs in no file",
)


def without_cpr(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems in order, without lines of the file and messages that may hold a CPR number."""
    return tuple(_withheld(each) for each in in_order(problems))


def _withheld(problem: Diagnostic) -> Diagnostic:
    if looks_like_cpr(problem.excerpt or ""):
        problem = replace(problem, excerpt=None)
    if looks_like_cpr(f"{problem.message.en} {problem.help.en if problem.help else ''}"):
        problem = replace(problem, message=_WITHHELD, help=None)
    return problem
