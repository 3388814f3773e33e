"""The Danish guidelines for social drug-misuse treatment as checkable rules over citizens' cases.

The public names are loaded when first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidelinekit.case import Case, Provider
    from guidelinekit.case.reading.read import Invalid, read_cases
    from guidelinekit.diagnostics import Diagnostic
    from guidelinekit.errors import GuidelinekitError, InputError, RuleError
    from guidelinekit.evaluate import Evaluation, RuleSet, load_rules
    from guidelinekit.results import Reason, Result, Status

__all__ = [
    "Case",
    "Diagnostic",
    "Evaluation",
    "GuidelinekitError",
    "InputError",
    "Invalid",
    "Provider",
    "Reason",
    "Result",
    "RuleError",
    "RuleSet",
    "Status",
    "load_rules",
    "read_cases",
]

__version__ = "0.1.0"

_HOMES = {
    "Case": "case",
    "Diagnostic": "diagnostics",
    "Evaluation": "evaluate",
    "GuidelinekitError": "errors",
    "InputError": "errors",
    "Invalid": "case.reading.read",
    "Provider": "case",
    "Reason": "results",
    "Result": "results",
    "RuleError": "errors",
    "RuleSet": "evaluate",
    "Status": "results",
    "load_rules": "evaluate",
    "read_cases": "case.reading.read",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Give the public names."""
    return [*__all__, "__version__"]
