"""The ledger tells what became of every statement; interpretations are gathered on a page."""

from pathlib import Path

import pytest

from garden import garden
from guidelinekit import load_rules
from guidelinekit.docs.interpretations import interpretations
from guidelinekit.lang.rule import Encoding, Pack
from guidelinekit.ledger.ledger import below, ledger
from guidelinekit.rules.packs import bundled_packs

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Give the pack of the garden."""
    return garden(tmp_path_factory.mktemp("garden"))


def test_statements_are_counted_by_document_and_anvisning(pack: Pack) -> None:
    """Each document has its sections and anvisninger in their order, with the rules behind them."""
    found = ledger(pack)
    first, second = found.parts
    assert [(each.id, len(each.passages), each.rules) for each in first.parts] == [
        ("Formål", 1, ()),
        ("Om kolonihaver", 1, ()),
        ("4.1.1", 1, ("4.1.1-water",)),
        ("4.1.2", 5, ("4.1.2-beds", "4.1.2-weed")),
    ]
    assert first.counts == {Encoding.ENCODED: 4, Encoding.PARTLY: 1, Encoding.NOT: 2, Encoding.NEXT: 1}
    assert (first.classified, second.classified, len(found.passages)) == (7, 2, 10)
    assert [passage.id for passage in found.open] == ["G-02", "G-04", "G-06", "G-08", "G-09"]


def test_a_document_without_a_passage_and_a_passage_without_a_document(pack: Pack) -> None:
    """Neither is lost."""
    (known, _) = pack.sources
    empty = known.model_copy(update={"id": "900"})
    found = ledger(pack.model_copy(update={"sources": (empty, known)}))
    assert [(each.id, len(each.passages)) for each in found.parts] == [
        ("900", 0),
        ("901", 8),
        ("902", 2),
    ]


def test_an_anvisning_is_found_with_those_below_it(pack: Pack) -> None:
    """A number stands for all that begin with it, a section for itself."""
    assert [passage.id for passage in below(pack, "4.2")] == ["G-10"]
    assert [passage.id for passage in below(pack, "formål")] == ["G-01"]
    assert below(pack, "4.1.") == ()


def test_the_bundled_ledger_is_classified() -> None:
    """Every statement of the two documents is decided on, and every anvisning of theirs has a rule."""
    (found,) = (ledger(pack) for pack in load_rules(["ssb-2016"], "text-only").packs)
    assert (found.classified, len(found.passages)) == (80, 80)
    rules = {each.id: each.rules for source in found.parts for each in source.parts}
    assert all(rules[f"3.2.{n}"] for n in range(1, 5))
    assert all(rules[f"3.4.{n}"] for n in range(1, 7))


def test_interpretations_name_rule_and_place(pack: Pack) -> None:
    """Each reading stands in both languages, on one line, beside the places that it reads."""
    page = interpretations([pack])
    assert "### 4.1.2\n\n#### `4.1.2-weed`\n\nOverskrift 4.1.2-weed · Title 4.1.2-weed\n" in page
    assert "Reads G-04 (901: 4.1.2, headline); G-07 (901: 4.1.2, bullet 2, sentence 1–2)." in page  # noqa: RUF001
    assert "**Dansk.** Jævnligt læses som ugentligt\n" in page
    assert page.index("A reading of the purpose") < page.index("Regularly is read as weekly")
    assert "4.1.1-water" not in page


def test_the_page_of_interpretations_is_fresh() -> None:
    """`docs/interpretations.md` is what the rules say now; `make docs` writes it."""
    page = interpretations(load_rules(bundled_packs(), "text-only").packs)
    assert (DOCS / "interpretations.md").read_text(encoding="utf-8") == page
