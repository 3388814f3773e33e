"""A pytest plugin: the example cases of rules (`<rule-id>.cases.yaml`) as tests.

It looks only at files of that name that stand beside a rule or a pack, and the rest of the package is
imported only when there is one. `guidelinekit_cases = false` in pytest's settings switches it off, and so
does `-p no:guidelinekit`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from guidelinekit.errors import RuleError
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

    def collect(self) -> Iterator[CaseItem | ProblemItem]:
        """Collect each example, and each problem of the file, as a test."""
        from guidelinekit.errors import RuleError  # noqa: PLC0415 - only where there are cases
        from guidelinekit.examples.outcomes import read_file_of  # noqa: PLC0415

        if not self.path.with_name(PACK).is_file():
            yield ProblemItem.from_parent(self, name=PACK, problem=_NO_PACK.format(folder=self.path.parent))
            return
        try:
            pack = self._pack()
            file = read_file_of(pack, self.path)
        except RuleError as error:
            yield ProblemItem.from_parent(self, name="rules", problem=self._of_this_file(error))
            return
        for example in file.examples:
            yield CaseItem.from_parent(self, name=example.name, pack=pack, example=example)
        for problem in file.problems:
            yield ProblemItem.from_parent(self, name=problem.message, problem=problem.render())

    def _pack(self) -> PackUnderTest:
        """Return the folder's pack, whose rules are loaded once for all of its files."""
        from guidelinekit.examples.pack_under_test import open_pack  # noqa: PLC0415 - only where there are cases

        packs = self.config.stash.setdefault(_PACKS, {})
        folder = self.path.parent
        if folder not in packs:
            packs[folder] = open_pack(folder)
        return packs[folder]

    def _of_this_file(self, error: RuleError) -> str:
        """Return the problems of the pack and of this rule; those of its other rules stand beside them."""
        names = (self.path.name.removesuffix(SUFFIX) + ".yaml", PACK, "passages.yaml")
        own = [each for each in error.diagnostics if each.file is None or Path(each.file).name in names]
        if own:
            return "\n\n".join(each.render() for each in own)
        return _OTHERS.format(count=len(error.diagnostics), folder=self.path.parent)


_PACKS = pytest.StashKey["dict[Path, PackUnderTest]"]()
_NO_PACK = """\
{folder}: there is no pack.yaml beside these example cases
  = help: a rule belongs to a pack; `guidelinekit new pack` makes one"""
_OTHERS = """\
other rules of this pack cannot be used, so neither can this one; {count} problems
  = help: see the other files, or run `guidelinekit test {folder}`"""


class CaseItem(pytest.Item):
    """One example case."""

    def __init__(self, *, pack: PackUnderTest, example: Example, **given: Any) -> None:
        super().__init__(**given)
        self.pack = pack
        self.example = example

    def runtest(self) -> None:
        """Run the example."""
        from guidelinekit.examples.outcomes import run_example  # noqa: PLC0415 - only where there are cases
        from guidelinekit.report.authors.examples_text import failure_text  # noqa: PLC0415

        outcome = run_example(self.pack, self.example)
        if not outcome.passed:
            raise DiffersError("\n".join(failure_text(outcome, "da")))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Return what differs, without a traceback."""
        return _shown(self, excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """Return where the example stands."""
        span = self.example.origin.span
        return self.path, None if span is None else span.line - 1, f"{self.example.rule}: {self.name}"


class ProblemItem(pytest.Item):
    """A file of example cases, or an example, that cannot be run: a test that fails with the reason."""

    def __init__(self, *, problem: str, **given: Any) -> None:
        super().__init__(**given)
        self.problem = problem

    def runtest(self) -> None:
        """Fail."""
        raise DiffersError(self.problem)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Return the problem, without a traceback."""
        return _shown(self, excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """Return where the problem is."""
        return self.path, None, f"{self.path.name}: {self.name}"


class DiffersError(Exception):
    """An example does not say what its author expects, or cannot be run."""


def _shown(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException], style: Any) -> str:
    from guidelinekit.errors import GuidelinekitError  # noqa: PLC0415 - only where there are cases

    if isinstance(excinfo.value, DiffersError | GuidelinekitError):
        return str(excinfo.value)
    return str(pytest.Item.repr_failure(item, excinfo, style))
