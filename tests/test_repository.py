"""What holds for the repository as a whole: complete rules, sizes, public names, links, no personal data."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest

import guidelinekit
from guidelinekit.cli.app import COMMANDS
from guidelinekit.lang.rule import Pack, Rule, Text
from guidelinekit.rules.pack_folder import CASES, load_pack, rule_files
from guidelinekit.rules.packs import bundled_packs

ROOT = Path(__file__).parents[1]
PACKS = ROOT / "rules"
MODULES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = (*sorted(ROOT.glob("*.md")), ROOT / "examples" / "README.md", *DOCS)
WRITTEN = ("src", "rules", "examples", "docs", "tests", "schemas")
SUFFIXES = {".py", ".yaml", ".yml", ".json", ".ndjson", ".md", ".txt", ".toml"}
LONGEST, MEDIAN, PUBLIC = 400, 150, 15
_CPR = re.compile(r"\b(?!0123456789)\d{6}-?\d{4}\b", re.ASCII)
_LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@cache
def pack(name: str) -> Pack:
    """Give a bundled pack."""
    loaded = load_pack(PACKS / name)
    assert loaded.pack is not None, [problem.render() for problem in loaded.diagnostics]
    return loaded.pack


def rules() -> Iterator[tuple[str, Path]]:
    """Give the pack and file of every bundled rule."""
    for name in bundled_packs():
        for path in rule_files(PACKS / name):
            yield name, path


def rule_in(name: str, path: Path) -> Rule:
    """Give the rule of a file."""
    return next(rule for rule in pack(name).rules if rule.id == f"{name}/{path.stem}")


def lines_of(path: Path) -> int:
    """Count the lines of a file."""
    return path.read_text(encoding="utf-8").count("\n")


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as they are made of their words."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


every_rule = pytest.mark.parametrize(
    ("name", "path"), list(rules()), ids=lambda part: getattr(part, "stem", part)
)


@every_rule
def test_rule_has_example_cases(name: str, path: Path) -> None:
    """Every bundled rule has example cases beside it."""
    assert (PACKS / name / f"{path.stem}{CASES}").is_file()


@every_rule
def test_rule_speaks_both_languages(name: str, path: Path) -> None:
    """Every bundled rule has title, finding and remedy in Danish and in English, and not the same in both."""
    rule = rule_in(name, path)
    texts: list[Text] = [rule.title, rule.finding, rule.remedy]
    assert all(text.da.strip() and text.en.strip() for text in texts)
    assert all(text.da != text.en for text in texts)


@every_rule
def test_rule_rests_on_passages_of_its_ledger(name: str, path: Path) -> None:
    """Every bundled rule names at least one passage, and its pack's ledger has each."""
    known = {passage.id for passage in pack(name).passages}
    assert rule_in(name, path).passages
    assert set(rule_in(name, path).passages) - known == set()


def test_no_example_cases_without_a_rule() -> None:
    """Every file of example cases stands beside the rule that it is named after."""
    names = {path.stem for _, path in rules()}
    lone = [path.name for path in PACKS.rglob(f"*{CASES}") if path.name.removesuffix(CASES) not in names]
    assert lone == []


def test_make_targets_named_in_pages_exist() -> None:
    """Each `make` command that a page tells its reader to run is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:^\$ |`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named >= {"demo", "test"}
    assert named - targets == set()


def test_commands_named_in_pages_exist() -> None:
    """Each `guidelinekit` command that a page shows exists, and each that exists is shown."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"(?:\$ |`|(?<!\n)\| )guidelinekit ([a-z]+)", text))
    assert named == set(COMMANDS)


def test_modules_are_short() -> None:
    """No module has more than 400 lines, and half of them have at most 150."""
    assert [path.name for path in MODULES if lines_of(path) > LONGEST] == []
    assert median(lines_of(path) for path in MODULES) <= MEDIAN


def test_public_names_are_few_and_can_be_loaded() -> None:
    """There are at most fifteen public names, sorted, and each loads."""
    names = guidelinekit.__all__
    assert len(names) <= PUBLIC
    assert list(names) == sorted(names)
    assert all(getattr(guidelinekit, name) is not None for name in names)


def test_a_name_that_is_not_public_is_refused() -> None:
    """Asking the package for a name that it does not have fails as it does for any module."""
    with pytest.raises(AttributeError, match="no attribute 'evaluate_everything'"):
        getattr(import_module("guidelinekit"), "evaluate_everything")  # noqa: B009 - the name is not there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    """Each link of a page into the repository leads to a file, and to a heading in it where it names one."""
    broken = []
    for target, anchor in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def test_nothing_looks_like_a_cpr_number() -> None:
    """No file holds a text of the shape of a CPR number."""
    files = [path for folder in WRITTEN for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES]
    shaped = {}
    for path in (*files, *ROOT.glob("*.*")):
        if path.is_file() and path.suffix in SUFFIXES:
            text = path.read_text(encoding="utf-8", errors="ignore")
            if found := _CPR.findall(text):
                shaped[str(path.relative_to(ROOT))] = len(found)
    assert shaped == {}


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_every_test_says_what_it_shows(path: Path) -> None:
    """Every test has a docstring of one line."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    silent = [
        node.name
        for node in tests
        if node.name.startswith("test_") and "\n" in (ast.get_docstring(node) or "\n")
    ]
    assert silent == []
