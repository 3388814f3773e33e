"""A journal: never another's file, never two runs in one, never a line that is not whole."""

import json
import os
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from guidelinekit import limits, load_rules
from guidelinekit.case.reading.lines import lines
from guidelinekit.cli.watch import _pieces
from guidelinekit.errors import InputError
from guidelinekit.live.journal import Journal
from guidelinekit.live.watch import Watch

SMALL = Path(__file__).parents[1] / "cli" / "small"

HEAD = b'{"journal": 1, "as_of": "2026-01-01", "made_with": {}}\n'
TAKEN = {"line": 1, "event": {"advance": "2026-01-02"}, "transitions": []}


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


@pytest.mark.parametrize(
    "line",
    [
        *(b"[1]", b"{", b"\0", b"null", b"{}", b"[" * 100_000),
        *(json.dumps({**TAKEN, **wrong}).encode() for wrong in ({"event": None}, {"line": "1"})),
        *(json.dumps({**TAKEN, "transitions": wrong}).encode() for wrong in (5, [1], [{"n": "1"}])),
    ],
)
def test_a_line_within_that_is_broken_is_told_of(tmp_path: Path, line: bytes) -> None:
    """It is named with its number: what was acknowledged is not quietly left out."""
    file = tmp_path / "j"
    file.write_bytes(HEAD + line + b"\n")
    journal = Journal(file)
    with closing(journal), pytest.raises(InputError, match=r"j:2: this is no line of a journal"):
        list(journal)


@pytest.mark.parametrize("rest", [b"[" * 100_000, b" 1}", b' 1, "as_of": 5, "made_with": {}}', b" null}"])
def test_a_beginning_that_no_run_wrote_is_told_of(tmp_path: Path, rest: bytes) -> None:
    """What begins as a journal does and says neither its day nor its rules is none."""
    file = tmp_path / "j"
    file.write_bytes(b'{"journal":' + rest + b"\n")
    journal = Journal(file)
    with closing(journal), pytest.raises(InputError, match=r"j:1: this is no line of a journal"):
        list(journal)


def test_an_event_that_cannot_have_happened_is_told_of(tmp_path: Path) -> None:
    """A fact that the cases before it do not allow names the line of the journal, and repeats nothing."""
    file = tmp_path / "j"
    rules = load_rules([SMALL], SMALL.parent / "small.yaml")
    made_with = {pack.id: pack.digest for pack in rules.packs} | {"profile": rules.profile.digest}
    entries = [
        {"journal": 1, "as_of": "2026-01-01", "made_with": made_with},
        {**TAKEN, "event": {"case_id": "a", "withdraw": "need:x"}},
    ]
    file.write_text("".join(f"{json.dumps(entry)}\n" for entry in entries), encoding="utf-8")
    with pytest.raises(InputError, match=r"j:2: this is no line of a journal"):
        Watch(rules, date(2026, 1, 1), file)


def test_a_device_and_a_pipe_are_no_journals(tmp_path: Path) -> None:
    """What never ends is not read through, and nobody is waited for."""
    os.mkfifo(tmp_path / "pipe")
    for path in (Path("/dev/zero"), tmp_path / "pipe"):
        with pytest.raises(InputError, match=r"no journal|cannot be used as a journal"):
            Journal(path)


def test_a_line_of_events_above_the_limit_is_told_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a line like others that cannot be used, and the next one counts."""
    monkeypatch.setattr(limits, "LINE_BYTES", 1000)
    stream = BytesIO(b"x" * 5000 + b'\n{"advance": "2026-01-02"}\n')
    (first, long), (second, short) = lines(_pieces(stream, follow=False))
    assert (first, long, second) == (1, None, 2)
    watch = Watch(load_rules([SMALL], SMALL.parent / "small.yaml"), date(2026, 1, 1))
    with pytest.raises(InputError, match="the line is longer than"):
        watch.take(first, long)
    assert watch.take(second, short) == []
