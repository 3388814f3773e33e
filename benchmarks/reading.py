"""How long it takes to read cases, in each form: `python -m benchmarks.reading [CASES]`.

Processor time per case, the best of three; beside it how many times that of NDJSON.
"""

import gc
import sqlite3
import sys
import time
from collections import deque
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from guidelinekit.case.reading.read import read_entries
from guidelinekit.case.tables.csv_files import csv_tables
from guidelinekit.case.tables.writing import written
from guidelinekit.synthetic.generate import generate, to_line

FORMS = {
    "tables": "csv",
    "tables.zip": "csv",
    "parquet": "parquet",
    "cases.parquet": "parquet",
    "cases.xlsx": "excel",
}


def best(place: Path, count: int) -> float:
    """Return the microseconds of processor time for each case, the best of three."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        deque(read_entries(place), 0)
        times.append(time.process_time() - begun)
    return min(times) / count * 1e6


def main() -> None:
    """Write a caseload in each form, and read it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    gc.set_threshold(100_000, 10, 10)  # as the command line does
    with TemporaryDirectory() as folder:
        place = Path(folder)
        caseload = list(generate(count, 7))
        (place / "cases.ndjson").write_text(
            "".join(to_line(case) + "\n" for case in caseload), encoding="utf-8"
        )
        for name, kind in FORMS.items():
            with written(place / name, kind) as put:
                for case in caseload:
                    put(case)
        del caseload
        with closing(sqlite3.connect(place / "cases.db")) as database:
            for table in csv_tables(str(place / "tables"), len, []):
                columns = ", ".join(f'"{column}"' for column in table.columns)
                name, marks = table.name.removesuffix(".csv"), ", ".join("?" * len(table.columns))
                database.execute(f'CREATE TABLE "{name}" ({columns})')
                rows = (cells for _, cells in table.read())
                database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - our names
            database.commit()
        plain = best(place / "cases.ndjson", count)
        print(f"{count} cases\ncases.ndjson  {plain:5.0f} µs")
        for name in (*FORMS, "cases.db"):
            cost = best(place / name, count)
            print(f"{name:13} {cost:5.0f} µs  {cost / plain:.1f} times")


if __name__ == "__main__":
    main()
