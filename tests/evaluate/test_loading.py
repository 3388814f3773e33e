"""Reading and checking packs: done once, and anew as soon as a file is another."""

from pathlib import Path

import pytest

from changed_packs import write_pack
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import load_rules
from guidelinekit.evaluate.loading import read_and_checked
from guidelinekit.rules import pack_folder as load


def test_a_pack_is_read_once_for_all_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another profile, or its problems asked for again, is no reason to read the same files a second time."""
    monkeypatch.setenv("GUIDELINEKIT_CACHE", "")  # where an earlier run left it checked
    folder = write_pack(tmp_path / "visits")
    first = load_rules([folder])
    monkeypatch.setattr(load, "load_pack", None)
    assert load_rules([folder], "text-only").rules == first.rules
    assert read_and_checked(folder).loaded.pack == first.packs[0]


def test_a_change_of_a_file_is_noticed(tmp_path: Path) -> None:
    """A rule that is changed, broken, mended or renamed between two loads is read anew."""
    folder = write_pack(tmp_path / "visits")
    rule = folder / "1.2-recent.yaml"
    written = rule.read_text(encoding="utf-8")
    before = load_rules([folder])
    rule.write_text(written.replace("30d", "31d"), encoding="utf-8")
    assert load_rules([folder]).rules != before.rules
    rule.write_text(written.replace("assessments", "assesments"), encoding="utf-8")
    with pytest.raises(RuleError, match="assessments"):
        load_rules([folder])
    rule.write_text(written, encoding="utf-8")
    assert load_rules([folder]).rules == before.rules
    (folder / "1.1-visit.yaml").rename(folder / "1.1-visit.yml")
    assert "file-name" in {problem.code for problem in read_and_checked(folder).problems}
