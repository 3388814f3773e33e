"""The ledger and the rules name each other, and what is left out has a reason."""

from checked_packs import TEXT, condition, pack, rule

from guidelinekit.check import check
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.rule import Encoding, Pack, Passage
from guidelinekit.suggest import meaning
from guidelinekit.text import Text

CODES = {"passage-by-unknown", "passage-not-linked", "passage-without-reason"}


def passage(encoding: Encoding, *by: str, because: Text | None = None) -> Passage:
    """Give the passage P-1 as the ledger has it."""
    return Passage(
        id="P-1", source="0", locator={}, fingerprint="", modality="should", summary=TEXT,
        encoding=encoding, by=by, because=because,
    )  # fmt: skip


def found(checked: Pack) -> list[Diagnostic]:
    """Give what the check says of the ledger."""
    return [each for each in check(checked) if each.code in CODES]


def test_a_ledger_that_fits_its_rules() -> None:
    """Nothing is said where a passage and its rule and definition name each other."""
    enrolled = {"enrolled": condition({"enrolment.enrolled_on": {"known": True}})}
    ledger = (passage(Encoding.PARTLY, "1-rule", because=TEXT),)
    assert found(pack(rule(passages=["P-1"]), definitions=enrolled, passages=ledger)) == []
    assert found(pack(rule(), passages=(passage(Encoding.NEXT),))) == []


def test_a_name_that_is_no_rule() -> None:
    """The nearest rule or definition is suggested at the name's place."""
    (said,) = found(pack(rule(passages=["P-1"]), passages=(passage(Encoding.ENCODED, "1-rule", "1-rul"),)))
    assert (said.code, said.help) == ("passage-by-unknown", meaning("1-rule"))
    assert said.route == ("passages", "P-1", "by", 1)


def test_a_passage_that_leaves_a_rule_out() -> None:
    """A rule that cites a passage is told where that passage does not know of it."""
    checked = pack(rule(passages=["P-1"]), passages=(passage(Encoding.NOT, because=TEXT),))
    (said,) = found(checked)
    assert said.message.en == "the passage `P-1` does not name `1-rule` under `by`"
    assert said.route == ("rules", "small/1-rule", "passages", 0)


def test_a_rule_that_leaves_a_passage_out() -> None:
    """A passage that names a rule is told where that rule does not cite it."""
    (said,) = found(pack(rule(), passages=(passage(Encoding.ENCODED, "1-rule"),)))
    assert said.message.en == "`1-rule` does not cite the passage `P-1`"
    assert said.route == ("passages", "P-1", "by", 0)


def test_an_encoded_passage_names_what_encodes_it() -> None:
    """Encoded by nothing is a contradiction."""
    (said,) = found(pack(rule(), passages=(passage(Encoding.ENCODED),)))
    assert said.message.en == "`P-1` is encoded, but names nothing that encodes it"


def test_what_is_left_out_has_a_reason() -> None:
    """A passage that is not, or only partly, encoded says why."""
    (said,) = found(pack(rule(), passages=(passage(Encoding.NOT),)))
    assert (said.code, said.route) == ("passage-without-reason", ("passages", "P-1"))
    assert said.message.en == "`P-1` is not encoded, but nobody says why"
