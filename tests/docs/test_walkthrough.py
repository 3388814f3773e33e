"""The walk-throughs for authors, followed to the letter: their commands, files and edits, in their order."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import test_commands as commands

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "walkthrough.md"
IN_DANISH = ROOT / "docs" / "da" / "walkthrough.md"
FROM_TEXT = ROOT / "docs" / "da" / "fra-tekst-til-pakke.md"
COPIED = ("rules", "schemas", "examples", "docs/rules")
_BLOCK = re.compile(
    r"^```(?:(?P<kind>console) step|(?:yaml|text) (?P<edit>file|append|new) (?P<file>\S+)"
    r"|(?P<diff>diff) (?P<changed>\S+))\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Step:
    """One block of the page: what to do, with which file, and the text."""

    kind: str
    file: str
    text: str


def steps(page: Path) -> Iterator[Step]:
    """Give the blocks of a page in order."""
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        kind = found["kind"] or found["edit"] or found["diff"]
        yield Step(kind, found["file"] or found["changed"] or "", found["text"])


def change(path: Path, diff: str) -> None:
    """Replace the lines that a diff takes away by those that it adds."""
    signs = {sign: [line[1:] for line in diff.splitlines() if line[0] == sign] for sign in "-+"}
    gone, come = ("".join(f"{line}\n" for line in signs[sign]) for sign in "-+")
    before = path.read_text(encoding="utf-8")
    assert before.count(gone) == 1, gone
    path.write_text(before.replace(gone, come), encoding="utf-8")


def see(shown: commands.Shown, desk: Path) -> None:
    """Run a command, and compare what it prints with what the page shows."""
    output = commands.run(shown.command, desk)
    problem = commands.missing_line(shown.output, output)
    assert problem is None, "\n".join([f"$ {shown.command}", *output])


def follow(step: Step, desk: Path) -> None:
    """Do what a block says."""
    path = desk / step.file
    match step.kind:
        case "console":
            for shown in commands.commands_in(step.text, PAGE.name):
                see(shown, desk)
        case "file" | "new":
            assert path.is_file() is (step.kind == "file")
            path.write_text(step.text, encoding="utf-8")
        case "append":
            path.write_text(path.read_text(encoding="utf-8") + step.text, encoding="utf-8")
        case _:
            change(path, step.text)


def test_walkthrough_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An author who does what the page says sees what it shows, and what the Danish one shows of a step."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("the walk-through compares with what git keeps")
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "author")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "author@example.org")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "The rules")):
        subprocess.run([git, *command], cwd=tmp_path, check=True)
    for step, danish in zip(steps(PAGE), steps(IN_DANISH), strict=True):
        follow(step, tmp_path)
        for shown in commands.commands_in(danish.text, IN_DANISH.name):
            if "--lang da" in shown.command and any(map(str.strip, set(shown.output) - {commands.GAP, "0"})):
                see(shown, tmp_path)
    page = (tmp_path / "docs/rules/ssb-2016/3.2.4-shelter-contact.md").read_text(encoding="utf-8")
    assert "there is at least one entry under «contacts with partner services»" in page.lower()
    assert (tmp_path / "docs/rules/ssb-2016/3.2.4-early-partner-contact.md").read_text(encoding="utf-8")


def test_a_text_becomes_a_pack_a_document_and_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An author who does what the Danish page says has a ledger, two rules, and two Word documents."""
    pytest.importorskip("docx")
    monkeypatch.setenv("GUIDELINEKIT_LANG", "da")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for step in steps(FROM_TEXT):
        follow(step, tmp_path)
    for name in ("hoering.docx", "virkning.docx"):
        assert (tmp_path / name).read_bytes().startswith(b"PK")
    stored = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "anonym").glob("*.yaml"))
    assert "skifte behandlingssted" not in stored
