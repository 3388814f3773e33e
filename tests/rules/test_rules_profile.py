"""Profiles: what they may set, and what they may not."""

from datetime import date
from pathlib import Path

import pytest

from guidelinekit.diagnostics import Severity
from guidelinekit.lang.expr import TRUE, Parameter, Shift
from guidelinekit.lang.expr import Path as Path_
from guidelinekit.lang.rule import (
    Basis,
    Dated,
    Evidence,
    Modality,
    Pack,
    ParameterDefinition,
    Profile,
    Rule,
    Unit,
)
from guidelinekit.rules.pack_folder import load_pack
from guidelinekit.rules.packs import bundled_folder, bundled_packs, bundled_profiles, profile_path
from guidelinekit.rules.profile import load_profile
from guidelinekit.text import Text

HEAD = "id: ours\ntitle: {da: Vores, en: Ours}\n"
WORDS = Text(da="Dage", en="Days")


def parameter(name: str, basis: Basis, unit: Unit = Unit.DAYS) -> ParameterDefinition:
    """A parameter from 1 to 30."""
    return ParameterDefinition(
        name=name,
        unit=unit,
        basis=basis,
        title=WORDS,
        passages=("P1",),
        lower=1,
        upper=30,
        values=() if basis is Basis.LOCAL else (Dated(value=14), Dated(start=date(2025, 1, 1), value=7)),
    )


def rule(name: str, modality: Modality) -> Rule:
    """A rule about nothing in particular, with a deadline from the text."""
    enrolled = Path_(root="case", steps=("enrolment", "enrolled_on"))
    return Rule(
        id=f"small/{name}",
        anvisning="1",
        passages=("P2",),
        modality=modality,
        evidence=Evidence.DIRECT,
        title=WORDS,
        finding=WORDS,
        remedy=WORDS,
        requires=TRUE,
        deadline=Shift(base=enrolled, by=Parameter(name="text")),
    )


SMALL = Pack(
    id="small",
    edition="1",
    title=WORDS,
    sources=(),
    parameters=(
        parameter("early", Basis.LOCAL),
        parameter("share", Basis.LOCAL, Unit.SCORE),
        parameter("text", Basis.TEXT),
        parameter("law", Basis.LAW),
    ),
    rules=tuple(rule(modality.value, modality) for modality in Modality),
)


def loaded(tmp_path: Path, parameters: str, pack: str = "small") -> tuple[Profile | None, list[str]]:
    """A profile that sets some parameters, and the codes of its problems."""
    path = tmp_path / "ours.yaml"
    text = f"id: ours\ntitle: {{da: Vores, en: Ours}}\npacks:\n  {pack}:\n    parameters:\n"
    path.write_text(text + "".join(f"      {line}\n" for line in parameters.splitlines()), encoding="utf-8")
    profile, problems = load_profile(path, [SMALL])
    assert all(problem.span for problem in problems)
    return profile, [problem.code for problem in problems]


def test_a_profile_sets_local_parameters(tmp_path: Path) -> None:
    """Values are kept by pack and parameter, with why and where from."""
    profile, codes = loaded(
        tmp_path, "early: {value: 14, why: {da: Fordi, en: Because}, source: minutes}\nshare: {value: 1.5}"
    )
    assert codes == []
    assert profile is not None
    setting = profile.settings["small/early"]
    assert setting.values == (Dated(value=14),)
    assert setting.why == Text(da="Fordi", en="Because")
    assert setting.source == "minutes"
    assert profile.settings["small/share"].values == (Dated(value=1.5),)
    assert len(profile.digest) == 64


def test_values_by_date_are_put_in_order(tmp_path: Path) -> None:
    """Dated values are kept first to last, the undated one first."""
    profile, codes = loaded(
        tmp_path,
        "early: {values: [{from: 2025-01-01, value: 7}, {value: 21}, {from: 2024-01-01, value: 14}]}",
    )
    assert codes == []
    assert profile is not None
    assert profile.settings["small/early"].values == (
        Dated(value=21),
        Dated(start=date(2024, 1, 1), value=14),
        Dated(start=date(2025, 1, 1), value=7),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("text: {value: 8}", "loosens"),
        ("law: {value: 99}", "loosens"),
        (
            "text: {values: [{value: 14}, {from: 2024-06-01, value: 7}, {from: 2026-01-01, value: 8}]}",
            "loosens",
        ),
        ("text: {value: 0}", "out-of-bounds"),
        ("erly: {value: 1}", "unknown-parameter"),
        ("early: {value: 31}", "out-of-bounds"),
        ("early: {value: 0}", "out-of-bounds"),
        ("early: {value: 14d}", "wrong-form"),
        ("early: {value: 1.5}", "wrong-form"),
        ("early: {value: true}", "wrong-form"),
        ("share: {value: half}", "wrong-form"),
        ("early: {value: 1, values: []}", "wrong-form"),
        ("early: {values: [{value: 1}, {value: 2}]}", "wrong-form"),
        ("early: {values: [{from: 2024-02-30, value: 2}]}", "bad-date"),
        ("early: {}", "missing-key"),
        ("early: {valeu: 1}", "unknown-key"),
        ("early: 14", "wrong-form"),
        ("early: {value: 1, why: {da: Fordi}}", "missing-translation"),
    ],
)
def test_what_a_profile_may_not_do(tmp_path: Path, line: str, code: str) -> None:
    """A profile with a mistake is not used, and the mistake has its code and place."""
    assert loaded(tmp_path, line) == (None, [code])


def test_a_profile_for_a_pack_that_is_not_there(tmp_path: Path) -> None:
    """A misspelt pack is a problem, for its settings would have no effect."""
    assert loaded(tmp_path, "early: {value: 1}", pack="smal") == (None, ["unknown-pack"])


def test_a_pack_that_is_not_in_use_is_passed_over(tmp_path: Path) -> None:
    """A profile may name a pack that exists elsewhere; nothing of it is looked at."""
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD + "packs: {other: {parameters: {anything: {value: 1}}}}\n", encoding="utf-8")
    profile, problems = load_profile(path, [SMALL], lambda name: name == "other")
    assert (profile is not None, problems) == (True, ())


def test_what_is_looser_names_parameter_rules_and_passage(tmp_path: Path) -> None:
    """Who tries to loosen what the text sets is told which passage sets it, when, and for which rules."""
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD + "packs: {small: {parameters: {text: {value: 10}}}}\n", encoding="utf-8")
    _, (problem,) = load_profile(path, [SMALL])
    assert all(name in problem.message.en for name in ("`text`", "P1", "`must`", "2025-01-01", "to 7"))


def test_a_stricter_value_than_the_texts_is_kept(tmp_path: Path) -> None:
    """From its first day on it takes the place of the text's; before that day the text's own value holds."""
    profile, codes = loaded(tmp_path, "text: {values: [{from: 2024-01-01, value: 6}]}\nlaw: {value: 5}")
    assert (profile is not None, codes) == (True, [])
    assert profile is not None
    held = profile.settings["small/text"].values
    assert held == (Dated(value=14), Dated(start=date(2024, 1, 1), value=6))
    assert profile.settings["small/law"].values == (Dated(value=5),)


def test_the_texts_own_value_is_no_local_one(tmp_path: Path) -> None:
    """Who repeats what the text says has set nothing."""
    profile, _ = loaded(tmp_path, "text: {values: [{value: 14}, {from: 2025-01-01, value: 7}]}")
    assert profile is not None
    assert profile.settings == {}


def test_higher_can_be_the_stricter_side(tmp_path: Path) -> None:
    """Where higher is stricter, a lower value loosens."""
    (name,) = (p for p in SMALL.parameters if p.name == "text")
    pack = SMALL.model_copy(update={"parameters": (name.model_copy(update={"stricter": "higher"}),)})
    path = tmp_path / "ours.yaml"
    for value, codes in ((13, ["loosens"]), (14, []), (31, ["out-of-bounds"])):
        path.write_text(HEAD + f"packs: {{small: {{parameters: {{text: {{value: {value}}}}}}}}}\n")
        assert [problem.code for problem in load_profile(path, [pack])[1]] == codes


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ("must: {off: {da: Fordi, en: Because}}", ["loosens"]),
        ("right: {off: {da: Fordi, en: Because}}", ["loosens"]),
        ("must: {blocking: true}", ["not-should"]),
        ("may: {blocking: true}", ["not-should"]),
        ("should: {blocking: false}", ["wrong-form"]),
        ("should: {blocking: true, off: {da: Fordi, en: Because}}", ["wrong-form"]),
        ("should: {}", ["missing-key"]),
        ("should: {off: {da: Fordi}}", ["missing-translation"]),
        ("should: {off: true}", ["wrong-form"]),
        ("shoud: {blocking: true}", ["unknown-rule"]),
    ],
)
def test_what_a_profile_may_not_say_of_rules(tmp_path: Path, entry: str, codes: list[str]) -> None:
    """What the text requires stays on, and only a should can be raised."""
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD + f"packs:\n  small:\n    rules:\n      {entry}\n", encoding="utf-8")
    profile, problems = load_profile(path, [SMALL])
    assert (profile, [problem.code for problem in problems]) == (None, codes)
    assert all(problem.span for problem in problems)


def test_rules_are_switched_off_and_raised(tmp_path: Path) -> None:
    """A may can be switched off with a reason, a should be raised; the profile says who decides."""
    path = tmp_path / "ours.yaml"
    reason = "{off: {da: Fordi, en: Because}}"
    text = f"packs:\n  small:\n    rules: {{may: {reason}, should: {{blocking: true}}}}\n"
    text += "    parameters: {early: {value: 3}, share: {value: 1, set_by: the clinic}}\n"
    path.write_text(HEAD + "set_by: the committee\n" + text, encoding="utf-8")
    profile, problems = load_profile(path, [SMALL])
    assert (profile is not None, problems) == (True, ())
    assert profile is not None
    assert profile.off == {"small/may": Text(da="Fordi", en="Because")}
    assert profile.blocking == ("small/should",)
    assert [profile.settings[f"small/{name}"].set_by for name in ("early", "share")] == [
        "the committee",
        "the clinic",
    ]


def test_what_is_left_unset_is_a_warning_on_request(tmp_path: Path) -> None:
    """Local parameters without a value are named once per pack, and the profile can be used."""
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD + "packs: {small: {parameters: {early: {value: 3}}}}\n", encoding="utf-8")
    profile, (warning,) = load_profile(path, [SMALL], with_unset=True)
    assert profile is not None
    assert (warning.code, warning.severity) == ("unset-local", Severity.WARNING)
    assert "`share`" in warning.message.en
    assert "`early`" not in warning.message.en


def test_the_file_is_named_after_the_profile(tmp_path: Path) -> None:
    """A profile whose id is not its file's name is a problem."""
    path = tmp_path / "other.yaml"
    path.write_text("id: ours\ntitle: {da: Vores, en: Ours}\n", encoding="utf-8")
    assert [p.code for p in load_profile(path, [SMALL])[1]] == ["id-mismatch"]


@pytest.mark.parametrize("name", bundled_profiles())
def test_bundled_profiles_load(name: str) -> None:
    """Every bundled profile fits the bundled packs."""
    packs = [load_pack(bundled_folder() / pack).pack for pack in bundled_packs()]
    profile, problems = load_profile(profile_path(name), [pack for pack in packs if pack is not None])
    assert [problem.render() for problem in problems] == []
    assert profile is not None
    assert profile.id == name


def test_what_looks_like_a_cpr_number_is_not_repeated(tmp_path: Path) -> None:
    """Neither a message nor the line of a profile or pack repeats it, wherever it was written."""
    number = f"{10190:06}-1234"
    (tmp_path / "own.yaml").write_text(
        f"id: '{number}'\ntitle: {{da: a, en: b}}\nset_by: [{number}]\n", encoding="utf-8"
    )
    (tmp_path / "pack.yaml").write_text(f"id: x\n{number}: 1\nedition: ['{number}']\n", encoding="utf-8")
    problems = (*load_profile(tmp_path / "own.yaml", [])[1], *load_pack(tmp_path).diagnostics)
    assert len(problems) >= 3
    assert not any(number in problem.render() for problem in problems)
