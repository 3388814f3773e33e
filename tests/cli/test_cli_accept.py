"""`guidelinekit test --accept`, and what is told of many examples at once."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from command_line import HERE, call

from guidelinekit.errors import GuidelinekitError

CASES = """\
# examples of the plan
rule: 1.1-plan
base: {enrolment: {enrolled_on: D-10}}
cases:
  - name: ingen plan   # why
    as_of: 2026-03-01
    given: {plans: []}
    expect: {status: met, overdue_days: 3}  # after
  # between
  - name: en plan
    as_of: 2026-03-01
    given: {plans: [{kind: treatment_plan, made_on: D-3}]}
    expect:
      status: unmet    # above
      # the reason
      reason: not_found
  - name: planerne er ikke nævnt
    as_of: 2026-03-01
    given: {}
    expect: {status: unmet}
  - name: planerne er heller ikke nævnt her
    as_of: 2026-03-01
    given: {}
    expect: {status: met}
"""
FIRST = ("{status: met, overdue_days: 3}", "{status: unmet, reason: not_found}")
SECOND = ("status: unmet    # above", "status: met    # above")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give the small pack with four examples of a plan that fail."""
    shutil.copytree(HERE / "small", tmp_path / "small")
    (tmp_path / "profiles").mkdir()
    profile = (HERE / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: suggested")
    (tmp_path / "profiles" / "suggested.yaml").write_text(profile, encoding="utf-8")
    (tmp_path / "small" / "1.1-plan.cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path / "small"


def refused(*arguments: str | Path) -> tuple[int, str, str]:
    """Give what the program says of wrong usage or rules, as it would with exit code 2."""
    try:
        return call(*arguments)
    except GuidelinekitError as error:
        return 2, "", str(error)


def cases_of(small: Path) -> str:
    """Give the text of the examples of the plan."""
    return (small / "1.1-plan.cases.yaml").read_text(encoding="utf-8")


def test_a_yes_is_written_and_a_no_is_not(small: Path) -> None:
    """Each difference is a sentence, and only the expectation that is agreed to changes."""
    code, out, _ = call("test", small, "--accept", "--lang", "da", given="j\nn\n")
    assert code == 1
    assert "eksemplet venter «opfyldt»; reglen siger «ikke opfyldt»: det findes ikke i sagen" in out
    assert "nyt: {status: unmet, reason: not_found}" in out
    assert cases_of(small) == CASES.replace(*FIRST)


def test_all_is_accepted_without_asking(small: Path) -> None:
    """With `--yes` nothing is asked; comments, order and layout stay."""
    code, out, _ = call("test", small, "--accept", "--yes", "--lang", "en")
    assert code == 1
    changed = (
        CASES.replace(*FIRST)
        .replace(*SECOND)
        .replace("reason: not_found\n  - name", "reason: fulfilled\n  - name")
    )
    assert cases_of(small) == changed
    assert "2 changed, 2 left as they were" in out


def test_what_the_base_lacks_is_told_and_not_accepted(small: Path) -> None:
    """Examples that only lack a list are told together with the cure, and never become «undetermined»."""
    _, out, _ = call("test", small, "--lang", "en")
    told = "1.1-plan: 2 examples fail because `base` does not mention `plans`: add `plans: []`"
    assert told in out
    assert "1.1-plan.cases.yaml:3" in out
    assert out.endswith("2 passed, 4 failed\n")
    assert told in call("test", small, "--accept", "--yes", "--lang", "en")[1]
    assert "undetermined" not in cases_of(small)


def test_a_date_that_the_base_lacks_is_told_by_its_field(small: Path) -> None:
    """A deadline from a field that no example mentions is one cause, with the field to write."""
    rule = small / "1.1-plan.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(f"{text.rstrip()}\ndeadline: request.requested_on + 14d\n", encoding="utf-8")
    told = "`base` does not mention `request.requested_on`: add `request: {requested_on: ...}`"
    assert told in call("test", small, "--rule", "1.1*", "--lang", "en")[1]


def test_a_file_that_cannot_be_read_is_left(small: Path) -> None:
    """Where the whole file is no YAML, nothing is written, and that is no success."""
    (small / "1.1-plan.cases.yaml").write_text(f"{CASES}    expect: {{status: met\n", encoding="utf-8")
    code, out, _ = call("test", small, "--rule", "1.1*", "--accept", "--yes", "--lang", "en")
    assert (code, out.splitlines()[-1]) == (1, "0 changed, 1 left as they were")


def test_results_that_are_more_than_expected_are_written_as_a_list(small: Path) -> None:
    """A rule that answers for two items, where one was expected, gets an expectation for each."""
    path = small / "1.2-contact.cases.yaml"
    need = "{need_id: n2, area: economy, identified_on: 2026-02-01, barrier: true}"
    text = path.read_text(encoding="utf-8").replace("barrier: true}]", f"barrier: true}}, {need}]")
    path.write_text(text, encoding="utf-8")
    call("test", small, "--rule", "1.2*", "--accept", "--yes")
    entry = "\n      - {status: undetermined, item: need:n%d, reason: parameter_not_set}"
    assert path.read_text(encoding="utf-8").endswith(f"expect:{entry % 1}{entry % 2}\n")
    assert call("test", small, "--rule", "1.2*")[0] == 0


def test_a_file_is_not_written_for_a_bundled_pack_or_without_an_answer(small: Path) -> None:
    """A folder must be named, and somebody must answer; `--accept` goes with no output file."""
    for given, cure in (
        (("--yes",), "name its folder"),
        ((small,), "answer at a terminal"),
        ((small, "-o", "x"), "-o"),
    ):
        code, _, err = refused("test", *given, "--accept")
        assert code == 2
        assert cure in err
    assert cases_of(small) == CASES


def test_examples_go_into_a_workbook_and_back(small: Path) -> None:
    """What is changed there is written; with a bad cell nothing is, and the cell is named."""
    workbook = small.parent / "plan.xlsx"
    assert call("examples", "export", "1.1-plan", "--pack", small, "-o", workbook)[0] == 0
    book = openpyxl.load_workbook(workbook)
    status = next(each for each in book["cases"][1] if each.value == "expect.status").column
    for value, word in (("umnet", "did you mean `unmet`?"), ("unmet", "1 changed, 0 new, 0 removed")):
        book["cases"].cell(5, status).value = value
        book.save(workbook)
        code, out, err = refused("examples", "import", "1.1-plan", workbook, "--pack", small, "--lang", "en")
        assert word in out + err
        assert ('cases row 5, column "expect.status" (' in err) == (code == 2)
        assert cases_of(small) == (CASES if code else CASES.removesuffix("met}\n") + "unmet}\n")
    for words, cure in (
        (("export", "1.1-plan", "-o", "x.csv"), "write it with `.xlsx`"),
        (("export", "1.1-plna", "-o", "x.xlsx"), "did you mean `1.1-plan`?"),
        (("import", "1.1-plan", "none.xlsx"), "there is no such file"),
        (("import", "1.1-plan", small / "pack.yaml"), "not a workbook"),
    ):
        code, _, err = refused("examples", *words, "--pack", small)
        assert (code, cure in err) == (2, True), err


def test_a_mistake_in_the_base_is_told_once(small: Path) -> None:
    """It is shown at its line, and the count says how many examples cannot be run."""
    path = small / "1.1-plan.cases.yaml"
    path.write_text(CASES.replace("enrolled_on: D-10", "enroled_on: D-10"), encoding="utf-8")
    code, out, _ = call("test", small)
    assert code == 1
    assert out.count("error [bad-example]") == 1
    assert out.endswith("2 passed, 0 failed, 4 cannot be run\n")


def test_a_broken_rule_does_not_stop_the_others(small: Path) -> None:
    """`--rule` runs those of other rules, says what was left out, and shows a broken rule's own errors."""
    rule = small / "1.2-contact.yaml"
    text = rule.read_text(encoding="utf-8")
    for mistake in (
        text.replace("exists: partner_contacts", "exists: partner"),
        text.replace("requires:", "req:"),
    ):
        rule.write_text(mistake, encoding="utf-8")
        code, out, err = call("test", small, "--rule", "1.3*", "--lang", "en")
        assert (code, out) == (0, "1 passed, 0 failed\n")
        assert "left out because they have errors: `1.2-contact`" in err
        code, _, err = refused("test", small, "--rule", "1.2*")
        assert code == 2
        assert "1.2-contact.yaml:12" in err


def test_a_profile_that_is_not_there_is_told_at_its_example(small: Path) -> None:
    """The other examples of the file are run."""
    path = small / "1.2-contact.cases.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("text-only", "text-onyl"), encoding="utf-8")
    code, out, _ = call("test", small, "--rule", "1.2*")
    assert code == 1
    assert "1.2-contact.cases.yaml:4" in out
    assert "the profile `text-onyl` cannot be used" in out
    assert "did you mean `text-only`?" in out
