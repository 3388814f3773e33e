"""Kept files: whole and one's own, or passed over."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from guidelinekit.cache import MOST, read, thin_out, write


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """A file gives what was written to it, in a folder that is made for it."""
    file = tmp_path / "below" / "one"
    assert write(file, b"content")
    assert read(file) == b"content"
    assert [path.name for path in file.parent.iterdir()] == ["one"]


def test_a_file_in_another_place_is_passed_over(tmp_path: Path) -> None:
    """What was written under one name is not taken for what another name stands for."""
    write(tmp_path / "one", b"content")
    (tmp_path / "one").rename(tmp_path / "two")
    assert read(tmp_path / "two") is None


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told by the folder there")
def test_a_file_that_others_could_have_written_is_passed_over(tmp_path: Path) -> None:
    """Code that somebody else could have put there is not run."""
    file = tmp_path / "one"
    write(file, b"content")
    file.chmod(0o666)
    assert read(file) is None


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    """A folder that cannot be made is no reason to fail."""
    (tmp_path / "file").write_text("")
    assert not write(tmp_path / "file" / "one", b"content")
    assert read(tmp_path / "file" / "one") is None


def test_many_may_write_at_once(tmp_path: Path) -> None:
    """Readers never see part of a file, however many write it."""
    file = tmp_path / "one"
    contents = [bytes([number]) * 200_000 for number in range(8)]

    def both(content: bytes) -> bytes | None:
        write(file, content)
        return read(file)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(both, contents * 4))
    assert set(found) <= set(contents)
    assert len(list(tmp_path.iterdir())) == 1


def test_only_the_latest_are_left(tmp_path: Path) -> None:
    """Of the files of a kind only so many are left; others are left alone."""
    for number in range(MOST + 2):
        write(tmp_path / f"rules-{number}", b"content")
        os.utime(tmp_path / f"rules-{number}", (number, number))
    write(tmp_path / "other-1", b"content")
    thin_out(tmp_path, "rules")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*(f"rules-{number}" for number in range(2, MOST + 2)), "other-1"]
    )


@pytest.mark.skipif(sys.platform == "win32", reason="rights are told by the folder there")
def test_a_link_or_a_folder_that_others_may_write_to_is_passed_over(tmp_path: Path) -> None:
    """What a link leads to, and what lies where others may put something, is neither read nor written."""
    tmp_path.chmod(0o700)
    file = tmp_path / "mine" / "one"
    assert write(file, b"content")
    assert file.parent.stat().st_mode & 0o077 == 0
    (tmp_path / "mine" / "two").symlink_to(file)
    (tmp_path / "link").symlink_to(file.parent)
    assert read(tmp_path / "mine" / "two") is None
    assert read(tmp_path / "link" / "one") is None
    file.parent.chmod(0o777)
    assert read(file) is None
    assert not write(file, b"other")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such rights")
def test_every_folder_that_is_made_is_the_user_s_alone(tmp_path: Path) -> None:
    """Also those above the last one, whatever the user lets others do to new files."""
    before = os.umask(0)
    try:
        assert write(tmp_path / "one" / "two" / "three" / "file", b"content")
    finally:
        os.umask(before)
    for folder in ("one", "one/two", "one/two/three"):
        assert (tmp_path / folder).stat().st_mode & 0o077 == 0


def test_a_name_longer_than_a_file_may_have_is_passed_over(tmp_path: Path) -> None:
    """A cache folder that cannot be is no reason to fail."""
    file = tmp_path / ("x" * 300) / "one"
    assert not write(file, b"content")
    assert read(file) is None
