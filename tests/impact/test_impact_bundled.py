"""Three small changes of the bundled pack, each seen in the examples, on the example export and by a case."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from guidelinekit.case.reading.read import read_cases
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.impact import Impact, impact
from guidelinekit.impact.versions import open_version
from guidelinekit.rules.packs import bundled_folder

pytestmark = pytest.mark.xdist_group("impact_bundled")  # what its tests share is made once

EXPORT = Path(__file__).parents[2] / "examples" / "municipality.ndjson"
CHANGES = {
    "pack.yaml": ("    value: 14\n    bounds: [1, 14]", "    value: 21\n    bounds: [1, 30]"),
    "3.2.3.4-agreement-followup.yaml": ("due_on: {on_or_before: as_of}", "due_on: {before: as_of}"),
    "3.2.4-early-partner-contact.yaml": (
        "{use: contact_held, partner: {in: $social_partners}}",
        "{use: contact_held}",
    ),
}
RULES = ("3.4.2-medical-consultation-14d", "3.2.3.4-agreement-followup", "3.2.4-early-partner-contact")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Impact:
    """The impact of 21 days for 14, a bound that lost its day, and a condition dropped."""
    place = tmp_path_factory.mktemp("changed") / "ssb-2016"
    shutil.copytree(bundled_folder() / "ssb-2016", place)
    for name, (before, after) in CHANGES.items():
        text = (place / name).read_text(encoding="utf-8")
        assert before in text, name
        (place / name).write_text(text.replace(before, after), encoding="utf-8")
    records = [entry for entry in read_cases(EXPORT) if not isinstance(entry, Invalid)]
    old, new = open_version("old", "ssb-2016", "suggested"), open_version("new", place, "suggested")
    return impact(old, new, date(2026, 6, 1), records, "da", limit=1000)


@pytest.mark.parametrize("rule", RULES)
def test_examples_that_fail_are_named(found: Impact, rule: str) -> None:
    """Each change makes example cases of its rule fail, and they are named."""
    assert [one.name for one in found.broken_examples if one.rule == rule]


@pytest.mark.parametrize("rule", RULES)
def test_case_tells_the_versions_apart(found: Impact, rule: str) -> None:
    """For each change a case is found on which the status is another."""
    one = found.searches[rule].counterexample
    assert one is not None
    assert [result["status"] for result in one.old] != [result["status"] for result in one.new]
    assert one.causes


@pytest.mark.parametrize("rule", RULES)
def test_matrix_covers_the_export(found: Impact, rule: str) -> None:
    """Every case of the export is in the matrix of each changed rule, at least once."""
    assert found.data is not None
    cases = EXPORT.read_text(encoding="utf-8").count('"case_id":')
    assert found.data.rules[rule].matrix.total() >= cases > 0


def test_only_what_changed_is_searched(found: Impact) -> None:
    """Rules that the changes do not reach have the same logic, and are not searched."""
    assert set(RULES) <= set(found.searches)
    assert len(found.searches) < 10
