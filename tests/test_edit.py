"""A YAML text changed at one place: the rest is the same, character by character."""

import pytest

from guidelinekit.diagnostics import Route
from guidelinekit.source.edit import with_value, without

TEXT = """\
a: 1  # one
b: {c: 2, d: [3, 4]}   # two

# before
list:
  - e: 5
    # inside
    f: six  # f
  - {g: 7}
"""


@pytest.mark.parametrize(
    ("route", "value", "before", "after"),
    [
        (("a",), "9", "a: 1 ", "a: 9 "),
        (("b", "c"), "9", "c: 2", "c: 9"),
        (("b", "d"), "[]", "[3, 4]", "[]"),
        (("b", "x"), "9", "4]}", "4], x: 9}"),
        (("list", 0, "f"), "'7'", "six", "'7'"),
        (("list", 0, "x"), "9", "six  # f", "six  # f\n    x: 9"),
        (("list", 1, "g"), "\n    - 8", " 7", "\n    - 8"),
        (("x",), "9", "{g: 7}\n", "{g: 7}\nx: 9\n"),
    ],
)
def test_a_value_is_put_in_its_place(route: Route, value: str, before: str, after: str) -> None:
    """An old value gives way to a new one, and a new key ends its map; Windows line ends stay too."""
    assert TEXT.count(before) == 1
    assert with_value(TEXT, route, value) == TEXT.replace(before, after)
    windows = TEXT.replace("\n", "\r\n")
    if "\n" not in value:
        assert with_value(windows, route, value) == TEXT.replace(before, after).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("route", "part"),
    [
        (("a",), "a: 1  # one\n"),
        (("b", "c"), "c: 2, "),
        (("b", "d"), ", d: [3, 4]"),
        (("list", 0, "e"), "e: 5\n    # inside\n    "),
        (("list", 0, "f"), "    f: six  # f\n"),
        (("list", 1), "  - {g: 7}\n"),
    ],
)
def test_a_key_is_taken_out(route: Route, part: str) -> None:
    """A key goes with its value, and on lines of its own with all of them."""
    assert TEXT.count(part) == 1
    assert without(TEXT, route) == TEXT.replace(part, "")


def test_a_place_that_is_not_there_is_refused() -> None:
    """Nothing is changed at a wrong place."""
    with pytest.raises(LookupError):
        with_value(TEXT, ("list", 2, "x"), "1")
    with pytest.raises(LookupError):
        without(TEXT, ("b", "x"))
