"""One of two versions of a pack: a folder or a git revision, its rules under a profile, its example cases."""

import shutil
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from guidelinekit.errors import InputError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.examples.pack_under_test import PackUnderTest, nearby
from guidelinekit.lang.rule import Rule
from guidelinekit.rules.packs import PACK, find_pack
from guidelinekit.text import Text, say

PREFIX = "git:"
"""How a revision is named: `git:REV` or `git:REV:path/of/the/pack`."""


def is_revision(name: str) -> bool:
    """Say whether a version of a pack is named by a git revision."""
    return name.startswith(PREFIX)


def write_revision(name: str, like: Path | None, into: Path) -> Path:
    """Write the pack at a revision into an empty folder, with the profiles beside it; return the folder.

    Where the revision names no path it is that of `like`, a pack in the same repository. Raises InputError
    where there is no git, no repository, no such revision, or no pack at that path.
    """
    revision, _, path = name.removeprefix(PREFIX).partition(":")
    if not revision or revision.startswith("-"):
        raise InputError(
            say("`{name}` nævner ingen revision", "`{name}` names no revision", name=name),
            Text(
                da="skriv git:REV eller git:REV:mappe, fx git:HEAD~1",
                en="write git:REV or git:REV:path, for example git:HEAD~1",
            ),
        )
    root = _root(like)
    where = _path(path, like, root, name)
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise InputError(
            say(
                "der er ingen revision `{revision}` i {root}",
                "there is no revision `{revision}` in {root}",
                revision=revision,
                root=root,
            ),
            Text(da="`git log --oneline` viser dem", en="`git log --oneline` lists them"),
        )
    sha = commit.decode().strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", sha, "--", where)
    names = [] if listed is None else listed.decode().split("\0")
    if f"{where}/{PACK}" not in names:
        raise InputError(
            say(
                "ved `{revision}` er der ingen pakke i `{where}`",
                "at `{revision}` there is no pack in `{where}`",
                revision=revision,
                where=where,
            ),
            say("nævn mappen, der havde {pack}", "name the folder that held {pack}", pack=PACK),
        )
    profiles = f"{PurePosixPath(where).parent}/profiles".removeprefix("./")
    beside = _git(root, "ls-tree", "--name-only", "--full-tree", sha, "--", profiles)
    archive = _git(root, "archive", "--format=tar", sha, "--", where, *([profiles] if beside else []))
    if archive is None:
        raise InputError(
            say(
                "`{where}` ved `{revision}` kan ikke læses",
                "`{where}` at `{revision}` cannot be read",
                where=where,
                revision=revision,
            ),
            Text(da="se, hvad `git archive` siger om den", en="see what `git archive` says of it"),
        )
    _unpack(archive, into)
    return into / where


def _root(like: Path | None) -> Path:
    """Return the repository of the working directory, or else of the other version."""
    for place in (Path.cwd(), like):
        root = None if place is None else _git(place, "rev-parse", "--show-toplevel")
        if root is not None:
            return Path(root.decode().rstrip("\n"))
    raise InputError(
        Text(da="her er intet git-arkiv", en="there is no git repository here"),
        Text(da="kør det i arkivet med reglerne", en="run this in the repository that holds the rules"),
    )


def _path(path: str, like: Path | None, root: Path, name: str) -> str:
    if path:
        return PurePosixPath(path).as_posix()
    try:
        inside = None if like is None else like.resolve().relative_to(root.resolve())
    except ValueError:
        inside = None
    if inside is None:
        raise InputError(
            say("`{name}` siger ikke, hvor pakken er", "`{name}` does not say where the pack is", name=name),
            say("skriv {name}:rules/<pakke>", "write {name}:rules/<pack>", name=name),
        )
    return inside.as_posix()


def _git(place: Path, *arguments: str) -> bytes | None:
    """Return what git prints; None where it fails."""
    git = shutil.which("git")
    if git is None:
        raise InputError(
            Text(
                da="git er ikke installeret, så ingen revision kan læses",
                en="git is not installed, so no revision can be read",
            ),
            Text(da="nævn en mappe i stedet", en="name a folder instead"),
        )
    done = subprocess.run(  # noqa: S603 - git itself, and a revision that is no option
        [git, "-C", str(place), *arguments], capture_output=True, check=False
    )
    return done.stdout if done.returncode == 0 else None


def _unpack(archive: bytes, into: Path) -> None:
    """Write the YAML files of an archive; a link stays one, so that it is told of when the pack is read."""
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        for member in files:
            if not member.name.endswith(".yaml") or member.isdir():
                continue
            target = into / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            if member.issym():
                target.symlink_to(member.linkname)
            elif (content := files.extractfile(member)) is not None:
                target.write_bytes(content.read())


@dataclass(frozen=True)
class Version:
    """A version of a pack. Rules are named without their pack, so that two versions can be lined up."""

    name: str
    """As it was asked for: a folder, a bundled pack, or a revision."""
    tested: PackUnderTest
    rules: RuleSet
    """The rules chosen, under the profile asked for."""

    @property
    def by_name(self) -> Mapping[str, Rule]:
        """The rules by their names."""
        return {rule.name: rule for rule in self.rules.rules}


def under_new_names(old: Version, new: Version) -> Version:
    """Return an old version in which the rules that were renamed since have their new ids."""
    now = {former: rule.id for rule in new.rules.rules for former in rule.formerly}
    rules = tuple(
        rule.model_copy(update={"id": now[rule.id]}) if rule.id in now else rule for rule in old.rules.rules
    )
    return replace(old, rules=replace(old.rules, rules=rules)) if now else old


def open_version(name: str, folder: str | Path, profile: str, globs: Sequence[str] = ()) -> Version:
    """Load a version of a pack. Raises RuleError where it cannot be used."""
    place = find_pack(folder)
    rules = load_rules([place], nearby(place, profile))
    return Version(
        name, PackUnderTest(place, rules.packs[0]), rules.of(rules.fitting(globs)) if globs else rules
    )
