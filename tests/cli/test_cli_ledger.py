"""`ledger` and `drift` as processes, on the made-up pack of a garden."""

import json
from pathlib import Path

import pytest
from command_line import run

from garden import PAGE, write_garden


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the folder of the garden's pack."""
    return str(write_garden(tmp_path_factory.mktemp("packs") / "garden"))


def test_ledger_counts_and_gives_reasons(garden: str) -> None:
    """The table, what is left out with the reason, and the sum; with an anvisning the rules behind each."""
    done = run("ledger", "--pack", garden, "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    row = next(line for line in lines if line.startswith("4.1.2"))
    assert row.split() == ["4.1.2", "5", "2", "1", "1", "1", "2"]
    assert any(line.split()[:3] == ["◐", "partly", "G-04"] for line in lines)
    assert "    A good reason" in lines
    assert not any("G-03" in line for line in lines)
    assert lines[-1] == "9 of 10 statements classified: 5 encoded, 1 partly, 3 not, 1 next"
    one = run("ledger", "4.1.2", "--pack", garden, "--lang", "en").stdout
    assert "G-07  4.1.2, bullet 2, sentence 1–2" in one  # noqa: RUF001
    assert "    » 4.1.2-weed" in one
    assert "G-03" not in one


def test_ledger_as_json(garden: str) -> None:
    """The counts and every passage asked for, without fingerprints."""
    found = json.loads(run("ledger", "Formål", "--pack", garden, "--format", "json").stdout)
    (pack,) = found["packs"]
    assert (pack["statements"], pack["classified"], pack["next"]) == (10, 9, 1)
    assert pack["sources"][1]["sections"][1]["rules"] == ["4.2.1-fence"]
    assert [(one["id"], one["by"]) for one in pack["passages"]] == [("G-01", ["enrolled"])]


def test_ledger_suggests_the_nearest_anvisning(garden: str) -> None:
    """A number that no statement stands under is wrong usage."""
    done = run("ledger", "4.1.21", "--pack", garden)
    assert done.returncode == 2
    assert "did you mean `4.1.2`?" in done.stderr


def test_ledger_prints_what_authors_keep(garden: str, tmp_path: Path) -> None:
    """`--fingerprint` gives lines for passages.yaml that hold no text."""
    page = tmp_path / "side.txt"
    page.write_text(PAGE, encoding="utf-8")
    printed = run("ledger", "--fingerprint", page, "--pack", garden).stdout
    first, second = printed.splitlines()
    assert first == "other_sentences:"
    assert json.loads(second.removeprefix("  - "))["locator"] == {"anvisning": "4.1.2", "sentence": 1}


def test_drift_without_and_with_drift(garden: str, tmp_path: Path) -> None:
    """An untouched page ends with 0; an edited one with 1, today's text and the rules to look at again."""
    page = tmp_path / "side.txt"
    page.write_text(PAGE, encoding="utf-8")
    same = run("drift", page, "--pack", garden, "--lang", "en")
    assert (same.returncode, same.stderr) == (0, "")
    assert "901 Havearbejde (garden)" in same.stdout
    assert "8 passages: 8 unchanged" in same.stdout
    assert same.stdout.splitlines()[-1] == "Not compared: garden/902"
    edited = PAGE.replace("luges jævnligt", "luges dagligt").replace("4.1.2 Ref", " • hække.\n\nRef")
    page.write_text(edited, encoding="utf-8")
    done = run("drift", page, "--pack", garden, "--lang", "en")
    assert done.returncode == 1
    assert "✗ changed  G-04  4.1.2, headline\n    ”Bede bør luges dagligt.”\n    » 4.1.2-weed" in done.stdout
    assert "+ new      4.1.2, bullet 4, sentence 1\n    ”hække.”" in done.stdout
    assert "Look again at: 4.1.2-weed, the parameter weed_days" in done.stdout


def test_drift_as_json_and_files_that_are_no_document(garden: str, tmp_path: Path) -> None:
    """A file that is none of the documents is told and ends with 2; the others are still compared."""
    page, other = tmp_path / "side.txt", tmp_path / "fugle.txt"
    page.write_text(PAGE.replace("Haven skal vandes om aftenen.", ""), encoding="utf-8")
    other.write_text("Noget om fugle.", encoding="utf-8")
    done = run("drift", page, other, "--pack", garden, "--format", "json")
    assert done.returncode == 2
    assert "fugle.txt: is none of the packs' documents" in done.stderr
    assert "901 Havearbejde; 902 Kolonihaver" in done.stderr
    found = json.loads(done.stdout)
    (compared,) = found["files"]
    assert (compared["source"]["id"], compared["drift"]) == ("901", True)
    drifted = [one for one in compared["passages"] if one["state"] != "unchanged"]
    assert [(one["passage"], one["state"], one["text"]) for one in drifted] == [("G-03", "gone", None)]
    assert compared["review"]["rules"] == ["4.1.1-water"]
    assert found["unread"] == [str(other)]


def test_all_bundled_ledgers_are_classified() -> None:
    """Without a pack the statements of all documents are counted together, and each has become something."""
    lines = run("ledger", "--lang", "en").stdout.splitlines()
    assert lines[-1] == "209 of 209 statements classified: 116 encoded, 48 partly, 7 measure, 38 not"
