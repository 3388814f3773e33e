"""What people write who have not read the manual: nothing of it is silent, and the message leads on."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from english import english_in
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lint import lint

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "author_mistakes.yaml").read_text(encoding="utf-8")
)
CASES_TRIED = 30
"""How many cases the searches of `lint` try: what is told here needs none."""


def reported(folder: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """Everything that is reported of a pack of these files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return lint(folder, limit=CASES_TRIED).diagnostics


def test_the_right_files_are_right(tmp_path: Path) -> None:
    """Without a mistake nothing is reported."""
    assert reported(tmp_path, TABLE["files"]) == ()


@pytest.mark.parametrize("mistake", TABLE["mistakes"], ids=lambda each: each["wrong"].strip()[:40])
def test_a_mistake_is_told_with_what_to_do(mistake: dict[str, str], tmp_path: Path) -> None:
    """Each mistake is told with its code and what to write instead, and in Danish no word is English."""
    text = TABLE["files"][mistake["file"]]
    assert text.count(mistake["right"]) >= 1
    wrong = {**TABLE["files"], mistake["file"]: text.replace(mistake["right"], mistake["wrong"], 1)}
    problems = reported(tmp_path, wrong)
    of_code = [each.render() for each in problems if each.code == mistake["code"]]
    assert any(mistake["says"] in text for text in of_code), of_code
    danish = "\n".join(each.render("da") for each in problems)
    assert not english_in(danish), danish


def test_a_broken_example_is_the_only_thing_told(tmp_path: Path) -> None:
    """Where the example in which a rule is met cannot be read, nothing is guessed of the rule."""
    name = "1.1-contact.cases.yaml"
    broken = {**TABLE["files"], name: TABLE["files"][name].replace("status: met", "status: ok")}
    assert [each.code for each in reported(tmp_path, broken)] == ["bad-example"]
