"""The report that a person reads: order, wording, width."""

import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_results import HEADING, REMARK, case, result
from rich.text import Text as Line

from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.report.contract import InvalidEntry, ProblemEntry
from guidelinekit.report.footer import _BAR, _shares
from guidelinekit.report.human import HumanWriter, RecordBlocks
from guidelinekit.report.layout import console_for, wrap
from guidelinekit.report.receipt_contract import Both
from guidelinekit.report.severity import BAR, most_serious_first
from guidelinekit.report.writer import Ending
from guidelinekit.results import CaseResults, Reason, Status
from guidelinekit.text import Language
from guidelinekit.wording.rule import in_number_order

MIXED = (
    result("1.9-option", Status.UNMET, Modality.MAY),
    result("1.6-unclear", Status.UNDETERMINED, missing=("/needs/0/barrier", "$days")),
    result("1.7-unclear", Status.UNDETERMINED, missing=("/needs/1/barrier",)),
    result("1.4-later", Status.DUE, due_on=date(2026, 6, 9)),
    result("1.4-soon", Status.DUE, due_on=date(2026, 6, 2)),
    result("1.3-late", Status.MET_LATE),
    result("1.2-recent", Status.UNMET, overdue=3),
    result("1.2-long", Status.UNMET, overdue=30, local=("days",)),
    result("1.1-right", Status.UNMET, Modality.RIGHT),
    result("1.8-exempt", Status.EXEMPT, reason=Reason.CITIZEN_DECLINED),
    result("1.5-met", Status.MET),
)


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def text(
    *cases: CaseResults, language: Language = "da", verbose: bool = False, invalid: int = 0
) -> list[str]:
    """Give the lines of a report."""
    sink, tally = io.StringIO(), Tally()
    tally.of(Subject.CASE).invalid = invalid
    writer = HumanWriter(sink, HEADING, language, verbose=verbose)
    for one in cases:
        tally.add(one)
        writer.put(writer.shape(one))
    for number in range(invalid):
        problems = (ProblemEntry(pointer="/needs", message=Both(da="er en tekst", en="is a text")),) * 7
        writer.refuse(
            InvalidEntry(location=f"line {number}", case_id="x", of=Subject.CASE, problems=problems)
        )
    writer.finish(Ending(tally))
    return sink.getvalue().splitlines()


def test_the_most_serious_comes_first() -> None:
    """Rights before should, long overdue before recent, soon due before later, options after everything."""
    rules = [found.rule.removeprefix("small/") for found in most_serious_first(MIXED)]
    assert rules == [
        "1.1-right", "1.2-long", "1.2-recent", "1.3-late", "1.4-soon", "1.4-later", "1.6-unclear",
        "1.7-unclear", "1.8-exempt", "1.9-option", "1.5-met",
    ]  # fmt: skip


def test_a_case_is_told_in_a_few_lines() -> None:
    """Each finding has a line with sign and word; what is unclear has one line that names the fields."""
    told = text(case("a", *MIXED))
    assert told[0] == "a  3 ikke opfyldt · 1 for sent · 2 frister · 2 uklare"
    signs = [" ".join(line.split()[:2]) for line in told[1:10]]
    assert signs == [
        "✗ ret",
        "✗ bør",
        "✗ bør",
        "▲ for",
        "→ frist",
        "→ frist",
        "? uklart",
        "\N{EN DASH} undtaget",
        "○ kan",
    ]
    assert told[2].endswith("30 dage over *")
    assert told[5].endswith("om 1 dag")
    missing = "behov \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} barriere; $days"
    assert f"2 krav kan ikke afgøres, der mangler: {missing}" in told[7]


def test_a_remark_has_a_line_below_the_findings_and_counts_as_none() -> None:
    """Also where a case has no findings; it is neither unmet nor unclear, and has a sign of its own."""
    odd = replace(case("a", result("1.1-a", Status.UNMET)), remarks=(REMARK,))
    clean = replace(case("b", result("1.1-a", Status.MET)), remarks=(REMARK,))
    told = text(odd, clean)
    assert told[0] == "a  1 ikke opfyldt"
    assert told[2:5] == ["  ! bemærk   Behovet er løst for tidligt", "", "b"]
    assert told[5] == "  ! bemærk   Behovet er løst for tidligt"
    assert told[7] == "✗ ikke opfyldt (skal, ret, bør)  ! sagen modsiger sig selv"
    assert "2 sager vurderet: 1 med uopfyldte krav, 1 kun med andre bemærkninger" in told
    assert "  ! note     The need is resolved too early" in text(clean, language="en")


def test_verbose_tells_each_result_and_its_remedy() -> None:
    """With `--verbose` nothing is drawn together, and each finding says what would close it."""
    told = "\n".join(text(case("a", *MIXED), language="en", verbose=True))
    assert "1.6-unclear in English" in told
    assert "1.7-unclear in English" in told
    assert told.count("do something") == 10


def test_the_worst_case_comes_first_and_clean_ones_are_counted() -> None:
    """Cases are in order of what is unmet; a case without findings is only counted."""
    told = text(
        case("b-due", result("1.1-a", Status.DUE, due_on=date(2026, 6, 2))),
        case("c-clean", result("1.1-a", Status.MET)),
        case("d-unmet", result("1.1-a", Status.UNMET)),
    )
    assert [line.split()[0] for line in told if line[:2] in {"b-", "c-", "d-"}] == ["d-unmet", "b-due"]
    assert "3 sager vurderet: 1 med uopfyldte krav, 1 kun med andre bemærkninger, 1 uden bemærkninger" in told


def test_what_sums_up_others_is_not_said_twice() -> None:
    """A rule that sums up others is left out where one of them is shown, of the same item or of the case."""
    shape = RecordBlocks(HEADING.packs, "en", {"small/1.1-a": ("small/1.2-b",)})
    cases = (
        ((("1.1-a", ""), ("1.2-b", "need:n1")), ["1.2-b"]),
        ((("1.1-a", "need:n1"), ("1.2-b", "need:n1")), ["1.2-b"]),
        ((("1.1-a", "need:n1"), ("1.2-b", "need:n2")), ["1.1-a", "1.2-b"]),
        ((("1.1-a", ""),), ["1.1-a"]),
    )
    for results, shown in cases:
        block = shape(case("a", *(result(name, Status.UNMET, item=item) for name, item in results)))
        assert block is not None
        assert [row.rule for row in block.rows] == shown


def test_what_is_unmet_as_a_whole_is_shown_beside_a_part_that_is_only_late() -> None:
    """A part that stands better than the whole does not say what is wrong with it, so both have a line."""
    shape = RecordBlocks(HEADING.packs, "en", {"small/1.1-a": ("small/1.2-b",)})
    block = shape(case("a", result("1.1-a", Status.UNMET), result("1.2-b", Status.MET_LATE)))
    assert block is not None
    assert [(row.rule, row.sign) for row in block.rows] == [("1.1-a", "✗ should"), ("1.2-b", "▲ late")]


def test_a_case_that_has_not_begun_is_counted_only() -> None:
    """The last lines say how many they are; nothing is listed of them."""
    ahead = case("b", result("1.1-a", Status.NOT_APPLICABLE, reason=Reason.NOT_BEGUN))
    lines = text(ahead, case("c", result("1.1-a", Status.MET)), language="en")
    assert lines[-3] == "2 cases evaluated: 1 with nothing to note, 1 not begun"


def test_an_option_is_in_no_total() -> None:
    """What the guideline only suggests stands in no column of the totals."""
    told = text(case("a", result("1.9-option", Status.UNMET, Modality.MAY)))
    assert not [line for line in told if line.startswith("Anvisning")]


def test_an_option_that_cannot_be_decided_is_no_unclear_requirement() -> None:
    """It stands with the options, so that the heading of a case counts what the totals count."""
    told = text(
        case(
            "a",
            result("1.6-unclear", Status.UNDETERMINED, missing=("/needs",)),
            result("1.9-option", Status.UNDETERMINED, Modality.MAY, missing=("/needs",)),
            result("1.9-option", Status.UNMET, Modality.MAY),
        )
    )
    assert told[0] == "a  1 uklar"
    assert "2 muligheder, der ikke er brugt i tide eller ikke kan afgøres: 1.9-option" in told[2]


def test_the_place_of_an_invalid_record_is_in_the_language_of_the_report() -> None:
    """In Danish too a line is named in the reader's words."""
    assert "  linje 0 (x)" in text(case("a", *MIXED), invalid=1)
    assert "  line 0 (x)" in text(case("a", *MIXED), invalid=1, language="en")


def test_totals_and_footer_name_date_profile_and_pack() -> None:
    """The end of the report says what it rests on, the pack's notice too."""
    told = text(case("a", *MIXED), language="en", invalid=1)
    assert "Invalid records, not evaluated: 1" in told
    assert "      and 2 more; --format json lists all" in told
    assert "As of 1 June 2026 · profile suggested · small (1)" in told
    assert told[-1] == "A small pack"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are broken to the width, and no rule id is broken."""
    monkeypatch.setenv("COLUMNS", str(width))
    told = text(case("a", *MIXED), invalid=1)
    assert all(len(line) <= width for line in told if not line.startswith(("Anvisning", "1.")))
    assert any("1.1-right" in line for line in told)


class Terminal(io.StringIO):
    """A sink that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_colour_is_for_terminals_that_want_it() -> None:
    """A terminal is coloured; NO_COLOR, a dumb terminal or a pipe get no escape code."""
    plain = (
        (Terminal(), {"NO_COLOR": "1", "TERM": "xterm"}),
        (Terminal(), {"TERM": "dumb"}),
        (io.StringIO(), {"TERM": "xterm"}),
    )
    for sink, environment in plain:
        console_for(sink, environment).print("x", style="bold red")
        assert sink.getvalue() == "x\n"
    coloured = Terminal()
    console_for(coloured, {"TERM": "xterm"}).print("x", style="bold red")
    assert "\x1b[" in coloured.getvalue()


def test_nothing_that_is_printed_steers_the_terminal() -> None:
    """Whatever a line is made of, an escape sequence in it is not written; its line ends are."""
    sink = io.StringIO()
    console_for(sink).print(Line("\x1b]0;title red\u202e\nnext"))
    assert sink.getvalue() == "?]0;title red?\nnext\n"


def test_no_line_is_a_command_of_github() -> None:
    """A case called `::error::x` writes no line that a job takes for a command; within a line it stays."""
    sink = io.StringIO()
    console_for(sink).print(Line("::error::x\n  ::group::y ::z"))
    assert sink.getvalue() == "?:error::x\n  ?:group::y ::z\n"


@given(st.dictionaries(st.sampled_from(list(BAR)), st.integers(1, 10**6), min_size=1))
def test_a_bar_is_always_full(counts: dict[Status, int]) -> None:
    """The parts of a bar add up to its length, and only what occurs has a part."""
    shares = dict(_shares(Counter(counts), 20))
    assert sum(shares.values()) == _BAR
    assert all(length == 0 for status, length in shares.items() if not counts.get(status))


def test_anvisninger_are_in_the_order_of_their_numbers() -> None:
    """3.2.10 comes after 3.2.9, and 3.2.3.1 after 3.2.3."""
    numbers = ["p/3.2.10", "p/3.2.3.1", "p/3.2.9", "p/3.2.3"]
    assert sorted(numbers, key=in_number_order) == ["p/3.2.3", "p/3.2.3.1", "p/3.2.9", "p/3.2.10"]


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
def test_nothing_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings, legend, totals and footer keep to the width; from 80 on the totals have bars."""
    monkeypatch.setenv("COLUMNS", str(width))
    told = text(case("a", *MIXED), invalid=1)
    assert max(map(len, told)) <= width
    assert any(line.startswith("1.1") and "✗✗" in line for line in told) is (width >= 80)


def test_a_date_is_never_broken() -> None:
    """A line ends before a date or after it, where the date fits at all."""
    assert wrap("siden graviditeten blev kendt 27. april 2026", 34) == [
        "siden graviditeten blev kendt",
        "27. april 2026",
    ]
    assert wrap("recorded by 4 May 2026 at the latest", 16) == ["recorded by", "4 May 2026 at", "the latest"]
