"""The engines of the comparison, and the packages that they need."""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from benchmarks.comparison import Way

_ENGINES: tuple[tuple[str, str, str | None], ...] = (
    ("by_hand_dicts", "WAYS", "orjson"),
    ("by_hand_models", "WAYS", None),
    ("datalogic", "WAYS", "datalogic_py"),
    ("duckdb_sql", "WAYS", "duckdb"),
    ("ours", "WAYS", None),
    ("ours", "FAST_WAYS", "msgspec"),
)
"""For each its module, what holds its ways there, and the package without which it is missing."""


def available() -> tuple[list[Way], list[str]]:
    """Give the ways of the engines that are installed, and the packages that are not."""
    ways: list[Way] = []
    missing: list[str] = []
    for module, name, package in _ENGINES:
        if package is not None and find_spec(package) is None:
            missing.append(package)
            continue
        found: Sequence[Way] = getattr(import_module(f"benchmarks.{module}"), name)
        ways.extend(found)
    return ways, missing
