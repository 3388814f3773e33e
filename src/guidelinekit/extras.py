"""Libraries that one kind of file alone needs, imported where they are used."""

from importlib import import_module
from typing import Any

from guidelinekit.errors import InputError


def needs(module: str, extra: str, what: str) -> Any:
    """Return a module that an extra installs. Raises InputError that says which where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        message = f"{what} need {module.partition('.')[0]}, which is not installed"
        raise InputError(message, f"pip install 'guidelinekit[{extra}]'") from None
