"""Broken rules beside the exact text that their author sees; tests/bad_rules/README.md tells the layout."""

import shutil
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from english import english_in
from guidelinekit.diagnostics import Diagnostic, errors, in_order
from guidelinekit.lint import lint
from guidelinekit.lint.codes import CODES as LINT_CODES
from guidelinekit.rules.codes import CODES as RULE_CODES
from guidelinekit.rules.pack_folder import example_problems, load_pack
from guidelinekit.rules.profile import load_profile
from guidelinekit.rules.waiver_file import load_waivers
from guidelinekit.text import LANGUAGES, Language, Text

HERE = Path(__file__).parent / "bad_rules"
CASES_TRIED = 200
"""How many cases the searches of `lint` try here."""
LEFT_OUT = {"rule-without-cases", "no-rules"}
"""What is shown only in its own folder, to keep the folders small."""
MADE = {"file-too-large": ("big.yaml", b"# " + b"x" * 1024 * 1024)}
"""Files that are too large to keep."""


def codes() -> dict[str, Text]:
    """Every code that a package can report."""
    listed = {**RULE_CODES, **LINT_CODES}
    if find_spec("guidelinekit.check.codes") is not None:
        listed |= import_module("guidelinekit.check.codes").CODES
    return listed


def folders() -> list[str]:
    """The names of the folders, one per code."""
    return sorted(path.name for path in HERE.iterdir() if path.is_dir())


def report(code: str, place: Path) -> list[Diagnostic]:
    """Copy a folder to an empty place and give everything that is reported of it."""
    shutil.copytree(HERE / code, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    if not (place / "pack.yaml").exists():
        shutil.copy(HERE / "pack.yaml", place)
    if code in MADE:
        name, content = MADE[code]
        (place / name).write_bytes(content)
    apart = place.parent / "profiles"
    apart.mkdir()
    for name in ("profile.yaml", "waivers.yaml"):
        if (place / name).exists():
            (place / name).rename(apart / name)
    if code in LINT_CODES:
        told = lint(place, limit=CASES_TRIED).diagnostics
        return [d for d in told if d.code != "rule-without-cases"]
    loaded = load_pack(place)
    found = [*loaded.diagnostics, *example_problems(place)]
    if loaded.pack is not None and not errors(found) and code not in RULE_CODES:
        check = import_module("guidelinekit.check").check
        found += [loaded.place(problem) for problem in check(loaded.pack)]
    packs = [loaded.pack] if loaded.pack else []
    if (apart / "profile.yaml").exists():
        found += load_profile(apart / "profile.yaml", packs, with_unset=code == "unset-local")[1]
    if (apart / "waivers.yaml").exists():
        found += load_waivers(apart / "waivers.yaml", packs)[1]
    return in_order(d for d in found if d.code == code or d.code not in LEFT_OUT)


@cache
def seen(code: str) -> dict[Language, str]:
    """The text that the author of a folder's files sees, by language."""
    with TemporaryDirectory() as empty:
        place = Path(empty).resolve() / "pack"
        problems = report(code, place)
    texts = {each: "\n\n".join(problem.render(each) for problem in problems) + "\n" for each in LANGUAGES}
    return {
        each: text.replace(f"{place}/", "").replace(f"{place.parent}/profiles/", "")
        for each, text in texts.items()
    }


@pytest.mark.parametrize("code", folders())
def test_what_the_author_sees(code: str) -> None:
    """A broken rule is reported in exactly these words."""
    assert seen(code)["en"] == (HERE / code / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", folders())
def test_the_danish_text_has_no_english_word(code: str) -> None:
    """Whoever reads Danish is told nothing in English."""
    assert not english_in(seen(code)["da"]), seen(code)["da"]


@pytest.mark.parametrize("code", codes())
def test_every_code_has_a_meaning_in_both_languages(code: str) -> None:
    """What a code means is told in Danish and in English."""
    meaning = codes()[code]
    assert meaning.en
    assert not english_in(meaning.da), meaning.da


@pytest.mark.parametrize("code", folders())
def test_the_folder_shows_its_code(code: str) -> None:
    """A folder's files break the rule that it is named after."""
    assert f"[{code}]" in (HERE / code / "expected.txt").read_text(encoding="utf-8")


def test_every_code_has_a_broken_rule() -> None:
    """No code goes without an example, and no example without a code."""
    assert set(folders()) == set(codes())


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(seen(name)["en"])
