"""Reading YAML: what its plain values are, where everything stands, and what is refused."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiny_packs
from guidelinekit import limits
from guidelinekit.diagnostics import Diagnostic, Span
from guidelinekit.evaluate.loading import read_and_checked
from guidelinekit.rules.packs import digest
from guidelinekit.source.document import Document
from guidelinekit.source.reading import read, read_file
from guidelinekit.text import Text


def plain(text: str) -> Any:
    """The data of a text that has no problems."""
    document, problems = read(text, "f.yaml")
    assert problems == []
    assert document is not None
    return document.data


def refused(text: str) -> list[str]:
    """The codes for which a text is refused."""
    document, problems = read(text, "f.yaml")
    assert document is None
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ("'true'", "true"),
        ("14", 14),
        ("-3", -3),
        ("'14'", "14"),
        ("0.5", 0.5),
        ("1e3", 1000.0),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        (".inf", ".inf"),
        ("1e9999", "1e9999"),
        ("9" * 5000, "9" * 5000),
        ("3.2.4", "3.2.4"),
        ("2016-04-12", "2016-04-12"),
        ("2016-04-12T10:00:00Z", "2016-04-12T10:00:00Z"),
        ("as_of - 14d", "as_of - 14d"),
        ("[a, {b: 1}]", ["a", {"b": 1}]),
        ("|\n  to\n  linjer", "to\nlinjer\n"),
    ],
)
def test_plain_values(written: str, value: object) -> None:
    """Values are read by YAML 1.2: only `true` and `false` are truth values, and dates stay text."""
    found = plain(f"key: {written}\n")["key"]
    assert found == value
    assert type(found) is type(value)


TEXT = """\
title: {da: Å, en: "quoted"}
list:
  - first: 1
    second:
  - plain
block: |
  text
"""


@pytest.mark.parametrize(
    ("route", "key", "span"),
    [
        ((), False, Span(1, 1, 29)),
        (("title",), False, Span(1, 8, 29)),
        (("title",), True, Span(1, 1, 6)),
        (("title", "da"), False, Span(1, 13, 14)),
        (("title", "en"), False, Span(1, 20, 28)),
        (("list",), False, Span(2, 1, 5)),
        (("list", 0), False, Span(3, 5, 13)),
        (("list", 0, "first"), False, Span(3, 12, 13)),
        (("list", 0, "second"), False, Span(4, 5, 11)),
        (("list", 1), False, Span(5, 5, 10)),
        (("list", 7, "deep"), False, Span(2, 1, 5)),
        (("nothing", "here"), True, Span(1, 1, 29)),
        (("block",), False, Span(6, 8, 9)),
    ],
)
def test_spans(route: tuple[str | int, ...], key: bool, span: Span) -> None:
    """Each key and value has its place; an absent one has the place of what it would stand in."""
    document, _ = read(TEXT, "f.yaml")
    assert document is not None
    assert document.span(route, key) == span


@pytest.mark.parametrize("written", ["as_of - 14d", "'as_of - 14d'", '"as_of - 14d"'])
def test_a_part_of_a_text_has_its_own_place(written: str) -> None:
    """A place inside a text is right with and without quotes."""
    document, _ = read(f"when: {written}\n", "f.yaml")
    assert document is not None
    span = document.part(("when",), 8, 11)
    assert span is not None
    assert document.lines[0][span.column - 1 : span.end - 1] == "14d"


def test_a_part_of_a_folded_text_is_the_whole_text() -> None:
    """Where a text runs over several lines, a place inside it is given as the text's beginning."""
    document, _ = read("when: as_of\n  - 14d\n", "f.yaml")
    assert document is not None
    assert document.part(("when",), 8, 11) == document.span(("when",))


def test_a_problem_is_placed_by_its_route() -> None:
    """A problem that names a route gets file, line and excerpt."""
    document, _ = read("a:\n  b: text\n", "f.yaml")
    assert document is not None
    placed = document.place(Diagnostic("code", Text(da="besked", en="message"), route=("a", "b")))
    assert placed.render() == "f.yaml:2:6: error [code] message\n    2 |   b: text\n      |      ^^^^"


def test_data_that_was_never_a_file_has_no_places() -> None:
    """Problems in plain data keep their route and have no line."""
    problem = Diagnostic("code", Text(da="besked", en="message"), route=("a",))
    placed = Document("rules", {"a": 1}).place(problem)
    assert (placed.span, placed.route) == (None, ("a",))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: &x 1\nb: *x\n", ["anchor", "anchor"]),
        ("a: {<<: {b: 1}}\n", ["merge-key"]),
        ("a: !!str 1\n", ["yaml-tag"]),
        ("a: !!python/object/apply:os.system [x]\n", ["yaml-tag"]),
        ("1: a\n", ["key-not-text"]),
        ("true: a\n", ["key-not-text"]),
        ("? [a, b]\n: {c: d}\nok: 1\n", ["key-not-text"]),
        ("? {a: b}\n: c\n", ["key-not-text"]),
        ("a: 1\n---\nb: 2\n", ["several-documents"]),
        ("", ["empty-file"]),
        ("# only words\n", ["empty-file"]),
        ("a: b: c\n", ["yaml-syntax"]),
        ("a: [1\n", ["yaml-syntax"]),
        ("a: 'x\n", ["yaml-syntax"]),
        ("a: b\0\n", ["yaml-syntax"]),
        ("a: \ud800\n", ["yaml-syntax"]),
        ("a:\n\tb: 1\n", ["tab"]),
        ("a: " + "x" * 1024 * 1024, ["file-too-large"]),
        ("[" * (limits.YAML_DEPTH + 1) + "]" * (limits.YAML_DEPTH + 1), ["nested-too-deep"]),
        ("[" * 200_000, ["nested-too-deep"]),
        ("- " * 200_000, ["nested-too-deep"]),
        ("{a: " * 100_000, ["nested-too-deep"]),
        ("? " * 200_000, ["key-not-text", "nested-too-deep"]),
    ],
)
def test_what_is_refused(text: str, codes: list[str]) -> None:
    """What the language refuses is refused with its own code, however large or deep it is."""
    assert refused(text) == codes


def test_nesting_up_to_the_limit_is_read() -> None:
    """A text nested exactly to the limit is read."""
    assert plain("[" * limits.YAML_DEPTH + "]" * limits.YAML_DEPTH) is not None


def test_billion_laughs_is_refused_at_once() -> None:
    """A text that would grow without end through its aliases is refused; nothing is expanded."""
    lines = ["a0: &a0 [ha, ha]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    assert set(refused("\n".join(lines))) == {"anchor"}


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    """The second of two equal keys is reported with the line of the first, whose value is kept."""
    document, problems = read("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert document is not None
    assert document.data == {"a": 1, "b": 2}
    assert [(p.code, p.span) for p in problems] == [("duplicate-key", Span(3, 1, 2))]
    assert "line 1" in problems[0].message.en


def test_windows_line_ends_and_byte_order_marks_are_read(tmp_path: Path) -> None:
    """A file saved by a Windows editor reads like any other."""
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: 2\r\n")
    document, problems = read_file(path)
    assert problems == []
    assert document is not None
    assert document.data == {"a": 1, "b": {"c": 2}}
    assert document.span(("b", "c")) == Span(3, 6, 7)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a: æ".encode("utf-16"), "not-utf8"),
        ("a: æ".encode("latin-1"), "not-utf8"),
        (b"a: " + b"x" * 1024 * 1024, "file-too-large"),
        (b"", "empty-file"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes, code: str) -> None:
    """A file that cannot be read is one problem with a cure."""
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    document, problems = read_file(path, "shown.yaml")
    assert document is None
    assert [(p.code, p.file) for p in problems] == [(code, "shown.yaml")]
    assert problems[0].help


@pytest.mark.parametrize("name", ["absent.yaml", "folder.yaml"])
def test_a_missing_file_and_a_folder(tmp_path: Path, name: str) -> None:
    """A missing file and a folder are problems, not exceptions."""
    (tmp_path / "folder.yaml").mkdir()
    document, problems = read_file(tmp_path / name)
    assert document is None
    assert [p.code for p in problems] == ["unreadable-file"]


def test_a_very_long_line_is_shown_cut_short() -> None:
    """A problem far out in a very long line is placed, and the line is not printed."""
    _, problems = read("a: [" + "x, " * 1000 + "*b]", "f.yaml")
    assert problems[0].span is not None
    assert problems[0].span.column > 1000
    assert problems[0].excerpt is None


@pytest.mark.parametrize("key", ["modality: ", "applies_when: {use: "])
def test_a_message_quotes_no_more_than_the_beginning_of_a_value(tmp_path: Path, key: str) -> None:
    """Whatever a value of thousands of signs stands for, the message about it stays a message."""
    start = tiny_packs.RULE[: tiny_packs.RULE.index(key.partition(" ")[0])]
    ending = f"{key}{'w' * 6000}{'}' * key.count('{')}\n"
    problems = read_and_checked(tiny_packs.tiny_pack(tmp_path, rule=start + ending)).problems
    assert any("w" * 150 in problem.message.en for problem in problems)
    assert all(len(problem.render()) < 1200 for problem in problems)


@given(
    st.text(alphabet=st.sampled_from(list("ab:-?#&*!|>'\"%@`[]{},.~<= \t\n\r\\01\u2028\ufeffæ")), max_size=60)
)
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text gives data or problems, each with a message and a place in the text; never an exception."""
    document, problems = read(text, "f.yaml")
    assert document is not None or problems
    for problem in problems:
        assert problem.render()
    if document is not None:
        _all_placed(document, document.data, ())


def _all_placed(document: Document, value: object, route: tuple[str | int, ...]) -> None:
    span = document.values[route]
    assert 1 <= span.line <= max(len(document.lines), 1)
    assert span.end > span.column >= 1
    entries: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, part in entries:
        _all_placed(document, part, (*route, step))


def test_only_a_regular_file_of_a_rule_file_s_size_is_read(tmp_path: Path) -> None:
    """A named pipe, links out of the folder, a device and a file of 3 GB are refused at once, unread."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "out.yaml").symlink_to(Path(__file__))
    (tmp_path / "round.yaml").symlink_to("round.yaml")
    with (tmp_path / "large.yaml").open("wb") as large:
        large.truncate(3 * 1024**3)
    refused = {path.name: read_file(path)[1][0].message.en for path in tmp_path.iterdir()}
    assert refused.pop("round.yaml").startswith(("this is a link out of its folder", "this cannot be opened"))
    assert refused == {
        "pipe.yaml": "this is a pipe or a device, not a file",
        "zero.yaml": "this is a link out of its folder",
        "out.yaml": "this is a link out of its folder",
        "large.yaml": "this is larger than 1 MiB",
    }
    assert read_file(Path("/dev/zero"))[1][0].message.en == "this is a pipe or a device, not a file"


def test_a_link_within_its_folder_is_read(tmp_path: Path) -> None:
    """A link to another file of the same folder stands for that file."""
    (tmp_path / "a.yaml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    document, problems = read_file(tmp_path / "b.yaml")
    assert problems == []
    assert document is not None
    assert document.data == {"a": 1}


def test_the_digest_of_a_pack_waits_for_nothing_and_reads_nothing_large(tmp_path: Path) -> None:
    """A file that is refused counts by why, so that its going or coming is a change."""
    (tmp_path / "pack.yaml").write_text("id: p", encoding="utf-8")
    before = digest(tmp_path)
    with (tmp_path / "large.yaml").open("wb") as large:
        large.truncate(3 * 1024**3)
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.yaml")
    assert digest(tmp_path) != before


@pytest.mark.parametrize(
    ("text", "character", "column"),
    [
        ('da: "\\e]0;x"', "001B", 5),
        ('"\\u202e": 1', "202E", 1),
        ("da: \u202eabc", "202E", 5),
        ('da: "\\x9b1m"', "009B", 5),
    ],
)
def test_signs_that_steer_what_shows_them_are_refused(text: str, character: str, column: int) -> None:
    """A control character, or one that turns the direction of the text, is refused, also as an escape."""
    document, problems = read(text, "f.yaml")
    assert document is None
    assert f"the character U+{character} is not allowed" in problems[0].message.en
    assert problems[0].span is not None
    assert problems[0].span.column == column
    assert all(line.isprintable() for line in problems[0].render().splitlines())
