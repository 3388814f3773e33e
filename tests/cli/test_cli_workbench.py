"""The author's commands, run as processes: coverage and mutants of a small pack."""

import json
from pathlib import Path

from command_line import HERE, run

SMALL = HERE / "small"


def test_coverage_lists_gaps_with_cases_to_paste() -> None:
    """A share per rule, what is not shown by file and line, a case for it, and the pack's share."""
    done = run("coverage", SMALL, "--rule", "1.2*", "--cases", "150", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "1.2-contact" in done.stdout
    assert "add to 1.2-contact.cases.yaml:\n  - name:" in done.stdout
    assert "small:" in done.stdout.splitlines()[-1]
    assert "/" not in done.stdout.splitlines()[-1]


def test_mutate_shows_what_stood_there_before_and_after() -> None:
    """As JSON, a mistake that no example notices has its place, both readings and a case; the run fails."""
    done = run("mutate", SMALL, "--rule", "1.2*", "--cases", "150", "--format", "json", "--fail-under", "100")
    assert done.returncode == 1, done.stderr
    (pack,) = json.loads(done.stdout)["packs"]
    assert pack["killed"] < pack["mutants"]
    one = pack["owners"][0]["survivors"][0]
    assert one["before"] != one["after"]
    assert one["place"].startswith("1.2-contact.yaml:")
    strengths = pack["strengths"]
    assert strengths["wrong"] == 3
    assert strengths["noticed"] + len(strengths["unnoticed"]) == 3


def test_mutate_tells_what_the_passages_give_away() -> None:
    """Below the score stands how many wrong strengths `lint` would notice."""
    done = run("mutate", SMALL, "--rule", "1.1*", "--cases", "1", "--lang", "en")
    assert "`lint` would notice 3 of 3 wrong ones." in " ".join(done.stdout.split())


def test_a_glob_that_fits_no_rule_is_refused(tmp_path: Path) -> None:
    """A rule that is not there is wrong usage, and so is a folder without a pack."""
    assert run("coverage", SMALL, "--rule", "9*").returncode == 2
    assert run("mutate", tmp_path).returncode == 2
