"""The static check: whether a pack's rules make sense on the case model, before any case is seen."""

from collections.abc import Iterator

from guidelinekit.check.contradiction import check_logic
from guidelinekit.check.names import check_path
from guidelinekit.check.pack import check_citations, check_ledger, check_parts, check_passages, check_unused
from guidelinekit.check.places import Place, places, tops
from guidelinekit.check.texts import check_texts
from guidelinekit.check.types import check_comparison
from guidelinekit.check.units import check_dates, check_deadline, check_units
from guidelinekit.diagnostics import Diagnostic, errors
from guidelinekit.lang.rule import Pack

CHECKS = (
    check_path,
    check_comparison,
    check_dates,
    check_units,
    check_deadline,
    check_texts,
)
"""What is asked of every place of a rule or definition, one subject each."""


def check(pack: Pack) -> list[Diagnostic]:
    """Return every problem of a pack's rules and definitions, with core routes.

    The pack must be whole: rules left out because of earlier errors would make what they use look unused.
    """
    problems = [problem for top in tops(pack) for problem in _check_top(top)]
    whole = (check_parts, check_citations, check_passages, check_ledger, check_unused)
    return [*problems, *(problem for check_whole in whole for problem in check_whole(pack))]


def _check_top(top: Place) -> Iterator[Diagnostic]:
    problems = [problem for place in places(top) for check_place in CHECKS for problem in check_place(place)]
    yield from problems
    if not errors(problems):
        yield from check_logic(top)
