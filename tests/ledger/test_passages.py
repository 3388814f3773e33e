"""A guideline's text is cut into sentences that can be found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden import text_at
from guidelinekit.lang.rule import Value
from guidelinekit.ledger.passages import fingerprint, locator, normalise, sentences, split

PAGE = """Retningslinje for havearbejde

Formål

Formålet er en have, der trives. Derved får flere glæde af den.

Redskaber

Med redskaber menes fx rive, skovl mv.

4.1 Referencer

Anvisninger for havearbejde

4.1.1: Haven skal vandes om aftenen.

4.1.2: Bede bør luges jævnligt, f.eks. hver uge. Desuden bør stier fejes.

Det omfatter:

  • ukrudt i bede (mælkebøtter, skvalderkål mv.).
  • stier. Herunder trapper,
    der er af sten.

4.1.2 Referencer & Lovgivning

Sidst opdateret 01/02 2003"""


def places(text: str) -> list[tuple[dict[str, Value], str]]:
    """Give each sentence of the text behind its locator."""
    return [(locator(sentence), sentence.text) for sentence in sentences(text)]


def test_every_sentence_has_its_place() -> None:
    """Sections, headlines, running text and bullets each have their locator; headings are not sentences."""
    assert places(PAGE) == [
        ({"section": "Formål", "sentence": 1}, "Formålet er en have, der trives."),
        ({"section": "Formål", "sentence": 2}, "Derved får flere glæde af den."),
        ({"section": "Redskaber", "sentence": 1}, "Med redskaber menes fx rive, skovl mv."),
        ({"anvisning": "4.1.1", "headline": True}, "Haven skal vandes om aftenen."),
        (
            {"anvisning": "4.1.2", "headline": True, "sentence": 1},
            "Bede bør luges jævnligt, f.eks. hver uge.",
        ),
        ({"anvisning": "4.1.2", "headline": True, "sentence": 2}, "Desuden bør stier fejes."),
        ({"anvisning": "4.1.2", "sentence": 1}, "Det omfatter:"),
        (
            {"anvisning": "4.1.2", "bullet": 1, "sentence": 1},
            "ukrudt i bede (mælkebøtter, skvalderkål mv.).",
        ),
        ({"anvisning": "4.1.2", "bullet": 2, "sentence": 1}, "stier."),
        ({"anvisning": "4.1.2", "bullet": 2, "sentence": 2}, "Herunder trapper, der er af sten."),
    ]


def test_a_heading_that_comes_again_goes_on_counting() -> None:
    """Two sections of one name share their numbering, so that each place is the only one of its kind."""
    text = "Om\n\nDen ene.\n\n- et punkt.\n\nOm\n\nDen anden.\n\n- et til."
    assert [place for place, _ in places(text)] == [
        {"section": "Om", "sentence": 1},
        {"section": "Om", "bullet": 1, "sentence": 1},
        {"section": "Om", "sentence": 2},
        {"section": "Om", "bullet": 2, "sentence": 1},
    ]


def test_text_before_any_heading_is_found_by_its_number() -> None:
    """A page that begins with a paragraph has sentences without a section."""
    assert places("En have er et sted.\nDen passes.") == [
        ({"sentence": 1}, "En have er et sted."),
        ({"sentence": 2}, "Den passes."),
    ]


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("Haven, jf. Lov om haver, passes.", ["Haven, jf. Lov om haver, passes."]),
        ("Der er bl.a. Rosa og nr. 7 i bedet.", ["Der er bl.a. Rosa og nr. 7 i bedet."]),
        ("Rive, skovl m.v. Disse ting lånes.", ["Rive, skovl m.v.", "Disse ting lånes."]),
        ("12. Haven vandes. 13. Bede luges.", ["12. Haven vandes.", "13. Bede luges."]),
        ("Fra den 1. maj vandes haven.", ["Fra den 1. maj vandes haven."]),
        ("Plan af B. Hansen. Den er god.", ["Plan af B. Hansen.", "Den er god."]),
        ("Bede luges (Jensen, 2007). Stier fejes!", ["Bede luges (Jensen, 2007).", "Stier fejes!"]),
        ("”Luges der?” Det bør der.", ["”Luges der?”", "Det bør der."]),
        ("To steder. 25 bede luges.", ["To steder.", "25 bede luges."]),
        ("", []),
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(paragraph: str, parts: list[str]) -> None:
    """Only a full stop with the beginning of another sentence after it ends one."""
    assert split(paragraph) == parts


def test_a_passage_may_reach_over_several_sentences() -> None:
    """A locator with `through` gives the sentences together; one that leads nowhere gives nothing."""
    found = sentences(PAGE)
    whole: dict[str, str | int | bool] = {"section": "Formål", "sentence": 1, "through": 2}
    assert text_at(found, whole) == "Formålet er en have, der trives. Derved får flere glæde af den."
    assert text_at(found, {"anvisning": "4.1.1", "headline": True}) == "Haven skal vandes om aftenen."
    assert text_at(found, {"section": "Formål", "sentence": 2, "through": 3}) is None
    assert text_at(found, {"section": "Redskab", "sentence": 1}) is None


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("Kl. 8.30 åbnes den. Stk. 2. Tilsyn føres.", ["Kl. 8.30 åbnes den.", "Stk. 2. Tilsyn føres."]),
        ("Jf. også stk. 2. Tilsynet føres.", ["Jf. også stk. 2.", "Tilsynet føres."]),
        ("Den er skolens.1 Andre hjælper.[2] Alle.", ["Den er skolens.1", "Andre hjælper.[2]", "Alle."]),
        ("Se afsnit 2.3 Her. Hr. A og dr. B.", ["Se afsnit 2.3 Her.", "Hr. A og dr. B."]),
    ],
)  # fmt: skip
def test_numbers_and_marks_of_a_law_end_no_sentence(paragraph: str, parts: list[str]) -> None:
    """A subsection's number stays with its sentence, a footnote's with the one before it."""
    assert split(paragraph) == parts


def test_a_list_marked_with_letters_is_bullets_and_a_requirement_no_heading() -> None:
    """Letters and numbers with a bracket begin bullets; a short line that asks for something is no title."""
    text = "Krav\n\na) Børn må ikke lege.\nb) lys\n2) to\no tre\n\nPladsen bør mærkes\n\nPladser"
    assert [(each.section, each.bullet, each.text) for each in sentences(text)] == [
        ("Krav", 1, "Børn må ikke lege."), ("Krav", 2, "lys"), ("Krav", 3, "to"), ("Krav", 4, "tre"),
        ("Krav", None, "Pladsen bør mærkes"),
    ]  # fmt: skip


def test_a_fingerprint_counts_only_the_wording() -> None:
    """White space, hard spaces, line breaks and decomposed letters leave the fingerprint as it was."""
    print_ = fingerprint("Haven får vand.")
    assert print_ == fingerprint("  Haven\xa0fa\u030ar\nvand. ")
    assert print_ != fingerprint("Haven får ikke vand.")
    assert print_.startswith("sha256:")
    assert len(print_) == len("sha256:") + 64


@given(st.text(alphabet="aB1.: •-\n", max_size=200))
def test_no_two_sentences_share_a_place(text: str) -> None:
    """Whatever the text, a locator names one sentence, except where an anvisning number comes twice."""
    found = [locator(sentence) for sentence in sentences(text) if sentence.anvisning is None]
    assert len({frozenset(place.items()) for place in found}) == len(found)


@given(st.text(alphabet="abÆ1.?!() \n", max_size=200))
def test_cutting_loses_no_words(text: str) -> None:
    """The sentences of a paragraph put together again are the paragraph."""
    assert " ".join(split(text)) == normalise(text)
