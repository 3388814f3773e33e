"""The same cases in every form that `check` reads have the same findings, byte for byte.

Run it as `python tests/forms_agree.py --cases 2000 --seed 1`; the suite tries a few. A database keeps no order
of rows but that of its cases, so that with `--database ADDRESS` (an empty PostgreSQL) each finding is compared,
whatever the order of the items of a case.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from sqlalchemy import create_engine
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent / "case" / "tables"))

from databases import into_server, into_sqlite

from guidelinekit.cli.app import app
from guidelinekit.synthetic.generate import AS_OF, generate, to_line_of_export

FORMS = {
    "folder": "csv",
    "cases.zip": "csv",
    "cases.xlsx": "excel",
    "tables": "parquet",
    "cases.parquet": "parquet",
}
"""What `export` writes, by the name of the place."""


def findings(place: Path | str) -> list[str]:
    """Return the lines of a report on cases, without the first and the last, which name the input."""
    options = ["--as-of", AS_OF.isoformat(), "--all", "--format", "ndjson", "--fail-on", "never"]
    done = CliRunner().invoke(app, ["check", str(place), *options])
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()[1:-1]


def in_every_form(place: Path, cases: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each form with its findings, NDJSON first."""
    plain = place / "cases.ndjson"
    plain.write_text(
        "".join(f"{to_line_of_export(case)}\n" for case in generate(cases, seed)), encoding="utf-8"
    )
    yield "ndjson", findings(plain)
    for name, kind in FORMS.items():
        done = CliRunner().invoke(app, ["export", str(plain), "--to", kind, "-o", str(place / name)])
        assert done.exit_code == 0, done.stderr
        yield name, findings(place / name)
    into_sqlite(place / "cases.db", arrow_tables(place))
    yield "cases.db", findings(place / "cases.db")


def arrow_tables(place: Path) -> dict[str, Any]:
    """Return the tables that were written as Parquet."""
    return {file.stem: pq.read_table(file) for file in sorted((place / "tables").iterdir())}


def by_key(lines: list[str]) -> list[Any]:
    """Return what is found, by case and key, without the places of rows."""
    entries = [json.loads(line) for line in lines]
    told = ("status", "reason", "due_on", "overdue_days", "changes_on", "message", "remedy")
    return [
        (entry["case_id"], sorted((each["key"], [each[name] for name in told]) for each in entry["results"]))
        for entry in entries
    ]


def main() -> int:
    """Compare many cases, and say which forms differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="the address of an empty PostgreSQL")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        forms = in_every_form(Path(folder), asked.cases, asked.seed)
        _, expected = next(forms)
        same = {name: lines == expected for name, lines in forms}
        if asked.database:
            with create_engine(asked.database).begin() as database:
                into_server(database, arrow_tables(Path(folder)))
            same["database"] = by_key(findings(asked.database)) == by_key(expected)
    for name, agrees in same.items():
        sys.stdout.write(f"{name}: {'the same' if agrees else 'DIFFERS'}\n")
    sys.stdout.write(f"{len(expected)} cases, {sum(map(len, expected))} bytes of findings in each form\n")
    return 0 if all(same.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
