"""The same records in every form that `check` reads have the same findings, byte for byte.

Run it as `python tests/forms_agree.py --cases 2000 --seed 1`: it tries the generated cases and the example
export, PostgreSQL among the forms where that is installed. The suite tries a few.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from sqlalchemy import NullPool, create_engine

sys.path.insert(0, str(Path(__file__).parent / "case" / "tables"))

from danish_tables import READS, into_danish
from databases import has_postgres, into_server, into_sqlite, postgres_server

from guidelinekit import RuleSet, load_rules
from guidelinekit.case.model.record import AnyRecord, Case, subject_of
from guidelinekit.case.reading.read import Form, read_cases, read_entries
from guidelinekit.case.reading.validate import Invalid, Terms
from guidelinekit.case.tables.draft import draft
from guidelinekit.case.tables.opening import open_tables
from guidelinekit.case.tables.writing import written
from guidelinekit.evaluate.plain import encoded, entry
from guidelinekit.lang.rule import Subject
from guidelinekit.rules.mapping_file import load_mapping
from guidelinekit.synthetic.generate import AS_OF, generate, to_line_of_export

EXAMPLE = Path(__file__).parents[1] / "examples" / "municipality.ndjson"
FORMS = {
    "folder": "csv",
    "cases.zip": "csv",
    "cases.xlsx": "excel",
    "tables": "parquet",
    "cases.parquet": "parquet",
}
"""How each place is written."""


def findings(place: Path | str, rules: RuleSet, terms: Terms | None = None) -> Iterator[bytes]:
    """Yield each record's entry in a report, with all results."""
    for each in rules.evaluate_many(read_entries(place, terms=terms or Terms()), as_of=AS_OF):
        yield b"invalid" if isinstance(each, Invalid) else encoded(entry(each, everything=True))


def in_every_form(
    place: Path, records: Sequence[AnyRecord], rules: RuleSet
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield each form with the findings on records of which cases come first; NDJSON before all others."""
    text = "".join(f"{to_line_of_export(record)}\n" for record in records)
    (place / "cases.ndjson").write_text(text, encoding="utf-8")
    yield "cases.ndjson", findings(place / "cases.ndjson", rules)
    for name, kind in FORMS.items():
        if name == "cases.parquet" and not all(isinstance(record, Case) for record in records):
            continue  # a file of whole cases holds nothing else
        with written(place / name, kind) as put:
            for record in records:
                put(record)
        yield name, findings(place / name, rules)
    tables = {file.stem: pq.read_table(file) for file in sorted((place / "tables").iterdir())}
    into_sqlite(place / "cases.db", tables)
    yield "cases.db", findings(place / "cases.db", rules)
    into_danish(place / "danish", tables)
    yield "danish", findings(place / "danish", rules)
    mapping = draft(open_tables(str(place / "danish"), Form.CSV), "da").split("\n")
    (place / "mapping.yaml").write_text("\n".join([mapping[0], READS, *mapping[_reads(mapping) :]]))
    yield (
        "danish, mapped",
        findings(place / "danish", rules, Terms(mapping=load_mapping(place / "mapping.yaml"))),
    )
    if has_postgres():
        with postgres_server() as address:
            with create_engine(address, poolclass=NullPool).begin() as database:
                into_server(database, tables)
            yield "PostgreSQL", findings(address, rules)


def _reads(mapping: Sequence[str]) -> int:
    """Return the line of a drafted mapping after what it says of how cells are written."""
    return next(at for at, line in enumerate(mapping) if line.startswith("case:"))


def differing(place: Path, records: Sequence[AnyRecord], rules: RuleSet) -> Iterator[tuple[str, int | None]]:
    """Yield each form, with the number of the first record whose findings differ."""
    forms = in_every_form(place, records, rules)
    expected = list(next(forms)[1])
    for name, entries in forms:
        pairs = enumerate(zip(entries, expected, strict=True), start=1)
        yield name, next((number for number, (one, other) in pairs if one != other), None)


def main() -> int:
    """Compare many cases, and say which forms differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rules = load_rules()
    example: list[Any] = sorted(read_cases(EXAMPLE), key=lambda each: subject_of(each) is not Subject.CASE)
    agree = True
    for what, records in (
        ("the example export", example),
        ("generated cases", list(generate(asked.cases, asked.seed))),
    ):
        sys.stdout.write(f"{what}: {len(records)} records\n")
        with TemporaryDirectory() as folder:
            for name, record in differing(Path(folder), records, rules):
                agree = agree and record is None
                sys.stdout.write(
                    f"  {name}: {'the same' if record is None else f'DIFFERS in record {record}'}\n"
                )
                sys.stdout.flush()
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
