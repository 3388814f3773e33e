"""The files shown in the docs that are no examples of the language: a profile, waivers, and example cases."""

import re
from datetime import date
from pathlib import Path

from guidelinekit import Case, Reason, Status, load_rules
from guidelinekit.examples.example_file import read_examples
from guidelinekit.lang.rule import Subject
from guidelinekit.rules.mapping_file import load_mapping

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def block(page: str, kind: str) -> str:
    """Give the only block of a kind on a page."""
    (found,) = re.findall(
        rf"^```yaml {kind}\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return str(found)


def test_profile_of_the_page_can_be_used(tmp_path: Path) -> None:
    """The profile that docs/profiles.md shows loads with the bundled packs and sets what it says."""
    (tmp_path / "harbour.yaml").write_text(block("profiles.md", "profile"), encoding="utf-8")
    profile = load_rules(profile=tmp_path / "harbour.yaml").profile
    settings = profile.settings
    assert [dated.value for dated in settings["ssb-2016/early_partner_days"].values] == [10]
    assert [dated.value for dated in settings["ssb-2016/followup_interval_days"].values] == [90, 60]
    assert set(profile.off) == {"ssb-2016/3.2.2-screen-community"}
    assert profile.blocking == ("ssb-2016/3.2.3.1-joint-planning",)


def test_waiver_of_the_page_sets_a_result_aside(tmp_path: Path) -> None:
    """The waiver that docs/profiles.md shows holds for the worked case until its last day."""
    path = tmp_path / "waivers.yaml"
    path.write_text(block("profiles.md", "waivers"), encoding="utf-8")
    rules = load_rules(waivers=path).select(["3.2.4-early-partner-contact"])
    case = Case.model_validate_json((ROOT / "examples" / "one_case.json").read_text(encoding="utf-8"))
    for day, status in ((date(2026, 9, 1), Status.EXEMPT), (date(2026, 9, 2), Status.UNMET)):
        (result,) = (r for r in rules.evaluate(case, as_of=day).results if r.subject == "/needs/1")
        assert (result.status, result.reason is Reason.WAIVED) == (status, status is Status.EXEMPT)


def test_example_cases_of_the_page_can_be_read(tmp_path: Path) -> None:
    """The example cases that docs/language.md shows are read without a problem, their dates written out."""
    text = block("language.md", "cases")
    path = tmp_path / f"{text.partition(chr(10))[0].removeprefix('rule: ')}.cases.yaml"
    path.write_text(text, encoding="utf-8")
    file = read_examples(path, Subject.CASE, path.name)
    (example,) = file.examples
    assert file.problems == ()
    assert example.record.model_dump()["enrolment"]["enrolled_on"] == date(2026, 3, 1)
    assert example.expect == ({"status": Status.UNMET, "item": "need:n1", "overdue_days": 6},)


def test_mapping_of_the_page_can_be_used(tmp_path: Path) -> None:
    """The mapping that docs/tables.md shows is one, with two tables that fill the same list."""
    (tmp_path / "mapping.yaml").write_text(block("tables.md", "mapping"), encoding="utf-8")
    tables = [table.form.name for table in load_mapping(tmp_path / "mapping.yaml").tables]
    assert tables == ["cases", "needs", "agreements", "agreements.follow_ups", "activities", "activities"]
