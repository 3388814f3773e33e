"""`guidelinekit rename rule`: another id everywhere, and the old one still understood."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from command_line import HERE, call

from changed_packs import opened
from guidelinekit.errors import RuleError, UsageError
from guidelinekit.evaluate import load_rules
from guidelinekit.impact import impact
from guidelinekit.impact.rule_changes import ChangeKind

OLD, NEW = "1.2-contact", "1.2-early-contact"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a folder with the small pack, a rule that sums up another, comments, and a profile beside it."""
    shutil.copytree(HERE / "small", tmp_path / "small")
    (tmp_path / "profiles").mkdir()
    profile = (HERE / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: suggested")
    raised = "    rules:\n      1.2-contact: {blocking: true}   # we mean it\n"
    (tmp_path / "profiles" / "suggested.yaml").write_text(profile.rstrip() + "\n" + raised, encoding="utf-8")
    group = tmp_path / "small" / "1.3-group.yaml"
    group.write_text(group.read_text(encoding="utf-8") + "sums_up: [1.2-contact]   # one\n", encoding="utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, str]:
    """Give the text of every file below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_a_rule_is_renamed_everywhere(desk: Path) -> None:
    """Files, ids, ledger, other rules and profiles have the new id, and nothing else is another."""
    before = files(desk)
    code, out, _ = call("rename", "rule", OLD, NEW, "--pack", desk / "small", "--lang", "da")
    assert code == 0
    assert f"`{OLD}` hedder nu `{NEW}`" in out
    after = {name.replace(OLD, NEW): text.replace(OLD, NEW) for name, text in before.items()}
    after[f"small/{NEW}.yaml"] += f"formerly: [{OLD}]\n"
    assert files(desk) == after
    assert call("test", desk / "small")[0] == 0


def test_the_old_id_is_understood_and_told(desk: Path, tmp_path: Path) -> None:
    """A profile and a waiver that name it work with a warning; `rules` reads it; `--rule` says the new id."""
    shutil.copy(desk / "profiles" / "suggested.yaml", tmp_path / "mine.yaml")
    mine = (tmp_path / "mine.yaml").read_text(encoding="utf-8").replace("id: suggested", "id: mine")
    call("rename", "rule", OLD, NEW, "--pack", desk / "small")
    (tmp_path / "mine.yaml").write_text(mine, encoding="utf-8")
    rules = load_rules([desk / "small"], tmp_path / "mine.yaml")
    assert rules.profile.blocking == (f"small/{NEW}",)
    assert [each.code for each in rules.warnings] == ["renamed-rule"]
    options = ("--pack", desk / "small", "--profile", tmp_path / "mine.yaml")
    assert call("rules", OLD, *options) == call("rules", NEW, *options)
    with pytest.raises(UsageError, match=f"it is now called `{NEW}`"):
        call("rules", "--rule", OLD, *options)


def test_the_page_of_a_rule_is_renamed_and_the_old_id_is_told(desk: Path) -> None:
    """A page that was made goes with its rule; `test` and `mutate` of the old id say the new one."""
    call("docs", desk / "small", "--profile", desk / "profiles" / "suggested.yaml", "-o", desk / "pages")
    shutil.move(desk / "pages" / "small", desk / "small" / "docs")
    assert f"{NEW}.md" in call("rename", "rule", OLD, NEW, "--pack", desk / "small")[1]
    assert not (desk / "small" / "docs" / f"{OLD}.md").exists()
    assert f"# {NEW}" in (desk / "small" / "docs" / f"{NEW}.md").read_text(encoding="utf-8")
    for command in (("test",), ("mutate", "--cases", "0")):
        with pytest.raises(UsageError, match=f"it is now called `{NEW}`"):
            call(*command, desk / "small", "--rule", OLD)


def test_renamed_twice_it_has_been_both(desk: Path) -> None:
    """Former ids are collected, and none of them can be given again, by command or by hand."""
    for old, new in ((OLD, NEW), (NEW, "1.2-first")):
        call("rename", "rule", old, new, "--pack", desk / "small")
    rule = load_rules([desk / "small"], desk / "profiles" / "suggested.yaml").select(["1.2-first"]).rules[0]
    assert rule.formerly == (f"small/{OLD}", f"small/{NEW}")
    for taken in ("1.1-plan", OLD, "Nej"):
        with pytest.raises(UsageError):
            call("rename", "rule", "1.2-first", taken, "--pack", desk / "small")
    with pytest.raises(UsageError, match="did you mean"):
        call("rename", "rule", "1.1-plna", "1.1-x", "--pack", desk / "small")
    plan = desk / "small" / "1.1-plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + f"formerly: [{OLD}]\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"duplicate-rule. `1\.2-contact` is the id of a rule, or was"):
        load_rules([desk / "small"])


def test_impact_knows_a_renamed_rule(desk: Path, tmp_path: Path) -> None:
    """A rule renamed is only worded otherwise; one that is changed too is compared with what it was."""
    shutil.copytree(desk, tmp_path / "now")
    now = tmp_path / "now" / "small"
    call("rename", "rule", OLD, NEW, "--pack", now)
    for kind in (ChangeKind.TEXT, ChangeKind.LOGIC):
        changes = impact(*opened(desk / "small", now), date(2026, 3, 1), (), "en", limit=50).changes
        assert {change.name: change.kind for change in changes}[NEW] is kind
        assert [change.name for change in changes if change.kind is ChangeKind.REMOVED] == []
        path = now / f"{NEW}.yaml"
        text = path.read_text(encoding="utf-8").replace("resolved_on: null", "resolved_on: {known: true}")
        path.write_text(text, encoding="utf-8")
