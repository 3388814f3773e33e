"""A journal: never another's file, never two runs in one, never a line that is not whole."""

from contextlib import closing
from pathlib import Path

import pytest

from guidelinekit.errors import InputError
from guidelinekit.live.journal import Journal

HEAD = b'{"journal": 1}\n'


@pytest.mark.parametrize("content", [b'{"case_id": "a", "withdraw": "request"}', b"[1]\n", b"{\n", b"\0\0"])
def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    """Events given as a journal by mistake are refused, and their last line is not cut off."""
    file = tmp_path / "events.ndjson"
    file.write_bytes(content)
    with pytest.raises(InputError, match="this is no journal") as refused:
        Journal(file)
    assert "det er ingen journal" in refused.value.text("da")
    assert file.read_bytes() == content


def test_two_runs_never_write_to_one_journal(tmp_path: Path) -> None:
    """While one has it, another is refused; afterwards it can go on."""
    pytest.importorskip("fcntl", reason="files are locked on POSIX systems only")
    first = Journal(tmp_path / "j")
    with pytest.raises(InputError, match="another run writes to it") as refused:
        Journal(tmp_path / "j")
    assert "en anden kørsel skriver i den" in refused.value.text("da")
    first.close()
    Journal(tmp_path / "j").close()


@pytest.mark.parametrize("torn", [b'{"jour', HEAD[:-1]])
def test_a_beginning_that_was_torn_begins_anew(tmp_path: Path, torn: bytes) -> None:
    """A run that was ended as it wrote the first line had not begun."""
    file = tmp_path / "j"
    file.write_bytes(torn)
    journal = Journal(file)
    assert (journal.torn, list(journal), file.read_bytes()) == (True, [], b"")
    journal.close()


@pytest.mark.parametrize("line", [b"[1]\n", b"{\n", b"\0\n"])
def test_a_line_within_that_is_broken_is_told_of(tmp_path: Path, line: bytes) -> None:
    """It is named with its number: what was acknowledged is not quietly left out."""
    file = tmp_path / "j"
    file.write_bytes(HEAD + line + b"{}\n")
    journal = Journal(file)
    with closing(journal), pytest.raises(InputError, match=r"j:2: this is no line of a journal"):
        list(journal)
