"""A pack at a git revision."""

import shutil
import subprocess
from pathlib import Path

import pytest

from changed_packs import write_pack
from guidelinekit import load_rules
from guidelinekit.errors import InputError, RuleError
from guidelinekit.impact.versions import write_revision

GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="there is no git to read revisions with")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit of the pack and of a profile beside it, the working directory."""
    place = tmp_path / "repository"
    write_pack(place / "rules" / "visits")
    (place / "rules" / "profiles").mkdir()
    (place / "rules" / "profiles" / "own.yaml").write_text("id: own\n", encoding="utf-8")
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "rules"],
    ):
        subprocess.run([str(GIT), "-C", str(place), *arguments], check=True)
    monkeypatch.chdir(place)
    return place


@needs_git
def test_revision_gives_the_files_of_then(repository: Path, tmp_path: Path) -> None:
    """The pack is as it was committed, whatever stands in the folder now, with the profiles beside it."""
    write_pack(repository / "rules" / "visits", {"pack.yaml": ("value: 14", "value: 21")})
    folder = write_revision("git:HEAD:rules/visits", None, tmp_path / "then")
    assert "value: 14" in (folder / "pack.yaml").read_text(encoding="utf-8")
    assert (folder.parent / "profiles" / "own.yaml").is_file()


@needs_git
def test_path_is_that_of_the_other_version(repository: Path, tmp_path: Path) -> None:
    """Without a path the revision is of the pack that it is compared with."""
    folder = write_revision("git:HEAD", Path("rules/visits"), tmp_path / "then")
    assert folder == tmp_path / "then" / "rules" / "visits"
    assert repository == Path.cwd()


@needs_git
@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("git:", "names no revision"),
        ("git:--all", "names no revision"),
        ("git:nowhere:rules/visits", "there is no revision `nowhere`"),
        ("git:HEAD:rules/other", "there is no pack in `rules/other`"),
        ("git:HEAD", "does not say where the pack is"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, message: str, tmp_path: Path) -> None:
    """A revision that cannot be read is refused with the reason."""
    with pytest.raises(InputError, match=message):
        write_revision(name, None, tmp_path / "then")


@needs_git
def test_a_link_of_then_is_read_as_one_of_today(repository: Path, tmp_path: Path) -> None:
    """A link out of the pack is refused by whoever reads the pack, one within it is followed."""
    pack = repository / "rules" / "visits"
    (pack / "out.yaml").symlink_to("/etc/hostname")
    (pack / "within.yaml").symlink_to("pack.yaml")
    subprocess.run([str(GIT), "add", "."], check=True)
    author = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([str(GIT), *author, "commit", "-q", "-m", "links"], check=True)
    folder = write_revision("git:HEAD:rules/visits", None, tmp_path / "then")
    assert (folder / "within.yaml").read_bytes() == (folder / "pack.yaml").read_bytes()
    with pytest.raises(RuleError, match="this is a link out of its folder"):
        load_rules([folder], "text-only")


@needs_git
def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of a repository that is said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="there is no git repository here"):
        write_revision("git:HEAD:rules", None, tmp_path / "then")
