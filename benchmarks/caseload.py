"""The cases that are measured on: drawn by the project's generator and kept in `benchmarks/data`."""

import hashlib
from pathlib import Path

from benchmarks.comparison import Cases
from guidelinekit.authoring.generate import AS_OF, generate, to_line
from guidelinekit.case import Case

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


def _version() -> str:
    """Give a digest of the first cases: when they come out differently, so may the rest."""
    digest = hashlib.sha256()
    for case in generate(_LOOKED_AT, SEED, AS_OF):
        digest.update(_line(case))
    return digest.hexdigest()[:8]


def _line(case: Case) -> bytes:
    return f"{to_line(case)}\n".encode()
