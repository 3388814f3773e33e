"""For the tests of programs that use guidelinekit: an assertion, and cases and rules drawn at random.

`assert_result` needs nothing more. The strategies need Hypothesis (`pip install 'guidelinekit[testing]'`).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidelinekit.testing.records import (
        authorities,
        cases,
        cases_about,
        documents,
        documents_about,
        providers,
    )
    from guidelinekit.testing.results import assert_result
    from guidelinekit.testing.rule import rules

__all__ = [
    "assert_result",
    "authorities",
    "cases",
    "cases_about",
    "documents",
    "documents_about",
    "providers",
    "rules",
]

_HOMES = {
    "assert_result": "results",
    "authorities": "records",
    "cases": "records",
    "cases_about": "records",
    "documents": "records",
    "documents_about": "records",
    "providers": "records",
    "rules": "rule",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home module. Raises ImportError where Hypothesis is needed and missing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        home = import_module(f"{__name__}.{_HOMES[name]}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        message = f"guidelinekit.testing.{name} needs Hypothesis: pip install 'guidelinekit[testing]'"
        raise ImportError(message, name="hypothesis") from None
    return getattr(home, name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
