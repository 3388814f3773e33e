"""Profiles: what they may set, and what they may not."""

from datetime import date
from pathlib import Path

import pytest

from guidelinekit.lang.rule import Basis, Dated, Pack, ParameterDefinition, Profile, Text, Unit
from guidelinekit.rules.load import load_pack
from guidelinekit.rules.packs import bundled_folder, bundled_packs, bundled_profiles, profile_path
from guidelinekit.rules.profile import load_profile

WORDS = Text(da="Dage", en="Days")


def parameter(name: str, basis: Basis, unit: Unit = Unit.DAYS) -> ParameterDefinition:
    """A parameter from 1 to 30."""
    return ParameterDefinition(
        name=name, unit=unit, basis=basis, title=WORDS, passages=("P1",), lower=1, upper=30
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
        ("text: {value: 1}", "not-local"),
        ("law: {value: 30}", "not-local"),
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


def test_not_local_names_parameter_and_passage(tmp_path: Path) -> None:
    """Who tries to change what the text sets is told which passage sets it."""
    path = tmp_path / "ours.yaml"
    text = "id: ours\ntitle: {da: Vores, en: Ours}\npacks: {small: {parameters: {text: {value: 30}}}}\n"
    path.write_text(text, encoding="utf-8")
    _, (problem,) = load_profile(path, [SMALL])
    assert "`text`" in problem.message
    assert "P1" in problem.message


def test_the_file_is_named_after_the_profile(tmp_path: Path) -> None:
    """A profile whose id is not its file's name is a problem."""
    path = tmp_path / "other.yaml"
    path.write_text("id: ours\ntitle: {da: Vores, en: Ours}\n", encoding="utf-8")
    assert [p.code for p in load_profile(path, [SMALL])[1]] == ["id-mismatch"]


@pytest.mark.parametrize("name", bundled_profiles())
def test_bundled_profiles_load(name: str) -> None:
    """Every bundled profile fits the bundled packs."""
    packs = [load_pack(bundled_folder() / pack, with_cases=False).pack for pack in bundled_packs()]
    profile, problems = load_profile(profile_path(name), [pack for pack in packs if pack is not None])
    assert [problem.render() for problem in problems] == []
    assert profile is not None
    assert profile.id == name
