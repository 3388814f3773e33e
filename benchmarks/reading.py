"""How long it takes to read cases, in each form: `python -m benchmarks.reading [CASES [FORM ...]]`.

Processor time per case, the median of five rounds in which each form is read once; beside it how many times
that of NDJSON, the median of the rounds too: other programs slow a round down as a whole.
"""

import gc
import sqlite3
import sys
import time
from collections import deque
from contextlib import closing
from pathlib import Path
from statistics import median
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


ROUNDS = 5


def cost(place: Path, count: int) -> float:
    """Return the microseconds of processor time for each case."""
    begun = time.process_time()
    deque(read_entries(place), 0)
    return (time.process_time() - begun) / count * 1e6


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
            if sys.argv[2:] and name not in {*sys.argv[2:], "tables"}:
                continue
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
        names = ["cases.ndjson", *(sys.argv[2:] or [*FORMS, "cases.db"])]
        rounds = [[cost(place / name, count) for name in names] for _ in range(ROUNDS)]
        print(f"{count} cases")
        for name, costs in zip(names, zip(*rounds, strict=True), strict=True):
            times = median(each / plain for each, (plain, *_) in zip(costs, rounds, strict=True))
            print(f"{name:13} {median(costs):5.0f} µs  {times:.1f} times")


if __name__ == "__main__":
    main()
