"""The report as an HTML page, and which numbers of it everybody may see."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO, TextIOWrapper
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest
from made_results import HEADING, case, result

from guidelinekit.cli.reports import Format, Target, _writer
from guidelinekit.evaluate.tally import Tally
from guidelinekit.lang.rule import Modality
from guidelinekit.report.compliance import Compliance, compliance_of, wilson
from guidelinekit.report.html import page
from guidelinekit.report.html.figures import Figures
from guidelinekit.report.percent import percent
from guidelinekit.report.suppression import SMALLEST, hidden
from guidelinekit.report.writer import Ending, Heading, Look
from guidelinekit.results import CaseResults, Reason, Status

EVIL = "<script>alert(1)</script>\" onload='x"
UNMET = result("1.1-a", Status.UNMET, Modality.MUST)
MET = result("1.1-a", Status.MET, Modality.MUST)


def written(*records: CaseResults, publish: bool = False, language: Any = "da") -> str:
    """Return the page of records."""
    raw, tally = BytesIO(), Tally()
    sink = TextIOWrapper(raw, encoding="utf-8", newline="\n")
    writer = _writer(Target("x", Format.HTML), sink, HEADING, Look(language, publish=publish))
    for record in records:
        tally.add(record)
        writer.put(writer.shape(record))
    writer.finish(Ending(tally))
    sink.flush()
    return raw.getvalue().decode()


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, and the texts of some."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.within: dict[str, list[str]] = {"script": [], "style": []}
        self._open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "rect", "input"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take back to the element that ends: each ends in the order in which they began."""
        if tag != "rect":
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._open and self._open[-1] in self.within:
            self.within[self._open[-1]].append(data)
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        """What a reader sees."""
        return " ".join(" ".join(self.words).split())


def test_a_page_asks_for_nothing_and_runs_its_own_script_only() -> None:
    """The policy allows one style and one script by their digests; nothing points outside the file."""
    parts = Page(written(case("a", UNMET)))
    (policy,) = (
        str(a["content"]) for tag, a in parts.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, source in (("style", "style-src"), ("script", "script-src")):
        (content,) = parts.within[tag]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy
    attributes = [(name, value or "") for _, each in parts.elements for name, value in each.items()]
    assert not [
        each for each in attributes if each[0] in {"src", "action", "style"} or each[0].startswith("on")
    ]
    assert [value for name, value in attributes if name == "href"] == ["data:,"]
    assert not re.search(r"https?://|url\(|@import", written(case("a", UNMET)))


def test_an_id_cannot_become_part_of_the_page() -> None:
    """What looks like markup in an id is text, in the list and in attributes."""
    records = CaseResults(EVIL, HEADING.as_of, (UNMET,), municipality=EVIL, provider_id=EVIL)
    parts = Page(written(records))
    assert [tag for tag, _ in parts.elements].count("script") == 1
    assert EVIL in parts.text
    (entry,) = (each for tag, each in parts.elements if tag == "details")
    assert entry["data-municipality"] == EVIL
    assert set(entry) == {"data-weights", "data-municipality", "data-provider"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("Retningslinjerne og sagerne", "75 procent af sagerne", "30-95 procent", "gør noget")),
        ("en", ("The guidelines and the cases", "75 percent of the cases", "30-95 percent", "do something")),
    ],
)
def test_a_leader_reads_shares_with_their_intervals(language: Any, words: Sequence[str]) -> None:
    """A requirement has the share of cases in which it is kept, its interval, and what would close a gap."""
    made = [case(f"c{n}", MET) for n in range(3)]
    page = written(*made, case("d", UNMET, result("1.2-b", Status.DUE)), language=language)
    assert [each for each in words if each not in Page(page).text.replace("\N{EN DASH}", "-")] == []
    assert "95\N{NO-BREAK SPACE}%" in page


def test_anvisninger_of_two_packs_are_not_added_together() -> None:
    """Where two packs have an anvisning of one number, each has its row, with the pack beside the number."""
    heading = Heading(
        HEADING.as_of,
        HEADING.packs,
        HEADING.profile,
        (HEADING.rules[0], HEADING.rules[0].model_copy(update={"id": "other/1.1-a"})),
    )
    compliance = Compliance(heading)
    other = replace(UNMET, rule="other/1.1-a")
    compliance.add(compliance_of(case("a", MET, other)))
    figures = Figures(heading, compliance, Counter(), Counter(), Counter(), "da", publish=False)
    assert [(row["name"], row["cells"]) for row in figures.sections()] == [
        ("1.1 (other)", [1, 0, 0, 0, 0, 0]),
        ("1.1 (small)", [0, 0, 0, 0, 1, 0]),
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_order_of_hidden_numbers_tells_nothing(language: Any) -> None:
    """On a page for everybody fields with small numbers stand by name, however the numbers are."""
    missing = Counter({"a": 1, "b": 4, "c": 2, "d": 7})
    figures = Figures(HEADING, Compliance(HEADING), Counter(), missing, Counter(), language, publish=True)
    assert [(row["field"], row["all"]) for row in figures.missing()] == [
        ("d", 7),
        ("a", None),
        ("b", None),
        ("c", None),
    ]


def test_a_small_number_is_not_told_by_another_that_cannot_be_larger() -> None:
    """A reader who sees that 17 cases break a must and that there are 20 would know how few do not."""
    away = result("1.1-a", Status.NOT_APPLICABLE, Modality.MUST)
    other = result("1.2-b", Status.MET)
    for unmet, shown in ((12, True), (17, False)):
        records = [case(f"c{n}", UNMET if n < unmet else away, other) for n in range(20)]
        text = Page(written(*records, publish=True)).text
        assert (str(unmet) in text and "20 Sager, som krav" in text) is shown


def test_a_page_can_be_read_without_seeing_it() -> None:
    """It has a language, landmarks, one main heading, headed tables, labelled fields, described pictures."""
    parts = Page(
        written(case("a", UNMET, result("1.6-unclear", Status.UNDETERMINED, missing=("/citizen/sex",))))
    )
    tags = [tag for tag, _ in parts.elements]
    assert dict(parts.elements)["html"]["lang"] == "da"
    assert [tags.count(tag) for tag in ("main", "header", "footer", "h1", "title")] == [1] * 5
    assert all(each.get("scope") for tag, each in parts.elements if tag == "th")
    assert all(
        each.get("aria-label") or each.get("aria-hidden") for tag, each in parts.elements if tag == "svg"
    )
    assert tags.count("label") == tags.count("input") + tags.count("select")
    ids = [each["id"] for _, each in parts.elements if "id" in each]
    assert len(ids) == len(set(ids))
    assert {each["aria-labelledby"] for _, each in parts.elements if "aria-labelledby" in each} <= set(ids)
    landmarks = [
        each.get("aria-labelledby")
        for tag, each in parts.elements
        if tag == "section" or each.get("role") == "region"
    ]
    assert len(landmarks) == len(set(landmarks)) > 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "borger \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} køn 1 1" in parts.text


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 has it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_texts_and_bars_stand_out_from_their_ground() -> None:
    """By day, in the dark and on paper a text has a contrast of 4.5 to its ground, a bar or frame of 3."""
    style = "".join(Page(written(case("a", UNMET))).within["style"])
    palettes = [
        {
            name: f"#{value if len(value) == 6 else ''.join(2 * sign for sign in value)}"
            for name, value in pairs
        }
        for part in style.split(":root")[1:]
        if (pairs := re.findall(r"--([a-z]+): #([0-9a-f]{3}(?:[0-9a-f]{3})?);", part.partition("}")[0]))
    ]
    assert len(palettes) == 3
    for palette in palettes:
        for ground in ("ground", "panel"):
            for name in palette.keys() - {"ground", "panel", "line"}:
                lighter, darker = sorted(
                    (brightness(palette[name]), brightness(palette[ground])), reverse=True
                )
                least = 3 if name in {"kept", "exempt", "focus"} else 4.5
                assert (lighter + 0.05) / (darker + 0.05) >= least, (name, ground, palette)


def test_of_very_many_cases_the_most_serious_are_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page holds only so many cases, the most serious, and says how many it leaves out."""
    monkeypatch.setattr(page, "MOST_RECORDS", 2)
    quiet = [case(f"quiet-{n}", result("1.2-b", Status.DUE)) for n in range(7)]
    text = Page(written(*quiet, case("loud", UNMET))).text
    assert "loud" in text
    assert len(set(re.findall(r"quiet-\d", text))) == 1
    assert "… 6 mindre alvorlige sager" in text


def test_a_page_for_everybody_has_no_ids_and_no_small_counts() -> None:
    """No case, provider or script is on it, and no count of 1 to 4, nor what would give one away."""
    records = [
        CaseResults(
            f"case-{n}", HEADING.as_of, (UNMET if n < 3 else MET,), municipality="9001", provider_id="p-7"
        )
        for n in range(20)
    ]
    text = written(*records, publish=True)
    parts = Page(text)
    assert not re.search(r"case-\d|p-7", text)
    assert "<script" not in text
    cells = re.findall(r'<td class="n">\s*(\d+)\s*</td>', text)
    assert {int(cell) for cell in cells} & set(range(1, SMALLEST)) == set()
    assert "17" not in cells
    assert "85 procent" not in text
    assert "skjult" in parts.text
    assert "15 procent" not in Page(written(*records)).text
    assert "85 procent" in Page(written(*records)).text


def table(dice: Random, most: int) -> tuple[dict[str, int], list[tuple[str, list[str]]]]:
    """Return two rows of two counts with all their sums."""
    counts: dict[str, int] = {
        name: dice.choice([0, dice.randrange(most), dice.randrange(most)])
        for name in ("aa", "ab", "ba", "bb")
    }
    sums = [("a+", ["aa", "ab"]), ("b+", ["ba", "bb"]), ("+a", ["aa", "ba"]), ("+b", ["ab", "bb"])]
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    counts["++"] = counts["a+"] + counts["b+"]
    return counts, [*sums, ("++", ["a+", "b+"]), ("++", ["+a", "+b"])]


def possible(
    counts: Mapping[str, int], sums: Sequence[tuple[str, Sequence[str]]], left_out: set[str], most: int
) -> dict[str, set[int]]:
    """Return what a reader who tries everything can still believe of each count that is left out."""
    inner = [name for name in ("aa", "ab", "ba", "bb") if name in left_out]
    believed: dict[str, set[int]] = {name: set() for name in left_out}
    for values in product(range(1, most), repeat=len(inner)):
        known: dict[str, int] = {**counts, **dict(zip(inner, values, strict=True))}
        for total, parts in sums:
            number = sum(known[part] for part in parts)
            if total in left_out:
                known[total] = number
            elif number != counts[total]:
                break
        else:
            for name in left_out:
                believed[name].add(known[name])
    return believed


def test_no_small_count_can_be_worked_out() -> None:
    """Whoever tries all numbers against the sums shown finds no hidden count that must be below 5."""
    dice, hiding = Random(4), 0  # noqa: S311 - fixed tables
    for _ in range(60):
        counts, sums = table(dice, 9)
        left_out = hidden(counts, sums)
        small = {name for name, count in counts.items() if 0 < count < SMALLEST}
        assert small <= left_out
        hiding += len(left_out - small)
        believed = possible(counts, sums, left_out, 11)
        assert {name for name in small if max(believed[name]) < SMALLEST} == set()
    assert hiding > 20


def test_what_nothing_gives_away_is_shown() -> None:
    """Large counts beside no small one, and zeros, are shown."""
    assert hidden({"a": 0, "b": 9, "t": 9}, [("t", ["a", "b"])]) == set()
    assert hidden({"a": 2, "b": 9, "c": 30, "t": 41}, [("t", ["a", "b", "c"])]) == {"a", "b"}


@pytest.mark.parametrize(
    ("number", "of", "ends"), [(0, 10, (0.0, 0.2775)), (8, 10, (0.4902, 0.9433)), (50, 100, (0.4038, 0.5962))]
)
def test_the_interval_is_wilsons(number: int, of: int, ends: tuple[float, float]) -> None:
    """The ends are those of tables of Wilson's score interval."""
    assert wilson(number, of) == pytest.approx(ends, abs=0.0001)


def test_a_share_is_whole_only_where_it_is() -> None:
    """999 of 1000 are not all, and 1 of 1000 is not none."""
    assert [percent(each, "da") for each in (0.0, 0.001, 0.5, 0.999, 1.0)] == [
        "0 procent", "1 procent", "50 procent", "99 procent", "100 procent"
    ]  # fmt: skip


def test_an_exempt_requirement_is_neither_kept_nor_broken() -> None:
    """What is exempt, due or undetermined stands behind no share."""
    exempt = result("1.2-b", Status.EXEMPT, reason=Reason.CITIZEN_DECLINED)
    assert "1.2-b på dansk bør · 1.2 ingen 0" in Page(written(case("a", exempt))).text
