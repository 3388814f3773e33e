"""The Python back end: a rule set becomes one function, built as a syntax tree and compiled."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guidelinekit.backends.python.program import PythonProgram

__all__ = ["PythonProgram"]


def __getattr__(name: str) -> Any:
    """Import the compiler when it is first used: a single case does without."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from guidelinekit.backends.python.program import PythonProgram  # noqa: PLC0415

    return PythonProgram
