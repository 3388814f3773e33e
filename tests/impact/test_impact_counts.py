"""What can be read out of the numbers of an impact report that names no cases."""

from collections.abc import Mapping, Sequence

from guidelinekit.impact.flips import DataImpact, GroupImpact, RuleImpact, Transition
from guidelinekit.report.authors.impact_counts import WHOLE, Counts, shown_counts
from guidelinekit.results import Status

MET, LATE, DUE, UNMET = Status.MET, Status.MET_LATE, Status.DUE, Status.UNMET
Citizens = Sequence[tuple[str, str, Transition, int]]
"""Municipality, provider, what one rule said before and says now, and of how many."""


def counted(citizens: Citizens, moved: int = 0) -> DataImpact:
    """Give the impact of a change of one rule."""
    data = DataImpact(rules={"1.1": RuleImpact(moved=moved)})
    for municipality, provider, transition, number in citizens:
        data.records += number
        data.rules["1.1"].matrix[transition] += number
        for group in (
            data.whole,
            data.municipalities.setdefault(municipality, GroupImpact()),
            data.providers.setdefault(provider, GroupImpact()),
        ):
            for _ in range(number):
                group.add([transition])
    return data


def row(counts: Counts, municipality: str) -> Mapping[str, int | None]:
    """Give the numbers of a municipality, or of all."""
    group = ("municipality", municipality) if municipality else WHOLE
    return {column: counts(group, column) for column in ("records", "changed", "before")}


def test_a_small_municipality_is_not_what_is_left_of_all() -> None:
    """Of 3, 20 and 30 citizens the 20 are hidden too: all but the others would be the 3."""
    data = counted(
        [("9001", "a", (MET, MET), 3), ("9002", "a", (MET, MET), 20), ("9003", "a", (MET, MET), 30)]
    )
    counts = shown_counts(data, with_cases=False)
    assert row(counts, "") == {"records": 53, "changed": 0, "before": 53}
    assert row(counts, "9001") == {"records": None, "changed": 0, "before": None}
    assert row(counts, "9002") == {"records": None, "changed": 0, "before": None}
    assert row(counts, "9003") == {"records": 30, "changed": 0, "before": 30}
    assert row(shown_counts(data, with_cases=True), "9001")["records"] == 3


def test_a_small_transition_is_not_what_is_left_of_all_results() -> None:
    """Of 40 results 38 stayed and 2 changed: neither is shown, since the number of citizens is."""
    counts = shown_counts(counted([("", "", (MET, MET), 38), ("", "", (MET, UNMET), 2)]), with_cases=False)
    assert counts(WHOLE, "records") == 40
    shown = {pair: counts("1.1", pair) for pair in ((MET, MET), (MET, UNMET))}
    assert shown == {(MET, MET): None, (MET, UNMET): None}
    assert [counts("1.1", name) for name in ("changed", "other due date")] == [None, 0]
    assert [counts(WHOLE, "changed"), counts(WHOLE, "worse"), counts(WHOLE, "after", UNMET)] == [None] * 3


def test_what_stayed_with_few_is_not_what_is_left_of_what_changed() -> None:
    """Of 40 citizens 37 have another result: that of the other 3 cannot be worked out."""
    counts = shown_counts(counted([("", "", (DUE, UNMET), 37), ("", "", (MET, MET), 3)]), with_cases=False)
    wholes = {counts(WHOLE, "records"), counts("1.1", "results")}
    changes = {counts("1.1", (DUE, UNMET)), counts("1.1", "changed"), counts(WHOLE, "changed")}
    assert wholes == {None} or changes == {None}
    assert counts("1.1", (MET, MET)) is None


def test_another_due_date_of_few_is_hidden() -> None:
    """How many got another due date is hidden where it is 1 to 4, beside what stays in sight."""
    counts = shown_counts(counted([("", "", (DUE, DUE), 30)], moved=2), with_cases=False)
    assert [counts("1.1", name) for name in ("results", "changed", "other due date")] == [30, 0, None]


def test_much_of_few_citizens_is_no_number_to_see() -> None:
    """Three citizens with 40 results between them: those are not what is left of all results either."""
    data = counted(
        [("9001", "a", (MET, MET), 3), ("9002", "a", (MET, MET), 20), ("9003", "a", (MET, MET), 30)]
    )
    for group in (data.whole, data.municipalities["9001"]):
        group.before[MET] += 37
    counts = shown_counts(data, with_cases=False)
    assert counts(("municipality", "9001"), "before", MET) is None
    assert None in {counts(WHOLE, "before", MET), counts(("municipality", "9002"), "before", MET)}


def test_large_numbers_stay() -> None:
    """Where nothing is small, nothing is hidden."""
    data = counted([("9001", "a", (LATE, MET), 12), ("9002", "b", (MET, MET), 20)])
    counts = shown_counts(data, with_cases=False)
    assert [counts("1.1", (LATE, MET)), counts("1.1", (MET, MET)), counts(WHOLE, "changed")] == [12, 20, 12]
    assert row(counts, "9001") == {"records": 12, "changed": 12, "before": 12}
