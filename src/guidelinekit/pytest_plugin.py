"""A pytest plugin: the example cases of rules (`<rule-id>.cases.yaml`) as tests.

It looks only at files of that name that stand beside a rule or a pack, and the rest of the package is
imported only when there is one. `guidelinekit_cases = false` in pytest's settings switches it off, and so
does `-p no:guidelinekit`.
"""

from __future__ import annotations

from functools import partial
from glob import escape
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike
    from pathlib import Path

    from guidelinekit.examples.example_file import Example
    from guidelinekit.examples.pack_under_test import PackUnderTest

PACK = "pack.yaml"
SUFFIX = ".cases.yaml"
INI = "guidelinekit_cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that switches the plugin off."""
    parser.addini(INI, f"collect guidelinekit's example cases (*{SUFFIX})", type="bool", default=True)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CasesFile | None:
    """Collect a file of example cases that stands beside its rule or a pack."""
    if not file_path.name.endswith(SUFFIX) or not parent.config.getini(INI):
        return None
    rule = file_path.with_name(file_path.name.removesuffix(SUFFIX) + ".yaml")
    if not rule.is_file() and not file_path.with_name("pack.yaml").is_file():
        return None
    return CasesFile.from_parent(parent, path=file_path)


class CasesFile(pytest.File):
    """A file of example cases."""

    def collect(self) -> Iterator[CaseItem]:
        """Collect each example, and each problem of the file, as a test."""
        from guidelinekit.errors import RuleError  # noqa: PLC0415 - only where there are cases
        from guidelinekit.examples.outcomes import read_file_of  # noqa: PLC0415

        if not self.path.with_name(PACK).is_file():
            yield self._problem(PACK, _NO_PACK.format(folder=self.path.parent))
            return
        try:
            pack = self._pack()
            file = read_file_of(pack, self.path)
        except RuleError as error:
            yield self._problem("rules", str(error))
            return
        for example in file.examples:
            failure = partial(_difference, pack, example)
            line = None if example.origin.span is None else example.origin.span.line - 1
            yield CaseItem.from_parent(self, name=example.name, failure=failure, line=line)
        for problem in file.problems:
            yield self._problem(problem.message.en, problem.render())

    def _problem(self, name: str, text: str) -> CaseItem:
        return CaseItem.from_parent(self, name=name, failure=lambda: text)

    def _pack(self) -> PackUnderTest:
        """Return the folder's pack, whose rules are loaded once for all files; others may have errors."""
        from guidelinekit.examples.pack_under_test import open_pack  # noqa: PLC0415 - only where there are cases

        packs = self.config.stash.setdefault(_PACKS, {})
        folder, rule = self.path.parent, self.path.name.removesuffix(SUFFIX)
        if folder not in packs or rule in packs[folder].left_out:
            packs[folder] = open_pack(folder, [escape(rule)])
        return packs[folder]


_PACKS = pytest.StashKey["dict[Path, PackUnderTest]"]()
_NO_PACK = """\
{folder}: there is no pack.yaml beside these example cases
  = help: a rule belongs to a pack; `guidelinekit new pack` makes one"""


class CaseItem(pytest.Item):
    """One example case; or an example or a file that cannot be run, which fails with the reason."""

    def __init__(self, *, failure: Callable[[], str], line: int | None = None, **given: Any) -> None:
        super().__init__(**given)
        self.failure, self.line = failure, line

    def runtest(self) -> None:
        """Run the example."""
        text = self.failure()
        if text:
            raise DiffersError(text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Return what differs, without a traceback."""
        from guidelinekit.errors import GuidelinekitError  # noqa: PLC0415 - only where there are cases

        if isinstance(excinfo.value, DiffersError | GuidelinekitError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """Return where the example stands."""
        return self.path, self.line, f"{self.path.name.removesuffix(SUFFIX)}: {self.name}"


class DiffersError(Exception):
    """An example does not say what its author expects, or cannot be run."""


def _difference(pack: PackUnderTest, example: Example) -> str:
    """Return what an example says otherwise than its author expects; nothing where it passes."""
    from guidelinekit.examples.outcomes import run_example  # noqa: PLC0415 - only where there are cases
    from guidelinekit.report.authors.examples_text import failure_text  # noqa: PLC0415

    outcome = run_example(pack, example)
    return "" if outcome.passed else "\n".join(failure_text(outcome, "da"))
