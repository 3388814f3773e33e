"""The cases that are measured on: drawn by the project's generator and kept in `benchmarks/data`."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.comparison import Cases
from guidelinekit.case import Case
from guidelinekit.case.catalogue import CATALOGUES, FieldType
from guidelinekit.lang.expr import Node
from guidelinekit.lang.expr import Path as FieldPath
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.walk import nodes
from guidelinekit.synthetic.generate import AS_OF, generate, to_line

SEED = 4
FOLDER = Path(__file__).parent / "data"
_LOOKED_AT = 100


def caseload(n: int, folder: Path = FOLDER) -> Cases:
    """Give the first `n` cases of the seed. They are drawn anew when the generator has changed."""
    file = folder / f"{n}-cases-{_version()}.ndjson"
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        with unfinished.open("wb") as sink:
            sink.writelines(_line(case) for case in generate(n, SEED, AS_OF))
        unfinished.rename(file)
    return Cases(file.read_bytes().splitlines(), file)


def only_read(cases: Cases, rules: Iterable[Node]) -> Cases:
    """Give the same cases with no more than the fields that rules read, as a sparing export has them."""
    file = cases.file.with_suffix(".read.ndjson")
    if not file.is_file():
        steps = {step for rule in rules for path in nodes(rule, FieldPath) for step in path.steps}
        unfinished = file.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as sink:
            for line in cases.lines:
                kept = _only(json.loads(line), CATALOGUES[Subject.CASE], steps)
                sink.write(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")
        unfinished.rename(file)
    return Cases(file.read_bytes().splitlines(), file)


def _only(value: Any, kind: FieldType, steps: set[str]) -> Any:
    if isinstance(value, dict):
        kept = ((name, part) for name, part in value.items() if name in steps or kind.fields[name].required)
        return {name: _only(part, kind.fields[name], steps) for name, part in kept}
    if isinstance(value, list) and kind.item is not None:
        return [_only(part, kind.item, steps) for part in value]
    return value


def _version() -> str:
    """Give a digest of the first cases: when they come out differently, so may the rest."""
    digest = hashlib.sha256()
    for case in generate(_LOOKED_AT, SEED, AS_OF):
        digest.update(_line(case))
    return digest.hexdigest()[:8]


def _line(case: Case) -> bytes:
    return f"{to_line(case)}\n".encode()
