"""Try what strangers may send, changed at random: records, rules, profiles, waivers, reports and texts.

Run it as `make fuzz`, or `python -m tools.fuzz --inputs 10000 --seed 1`. It fails on a traceback, on an input
that takes longer than five seconds, on memory beyond the bound, on a record that is not counted, and where
the time was up before all inputs were tried. Each finding is made as small as it gets by taking changes back,
and written to `fuzz-findings/` with its seed; of too much memory it is the input at which it last rose. What
is begun from must be taken as it is, so that no run tries a command that refuses everything.
"""

import argparse
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from runpy import run_path
from typing import Any, Final
from zlib import crc32

import yaml
from typer.testing import CliRunner

from guidelinekit import Invalid, load_rules, parse_case
from guidelinekit.cli.app import app
from guidelinekit.cli.exits import ExitCode
from guidelinekit.errors import GuidelinekitError

ROOT: Final = Path(__file__).parents[1]
SMALL: Final = ROOT / "tests" / "cli" / "small"
SMALL_PACK: Final = ("--pack", str(SMALL), "--profile", str(SMALL.parent / "small.yaml"))
WAIVER: Final = {
    "rule": "1.1-plan",
    "case": "case-worked",
    "reason": "r",
    "by": "b",
    "expires": "2026-12-31",
}
AS_OF: Final = date(2026, 6, 1)
LONGEST: Final = 5
"""How many seconds of the processor one input may take."""
MOST_MEMORY: Final = 300
"""How many MB the process may need."""
NOTED_MEMORY: Final = 200
"""From so many MB on it is noted at which input the memory rose."""
RISE: Final = 5
"""How many MB more are a rise worth a line."""
EVERY: Final = 5_000
"""After so many inputs a line says how far the run is."""
SHARES: Final = 8
"""Each record is judged by one rule in so many, so that more records are tried."""
LARGE: Final = 6_000
"""How many characters make a record too large to begin from."""
OFTEN: Final = 150
"""How many records are tried for one of each other kind, which takes thirty times as long."""
MANY: Final = 5_000
"""From so many parts on a tree is changed no further: what was tried would be how much memory Python has."""
DEEPEST: Final = 60
"""Below so many levels nothing is changed."""
FINDINGS: Final = Path("fuzz-findings")
ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 10**30, 0.5, "", " ", [], {}, [[]], {"": None}),
    *("0001-01-01", "9999-12-31", "2026-02-30", "2026-02-28T00:00", "D-30", "as_of", "as_of + 10y", "$few"),
    *("\x1b[31m", "\u202e", "\u00ad", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")),
    *(
        "x" * 10_000,
        "{{ case }}",
        "{% if %}",
        "<script>",
        "../../etc/passwd",
        "=1+1",
        "|",
        "a: b",
        "- ",
        "&a *a",
    ),
)
"""Values that something may not expect."""
DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Tree = Any


class _TooLongError(Exception):
    pass


def places(tree: Tree, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the route to each part of a tree, the whole and what lies too deep left out."""
    if len(route) == DEEPEST:
        return
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, part in parts:
        yield (*route, step)
        yield from places(part, (*route, step))


def at(tree: Tree, route: tuple[Any, ...]) -> Tree:
    """Return the part at a route."""
    for step in route:
        tree = tree[step]
    return tree


def changed_tree(tree: Tree, dice: Random) -> Tree:
    """Return the tree with one part changed, taken out, repeated, renamed or put in another's place."""
    routes = list(islice(places(tree), MANY))
    if not routes:
        return dice.choice(ODD)
    if len(routes) == MANY:
        return tree
    route = dice.choice(routes)
    owner, step = at(tree, route[:-1]), route[-1]
    match dice.randrange(7):
        case 0:
            del owner[step]
        case 1 if isinstance(owner, list):
            owner[step:step] = [deepcopy(owner[step])] * dice.choice((1, 2, 300))
        case 2 if isinstance(owner, dict):
            owner[str(step)[1:] + dice.choice(("", "x", "é", "\x00"))] = owner.pop(step)
        case 3:
            owner[step] = deepcopy(at(tree, dice.choice(routes)))
        case 4:
            owner[step] = [owner[step]] if dice.randrange(2) else {"all": [owner[step]]}
        case 5:
            deep: Any = owner[step]
            for _ in range(dice.choice((5, 70, 3000))):
                deep = {"not": deep} if dice.randrange(2) else [deep]
            owner[step] = deep
        case _:
            owner[step] = dice.choice(ODD)
    return tree


def changed_text(text: str, dice: Random) -> str:
    """Return a text with a piece taken out, repeated, moved, or with odd signs in it."""
    start = dice.randrange(len(text) + 1)
    end = min(len(text), start + dice.choice((1, 3, 20, 400)))
    match dice.randrange(4):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + text[start:end] * dice.choice((1, 5, 500)) + text[end:]
        case 2:
            other = dice.randrange(len(text) + 1)
            return text[:other] + text[start:end] + text[other:]
        case _:
            return (
                text[:start]
                + dice.choice(("<b>", "</zz>", "<!--", ". ", "\x00", "\ufeff", "\t", "'", '"', ": "))
                + text[start:]
            )


def written(content: Any, kind: str) -> str:
    """Return a text as it is, and a tree as JSON or YAML; one nested too deeply for that as brackets."""
    if isinstance(content, str):
        return content
    try:
        return json.dumps(content) if kind in ("record", "report") else yaml.dump(content, Dumper=DUMPER)
    except (RecursionError, TypeError, ValueError, yaml.YAMLError):
        return "[" * 5_000 + "]" * 5_000


class Targets:
    """What is tried, each with what to begin from."""

    def __init__(self, desk: Path) -> None:
        self.desk = desk
        rules = load_rules()
        self.shares = [rules.of(rules.rules[number::SHARES]) for number in range(SHARES)]
        self.command = CliRunner()
        cases = [
            json.loads(line) for line in (ROOT / "examples/municipality.ndjson").read_text().splitlines()
        ]
        self.records = [case for case in cases if "case_id" in case and len(json.dumps(case)) < LARGE]
        self.files = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
        garden = run_path(str(ROOT / "tests/garden.py"))
        page, self.garden = garden["PAGE"], str(garden["write_garden"](desk / "garden"))
        report = desk / "report.json"
        self._invoke(
            "check",
            self._file("cases.json", json.dumps(self.records[0])),
            *SMALL_PACK,
            "--format",
            "json",
            "-o",
            str(report),
        )
        self.starts: Mapping[str, list[Any]] = {
            "record": self.records,
            "record text": [json.dumps(record) for record in self.records[:5]],
            "rule": [
                yaml.safe_load(text)
                for name, text in self.files.items()
                if name.startswith("1.") and "cases" not in name
            ],
            "pack": [yaml.safe_load(self.files["pack.yaml"])],
            "rule text": [text for name, text in self.files.items() if "cases" not in name],
            "examples": [yaml.safe_load(text) for name, text in self.files.items() if "cases" in name],
            "profile": [yaml.safe_load((ROOT / "tests/cli/small.yaml").read_text(encoding="utf-8"))],
            "waivers": [{"waivers": [dict(WAIVER), dict(WAIVER, rule="small/1.2-contact")]}],
            "report": [json.loads(report.read_text(encoding="utf-8"))],
            "guideline": [page, "".join(f"<p>{part}</p>" for part in page.split("\n\n"))],
        }

    def attempt(self, kind: str, content: Any) -> int:
        """Try one input. Return the exit code. Raises what must not be raised."""
        text = written(content, kind)
        match kind:
            case "record" | "record text":
                return self._record(text.encode("utf-8", "surrogatepass"))
            case "rule" | "rule text" | "pack" | "examples":
                return self._pack(kind, text)
            case "profile":
                path = self._file("profile.yaml", text)
                return self._invoke(
                    "check", str(ROOT / "examples/one_case.json"), "--pack", str(SMALL), "--profile", path
                )
            case "waivers":
                path = self._file("waivers.yaml", text)
                case = str(ROOT / "examples/one_case.json")
                return self._invoke("check", case, "--as-of", "2026-06-01", *SMALL_PACK, "--waivers", path)
            case "report":
                changed, cases = self._file("report.json", text), str(self.desk / "cases.json")
                return self._invoke("verify", changed, cases, *SMALL_PACK)
            case _:
                name = "text.html" if text.startswith("<") else "text.txt"
                return self._invoke("drift", self._file(name, text), "--pack", self.garden)

    def taken_as_they_are(self) -> None:
        """Try what is begun from, unchanged. Raises ValueError where that is refused."""
        for kind, starts in self.starts.items():
            for start in starts:
                if (code := self.attempt(kind, start)) not in (0, 1):
                    raise ValueError(f"an unchanged {kind} ends with {code}")

    def _record(self, data: bytes) -> int:
        record = parse_case(data)
        if isinstance(record, Invalid):
            return int(ExitCode.INVALID)
        evaluation = self.shares[crc32(data) % SHARES].attempt(record, as_of=AS_OF)
        if isinstance(evaluation, Invalid):
            return int(ExitCode.INVALID)
        if json.loads(evaluation.to_json())["case_id"] != record.case_id:
            raise LookupError("a record that is not counted")
        return 0

    def _pack(self, kind: str, text: str) -> int:
        folder = self.desk / "pack"
        folder.mkdir(exist_ok=True)
        target = {"pack": "pack.yaml", "examples": "1.1-plan.cases.yaml"}.get(kind, "1.1-plan.yaml")
        for name, own in {**self.files, target: text}.items():
            (folder / name).write_text(own, encoding="utf-8", errors="replace")
        if kind == "examples":
            return self._invoke("test", str(folder))
        case = str(ROOT / "examples/one_case.json")
        return self._invoke("check", case, "--as-of", "2026-06-01", "--pack", str(folder))

    def _file(self, name: str, text: str) -> str:
        path = self.desk / name
        path.write_text(text, encoding="utf-8", errors="replace")
        return str(path)

    def _invoke(self, *arguments: str) -> int:
        """Run a command in this process: it may refuse what it gets, and nothing else may be raised."""
        result = self.command.invoke(app, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit | GuidelinekitError):
            raise result.exception
        return result.exit_code


@contextmanager
def bounded() -> Iterator[None]:
    """Stop what takes too long."""

    def stop(*_: object) -> None:
        raise _TooLongError(f"longer than {LONGEST} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True)
class Finding:
    """An input that went wrong."""

    kind: str
    content: Any
    error: str


def failure(targets: Targets, kind: str, content: Any) -> BaseException | None:
    """Try one input and return what went wrong, None where nothing did."""
    try:
        with bounded():
            targets.attempt(kind, content)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return error
    return None


def made(start: Any, steps: list[int]) -> Any:
    """Return what a start becomes by changes, each drawn from a seed of its own."""
    change: Callable[[Any, Random], Any] = changed_text if isinstance(start, str) else changed_tree
    start = deepcopy(start)
    for step in steps:
        with suppress(RecursionError):  # what is nested so deeply already stays as it is
            start = change(start, Random(step))  # noqa: S311 - a fixed draw
    return start


def smallest(targets: Targets, kind: str, start: Any, steps: list[int], error: BaseException) -> Finding:
    """Take changes back while the same kind of error is raised."""
    for step in list(steps):
        fewer = [other for other in steps if other != step]
        if type(failure(targets, kind, made(start, fewer))) is type(error):
            steps = fewer
    return Finding(kind, made(start, steps), f"{type(error).__name__}: {str(error)[:200]}")


def memory() -> int:
    """Return how many MB this process needed at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(inputs: int, seed: int, seconds: float) -> list[Finding]:
    """Try so many inputs, or until the time is up. Return what went wrong, one of each kind of error."""
    dice, tried = Random(seed), Counter[str]()  # noqa: S311 - a fixed draw
    found: dict[tuple[str, str], Finding] = {}
    with tempfile.TemporaryDirectory() as desk:
        os.environ["GUIDELINEKIT_CACHE"] = str(Path(desk) / "cache")  # packs made here drive no others out
        targets = Targets(Path(desk))
        targets.taken_as_they_are()
        peak, peak_at = max(memory(), NOTED_MEMORY), Finding("memory", "", "before the first input")
        end = time.monotonic() + seconds
        weights = {kind: OFTEN if kind.startswith("record") else 1 for kind in targets.starts}
        while tried.total() < inputs and time.monotonic() < end:
            kind = dice.choices(list(weights), list(weights.values()))[0]
            start = dice.choice(targets.starts[kind])
            steps = [dice.randrange(2**32) for _ in range(dice.choice((1, 1, 2, 4, 8)))]
            tried[kind] += 1
            content = made(start, steps)
            error = failure(targets, kind, content)
            if (now := memory()) >= peak + RISE:
                peak, peak_at = now, Finding(kind, content, "memory")
                print(f"seed {seed}: {now} MB after input {tried.total()}, a {kind}", flush=True)
            if error is not None and (key := (kind, type(error).__name__)) not in found:
                found[key] = smallest(targets, kind, start, steps, error)
            if tried.total() % EVERY == 0:
                print(f"seed {seed}: {tried.total()} inputs, {len(found)} findings, {now} MB", flush=True)
    counts = ", ".join(f"{count} {kind}" for kind, count in tried.items())
    print(f"{tried.total()} inputs, seed {seed}: {counts} - {memory()} MB", flush=True)
    if tried.total() < inputs:
        found["time", ""] = Finding("time", "", f"the time was up after {tried.total()} of {inputs} inputs")
    if memory() > MOST_MEMORY:
        found["memory", ""] = Finding(peak_at.kind, peak_at.content, f"{memory()} MB, last risen here")
    return list(found.values())


def main() -> None:
    """Try inputs, write down what went wrong, and exit with 1 if anything did."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=300_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    share, seconds = -(-asked.inputs // asked.jobs), asked.minutes * 60
    with ProcessPoolExecutor(asked.jobs) as processes:
        runs = [
            processes.submit(run, share, asked.seed * 1000 + number, seconds) for number in range(asked.jobs)
        ]
        found = [finding for each in runs for finding in each.result()]
    for number, finding in enumerate(found):
        FINDINGS.mkdir(exist_ok=True)
        path = FINDINGS / f"{finding.kind.replace(' ', '-')}-{asked.seed}-{number}.txt"
        path.write_text(written(finding.content, finding.kind), encoding="utf-8", errors="replace")
        print(f"{path}: {finding.error}", flush=True)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
