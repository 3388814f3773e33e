"""How long each command of an author takes on a pack: `python -m benchmarks.authoring [PACK] [COMMAND ...]`.

Processor time of the command and of what it starts: others on the machine count little in it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
COMMANDS: Final[Mapping[str, Sequence[str]]] = {
    "test": ("test", "PACK"),
    "lint": ("lint", "PACK"),
    "docs-pages": ("docs", "PACK", "-o", "DESK/pages"),
    "docs-html": ("docs", "PACK", "-o", "DESK/rules.html"),
    "docs-site": ("docs", "PACK", "--format", "html", "-o", "DESK/site"),
    "docs-docx": ("docs", "PACK", "-o", "DESK/rules.docx"),
    "ledger": ("ledger", "--pack", "PACK"),
    "impact": (
        *("impact", "PACK", "PACK", "--profile", "text-only", "--against-profile", "suggested"),
        *("--data", "examples/municipality.ndjson", "--as-of", "2026-06-01", "--cases", "1"),
    ),
    "coverage-counts": ("coverage", "PACK", "--cases", "0"),
    "coverage": ("coverage", "PACK"),
    "mutate": ("mutate", "PACK"),
}


def main() -> None:
    """Run the commands one after the other, and print a row for each."""
    pack, *chosen = sys.argv[1:] or ["ssb-2016"]
    print(f"{'command':16} {'processor':>10} {'wall':>8} {'exit':>4}")  # noqa: T201 - it is what it is for
    with tempfile.TemporaryDirectory() as desk:
        for name in chosen or COMMANDS:
            words = [word.replace("PACK", pack).replace("DESK", desk) for word in COMMANDS[name]]
            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            done = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "guidelinekit", *words],
                cwd=ROOT,
                env=os.environ,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name:16} {spent:8.1f} s {wall:6.0f} s {done.returncode:4}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
