"""The Danish guidelines for social drug-misuse treatment as checkable rules over citizens' cases.

The names of `__all__` are the public ones, with those of the modules `model` (types and code lists of cases),
`results`, `errors`, `diagnostics`, `testing` and `pytest_plugin`. Each is loaded when first used, so that
importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidelinekit.case import Case, Provider
    from guidelinekit.case.reading.one_case import parse_case
    from guidelinekit.case.reading.read import read_cases
    from guidelinekit.case.reading.validate import Invalid
    from guidelinekit.errors import GuidelinekitError
    from guidelinekit.evaluate import Evaluation, RuleSet, load_rules
    from guidelinekit.lang.rule import Profile
    from guidelinekit.lang.waiver import Waiver
    from guidelinekit.results import Reason, Result, Status

__all__ = [
    "Case",
    "Evaluation",
    "GuidelinekitError",
    "Invalid",
    "Profile",
    "Provider",
    "Reason",
    "Result",
    "RuleSet",
    "Status",
    "Waiver",
    "load_rules",
    "parse_case",
    "read_cases",
]

__version__ = "0.1.0"

_HOMES = {
    "Case": "case",
    "Evaluation": "evaluate",
    "GuidelinekitError": "errors",
    "Invalid": "case.reading.validate",
    "Profile": "lang.rule",
    "Provider": "case",
    "Reason": "results",
    "Result": "results",
    "RuleSet": "evaluate",
    "Status": "results",
    "Waiver": "lang.waiver",
    "load_rules": "evaluate",
    "parse_case": "case.reading.one_case",
    "read_cases": "case.reading.read",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
