"""A municipality's own scheme of case ids: its running numbers pass, and CPR numbers as little as can be."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guidelinekit import Case, Invalid, Profile, RuleSet, load_rules, parse_case, read_cases
from guidelinekit.case.model.cpr import fits, takes_every_cpr
from guidelinekit.errors import RuleError
from guidelinekit.text import Text

SCHEME = "26########"
OWN = f"26{1:02}150042"
"""A running number made of year, month, day and four digits, which looks like a CPR number."""
TITLE = Text(da="-", en="-")


def record(case_id: str = OWN, **fields: Any) -> dict[str, Any]:
    """Return a case with an id."""
    return {"schema_version": "1", "case_id": case_id, "citizen": {}, **fields}


def rules(scheme: str | None, **more: Any) -> RuleSet:
    """Return the rules under a profile with a scheme."""
    return load_rules(profile=Profile(id="own", title=TITLE, case_id_pattern=scheme), **more)


def test_an_own_running_number_passes_where_it_is_written_by_the_scheme() -> None:
    """Without a scheme it is refused; with it, in a file and sent alone, it is the id; another is refused."""
    assert isinstance(parse_case(record()), Invalid)
    sent = parse_case(record(), case_id_pattern=SCHEME)
    lines = json.dumps(record()) + "\n" + json.dumps(record("27" + OWN[2:])) + "\n"
    read, other = read_cases("-", io.BytesIO(lines.encode()), case_id_pattern=SCHEME)
    assert isinstance(sent, Case)
    assert isinstance(read, Case)
    assert (sent.case_id, read.case_id) == (OWN, OWN)
    assert isinstance(other, Invalid)
    assert (other.case_id, other.problems[0].code) == (None, "cpr")


def test_the_scheme_is_for_ids_of_cases_alone() -> None:
    """An item's id that fits it is refused, and a record that is wrong otherwise is told under its own id."""
    need = {"need_id": OWN, "area": "housing", "identified_on": "2026-02-01"}
    refused = parse_case(record(needs=[need]), case_id_pattern=SCHEME)
    assert isinstance(refused, Invalid)
    assert (refused.case_id, [each.pointer for each in refused.problems]) == (OWN, ["/needs/0/need_id"])


def test_an_own_id_stands_once() -> None:
    """An id by the scheme that comes again is refused as any other."""
    lines = (json.dumps(record()) + "\n") * 2
    _, again = read_cases("-", io.BytesIO(lines.encode()), case_id_pattern=SCHEME)
    assert isinstance(again, Invalid)
    assert again.problems[0].code == "id-twice"


@pytest.mark.parametrize(
    ("scheme", "case_id", "fit"),
    [
        ("26########", OWN, True),
        ("26########", "260115004", False),
        ("S-####", "S-0042", True),
        ("S-####", "s-0042", False),
        ("##", "1²", False),
    ],
)
def test_what_fits_a_scheme(scheme: str, case_id: str, fit: bool) -> None:
    """`#` is one digit of 0 to 9, every other sign is itself, and no sign is left over."""
    assert fits(case_id, scheme) is fit


@pytest.mark.parametrize(
    "scheme",
    [
        "##########",
        "######-####",
        "S##########",
        "## ## ## ####",
        "####19######",
        "############",
        "ab-######.####",
    ],
)
def test_a_scheme_that_every_cpr_number_fits_is_refused(scheme: str) -> None:
    """It is refused when the profile is loaded, with what to write, whatever stands between and around."""
    assert takes_every_cpr(scheme)
    with pytest.raises(RuleError, match="every CPR number fits this scheme") as error:
        rules(scheme)
    assert "`26########`" in str(error.value)


@pytest.mark.parametrize("scheme", ["26########", "2026-######", "#########", "S###x#######", "#" * 11])
def test_a_scheme_that_leaves_most_cpr_numbers_out_is_taken(scheme: str) -> None:
    """A digit that is fixed, a letter between, or another length is enough."""
    assert rules(scheme).profile.case_id_pattern == scheme


@pytest.mark.parametrize("scheme", ["abc", "#" * 65])
def test_a_scheme_that_no_id_has_is_refused(scheme: str) -> None:
    """A scheme has a digit to fill, and is no longer than an id may be."""
    with pytest.raises(RuleError, match="at most 64 signs"):
        rules(scheme)


def test_waivers_name_cases_by_the_scheme(tmp_path: Path) -> None:
    """A waiver for such a case is taken under the profile, and refused without."""
    rule = "ssb-2016/3.2.4-early-partner-contact"
    path = tmp_path / "waivers.yaml"
    path.write_text(
        f"waivers:\n  - {{rule: {rule}, case: '{OWN}', reason: r, by: b, expires: 2026-12-31}}\n", "utf-8"
    )
    assert OWN in rules(SCHEME, waivers=path).waived
    with pytest.raises(RuleError, match="looks like a CPR number"):
        rules(None, waivers=path)


def test_a_case_by_the_scheme_is_evaluated() -> None:
    """Its results carry its id."""
    case = parse_case(record(), case_id_pattern=SCHEME)
    assert isinstance(case, Case)
    assert rules(SCHEME).evaluate(case, as_of=date(2026, 6, 1)).case_id == OWN
