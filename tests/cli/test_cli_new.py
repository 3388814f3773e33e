"""Beginnings of packs and rules: they work at once, enter the ledger, and never write over anything."""

import shutil
from pathlib import Path

import pytest
from command_line import run

from guidelinekit.errors import InputError
from guidelinekit.examples.outcomes import Outcome, run_examples, warnings_of
from guidelinekit.ledger.linking import linked

ROOT = Path(__file__).parents[2]


def new(folder: Path, *arguments: str | Path) -> str:
    """Run `guidelinekit new` in a folder and give what it printed."""
    done = run("new", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def all_pass(pack: Path) -> int:
    """Give how many examples a pack has, all of which pass, without a warning."""
    outcomes = list(run_examples(pack))
    assert all(isinstance(one, Outcome) and one.passed for one in outcomes)
    assert [warning.render() for warning in warnings_of(pack)] == []
    return len(outcomes)


def test_a_new_pack_and_rule_pass_test_and_lint(tmp_path: Path) -> None:
    """What `new` writes can be used at once, and every file leads an editor to its schema."""
    new(tmp_path, "pack", "our-pack")
    pack = tmp_path / "our-pack"
    first = all_pass(pack)
    told = new(tmp_path, "rule", "1.1-own-words", "--pack", "our-pack", "--passage", "P-01")
    assert "our-pack/docs/1.1-own-words.md" in told
    assert all_pass(pack) == 2 * first
    assert run("lint", pack, "--strict", "--cases", "200").returncode == 0
    for path in pack.glob("*.yaml"):
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        assert (pack / line.partition("$schema=")[2]).is_file()


def test_a_new_rule_takes_what_its_passage_says(tmp_path: Path) -> None:
    """The anvisning comes from the id, the modality from the passage, whose entry then names the rule."""
    shutil.copytree(ROOT / "rules" / "ssb-2016", tmp_path / "rules" / "ssb-2016")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "rule.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "docs" / "rules").mkdir(parents=True)
    told = new(tmp_path, "rule", "3.2.1-own", "--pack", "rules/ssb-2016", "--passage", "N000-09")
    text = (tmp_path / "rules/ssb-2016/3.2.1-own.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/rule.schema.json\n")
    assert '\nanvisning: "3.2.1"\n' in text
    assert "\nmodality: must " in text
    assert "docs/rules/ssb-2016/3.2.1-own.md" in told
    assert "use: enrolled" in text
    assert not (tmp_path / "rules/ssb-2016/schemas").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A rule or pack that is there already is left as it is, and a wrong id or passage is told."""
    new(tmp_path, "pack", "our-pack")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for wrong, said in (
        (("pack", "our-pack"), "is a pack already"),
        (("pack", "Our Pack"), "cannot be an id"),
        (("rule", "1.1-treatment-plan", "--pack", "our-pack"), "is there already"),
        (("rule", "own-words", "--pack", "our-pack"), "begins with no number"),
        (("rule", "1.2-a.cases", "--pack", "our-pack"), "cannot be an id"),
        (("rule", f"1.2-{'a' * 300}", "--pack", "our-pack"), "use at most 100 small letters"),
        (("rule", "1.2-a", "--pack", "our-pack", "--anvisning", '1"'), "is no number of an anvisning"),
        (("rule", "1.2-x", "--pack", "our-pack", "--passage", "P-1"), "did you mean `P-01`?"),
    ):
        done = run("new", *wrong, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


LEDGER = """\
passages:
  A-1:
    modality: must
    encoding: next
    summary: {da: -, en: -}
  A-2:
    encoding: partly
    by: [one, two]
  "A-3":
    encoding: encoded
    by:
      - one
# the rest
other_sentences: []
"""


def test_the_ledger_names_the_new_rule() -> None:
    """A rule is put under `by`, whichever way that is written; a passage still to be encoded becomes so."""
    text = linked(LEDGER, ("A-1", "A-2", "A-3"), "new")
    assert "    encoding: encoded\n    by: [new]\n    summary" in text
    assert "    by: [one, two, new]\n" in text
    assert "      - one\n      - new\n# the rest\nother_sentences: []\n" in text
    assert "partly" in text


def test_an_unknown_passage_is_told() -> None:
    """A passage that the ledger does not have is named, with the nearest that it has."""
    with pytest.raises(InputError, match="no passage `A-4`"):
        linked(LEDGER, ("A-4",), "new")
