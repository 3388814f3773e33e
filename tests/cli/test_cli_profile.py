"""`guidelinekit profile` as a process, on the example profiles."""

import json
from datetime import date
from pathlib import Path

import pytest
from command_line import HERE, SMALL, run

from guidelinekit.cli.ruleset import tell_whose
from guidelinekit.docs.rule_search import rules_about
from guidelinekit.evaluate import load_rules
from guidelinekit.rules.packs import bundled_folder

PROFILES = Path(__file__).parents[2] / "examples" / "profiles"


@pytest.mark.parametrize("name", sorted(path.name for path in PROFILES.iterdir()))
def test_example_profiles_can_be_used(name: str) -> None:
    """Each example passes; what it leaves unset is a warning."""
    done = run("profile", "check", PROFILES / name)
    assert done.returncode == 0, done.stderr
    assert "can be used" in done.stdout
    assert ("post_birth_days" in done.stderr) == (name == "small-municipality.yaml")


def test_it_is_told_when_rules_that_lie_here_do_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where `rules/` holds a bundled pack and another one answers, one line says so and what to write."""
    monkeypatch.chdir(tmp_path)
    tell_whose(["law", "ssb-2016"], "en")
    assert capsys.readouterr().err == ""
    (tmp_path / "rules" / "law").mkdir(parents=True)
    (tmp_path / "rules" / "law" / "pack.yaml").touch()
    tell_whose(["law", "ssb-2016"], "en")
    assert capsys.readouterr().err == (
        f"guidelinekit: the rules of `law` are those in {bundled_folder()}; "
        "write `rules/law` for those that lie here\n"
    )
    tell_whose(["rules/law"], "en")
    assert capsys.readouterr().err == ""


def test_a_profile_that_loosens_the_text_is_refused(tmp_path: Path) -> None:
    """30 days instead of the text's 14 is an error that names rule and passage."""
    path = tmp_path / "loose.yaml"
    path.write_text(
        "id: loose\ntitle: {da: Løs, en: Loose}\n"
        "packs: {ssb-2016: {parameters: {medical_consultation_days: {value: 30}}}}\n"
    )
    done = run("profile", "check", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "loose.yaml:3:" in done.stderr
    assert "[loosens]" in done.stderr
    assert "`3.4.2-medical-consultation-14d`" in done.stderr
    assert "N004-10" in done.stderr


def test_a_profile_is_shown_with_who_set_what() -> None:
    """Values by date, basis, passages, reason and who set it; then what is off or raised."""
    told = run("profile", "show", PROFILES / "strict-municipality.yaml", "--lang", "en").stdout
    assert "followup_interval_days  90 days; from 1 July 2026: 60 days" in told
    assert "stands in the guideline; made stricter locally (N004-10" in told
    assert "Behandlingscentrets ledelse" in told
    assert "Raised to a requirement:\n  3.2.4-early-partner-contact" in told
    small = run("profile", "show", PROFILES / "small-municipality.yaml")
    assert "post_birth_days  ikke sat" in small.stdout
    assert "3.4.6-strategy: Behandlingen købes" in small.stdout


def test_a_profile_is_shown_as_json() -> None:
    """The same for a program."""
    document = json.loads(run("profile", "show", "text-only", "--format", "json").stdout)
    (pack,) = (pack for pack in document["packs"] if pack["id"] == "ssb-2016")
    found = {one["name"]: one for one in pack["parameters"]}
    assert document["profile"] == "text-only"
    assert found["early_partner_days"]["values"] == []
    consultation = found["medical_consultation_days"]
    assert (consultation["basis"], consultation["set_locally"]) == ("text", False)
    assert consultation["values"] == [{"from": None, "value": 14}]


@pytest.mark.parametrize(
    ("word", "rules"),
    [
        ("1.2", ["1.2-contact"]),
        ("gruppesamtaler", ["1.3-group"]),
        ("Behandlingsplan", ["1.1-plan"]),
        ("plans", ["1.1-plan"]),
        ("early contact", ["1.2-contact", "1.3-group"]),
    ],
)
def test_rules_are_listed_by_a_word(word: str, rules: list[str]) -> None:
    """A word is sought in titles, in the logic in prose, in the ledger's summaries and in fields."""
    small = load_rules([HERE / "small"], HERE / "small.yaml")
    assert [rule.name for rule in rules_about(word, small, date(2026, 3, 1))] == rules


def test_a_word_that_no_rule_has_is_refused() -> None:
    """One rule is read in prose, several are listed, and none is an error."""
    assert "kræver" in run("rules", "1.1-plan", *SMALL).stdout.lower()
    listed = run("rules", "kontakt", *SMALL).stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["1.2-contact", "1.3-group"]
    assert "nothing found about `xyzzy`" in run("rules", "xyzzy", *SMALL).stderr
    assert "intet fundet om `xyzzy`" in run("rules", "xyzzy", *SMALL, "--lang", "da").stderr
