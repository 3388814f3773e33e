"""What `lint` finds in a whole pack, and what it stays silent about."""

from pathlib import Path

import pytest

from changed_packs import VISIT_CASES, write_pack
from guidelinekit.diagnostics import Severity
from guidelinekit.errors import RuleError
from guidelinekit.lint import Linted, folders_of, lint
from guidelinekit.lint.judging import possible_settings
from guidelinekit.rules.pack_folder import load_pack
from tiny_packs import SILENT_CASES, SILENT_RULE, tiny_pack

SMALL = Path(__file__).parents[1] / "cli" / "small"


def codes(found: Linted) -> list[str]:
    """Give the codes of what was found."""
    return [diagnostic.code for diagnostic in found.diagnostics]


def test_sound_pack_is_clean(tmp_path: Path) -> None:
    """Nothing is said of a pack whose rules, texts and example cases fit one another."""
    found = lint(write_pack(tmp_path / "visits"), limit=100)
    assert (codes(found), found.searched) == ([], True)


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("pack.yaml", "value: 14", "value: 21", "number-in-text"),
        ("1.1-visit.yaml", "modality: right", "modality: may", "modality-word"),
        (
            "1.1-visit.cases.yaml",
            "wants_doctor_consultation: null",
            "requested_on: 2026-03-02",
            "null-unsaid",
        ),
        ("1.2-recent.yaml", "within_last: 30d", "within_last: 30x", "bad-duration"),
    ],
)
def test_mistake_is_found(tmp_path: Path, file: str, before: str, after: str, code: str) -> None:
    """One mistake in a sound pack is found, and little else is said."""
    found = lint(write_pack(tmp_path / "visits", {file: (before, after)}), limit=100)
    assert set(codes(found)) == {code}


def test_exemption_that_leaves_everybody_undetermined_is_named(tmp_path: Path) -> None:
    """A date compared in an exemption without `known` is remarked on, though an example shows it missing."""
    found = lint(tiny_pack(tmp_path, SILENT_CASES, SILENT_RULE), limit=50)
    (text,) = (each.message.en for each in found.diagnostics if "free_choice" in each.message.en)
    assert text == (
        "without `request.free_choice_informed_on` `1-contact` is undetermined (as in «ingen kontakt»), as "
        "the exemption does not ask for the date to be known"
    )
    asked = SILENT_RULE.replace("{on_or_after:", "{known: true, on_or_after:")
    cases = SILENT_CASES.replace("status: undetermined", "status: unmet")
    found = lint(tiny_pack(tmp_path, cases, asked), limit=50)
    assert "free_choice" not in str(found.diagnostics)


def test_number_of_a_field_may_stand_in_a_text(tmp_path: Path) -> None:
    """A text may name the number that stands in the name of a field, as in children under 18."""
    folder = write_pack(tmp_path / "visits")
    path = folder / "1.2-recent.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        "requires: {", "applies_when: {citizen.children_under_18: {known: true}}\nrequires: {"
    )
    path.write_text(
        text.replace("A recent assessment}", "Assessed, children under 18 years}"), encoding="utf-8"
    )
    assert "number-in-text" not in codes(lint(folder, limit=100))


def test_errors_leave_the_search_out(tmp_path: Path) -> None:
    """Rules with errors are not tried on cases, and that is told."""
    found = lint(write_pack(tmp_path / "visits", {"1.1-visit.yaml": ("activities", "aktivities")}))
    assert not found.searched
    assert {diagnostic.severity for diagnostic in found.diagnostics} == {Severity.ERROR}


def test_messages_speak_the_language_asked_for(tmp_path: Path) -> None:
    """What `lint` itself says is Danish or English."""
    folder = write_pack(tmp_path / "visits", {"1.1-visit.yaml": ("modality: right", "modality: may")})
    message = lint(folder, limit=1).diagnostics[0].message
    assert message.da.startswith("reglen er `may`")
    assert message.en.startswith("the rule is `may`")


def test_search_says_that_it_is_one(tmp_path: Path) -> None:
    """What only a search says tells how many cases it tried."""
    never = ("requires: {exists: assessments,", "requires: {at_least: 60, exists: assessments,")
    folder = write_pack(tmp_path / "visits", {"1.2-recent.yaml": never})
    (problem,) = lint(folder, limit=40).diagnostics
    assert problem.code == "never-met"
    assert problem.message.en == "in 40 generated cases the rule was not met a single time"


@pytest.mark.parametrize(
    ("passage", "more", "expected"),
    [("V-02", "", ["rules-agree"]), ("V-01", "", []), ("V-02", "sums_up: [1.1-visit]\n", [])],
    ids=["another passage", "the same passage", "its heading"],
)
def test_copy_of_a_rule_is_found(tmp_path: Path, passage: str, more: str, expected: list[str]) -> None:
    """A copy on another passage is found; one on the same passage, or that sums it up, belongs to it."""
    folder = write_pack(tmp_path / "visits")
    text = (folder / "1.1-visit.yaml").read_text(encoding="utf-8")
    text = text.replace("id: 1.1-visit", "id: 1.3-copy").replace("[V-01]", f"[{passage}]")
    modality = "should" if passage == "V-02" else "right"
    text = text.replace("modality: right", f"modality: {modality}")
    (folder / "1.3-copy.yaml").write_text(text + more, encoding="utf-8")
    cases = (folder / "1.1-visit.cases.yaml").read_text(encoding="utf-8")
    (folder / "1.3-copy.cases.yaml").write_text(cases.replace("1.1-visit", "1.3-copy"), encoding="utf-8")
    ledger = (folder / "passages.yaml").read_text(encoding="utf-8")
    by = "by: [1.2-recent" if passage == "V-02" else "by: [1.1-visit"
    (folder / "passages.yaml").write_text(ledger.replace(by, f"{by}, 1.3-copy"), encoding="utf-8")
    assert codes(lint(folder, limit=300)) == expected


def test_local_parameters_are_tried_at_their_bounds(tmp_path: Path) -> None:
    """A local parameter is tried as the profile beside the pack sets it, else midway, and at both bounds."""
    pack = load_pack(SMALL).pack
    assert pack is not None
    folder = tmp_path / "small"
    assert [each["contact_days"][0].value for each in possible_settings(pack, folder)] == [30, 1, 60]
    (tmp_path / "profiles").mkdir()
    profile = (SMALL.parent / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: suggested")
    (tmp_path / "profiles" / "suggested.yaml").write_text(profile, encoding="utf-8")
    assert [each["contact_days"][0].value for each in possible_settings(pack, folder)] == [14, 1, 60]


def test_folder_of_packs_stands_for_each(tmp_path: Path) -> None:
    """A folder that holds packs is each of them; one that holds none is refused."""
    write_pack(tmp_path / "rules" / "visits")
    assert list(folders_of((str(tmp_path / "rules"),))) == [tmp_path / "rules" / "visits"]
    with pytest.raises(RuleError, match="holds no pack"):
        list(folders_of((str(tmp_path),)))


def test_example_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """An example case that nobody can run is an error, at its line."""
    assert "as_of: 2026-03-16" in VISIT_CASES
    changed = {"1.1-visit.cases.yaml": ("as_of: 2026-03-16", "as_of: in March")}
    (problem,) = lint(write_pack(tmp_path / "visits", changed), limit=50).diagnostics
    assert (problem.code, problem.span is not None and problem.span.line) == ("bad-example", 5)
