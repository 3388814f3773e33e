"""What no rule uses, and passages that the ledger does not have."""

from checked_packs import TEXT, condition, pack, rule

from guidelinekit.check import check
from guidelinekit.diagnostics import Diagnostic, Severity, errors
from guidelinekit.lang.rule import Encoding, Modality, Pack, Passage
from guidelinekit.suggest import meaning


def _said(checked: Pack, code: str) -> list[str]:
    return [found.message.en for found in check(checked) if found.code == code]


def test_unused_definition() -> None:
    """A definition that only an unused definition uses is unused too."""
    inner = condition({"anonymous": False})
    middle = condition({"use": "inner"}, {"inner": inner})
    used = condition({"enrolment.ended_on": None})
    definitions = {"inner": inner, "middle": middle, "used": used}
    checked = pack(rule(definitions, applies_when={"use": "used"}), definitions=definitions)
    assert _said(checked, "unused-definition") == [
        "no rule uses the definition `inner`",
        "no rule uses the definition `middle`",
    ]


def test_definition_used_by_a_used_one() -> None:
    """A definition that a used definition uses is used, with its parameters and value sets."""
    inner = condition(
        {"exists": "needs", "where": {"area": "$some_areas", "identified_on": {"within_last": "$some_days"}}}
    )
    outer = condition({"use": "inner"}, {"inner": inner})
    definitions = {"inner": inner, "outer": outer}
    checked = pack(rule(definitions, applies_when={"use": "outer"}), definitions=definitions)
    assert _said(checked, "unused-definition") == []
    assert "no rule uses the parameter `some_days`" not in _said(checked, "unused-parameter")
    assert _said(checked, "unused-value-set") == ["no rule uses the value set `misspelt_areas`"]


def test_unused_is_a_warning() -> None:
    """What is unused stops nobody."""
    found = check(pack(rule()))
    assert {each.severity for each in found} == {Severity.WARNING}
    assert errors(found) == []


def _passage(name: str) -> Passage:
    return Passage(
        id=name,
        source="000",
        locator={},
        fingerprint="",
        modality=Modality.SHOULD,
        summary=TEXT,
        encoding=Encoding.ENCODED,
    )


def _passages(checked: Pack) -> list[Diagnostic]:
    return [found for found in check(checked) if found.code == "unknown-passage"]


def test_unknown_passage() -> None:
    """A passage that the ledger lacks is reported at its place, with the nearest one."""
    checked = pack(rule(passages=["N000-28", "N000-2"]), passages=(_passage("N000-28"), _passage("N004-01")))
    (found,) = _passages(checked)
    assert found.message.en == "the ledger has no passage `N000-2`"
    assert found.help == meaning("N000-28")
    assert found.route == ("rules", "small/1-rule", "passages", 1)


def test_passages_without_a_ledger() -> None:
    """Without a ledger nothing is said of passages."""
    assert _passages(pack(rule(passages=["N000-28"]))) == []
