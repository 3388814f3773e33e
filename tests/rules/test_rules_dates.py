"""Date expressions: what is written is what is read, and what cannot be read is shown at its column."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidelinekit.lang.expr import (
    AsOf,
    DateExpr,
    DatePart,
    Day,
    Days,
    Earliest,
    Latest,
    Matching,
    Months,
    Parameter,
    Path,
    Shift,
)
from guidelinekit.rules.dates import date_expression, duration
from guidelinekit.rules.scope import Names, Notes, Scope
from guidelinekit.source.document import Document
from guidelinekit.source.reading import read

NAMES = Names(parameters=("days", "more_days"), value_sets={"areas": ("housing",)})


def scope(text: object = "") -> Scope:
    """The top of a case, with two parameters and a value set."""
    return Scope(NAMES, Notes(Document("rules", text)))


def written(node: DatePart) -> str:
    """A date expression as an author writes it."""
    match node:
        case Day(value=value):
            return value.isoformat()
        case AsOf():
            return "as_of"
        case Path(root=root, steps=steps):
            return ".".join((root, *steps))
        case Shift(base=base, by=by, back=back):
            match by:
                case Parameter(name=name):
                    length = f"${name}"
                case Months(months=months):
                    length = f"{months}m"
                case Days(days=days):
                    length = f"{days}d"
            return f"{written(base)} {'-' if back else '+'} {length}"
        case Latest(of=of):
            return f"latest({', '.join(written(part) for part in of)})"
        case Earliest(of=of):
            return f"earliest({','.join(written(part) for part in of)})"
        case Matching():
            raise TypeError("the dates of matching items are written as a map")


LENGTHS = st.one_of(
    st.integers(0, 36_525).map(lambda days: Days(days=days)),
    st.integers(0, 1_200).map(lambda months: Months(months=months)),
    st.sampled_from(["days", "more_days"]).map(lambda name: Parameter(name=name)),
)
LEAVES: st.SearchStrategy[DateExpr] = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: Day(value=day)),
    st.just(AsOf()),
    st.sampled_from([("enrolment", "enrolled_on"), ("needs", "identified_on"), ("nothing",)]).map(
        lambda steps: Path(root="case", steps=steps)
    ),
)
DATES: st.SearchStrategy[DateExpr] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Shift, base=inner, by=LENGTHS, back=st.booleans()),
        st.lists(inner, min_size=1, max_size=3).map(lambda of: Latest(of=tuple(of))),
        st.lists(inner, min_size=1, max_size=3).map(lambda of: Earliest(of=tuple(of))),
    ),
    max_leaves=8,
)


@given(DATES)
def test_what_is_written_is_read(node: DateExpr) -> None:
    """Every date expression, written out and read, is itself."""
    here = scope()
    assert date_expression(written(node), here, ()) == node
    assert here.notes.diagnostics == []


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("as_of + days", "write `$days`"),
        ("as_of + 14", "write `14d`"),
        ("as_of + 14 dage", "write `14d`"),
        ("as_of + 14dage", "write `14d`"),
        ("as_of + 3 uger", "write `3w`"),
        ("as_of + 3måneder", "write `3m`"),
        ("as_of + 1år", "write `1y`"),
        ("as_of + 3 lange", "write days, weeks, months or years, for example `14d`, `2w`, `3m` or `1y`"),
    ],
)
def test_a_length_of_time_nearly_right_is_put_right(text: str, advice: str) -> None:
    """A parameter without its `$`, and a number of days without its `d`, are written out as they must be."""
    here = scope(text)
    date_expression(text, here, ())
    assert [problem.help and problem.help.en for problem in here.notes.diagnostics] == [advice]


@pytest.mark.parametrize("text", ["as_of+14d", " as_of  +  2w ", "as_of + 7d + 7d - 0d"])
def test_spaces_do_not_matter(text: str) -> None:
    """Spaces may stand anywhere or nowhere, and shifts may follow one another."""
    here = scope()
    assert isinstance(date_expression(text, here, ()), Shift)
    assert here.notes.diagnostics == []


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("2026-02-30", "bad-date", "2026-02-30"),
        ("2023-02-29 + 1d", "bad-date", "2023-02-29"),
        ("2026-2-3", "bad-date", "2026-2-3"),
        ("as_of 14d", "bad-date", "14d"),
        ("as_of + 14", "bad-duration", "14"),
        ("as_of + 3q", "bad-duration", "3q"),
        ("as_of + 101y", "bad-duration", "101y"),
        ("as_of" + " + 1d" * 17, "bad-date", "+"),
        ("as_of" + " + 1d" * 2000, "bad-date", "+"),
        ("as_of + 999999w", "bad-duration", "999999w"),
        ("as_of + enrolment", "bad-duration", "enrolment"),
        ("as_of + $areas", "bad-duration", "$areas"),
        ("as_of + $dys", "unknown-name", "$dys"),
        ("$days", "bad-date", "$days"),
        ("14d", "bad-date", "14d"),
        ("latest(as_of, 2026-02-30)", "bad-date", "2026-02-30"),
        ("newest(as_of)", "bad-date", "newest"),
        ("latest(as_of]", "bad-date", "]"),
        ("latest()", "bad-date", ")"),
        ("as_of)", "bad-date", ")"),
        ("(as_of)", "bad-date", "("),
        ("as_of ; drop", "bad-date", ";"),
        ("latest(" * 40 + "as_of" + ")" * 40, "bad-date", "latest"),
        ("latest(" * 2000 + "as_of" + ")" * 2000, "bad-date", "latest"),
    ],
)
def test_what_cannot_be_read_is_shown_at_its_column(text: str, code: str, shown: str) -> None:
    """The caret stands under the part of the text that is wrong."""
    document, _ = read(f"deadline: '{text}'\n", "r.yaml")
    assert document is not None
    here = Scope(NAMES, Notes(document))
    date_expression(text, here, ("deadline",))
    (problem,) = here.notes.diagnostics
    assert problem.code == code
    assert problem.help
    assert problem.span is not None
    line = document.lines[problem.span.line - 1]
    assert line[problem.span.column - 1 : problem.span.end - 1] == shown


@pytest.mark.parametrize("text", ["", "as_of +", "latest(as_of", "latest(as_of,"])
def test_what_ends_too_early(text: str) -> None:
    """A text that breaks off is a problem at its end."""
    here = scope()
    date_expression(text, here, ())
    assert [problem.code for problem in here.notes.diagnostics] in (["bad-date"], ["bad-duration"])


@pytest.mark.parametrize("text", [None, 14, True, ["as_of"], {"latest": 1}])
def test_a_date_is_text(text: object) -> None:
    """What is not text is no date and no duration."""
    here = scope()
    assert date_expression(text, here, ()) is None
    assert duration(text, here, ()) is None
    assert [problem.code for problem in here.notes.diagnostics] == ["bad-date", "bad-duration"]


@pytest.mark.parametrize(("text", "months"), [("3m", 3), ("1y", 12), ("0m", 0), ("100y", 1200)])
def test_months_and_years(text: str, months: int) -> None:
    """A duration may be calendar months or years; twelve months are a year."""
    assert duration(text, scope(), ()) == Months(months=months)


@given(st.text(alphabet=st.sampled_from(list("as_of latest(),+-$2d.0169w]\n")), max_size=40))
def test_no_text_breaks_the_date_reader(text: str) -> None:
    """Any text is a date expression or one problem; never an exception."""
    here = scope()
    found = date_expression(text, here, ())
    assert found is not None or here.notes.diagnostics
