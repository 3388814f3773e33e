"""Measures: what a pack says of many cases together, in conditions that are checked as a rule's are."""

from pathlib import Path

import pytest

from guidelinekit.docs.pages import index_page
from guidelinekit.errors import RuleError
from guidelinekit.evaluate import RuleSet, load_rules
from guidelinekit.lang.rule import Encoding
from guidelinekit.ledger.ledger import ledger
from tiny_packs import CASES, PACK, PASSAGES, RULE

MEASURE = """\
measures:
  ended:
    title: {da: Afsluttede forløb, en: Courses that ended}
    passages: [N900-02]
    denominator: {use: enrolled}
    numerator: {enrolment.outcome: drug_free}
"""
PASSAGE = """\
  N900-02:
    source: "900"
    locator: {anvisning: "2"}
    fingerprint: sha256:0000000000000000000000000000000000000000000000000000000000000001
    modality: finding
    summary: {da: Mange bliver stoffri, en: Many become drug-free}
    encoding: measure
    by: [ended]
"""


def loaded(folder: Path, measure: str = MEASURE, passage: str = PASSAGE) -> RuleSet:
    """Load the tiny pack with a measure."""
    for name, text in (
        ("pack.yaml", PACK + measure),
        ("passages.yaml", PASSAGES + passage),
        ("1-contact.yaml", RULE),
        ("1-contact.cases.yaml", CASES),
    ):
        (folder / name).write_text(text)
    return load_rules([folder], profile="text-only")


def test_a_measure_is_named_by_the_ledger_and_the_page(tmp_path: Path) -> None:
    """Its passage is whole, and the page says in both languages what is counted, and among which cases."""
    rules = loaded(tmp_path)
    statements = ledger(rules.packs[0])
    assert statements.counts[Encoding.MEASURE] == 1
    assert statements.classified == 2
    assert statements.open == ()
    page = index_page(rules)
    assert "### ended\n\nAfsluttede forløb · Courses that ended (N900-02)" in page
    assert "Blandt: «Borgeren er indskrevet»." in page
    assert "Counts: outcome is drug-free." in page


@pytest.mark.parametrize(
    ("measure", "passage", "problem"),
    [
        (MEASURE.replace("outcome: drug_free", "outcom: drug_free"), PASSAGE, "pack.yaml:25:17"),
        (MEASURE.replace("drug_free", "healed"), PASSAGE, "drug_free"),
        (MEASURE.replace("use: enrolled", "use: enroled"), PASSAGE, "did you mean `enrolled`?"),
        (MEASURE, PASSAGE.replace("[ended]", "[]"), "is a measure, but names nothing that encodes it"),
        (MEASURE, PASSAGE.replace("[ended]", "[end]"), "nothing here is called `end`"),
        (MEASURE.replace("[N900-02]", "[N900-03]"), PASSAGE, "the ledger has no passage `N900-03`"),
    ],
)
def test_a_measure_is_checked_where_it_stands(
    tmp_path: Path, measure: str, passage: str, problem: str
) -> None:
    """An unknown field, value or definition is told with its place; so is a ledger that does not fit."""
    with pytest.raises(RuleError) as refused:
        loaded(tmp_path, measure, passage)
    assert problem in str(refused.value)
