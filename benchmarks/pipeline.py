"""What a whole run of `check` costs beside decoding its file alone: `python -m benchmarks.pipeline`."""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.caseload import caseload
from guidelinekit.case.reading.fast import fast_decoder
from guidelinekit.evaluate import load_rules
from guidelinekit.report.entries import Entries
from guidelinekit.synthetic.generate import AS_OF

PACK = "ssb-2016"
TARGET = 8
"""How many times the decoding a run may cost."""
_FEW = 10
"""In how many parts of the file a run costs little more than its start."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000, help="how many cases")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way goes through them")
    parser.add_argument(
        "--file", type=Path, help="measure on the first cases of this file, not on drawn ones"
    )
    parser.add_argument("--jobs", type=int, default=1, help="how many processes check the file")
    asked = parser.parse_args()
    found = caseload(asked.cases).lines if asked.file is None else asked.file.read_bytes().splitlines()
    print(*_table(list(found[: asked.cases]), asked.rounds, asked.jobs), sep="\n")


def _table(lines: list[bytes], rounds: int, jobs: int) -> Iterator[str]:
    few = len(lines) // _FEW
    decoding, working, begun, whole = [], [], [], []
    with TemporaryDirectory() as folder:
        all_of_them, some, out = (Path(folder) / name for name in ("all.ndjson", "some.ndjson", "out.ndjson"))
        all_of_them.write_bytes(b"\n".join(lines))
        some.write_bytes(b"\n".join(lines[:few]))
        for _ in range(rounds):
            decoding.append(_decoding(lines))
            working.append(_working(lines))
            begun.append(_checking(some, out, jobs))
            whole.append(_checking(all_of_them, out, jobs))
        size = out.stat().st_size
    count, alone = len(lines), median(decoding)
    each = (median(whole) - median(begun)) / (count - few)
    start = max(0.0, median(begun) - few * each)
    yield f"| {count} cases, medians of {rounds} rounds | seconds | µs per case | times decoding |"
    yield "| --- | ---: | ---: | ---: |"
    yield _row("decoding the file alone", alone, count, alone)
    yield _row("verdicts, explanations and lines, in this process", median(working), count, alone)
    yield _row(f"`check --jobs {jobs}`, all of the process", median(whole), count, alone)
    yield _row(f"`check --jobs {jobs}`, after its start", each * count, count, alone)
    yield ""
    yield f"Seconds of processor time, user and system. The start of `check`: {start:.2f} s."
    read, written = sum(map(len, lines)) / count / 1000, size / count / 1000
    yield f"Read: {read:.1f} kB per case; written: {written:.1f} kB."
    ratio = median(whole) / alone
    told = "reached" if ratio <= TARGET else "missed"
    yield f"Target, at most {TARGET} times decoding: {told} ({ratio:.1f})."


def _row(what: str, seconds: float, count: int, alone: float) -> str:
    return f"| {what} | {seconds:.2f} | {seconds / count * 1e6:.0f} | {seconds / alone:.1f} |"


def _decoding(lines: list[bytes]) -> float:
    decode = fast_decoder()
    assert decode is not None, "the extra `fast` is not installed"  # noqa: S101 - nothing else is measured here
    before = time.process_time()
    for line in lines:
        decode(line)
    return time.process_time() - before


def _working(lines: list[bytes]) -> float:
    """Do what a run does with each case, once all rules have been compiled."""
    decode, rules = fast_decoder(), load_rules([PACK])
    assert decode is not None  # noqa: S101 - asked before
    entry = Entries()
    for line in lines[: len(lines) // _FEW]:
        entry(rules.evaluate(decode(line), as_of=AS_OF))  # type: ignore[arg-type]  # drawn cases decode fast
    before = time.process_time()
    for line in lines:
        entry(rules.evaluate(decode(line), as_of=AS_OF))  # type: ignore[arg-type]  # the same
    return time.process_time() - before


def _checking(file: Path, out: Path, jobs: int) -> float:
    """Run the command; give the processor time of its process and of those that it started."""
    command = [sys.executable, "-m", "guidelinekit", "check", str(file), "--pack", PACK, "-o", str(out)]
    command += ["--as-of", AS_OF.isoformat(), "--format", "ndjson", "--fail-on", "never"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--jobs", str(jobs)], check=True, env=os.environ)  # noqa: S603 - our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
