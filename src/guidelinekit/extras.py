"""Libraries that one kind of file alone needs, imported where they are used."""

from importlib import import_module
from typing import Any, Final

from guidelinekit.errors import InputError
from guidelinekit.text import Text, say

PARQUET: Final = Text(da="Parquet-filer", en="Parquet files")


def needs(module: str, extra: str, what: Text | str) -> Any:
    """Return a module that an extra installs. Raises InputError that says which where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        how = f"pip install 'guidelinekit[{extra}]'"
        message = say(
            "{what} kræver {library}, som ikke er installeret",
            "{what} need {library}, which is not installed",
            what=what,
            library=module.partition(".")[0],
        )
        raise InputError(message, Text(da=how, en=how)) from None
