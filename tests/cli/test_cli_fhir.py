"""FHIR on the command line: bundles of FFB as the cases of `check`, `map` and `verify`."""

import json
import shutil
from pathlib import Path

import pytest
from command_line import call

from guidelinekit.errors import UsageError

BUNDLES = Path(__file__).parents[2] / "examples" / "ffb"
AS_OF = ("--as-of", "2026-06-01")
FFB = ("--from", "fhir-ffb")


def test_what_bundles_never_hold_stands_at_the_top(tmp_path: Path) -> None:
    """The report begins with what is null in every case; the receipt has it too, and is verified."""
    report = tmp_path / "report.json"
    code, out, err = call(
        "check", BUNDLES, *FFB, *AS_OF, "--lang", "en", "--fail-on", "never", "-o", f"json={report}"
    )
    assert (code, err) == (0, "")
    assert "so that nothing can be said of it in any case: request, enrolment" in " ".join(out.split())
    (file,) = json.loads(report.read_text())["receipt"]["inputs"]
    assert file["tables"]["not_exported"][:2] == ["request", "enrolment"]
    assert (file["tables"]["rows"], file["tables"]["used"], file["tables"]["refused"]) == (10, 10, 0)
    assert call("verify", report, BUNDLES)[0] == 0
    changed = tmp_path / "ffb"
    shutil.copytree(BUNDLES, changed)
    (changed / "2026-05-04.json").unlink()
    assert call("verify", report, changed)[0] == 1


def test_a_pattern_and_several_processes_are_the_same(tmp_path: Path) -> None:
    """A pattern in quotes stands for the bundles that it fits, in one process and in two."""
    for name, arguments in {
        "a": (BUNDLES,),
        "b": (f"{BUNDLES}/*.json",),
        "c": (BUNDLES, "--jobs", 2),
    }.items():
        call("check", *map(str, arguments), *FFB, *AS_OF, "--all", "-o", tmp_path / f"{name}.ndjson")
    first, *others = (
        (tmp_path / f"{name}.ndjson").read_text().splitlines()[1:-1] for name in ("a", "b", "c")
    )
    assert len(first) == 1
    assert others == [first, first]


def test_bundles_alone_decide_no_rule_in_force() -> None:
    """What the profiles hold decides no rule that applies today."""
    code, out, _ = call(
        "map", "check", BUNDLES, *FFB, "--pack", "ssb-2016", "--pack", "ssb-overview", "--format", "json"
    )
    document = json.loads(out)
    assert code == 0
    assert len(document["never_decided"]) == document["rules"]
    assert "cases enrolment.enrolled_on" in document["unfilled_fields"]
    assert "needs area" not in document["unfilled_fields"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", BUNDLES / "2026-03-02.json", BUNDLES / "2026-03-09.json"), "bundles belong together"),
        (("map", "new", BUNDLES), "bundles need no mapping"),
    ],
)
def test_what_cannot_be_done_with_bundles_is_refused(arguments: tuple[str | Path, ...], message: str) -> None:
    """Bundles named one by one, and a mapping for them, are refused with what to do."""
    with pytest.raises(UsageError, match=message):
        call(*arguments, *FFB)


def test_bundles_are_not_read_from_standard_input() -> None:
    """Standard input is told of as what cannot be read."""
    code, _, err = call("check", "-", *FFB, *AS_OF)
    assert code == 2
    assert "bundles are read from files" in err


def test_fhir_that_is_read_as_cases_says_how_to_read_it() -> None:
    """Whoever leaves out --from is told to say it."""
    code, out, _ = call("check", BUNDLES / "2026-03-02.json", *AS_OF, "--lang", "en")
    assert code == 3
    assert "--from fhir-ffb" in out
