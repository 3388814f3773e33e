"""Loading a pack's folder: all problems of all files at once, and the places of core routes."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidelinekit.diagnostics import Diagnostic, errors
from guidelinekit.lang.expr import Compare, Node, Use
from guidelinekit.lang.walk import walk
from guidelinekit.rules.pack_folder import Loaded, example_problems, load_pack
from guidelinekit.rules.packs import bundled_folder, bundled_packs, digest
from guidelinekit.source.reading import read
from guidelinekit.text import Text
from plain_rules import desugar_rule_data

PACK = """\
id: small
edition: "1"
title: {da: Pakke, en: Pack}
sources: [{id: "000", title: A guideline, updated_on: 2016-04-12}]
parameters:
  days: {unit: days, basis: local, bounds: [1, 30], title: {da: Dage, en: Days}}
  fixed:
    unit: days
    basis: law
    bounds: [1, 30]
    title: {da: Dage, en: Days}
    values:
      - {from: 2020-01-01, value: 7}
      - {value: 14}
value_sets: {areas: [housing, economy]}
definitions:
  adult:
    title: {da: Voksen, en: Adult}
    when:
      all:
        - use: born
        - citizen.birth_date: {age: {ge: 18}}
  born: {title: {da: Kendt, en: Known}, when: {citizen.birth_date: {known: true}}}
"""
RULE = """\
id: r
anvisning: "3.2.1"
passages: [P1]
modality: should
evidence: direct
title: {da: Titel, en: Title}
applies_when: {use: adult}
for_each:
  in: needs
  as: need
  where: {area: {in: $areas}}
requires:
  exists: goals
  where:
    area: need.area
    dropped_on: null
deadline: latest(enrolment.enrolled_on, need.identified_on) + $days
finding: {da: Mangler, en: Missing}
remedy: {da: Gør det, en: Do it}
in_force: {from: 2016-04-12}
"""
PASSAGES = f"""\
passages:
  P1:
    source: "000"
    locator: {{anvisning: "3.2.1", bullet: 1, headline: true}}
    fingerprint: sha256:{"0" * 64}
    modality: should
    summary: {{da: Kort, en: Short}}
    encoding: encoded
    by: [r]
"""

MESSAGE = Text(da="besked", en="message")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small pack with nothing wrong."""
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "passages.yaml").write_text(PASSAGES, encoding="utf-8")
    (tmp_path / "r.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "r.cases.yaml").write_text("rule: r\ncases: [{name: x}]\n", encoding="utf-8")
    return tmp_path


def test_a_sound_pack_loads(folder: Path) -> None:
    """A pack without problems gives its rules, definitions, parameters, value sets and passages."""
    loaded = load_pack(folder)
    assert loaded.diagnostics == ()
    assert loaded.pack is not None
    assert [rule.id for rule in loaded.pack.rules] == ["small/r"]
    assert [definition.name for definition in loaded.pack.definitions] == ["adult", "born"]
    assert [passage.id for passage in loaded.pack.passages] == ["P1"]
    assert loaded.pack.passages[0].locator == {"anvisning": "3.2.1", "bullet": 1, "headline": True}
    assert loaded.pack.value_sets == {"areas": ("housing", "economy")}
    assert [(d.start is None, d.value) for d in loaded.pack.parameters[1].values] == [(True, 14), (False, 7)]


def test_definitions_are_kept_by_name_and_in_full(folder: Path) -> None:
    """`use` carries the definition's condition, also of a definition written further down."""
    pack = load_pack(folder).pack
    assert pack is not None
    used = [node.name for _, node in walk(pack.rules[0]) if isinstance(node, Use)]
    assert used == ["adult", "born"]
    definitions = {definition.name: definition.when for definition in pack.definitions}
    assert isinstance(pack.rules[0].applies_when, Use)
    assert pack.rules[0].applies_when.of == definitions["adult"]


def test_all_problems_of_all_files_at_once(folder: Path) -> None:
    """Broken YAML, a wrong form and an unknown name in three files are reported together."""
    (folder / "a.yaml").write_text("id: [a\n", encoding="utf-8")
    (folder / "b.yaml").write_text(RULE.replace("id: r", "id: b").replace("$days", "$dais"), encoding="utf-8")
    (folder / "c.yaml").write_text(
        RULE.replace("id: r", "id: c").replace(": should", ": maybe").replace("$areas", "$arias"),
        encoding="utf-8",
    )
    (folder / "pack.yaml").write_text(PACK + "definitons: {}\n", encoding="utf-8")
    found = [(Path(d.file or "").name, d.code) for d in errors(load_pack(folder).diagnostics)]
    assert found == [("a.yaml", "yaml-syntax"), ("c.yaml", "wrong-form"), ("pack.yaml", "unknown-key")]
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    found = [(Path(d.file or "").name, d.code) for d in errors(load_pack(folder).diagnostics)]
    assert found == [
        ("a.yaml", "yaml-syntax"),
        ("b.yaml", "unknown-name"),
        ("c.yaml", "wrong-form"),
        ("c.yaml", "unknown-name"),
    ]


def test_a_rule_with_errors_is_left_out_and_the_others_stay(folder: Path) -> None:
    """One broken rule does not take the pack with it."""
    (folder / "b.yaml").write_text(RULE.replace("id: r", "id: b").replace("$days", "$dais"), encoding="utf-8")
    pack = load_pack(folder).pack
    assert pack is not None
    assert [rule.id for rule in pack.rules] == ["small/r"]


def test_a_folder_without_a_pack() -> None:
    """A folder that is not there is one problem, not an exception."""
    loaded = load_pack(Path("/nowhere/at/all"))
    assert loaded.pack is None
    assert [d.code for d in loaded.diagnostics] == ["unreadable-file"]


def test_a_broken_pack_file_does_not_make_names_unknown(folder: Path) -> None:
    """Where the pack cannot be read, its rules are still read, and no name in them counts as unknown."""
    (folder / "pack.yaml").write_text("id: [", encoding="utf-8")
    loaded = load_pack(folder)
    assert loaded.pack is None
    assert [d.code for d in loaded.diagnostics] == ["yaml-syntax"]


def test_the_digest_changes_with_the_rules_and_not_with_their_cases(folder: Path) -> None:
    """The digest is over the names and bytes of pack, passages and rules."""
    before = digest(folder)
    (folder / "r.cases.yaml").write_text("rule: r\ncases: []\n", encoding="utf-8")
    assert digest(folder) == before
    (folder / "r.yaml").rename(folder / "s.yaml")
    renamed = digest(folder)
    (folder / "s.yaml").write_text(RULE + "# more\n", encoding="utf-8")
    assert len({before, renamed, digest(folder)}) == 3


def test_example_cases_are_looked_for_apart(folder: Path) -> None:
    """An evaluation does not ask for example cases."""
    (folder / "r.cases.yaml").unlink()
    assert [d.code for d in example_problems(folder)] == ["rule-without-cases"]
    assert load_pack(folder).diagnostics == ()


def pointed(loaded: Loaded, *route: str | int) -> str:
    """File, line and the text under the caret for a core route."""
    placed = loaded.place(Diagnostic("code", MESSAGE, route=route))
    assert placed.file is not None
    assert placed.span is not None
    assert placed.excerpt is not None
    text = placed.excerpt[placed.span.column - 1 : placed.span.end - 1]
    return f"{Path(placed.file).name}:{placed.span.line} {text}"


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (("rules", "small/r"), "r.yaml:1 id: r"),
        (("rules", "small/r", "anvisning"), 'r.yaml:2 "3.2.1"'),
        (("rules", "small/r", "passages", 0), "r.yaml:3 P1"),
        (("rules", "small/r", "interpretation"), "r.yaml:1 id: r"),
        (("rules", "small/r", "finding", "en"), "r.yaml:18 Missing"),
        (("rules", "small/r", "for_each"), "r.yaml:8 for_each"),
        (("rules", "small/r", "for_each", "over"), "r.yaml:9 needs"),
        (("rules", "small/r", "for_each", "item"), "r.yaml:10 need"),
        (("rules", "small/r", "for_each", "where", "left"), "r.yaml:11 area"),
        (("rules", "small/r", "for_each", "where", "right"), "r.yaml:11 $areas"),
        (("rules", "small/r", "for_each", "where", "right", "values", 0), "r.yaml:11 $areas"),
        (("rules", "small/r", "requires", "over"), "r.yaml:13 goals"),
        (("rules", "small/r", "requires", "where", "of", 0, "right"), "r.yaml:15 need.area"),
        (("rules", "small/r", "requires", "where", "of", 1, "of", "path"), "r.yaml:16 dropped_on"),
        (("rules", "small/r", "deadline", "base", "of", 1), "r.yaml:17 need.identified_on"),
        (("rules", "small/r", "deadline", "by"), "r.yaml:17 $days"),
        (("rules", "small/r", "in_force", "start"), "r.yaml:20 2016-04-12"),
        (("rules", "small/r", "applies_when"), "r.yaml:7 {use: adult}"),
        (("rules", "small/r", "applies_when", "of", "of", 1, "left"), "pack.yaml:22 age"),
        (("definitions", "adult"), "pack.yaml:17 adult"),
        (("definitions", "adult", "when", "of", 1, "left", "path"), "pack.yaml:22 citizen.birth_date"),
        (("parameters", "days"), "pack.yaml:6 days"),
        (("value_sets", "areas"), "pack.yaml:15 areas"),
        (("passages", "P1"), "passages.yaml:2 P1"),
        (("passages", "P1", "by", 0), "passages.yaml:9 r"),
        (("passages", "P9"), "passages.yaml:1 passages"),
        (("notice",), "pack.yaml:1 id: small"),
        (("rules", "small/none", "title"), "pack.yaml:1 id: small"),
    ],
)
def test_core_routes_lead_to_what_the_author_wrote(
    folder: Path, route: tuple[str | int, ...], expected: str
) -> None:
    """A route in the core tree is shown at the key, value or part of a text that it came from."""
    assert pointed(load_pack(folder), *route) == expected


def test_equal_conditions_keep_their_own_places(folder: Path) -> None:
    """Two equal parts of a rule are shown each at its own line."""
    twice = "requires:\n  any:\n    - anonymous: true\n    - anonymous: true\n"
    start, end = RULE.index("requires:"), RULE.index("deadline:")
    (folder / "r.yaml").write_text(RULE[:start] + twice + RULE[end:], encoding="utf-8")
    loaded = load_pack(folder)
    assert pointed(loaded, "rules", "small/r", "requires", "of", 0, "left") == "r.yaml:14 anonymous"
    assert pointed(loaded, "rules", "small/r", "requires", "of", 1, "left") == "r.yaml:15 anonymous"


@pytest.mark.parametrize("name", bundled_packs())
def test_bundled_packs_load(name: str) -> None:
    """Every bundled pack loads without errors, and every node of its rules leads to a line."""
    loaded = load_pack(bundled_folder() / name)
    assert [d.render() for d in errors(loaded.diagnostics)] == []
    assert loaded.pack is not None
    for rule in loaded.pack.rules:
        for route, node in walk(rule):
            placed = loaded.place(Diagnostic("code", MESSAGE, route=("rules", rule.id, *route)))
            assert placed.span is not None
            if isinstance(node, Compare):
                assert placed.span.line > 1


LINES = (PACK + RULE).splitlines()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(data=st.data(), broken=st.sampled_from(["pack.yaml", "r.yaml", "passages.yaml", "r.cases.yaml"]))
def test_no_change_to_a_file_breaks_the_loader(
    tmp_path_factory: Any, data: st.DataObject, broken: str
) -> None:
    """Whatever is done to the lines of a file, loading gives problems and never an exception."""
    folder = tmp_path_factory.mktemp("pack")
    for name, text in {
        "pack.yaml": PACK,
        "r.yaml": RULE,
        "passages.yaml": PASSAGES,
        "r.cases.yaml": RULE,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    lines = (folder / broken).read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(lines) - 1))
        scrap = data.draw(
            st.sampled_from(
                [
                    "",
                    "  ",
                    "- x",
                    "a: 1",
                    "a: {b: [c, 2026-02-30]}",
                    "true: 1",
                    "{",
                    "&a",
                    "? x",
                    "null",
                    "~: ~",
                ]
            )
            | st.sampled_from(LINES)
        )
        match data.draw(st.sampled_from(["replace", "insert", "delete", "indent", "value"])):
            case "replace":
                lines[index] = scrap
            case "insert":
                lines.insert(index, scrap)
            case "delete" if len(lines) > 1:
                del lines[index]
            case "indent":
                lines[index] = "  " + lines[index]
            case _:
                lines[index] = f"{lines[index].split(':')[0]}: {scrap.strip()}"
    (folder / broken).write_text("\n".join(lines), encoding="utf-8")
    loaded = load_pack(folder)
    for problem in loaded.diagnostics:
        assert problem.file
        assert problem.render()
    if loaded.pack is not None:
        assert all(isinstance(node, Node) for rule in loaded.pack.rules for _, node in walk(rule))
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("exempt_when: [{reason: citizen_declined, when: {anonymous: true}}]", "exempt_when:", "wrong-form"),
        (
            "exempt_when: [{reason: citizen_declined, when: {anonymous: true}}]",
            "exempt_when: []",
            "wrong-form",
        ),
        ("anvisning: '3.2.1'", "anvisning:", "missing-key"),
        ("deadline: as_of", "deadline:", "wrong-form"),
        ("for_each: {in: needs}", "for_each: needs", "wrong-form"),
        ("repeats: {last: as_of, every: 1d, from: as_of}", "repeats: {last: as_of}", "missing-key"),
        ("in_force: {from: 2016-01-01}", "in_force: {from: 2016-01-01, to: 2015-01-01}", "wrong-form"),
        ("subject: case", "subject: citizen", "wrong-form"),
        ("id: r", "id: R 1", "wrong-form"),
    ],
)
def test_keys_of_a_rule(before: str, after: str, code: str | None) -> None:
    """A key with nothing after it, or with something of another shape, is told apart from an absent one."""
    for written, expected in ((before, None), (after, code)):
        document, _ = read(written, "r.yaml")
        assert document is not None
        asks = {} if "repeats" in document.data else {"requires": {"anonymous": True}}
        _, problems = desugar_rule_data({**asks, **document.data}, "pack")
        assert {problem.code for problem in problems} == ({expected} if expected else set())


def test_a_value_set_has_a_limit(folder: Path) -> None:
    """Each value is looked up among the codes, so that a list of very many would take for ever."""
    many = ", ".join(f"a{number}" for number in range(501))
    (folder / "pack.yaml").write_text(PACK.replace("[housing, economy]", f"[{many}]"), encoding="utf-8")
    (problem, *_) = load_pack(folder).diagnostics
    assert problem.render().startswith(f"{folder / 'pack.yaml'}:15:")
    assert "this list has too many entries" in problem.message.en
    assert problem.help == Text(da="skriv højst 500", en="write at most 500")
