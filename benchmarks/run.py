"""Measure every engine on the same cases and print a Markdown table: `make bench`."""

import argparse
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.caseload import caseload, only_read
from benchmarks.engines import available, missing
from benchmarks.measure import check_agreement, measured
from benchmarks.ours import SIX_RULES
from benchmarks.table import table, targets
from guidelinekit.synthetic.generate import AS_OF

CASES = 20_000
ROUNDS = 5
PACKAGES = ("pydantic", "msgspec", "orjson", "datalogic-py", "duckdb")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help="how many cases")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each engine judges them")
    asked = parser.parse_args()
    ways = available()
    _tell(f"drawing {asked.cases} cases, unless they are there already")
    whole = caseload(asked.cases)
    processor = _pin()
    for title, cases in (
        ("Whole cases", whole),
        ("Cases with what the rules read", only_read(whole, SIX_RULES.rules)),
    ):
        _tell(f"{title}: checking that all engines give the same statuses")
        check_agreement(ways, cases, AS_OF)
        times = measured(
            ways, cases, AS_OF, asked.rounds, lambda done: _tell(f"round {done} of {asked.rounds} done")
        )
        size = sum(map(len, cases.lines)) / len(cases.lines) / 1000
        print(
            f"{title} ({size:.1f} kB on average)",
            "",
            *table(times, missing()),
            "",
            *targets(times),
            "",
            sep="\n",
        )
    print(*_circumstances(asked.cases, asked.rounds, processor), sep="\n")


def _pin() -> int | None:
    """Stay on one processor, where the system lets us. Gives which."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    chosen = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {chosen})
    return chosen


def _circumstances(cases: int, rounds: int, processor: int | None) -> list[str]:
    stayed = "not kept on one processor" if processor is None else "kept on one processor"
    packages = ", ".join(f"{package} {_version(package)}" for package in PACKAGES)
    return [
        f"Microseconds of processor time per case, medians of {rounds} rounds; {stayed}.",
        f"{cases} cases, as of {AS_OF}; all statuses were the same.",
        f"{_model()}, {os.cpu_count()} processors; Python {platform.python_version()}; {packages}.",
    ]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _model() -> str:
    """Give the name of the processor, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
