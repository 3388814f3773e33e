"""Two editions of a guideline compared by their ledgers."""

from guidelinekit.lang.rule import Encoding, Pack, Passage
from guidelinekit.ledger.editions import Became, compare_editions
from guidelinekit.report.editions import editions_as_json, editions_in_words
from guidelinekit.text import Text

PLAN = "Der skal laves en plan sammen med borgeren"
CONTACT = "Kontakten til jobcentret bør tages inden for fjorten dage"


def passage(
    name: str, summary: str, modality: str = "should", print_: str = "0", place: str = "1.1"
) -> Passage:
    """Give a statement of a ledger."""
    return Passage(
        id=name,
        source="1",
        locator={"anvisning": place},
        fingerprint=f"sha256:{print_ * 64}",
        modality=modality,
        summary=Text(da=summary, en=summary),
        encoding=Encoding.ENCODED,
        by=(f"{place}-rule",),
    )


def turns(old: list[Passage], new: list[Passage]) -> list[tuple[str, str | None, str | None]]:
    """Give what became of each statement, by the ids of the two."""
    return [
        (each.turn.value, each.old.id if each.old else None, each.new.id if each.new else None)
        for each in compare_editions(pack(old), pack(new))
    ]


def pack(passages: list[Passage]) -> Pack:
    """Give a pack with a ledger."""
    text = Text(da="Pakke", en="Pack")
    return Pack(id="p", edition="1", title=text, sources=(), digest="", passages=tuple(passages))


def test_the_same_sentence_is_known_wherever_it_stands() -> None:
    """A fingerprint tells it, whatever its place, its id and its summary."""
    old = [passage("A", PLAN, print_="a"), passage("B", CONTACT, print_="b")]
    new = [passage("X", "Kontakt", print_="b", place="2.7"), passage("Y", "Plan", print_="a", place="9")]
    assert turns(old, new) == [("same", "B", "X"), ("same", "A", "Y")]


def test_a_statement_worded_anew_is_known_by_its_summary() -> None:
    """The best pair counts; a like summary elsewhere is left for what is new."""
    old = [passage("A", PLAN, print_="a"), passage("B", CONTACT, print_="b")]
    new = [
        passage("X", f"{PLAN} og de pårørende", print_="c"),
        passage("Y", PLAN.replace("plan", "handleplan"), print_="d"),
        passage("Z", "Borgeren har ret til en bisidder", print_="e", place="4"),
    ]
    assert turns(old, new) == [
        ("new", None, "X"),
        ("changed", "A", "Y"),
        ("new", None, "Z"),
        ("gone", "B", None),
    ]


def test_stronger_and_weaker_are_told_by_the_modality() -> None:
    """may, should, must; an example counts as what it is an example of, and a purpose has no strength."""
    old = [passage(name, f"{name} {name}", kind, name) for name, kind in zip("abcd", KINDS, strict=True)]
    new = [passage(name, f"{name} {name}", kind, name) for name, kind in zip("abcd", LATER, strict=True)]
    assert [turn for turn, *_ in turns(old, new)] == ["stronger", "weaker", "stronger", "changed"]


KINDS = ("should", "must", "may_example", "purpose")
LATER = ("must", "may", "should", "must")


def test_a_person_reads_both_sentences_with_their_rules() -> None:
    """What changed is shown before and now, what is the same only where asked for, in either language."""
    old = [passage("A", PLAN, "should", "a"), passage("B", CONTACT, print_="b")]
    new = [passage("A", PLAN, "must", "c", "1.2"), passage("B", CONTACT, print_="b")]
    statements = compare_editions(pack(old), pack(new))
    shown = [line.plain for line in editions_in_words(statements, "da", 100, verbose=False)]
    assert shown[0] == "Stærkere (1)"
    assert shown[1].startswith("  A  bør → skal  ")
    assert shown[2:] == [f"    før: {PLAN} » 1.1-rule", f"    nu: {PLAN} » 1.2-rule", "Uændret (1)"]
    assert any(CONTACT in line.plain for line in editions_in_words(statements, "en", 100, verbose=True))
    first, _ = editions_as_json(statements)["statements"]
    assert first["turn"] == Became.STRONGER
    assert (first["old"]["by"], first["new"]["by"]) == (["1.1-rule"], ["1.2-rule"])
