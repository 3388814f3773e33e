"""Running the command line as a process, on a small pack of three rules, and cases to give it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from guidelinekit.cli.app import app

HERE = Path(__file__).parent
SMALL = ("--pack", str(HERE / "small"), "--profile", str(HERE / "small.yaml"))
AS_OF = ("--as-of", "2026-03-01")


def run(
    *arguments: str | Path, given: str | bytes = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run guidelinekit; `given` is its standard input."""
    source = str(HERE.parents[1] / "src")
    found = subprocess.run(
        [sys.executable, "-m", "guidelinekit", *map(str, arguments)],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        check=False,
        timeout=120,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": source, "COLUMNS": "100", **environment},
    )
    return subprocess.CompletedProcess(
        found.args, found.returncode, found.stdout.decode(), found.stderr.decode()
    )


def call(*arguments: str | Path, given: str = "") -> tuple[int, str, str]:
    """Do the same without a process: give the exit code, standard output and standard error."""
    done = CliRunner().invoke(app, [*map(str, arguments)], input=given, prog_name="guidelinekit", color=False)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def case(case_id: str, **fields: Any) -> dict[str, Any]:
    """Give a case enrolled on 1 February 2026, with the fields given."""
    known = {"schema_version": "1", "case_id": case_id, "citizen": {}}
    return {**known, "enrolment": {"enrolled_on": "2026-02-01"}, **fields}


def need(area: str, identified_on: str) -> dict[str, Any]:
    """Give a need that stands in the way of the treatment goal."""
    return {"need_id": f"n-{area}", "area": area, "identified_on": identified_on, "barrier": True}


def lines(*records: Any) -> str:
    """Write records as NDJSON; a text is a line as it stands."""
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


PLAN = {"kind": "treatment_plan", "made_on": "2026-02-05"}
QUIET = case("quiet", plans=[PLAN], needs=[], partner_contacts=[], activities=[])
"""Nothing but an option (may) that is not used."""
OPEN = case(
    "open",
    plans=[],
    needs=[need("housing", "2026-02-01"), need("economy", "2026-02-20")],
    partner_contacts=[],
    activities=[],
)
"""A must that is unmet, a should that is overdue by 14 days, and one that is due on 6 March."""
UNKNOWN = case("unknown", plans=[PLAN])
"""A case whose lists were not exported."""
