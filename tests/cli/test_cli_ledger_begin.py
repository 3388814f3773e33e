"""`ledger begin`, `ledger next` and `new rule --from-passage`: from a text to a pack that can be used."""

import re
import shutil
from pathlib import Path

import command_line
import pytest

from guidelinekit import limits
from guidelinekit.errors import GuidelinekitError
from guidelinekit.evaluate.loading import read_unfinished
from guidelinekit.lang.rule import Encoding
from guidelinekit.ledger.begin import entered
from guidelinekit.ledger.passages import fingerprint

TEXT = """Formål

Formålet er en skov, der trives.

4.1.1: Skoven skal gennemgås hvert år.

 • Stier bør ryddes om foråret.
 • Borgeren har ret til at få svar. Hunde kan være med.

Skoven ligger mod nord.
"""
KINDS = ["purpose", "must", "should", "right", "may", "fact"]
SUMMARY = "    summary: {da: Stierne ryddes., en: Paths are cleared.}\n"


def call(*arguments: str) -> tuple[int, str, str]:
    """Run a command; what it refuses is what it writes to standard error."""
    try:
        return command_line.call(*arguments)
    except GuidelinekitError as error:
        return 2, "", str(error)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a pack without a rule, beside the text of which it is to be made."""
    folder = tmp_path_factory.mktemp("begun")
    (folder / "skov.txt").write_text(TEXT, encoding="utf-8")
    assert call("new", "pack", str(folder / "skov"), "--empty")[0] == 0
    return folder


@pytest.fixture
def wood(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the pack in a copy of that folder, which is the working directory."""
    shutil.copytree(begun, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk" / "skov"


def begin(*arguments: str, text: str = "skov.txt") -> str:
    """Run `ledger begin` and return what it prints."""
    code, out, err = call("ledger", "begin", text, "--pack", "skov", *arguments)
    assert code == 0, err
    return out


def test_each_sentence_becomes_a_passage(wood: Path) -> None:
    """Its place, its fingerprint and a guess are stored; the sentence is shown and not stored."""
    out = begin()
    passages = read_unfinished(wood).passages
    assert [passage.modality for passage in passages] == KINDS
    assert {passage.encoding for passage in passages} == {Encoding.NEXT}
    assert passages[1].locator == {"anvisning": "4.1.1", "headline": True}
    assert passages[1].fingerprint == fingerprint("Skoven skal gennemgås hvert år.")
    assert "P-002  must (skal)" in out
    assert "”Skoven skal gennemgås hvert år.”" in out
    assert "gennemgås" not in (wood / "passages.yaml").read_text(encoding="utf-8")


def test_a_bullet_has_the_kind_of_what_leads_to_it(wood: Path) -> None:
    """A bullet without a word of its own is asked for as strongly as the sentence above it says."""
    text = "4.1.1: Haven.\n\nGartneren skal:\n\n• luge\n\n• kan så\n\nDet er rart.\n\n• løv\n"
    (wood.parent / "have.txt").write_text(text, encoding="utf-8")
    begin(text="have.txt")
    assert [str(each.modality) for each in read_unfinished(wood).passages] == [
        "fact", "must", "must", "may", "fact", "fact",
    ]  # fmt: skip


def test_a_ledger_that_is_begun_gets_only_what_is_new(wood: Path) -> None:
    """A second time nothing is written; a sentence more is entered under the next key, and the rest stays."""
    begin()
    path = wood / "passages.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    assert "alle kendt" in begin()
    assert path.read_text(encoding="utf-8") == before
    (wood.parent / "skov.txt").write_text(f"{TEXT}\nSkoven må kun betrædes om dagen.\n", encoding="utf-8")
    assert "7 sætninger, 1 nye" in begin()
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert [passage.id for passage in read_unfinished(wood).passages][-1] == "P-007"


def test_what_is_left_is_listed_with_what_it_waits_for(wood: Path) -> None:
    """A passage waits for its summary, then for a rule; with the text its sentence is shown."""
    begin()
    change(wood, "P-003", SUMMARY)
    _, out, _ = call("ledger", "next", "skov.txt", "--pack", "skov", "--lang", "en")
    assert "”Stier bør ryddes om foråret.”\n    Paths are cleared.\n    → waits for a rule" in out
    assert out.count("waits for a summary") == 5
    assert out.endswith("skov: 6 of 6 statements are still to be encoded\n")
    call("new", "rule", "4.1.1-stier", "--pack", "skov", "--from-passage", "P-003")
    assert "5 of 6" in call("ledger", "next", "--pack", "skov", "--lang", "en")[1]


def change(pack: Path, key: str, lines: str) -> None:
    """Write lines at the beginning of a passage's entry."""
    path = pack / "passages.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"  {key}:\n", f"  {key}:\n{lines}"), encoding="utf-8")


def test_a_rule_begins_from_a_passage(wood: Path) -> None:
    """It has the passage's number, strength and summary, and works at once in whichever form."""
    begin()
    change(wood, "P-002", SUMMARY)
    for form in ("case", "item", "recurring", "provider"):
        words = ("--pack", "skov", "--from-passage", "P-002", "--form", form, "--lang", "da")
        code, _, err = call("new", "rule", form, *words)
        assert (code, err) == (0, "")
        text = (wood / f"{form}.yaml").read_text(encoding="utf-8")
        assert 'anvisning: "4.1.1"\n# P-002 (1: 4.1.1, overskriften): Stierne ryddes.\n' in text
        assert "passages: [P-002]\nmodality: must " in text
    assert read_unfinished(wood).passages[1].by == ("case", "item", "recurring", "provider")
    assert call("test", "./skov")[0] == 0
    assert call("lint", "./skov", "--cases", "20")[0] == 0


def test_a_passage_without_a_summary_begins_no_rule(wood: Path) -> None:
    """Nothing is written, and it says what to write first; nor can such a passage be decided on."""
    begin()
    before = sorted(wood.rglob("*"))
    code, _, err = call("new", "rule", "4.1.1-a", "--pack", "skov", "--from-passage", "P-002")
    assert code == 2
    assert "the passage `P-002` has no summary yet" in err
    assert sorted(wood.rglob("*")) == before
    path = wood / "passages.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("next", "not", 1), encoding="utf-8")
    assert "`P-001` is decided on, but has no summary" in call("ledger", "next", "--pack", "skov")[2]


def test_the_document_is_named_where_there_are_several(wood: Path) -> None:
    """Of several documents it must be said which, until passages show it; one that is not there is told."""
    pack = wood / "pack.yaml"
    text = pack.read_text(encoding="utf-8")
    pack.write_text(
        re.sub(r"(  - \{id: \"1\".*)", r'\1\n  - {id: "2", title: Bilag}', text), encoding="utf-8"
    )
    ask = ("ledger", "begin", "skov.txt", "--pack", "skov")
    assert "say which with --source" in call(*ask)[2]
    assert "the pack has no document `3`" in call(*ask, "--source", "3")[2]
    assert call(*ask, "--source", "2")[0] == 0
    assert {passage.source for passage in read_unfinished(wood).passages} == {"2"}
    assert "alle kendt" in begin()


@pytest.mark.parametrize("arguments", [("--pack", "intet"), ("--pack", "../.."), ("--pack", "skov/schemas")])
def test_only_a_pack_s_own_ledger_is_written(arguments: tuple[str, ...], wood: Path) -> None:
    """What is no pack is refused, and nothing is written."""
    before = sorted(wood.parent.rglob("*"))
    code, _, err = call("ledger", "begin", "skov.txt", *arguments)
    assert code == 2
    assert "pack" in err
    assert sorted(wood.parent.rglob("*")) == before


def test_more_sentences_than_a_ledger_holds_are_refused(wood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that could not be read again is not written."""
    monkeypatch.setattr(limits, "FILE_BYTES", 1000)
    before = (wood / "passages.yaml").read_text(encoding="utf-8")
    code, _, err = call("ledger", "begin", "skov.txt", "--pack", "skov")
    assert code == 2
    assert "6 new sentences, more than one passages.yaml has room for" in err
    assert (wood / "passages.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["../4.1-a", "4.1-a/b", "4.1 a", "4.1-æ", ".", ""])
def test_a_rule_s_name_is_no_path(name: str, wood: Path) -> None:
    """A name that leads elsewhere, or that no file should have, is refused."""
    before = sorted(wood.parent.rglob("*"))
    code, _, err = call("new", "rule", name, "--pack", "skov")
    assert code == 2
    assert "cannot be an id" in err
    assert sorted(wood.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("passages: {}\n", "passages:\n  N\n"),
        ("passages:\n  A\nother_sentences: []\n", "passages:\n  A\n  N\nother_sentences: []\n"),
        ("passages:\n  A", "passages:\n  A\n  N\n"),
        ("# none\n", "# none\npassages:\n  N\n"),
    ],
)
def test_entries_come_after_the_last_passage(text: str, expected: str) -> None:
    """Wherever `passages` stands in the file, and whether or not it has any."""
    assert entered(text, "  N\n") == expected
