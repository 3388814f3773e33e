"""The same cases in every form that `check` reads have the same findings, byte for byte.

Run it as `python tests/forms_agree.py --cases 2000 --seed 1`; the suite tries a few. A database keeps no
order of rows but that of its cases, so that with `--database ADDRESS` (an empty PostgreSQL) each finding is
compared, whatever the order of the items of a case.
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

sys.path.insert(0, str(Path(__file__).parent / "case" / "tables"))

from databases import into_server, into_sqlite

from guidelinekit import RuleSet, load_rules
from guidelinekit.case.reading.read import read_entries
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.case.tables.writing import written
from guidelinekit.evaluate.plain import encoded, entry
from guidelinekit.synthetic.generate import AS_OF, generate, to_line_of_export

FORMS = {
    "folder": "csv",
    "cases.zip": "csv",
    "cases.xlsx": "excel",
    "tables": "parquet",
    "cases.parquet": "parquet",
}
"""How each place is written."""


def findings(place: Path | str, rules: RuleSet) -> list[bytes]:
    """Return each case's entry in a report, with all results."""
    evaluated = rules.evaluate_many(read_entries(place), as_of=AS_OF)
    return [
        b"invalid" if isinstance(each, Invalid) else encoded(entry(each, everything=True))
        for each in evaluated
    ]


def in_every_form(place: Path, cases: int, seed: int, rules: RuleSet) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each form with its findings, NDJSON first."""
    drawn = list(generate(cases, seed))
    text = "".join(f"{to_line_of_export(case)}\n" for case in drawn)
    (place / "cases.ndjson").write_text(text, encoding="utf-8")
    yield "cases.ndjson", findings(place / "cases.ndjson", rules)
    for name, kind in FORMS.items():
        with written(place / name, kind) as put:
            for case in drawn:
                put(case)
        yield name, findings(place / name, rules)
    into_sqlite(place / "cases.db", arrow_tables(place))
    yield "cases.db", findings(place / "cases.db", rules)


def arrow_tables(place: Path) -> dict[str, Any]:
    """Return the tables that were written as Parquet."""
    return {file.stem: pq.read_table(file) for file in sorted((place / "tables").iterdir())}


def by_key(entries: list[bytes]) -> list[Any]:
    """Return what is found, by case and key, without the places of rows."""
    compared = ("status", "reason", "due_on", "overdue_days", "changes_on", "message", "remedy")
    return [
        (each["case_id"], sorted((one["key"], [one[name] for name in compared]) for one in each["results"]))
        for each in map(json.loads, entries)
    ]


def main() -> int:
    """Compare many cases, and say which forms differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="the address of an empty PostgreSQL")
    asked = parser.parse_args()
    rules = load_rules()
    with TemporaryDirectory() as folder:
        forms = in_every_form(Path(folder), asked.cases, asked.seed, rules)
        _, expected = next(forms)
        same = {name: entries == expected for name, entries in forms}
        if asked.database:
            with create_engine(asked.database).begin() as database:
                into_server(database, arrow_tables(Path(folder)))
            same["database"] = by_key(findings(asked.database, rules)) == by_key(expected)
    for name, agrees in same.items():
        sys.stdout.write(f"{name}: {'the same' if agrees else 'DIFFERS'}\n")
    sys.stdout.write(f"{len(expected)} cases, {sum(map(len, expected))} bytes of findings in each form\n")
    return 0 if all(same.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
