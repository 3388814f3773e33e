"""The engines of the comparison, and the packages that they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from benchmarks.comparison import Way


@dataclass(frozen=True)
class Engine:
    """A module of this folder, and what of it needs a package that may not be installed."""

    module: str
    package: str | None = None
    """The name under which the package is imported."""
    ways: str = "WAYS"

    @property
    def installed(self) -> bool:
        """Whether it can be run here."""
        return self.package is None or find_spec(self.package) is not None

    def load(self) -> Sequence[Way]:
        """Give its ways from cases to statuses."""
        found: Sequence[Way] = getattr(import_module(f"benchmarks.{self.module}"), self.ways)
        return found


ENGINES = (
    Engine("by_hand_dicts", "orjson"),
    Engine("by_hand_models"),
    Engine("datalogic", "datalogic_py"),
    Engine("duckdb_sql", "duckdb"),
    Engine("ours"),
    Engine("ours", "msgspec", "FAST_WAYS"),
)


def available() -> list[Way]:
    """Give the ways of the engines that are installed."""
    return [way for engine in ENGINES if engine.installed for way in engine.load()]


def missing() -> list[str]:
    """Give the packages that an engine needs and that are not installed."""
    return [engine.package for engine in ENGINES if engine.package and not engine.installed]
