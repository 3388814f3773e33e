"""The pages of rules: fresh, alike in form, and made from the rules alone."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from garden import write_garden
from guidelinekit.cli.app import app
from guidelinekit.docs.markdown import MADE, block, both, table, template
from guidelinekit.docs.pages import history, pages
from guidelinekit.publication.as_site import write_pages
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.text import Text
from guidelinekit.wording.explanation import Outline

SMALL = Path(__file__).parents[1] / "cli" / "small"

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "rules"
PARTS = [
    "What the guideline asks", "Dansk", "English", "Parameters", "Example cases", "Interpretation", "History",
]  # fmt: skip
OF_LOGIC = {
    "Dansk": ["Gælder når", "Kræver", "Frist", "Undtaget når", "Det læser sagsbehandleren"],
    "English": ["Applies when", "Requires", "Deadline", "Exempt when", "What the caseworker reads"],
}


@pytest.mark.parametrize("pack", bundled_packs())
def test_pages_in_the_repository_are_fresh(pack: str) -> None:
    """`guidelinekit docs` makes exactly the pages that are kept."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    made = pages(pack, "suggested", changelog)
    kept = {path.name: path.read_text(encoding="utf-8") for path in (KEPT / pack).iterdir()}
    assert kept.keys() == made.texts.keys(), "run `make docs`"
    assert [name for name, text in made.texts.items() if kept[name] != text] == [], "run `make docs`"


@pytest.mark.parametrize(
    "page", [path for path in KEPT.glob("*/*.md") if path.name != "index.md"], ids=lambda page: page.stem
)
def test_every_page_has_the_same_headings(page: Path) -> None:
    """A page has its parts in one order, and in each language the logic in one order."""
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    for part, headings in OF_LOGIC.items():
        section = text.partition(f"## {part}\n")[2].partition("\n## ")[0]
        found = re.findall(r"^### (.+)$", section, re.MULTILINE)
        assert [heading for heading in found if heading in headings] == headings
    assert "$" not in re.sub(r"`[^`]*`", "", text), "a parameter's name stands in the prose"


def test_pages_that_are_no_longer_made_are_removed(tmp_path: Path) -> None:
    """Of the pages in the folder only those that were made are removed, when their rule is gone."""
    write_pages({"old.md": f"{MADE}\n", "kept.md": f"{MADE}\n"}, tmp_path / "p", ".md", MADE)
    (tmp_path / "p" / "written.md").write_text("by hand\n", encoding="utf-8")
    write_pages({"kept.md": f"{MADE}\nmore\n"}, tmp_path / "p", ".md", MADE)
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["kept.md", "written.md"]


def test_history_is_what_a_changelog_says_of_the_rule() -> None:
    """Of a point only the sentences about the rule are told; a rule whose id only begins alike is another."""
    changelog = (
        "# Changelog\n\n## 1.1\n\n- Read again:\n  - `1.1-plan` also counts\n    joint plans. They\n"
        "    must be signed. `1.2-talk` is gone.\n  - `1.1-plan-b` is new.\n- All. `1.*` have dates.\n\n"
        "## 1.0\n\n- New: `p/1.1-plan`.\n- Something else.\n"
    )
    assert history(changelog, "1.1-plan") == [
        "1.1: `1.1-plan` also counts joint plans. They must be signed.",
        "1.1: `1.*` have dates.",
        "1.0: New: `p/1.1-plan`.",
    ]
    assert history("## 1.1\n\n- See `1.1`.\n- `1.1.2-plan` is new.\n", "1.1") == ["1.1: See `1.1`."]


def test_fields_in_a_sentence_are_shown_as_places() -> None:
    """A template is read with a place for each field, not with the marks of the template language."""
    assert template("Kontakt om {{ need.area | label }} inden {{ due_on|day }}") == (
        "Kontakt om *[need.area]* inden *[due_on]*"
    )


def test_a_table_without_rows_is_left_out() -> None:
    """No rows give no table, and a bar in a cell does not end it."""
    assert list(table(("a",), [])) == []
    assert list(table(("a", "b"), [("x|y", "z")]))[2] == "| x\\|y | z |"


def test_a_rule_s_text_is_neither_html_nor_a_link() -> None:
    """What a rule says is shown as it is written, whatever its author wrote."""
    assert both(Text(da="<b>a</b>", en="[b](javascript:1)")) == "&lt;b>a&lt;/b> · [b]\\(javascript:1)"
    assert next(iter(block(Outline("a<br>")))) == "A&lt;br>."


def test_titles_are_neither_html_nor_a_link_on_any_page(tmp_path: Path) -> None:
    """Those of a pack and of its rules stand on top of pages, in lists and in tables."""
    odd = "<script>a()</script> [x](javascript:y)"
    for file in SMALL.glob("*.yaml"):
        text = re.sub(
            r"^title: .*$", f"title: {{da: {odd!r}, en: {odd!r}}}", file.read_text(), flags=re.MULTILINE
        )
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    made = pages(str(tmp_path), str(SMALL.parent / "small.yaml"), "")
    assert sum("javascript:y" in text for text in made.texts.values()) >= 4
    assert not [name for name, text in made.texts.items() if "<script" in text or "](javascript" in text]


def test_a_page_that_is_no_text_is_no_reason_to_stop(tmp_path: Path) -> None:
    """What stands in the folder and is not UTF-8 is not a page that was made, and is left alone."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "old.md").write_bytes(b"\xff\xfe")
    write_pages({"new.md": f"{MADE}\n"}, tmp_path / "p", ".md", MADE)
    assert (tmp_path / "p" / "old.md").read_bytes() == b"\xff\xfe"
    assert (tmp_path / "p" / "new.md").is_file()


def test_a_changelog_that_is_no_text_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages are written whatever lies beside them as CHANGELOG.md."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "CHANGELOG.md").write_bytes(b"\xff\xfe")
    pack = write_garden(tmp_path / "garden")
    outcome = CliRunner().invoke(app, ["docs", str(pack), "--profile", "text-only", "-o", "pages"])
    assert outcome.exit_code == 0, outcome.output
    assert list((tmp_path / "pages").rglob("4.1.1-water.md"))
