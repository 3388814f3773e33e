"""Count the module borders that one printed case and one load of rules cross.

Run it as `python -m tools.borders`, with `--list` to see each.

A border is an ordered pair of two modules of guidelinekit, of which the one calls into the other as it
runs: the callee is the module of a function that is called, the caller the module of the nearest
function of guidelinekit below it on the stack. How often it is crossed does not count, and neither does
what is merely imported (bodies of modules and classes), nor comprehensions, lambdas and generated code,
which have no module.

- *one case*: `guidelinekit check examples/one_case.json --as-of 2026-06-01`, all bundled rules, printed for a
  person: read, judged and reported. The command line's own modules are left out, and so is what loads the
  rules, which the other count has.
- *a load*: `load_rules()` of all bundled packs without a cache: read, checked and made ready, nothing judged.

Each is run once to import what it needs, and then again under a profiler.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = "guidelinekit"
CACHE: Final = "GUIDELINEKIT_CACHE"
_Cached: Final = type(cache(int))


@dataclass(frozen=True, slots=True)
class Borders:
    """The borders that a call crosses, each with how often."""

    edges: Mapping[tuple[str, str], int]

    @property
    def modules(self) -> set[str]:
        """The modules on either side of a border."""
        return {module for edge in self.edges for module in edge}

    def degree(self) -> list[tuple[str, int]]:
        """Return the modules by how many borders they have a part in, the most first."""
        return Counter(module for edge in self.edges for module in edge).most_common()


def borders(call: Callable[[], object], *, without: str = "") -> Borders:
    """Run a call under a profiler and return the borders that it crossed, outside of one function."""
    edges: Counter[tuple[str, str]] = Counter()
    left_out: list[FrameType] = []
    modules: dict[CodeType, str | None] = {}

    def module(frame: FrameType) -> str | None:
        code = frame.f_code
        if code not in modules:
            modules[code] = _module(frame)
        return modules[code]

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_name == without:
            left_out.append(frame)
        if left_out:
            if event == "return" and frame is left_out[-1]:
                left_out.pop()
        elif event == "call" and (callee := module(frame)) is not None:
            caller = frame.f_back
            while caller is not None and module(caller) is None:
                caller = caller.f_back
            if caller is not None and (here := module(caller)) is not None and here != callee:
                edges[here, callee] += 1

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return Borders(dict(edges))


def _module(frame: FrameType) -> str | None:
    """Return the module whose function a frame runs; None outside guidelinekit and for the command line."""
    name: str = frame.f_globals.get("__name__", "")
    if not name.startswith(f"{PACKAGE}.") or name.startswith(f"{PACKAGE}.cli."):
        return None
    if frame.f_code.co_name.startswith("<"):
        return None
    written = frame.f_code.co_filename == frame.f_globals.get("__file__")
    in_class = "__qualname__" in frame.f_locals
    return name.removeprefix(f"{PACKAGE}.") if written and not in_class else None


def one_case() -> Borders:
    """Return the borders of one case checked and printed."""
    from guidelinekit.cli.app import app  # noqa: PLC0415 - the environment is set before

    words = ["check", str(ROOT / "examples" / "one_case.json"), "--as-of", "2026-06-01"]

    def printed() -> None:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()), suppress(SystemExit):
            app(words, prog_name=PACKAGE, standalone_mode=False)

    printed()
    printed()
    return borders(printed, without="load_rules")


def a_load() -> Borders:
    """Return the borders of a load of all bundled rules without a cache."""
    from guidelinekit import load_rules  # noqa: PLC0415 - as above

    load_rules()
    _forget()
    return borders(load_rules)


def _forget() -> None:
    """Empty what functions of the package remember."""
    for name, module in list(sys.modules.items()):
        if name.startswith(PACKAGE):
            for value in list(vars(module).values()):
                if isinstance(value, _Cached):
                    value.cache_clear()


def measured() -> dict[str, Borders]:
    """Return the borders of one case and of a load; the cache of the user is left alone."""
    with TemporaryDirectory() as folder:
        before = os.environ.get(CACHE)
        try:
            os.environ[CACHE] = folder
            case = one_case()
            os.environ[CACHE] = ""
            return {"one case": case, "a load": a_load()}
        finally:
            os.environ.pop(CACHE, None)
            if before is not None:
                os.environ[CACHE] = before


def main() -> None:
    """Print the counts; with `--list` the borders and the modules with the most of them too."""
    for name, crossed in measured().items():
        print(f"{name}: {len(crossed.edges)} borders in {len(crossed.modules)} modules")
        if "--list" in sys.argv[1:]:
            for caller, callee in sorted(crossed.edges):
                print(f"  {caller} -> {callee} ({crossed.edges[caller, callee]})")
            for module, number in crossed.degree():
                print(f"  {number:3} {module}")


if __name__ == "__main__":
    main()
