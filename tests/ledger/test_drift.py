"""A guideline's text of today is compared with the ledger, by words first and then by place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garden import LEAD_IN, OTHER_PAGE, PAGE, garden
from guidelinekit.lang.rule import Pack
from guidelinekit.ledger.align import State
from guidelinekit.ledger.drift import Drift, drift, other_sentences, source_of
from guidelinekit.ledger.passages import fingerprint, sentences

BULLETS = (
    " • ukrudt i bede, og hvad der ellers gror.\n",
    " • stier. Herunder trapper af sten.\n",
    " • krukker på terrassen.\n",
)
OF_BULLETS = {"G-05": 0, "G-06": 0, "G-07": 1, "G-08": 2}
"""The bullet that each passage stands in."""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Give the pack of the garden."""
    return garden(tmp_path_factory.mktemp("garden"))


def compared(text: str, pack: Pack) -> Drift:
    """Compare a text with the first document of the garden."""
    return drift(sentences(text), pack, pack.sources[0])


def states(found: Drift) -> dict[str, State]:
    """Give what became of the passages that are not as they were."""
    return {each.passages[0]: each.state for each in found.passages if each.state is not State.UNCHANGED}


def replaced(old: str, new: str) -> str:
    """Give the page with something in it replaced."""
    assert PAGE.count(old) == 1
    return PAGE.replace(old, new)


def test_a_text_that_is_as_it_was_has_not_drifted(pack: Pack) -> None:
    """Every passage of the page is found, and nothing is new."""
    found = compared(PAGE, pack)
    assert not found.drifted
    assert found.recognised == len(found.passages) == 8
    assert found.review.rules == ()


def test_an_edited_sentence_drifts_alone_with_its_rules(pack: Pack) -> None:
    """Exactly the passages of the sentence are changed; the text is today's, the rules are theirs."""
    found = compared(replaced("ukrudt i bede,", "ukrudt i alle bede,"), pack)
    assert states(found) == {"G-05": State.CHANGED, "G-06": State.CHANGED}
    (first, _) = (each for each in found.passages if each.state is State.CHANGED)
    assert first.text == "ukrudt i alle bede, og hvad der ellers gror."
    assert found.review.rules == ("4.1.2-beds",)
    assert found.new == ()


def test_one_of_several_sentences_edited_changes_the_passage_that_reaches_over_them(pack: Pack) -> None:
    """A passage over two sentences is changed when one of them is, and both are shown."""
    found = compared(replaced("trapper af sten", "trapper af træ"), pack)
    assert states(found) == {"G-07": State.CHANGED}
    assert [each.text for each in found.passages if each.text] == ["stier. Herunder trapper af træ."]
    shorter = compared(replaced(" Herunder trapper af sten.", ""), pack)
    assert states(shorter) == {"G-07": State.CHANGED}
    assert [each.text for each in shorter.passages if each.text] == ["stier."]


def test_a_moved_sentence_moves_alone(pack: Pack) -> None:
    """A bullet that comes after the others now is moved; those that only have another number are not."""
    first, *rest = BULLETS
    found = compared(PAGE.replace("".join(BULLETS), "".join((*rest, first))), pack)
    assert states(found) == {"G-05": State.MOVED, "G-06": State.MOVED}
    assert found.passages[4].now == ({"anvisning": "4.1.2", "bullet": 3, "sentence": 1},)
    assert [each.passages[0] for each in found.passages if each.renumbered] == ["G-07", "G-08"]


def test_a_sentence_in_another_anvisning_is_moved(pack: Pack) -> None:
    """The same words under another number are found there."""
    gone = PAGE.replace(BULLETS[2], "")
    found = compared(gone.replace("4.1.1 Ref", f"{BULLETS[2]}\n4.1.1 Ref"), pack)
    assert states(found) == {"G-08": State.MOVED}
    assert found.passages[7].now == ({"anvisning": "4.1.1", "bullet": 1, "sentence": 1},)


def test_a_removed_sentence_is_gone_and_the_next_ones_are_not(pack: Pack) -> None:
    """Nothing stands for a sentence that was taken out, although another one has its number now."""
    found = compared(PAGE.replace(BULLETS[0], ""), pack)
    assert states(found) == {"G-05": State.GONE, "G-06": State.GONE}
    assert found.passages[4].text is None
    assert found.review.rules == ("4.1.2-beds",)


def test_a_removed_anvisning_is_gone(pack: Pack) -> None:
    """Without its headline an anvisning's rule is to be looked at again."""
    found = compared(replaced("4.1.1: Haven skal vandes om aftenen.\n", ""), pack)
    assert states(found) == {"G-03": State.GONE}
    assert found.review.rules == ("4.1.1-water",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            replaced("Det omfatter:", "Det omfatter:\n\n • hække."),
            {"anvisning": "4.1.2", "bullet": 1, "sentence": 1},
        ),
        (
            replaced("4.1.1 Ref", "Også græsset skal vandes.\n\n4.1.1 Ref"),
            {"anvisning": "4.1.1", "sentence": 1},
        ),
        (replaced("trives.", "trives. Den er åben."), {"section": "Formål", "sentence": 2}),
        (
            replaced("4.1.2 Ref", "4.1.3: Hække klippes.\n\n4.1.2 Ref"),
            {"anvisning": "4.1.3", "headline": True},
        ),
    ],
)
def test_a_new_sentence_is_told(text: str, place: dict[str, str | int | bool], pack: Pack) -> None:
    """A sentence that nothing in the ledger knows is new: in an anvisning, a section, or a new anvisning."""
    found = compared(text, pack)
    assert states(found) == {}
    assert [new.locator for new in found.new] == [place]
    assert found.drifted


@pytest.mark.parametrize(
    "text",
    [
        f"Forside\n\nVi bruger cookies. Sig ja.\n\n • Om os.\n\n{PAGE}\n\nKontakt\n\nRing til os.",
        replaced("4.1.1 Referencer", "4.1.1 Referencer\n\nLov om haver, paragraf 7."),
        replaced("Formål\n", "4.1.1: Haven skal vandes om aftenen.\n\nFormål\n"),
        f"{PAGE}\n\n5.1.1: Et helt andet kapitel.",
    ],
)
def test_what_stands_around_the_guideline_is_not_new(text: str, pack: Pack) -> None:
    """Navigation, references, a list of contents and other chapters are nothing that the ledger is about."""
    assert not compared(text, pack).drifted


def test_a_changed_lead_in_sends_the_reader_to_its_anvisning(pack: Pack) -> None:
    """A lead-in is no passage, but it says how those after it are meant: their rules are to be seen again."""
    found = compared(replaced("Det omfatter:", "Det skal omfatte:"), pack)
    assert states(found) == {}
    (lead_in,) = found.others
    assert (lead_in.state, lead_in.text) == (State.CHANGED, "Det skal omfatte:")
    assert found.review.rules == ("4.1.2-beds", "4.1.2-weed")


def test_definitions_and_parameters_are_looked_at_again(pack: Pack) -> None:
    """A passage behind a definition or a parameter names it, and apart from its own the rules that use it."""
    found = compared(replaced("en have, der trives", "en smuk have"), pack)
    assert found.review.definitions == ("enrolled",)
    assert (found.review.rules, len(found.review.through)) == ((), 4)
    weed = compared(replaced("luges jævnligt", "luges ofte"), pack).review
    assert (weed.rules, weed.parameters, len(weed.through)) == (("4.1.2-weed",), ("weed_days",), 3)


def test_a_text_is_taken_for_the_document_whose_own_passages_it_holds(pack: Pack) -> None:
    """Sentences that two documents share do not tell them apart, and nobody's text is none of them."""
    assert source_of(sentences(PAGE), pack) == pack.sources[0]
    assert source_of(sentences(OTHER_PAGE), pack) == pack.sources[1]
    shared = "Om kolonihaver\n\nKolonihaver ligger for sig. De har et hegn."
    assert source_of(sentences(shared), pack) is None
    assert source_of(sentences("Noget om fugle."), pack) is None


def test_other_sentences_are_listed_without_their_text(pack: Pack) -> None:
    """What `passages.yaml` keeps of a lead-in is its place and its fingerprint."""
    (found,) = other_sentences(sentences(PAGE), pack, pack.sources[0])
    assert found.model_dump() == {
        "source": "901",
        "locator": LEAD_IN,
        "fingerprint": fingerprint("Det omfatter:"),
    }


def test_a_locator_that_names_no_sentence_is_found_by_its_words(pack: Pack) -> None:
    """A place that is written in another way can only be unchanged or gone."""
    passages = tuple(one.model_copy(update={"locator": {**one.locator, "page": 7}}) for one in pack.passages)
    loose = pack.model_copy(update={"passages": passages})
    assert states(compared(PAGE, loose)) == {}
    assert states(compared(replaced("om aftenen", "om natten"), loose)) == {"G-03": State.GONE}


@given(kept=st.sets(st.sampled_from(range(3))))
def test_what_is_left_is_unchanged_and_what_was_taken_out_is_gone(kept: set[int], pack: Pack) -> None:
    """Whichever bullets are taken out, those left are unchanged under whatever number."""
    left = "".join(bullet for index, bullet in enumerate(BULLETS) if index in kept)
    found = compared(PAGE.replace("".join(BULLETS), left), pack)
    assert states(found) == {key: State.GONE for key, index in OF_BULLETS.items() if index not in kept}
    assert found.new == ()


@given(order=st.permutations(range(3)))
def test_no_order_loses_a_passage(order: list[int], pack: Pack) -> None:
    """In whichever order the bullets stand, each is found, and at least one of them as unchanged."""
    found = compared(PAGE.replace("".join(BULLETS), "".join(BULLETS[index] for index in order)), pack)
    assert set(states(found).values()) <= {State.MOVED}
    assert len(states(found)) < len(OF_BULLETS)
    assert found.drifted is (list(order) != sorted(order))


@given(blocks=st.lists(st.sampled_from(PAGE.split("\n\n")), max_size=12))
def test_every_passage_is_accounted_for(blocks: list[str], pack: Pack) -> None:
    """Whatever became of the text, each passage has a state, and is found where its words stand."""
    text = "\n\n".join(blocks)
    found = compared(text, pack)
    assert [each.passages[0] for each in found.passages] == [f"G-0{n}" for n in range(1, 9)]
    assert (found.passages[2].state in {State.UNCHANGED, State.MOVED}) is ("vandes om aftenen" in text)


def test_the_pack_for_these_tests_is_written_anew(tmp_path: Path) -> None:
    """The garden's files hold no sentence of its page, only fingerprints."""
    garden(tmp_path)
    written = "".join(path.read_text() for path in tmp_path.iterdir())
    assert "terrassen" not in written
