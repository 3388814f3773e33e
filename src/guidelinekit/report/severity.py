"""How serious a result is, and the signs and words of the human report for it."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from typing import Final

from guidelinekit.case.reading.validate import UNITS
from guidelinekit.lang.rule import Modality
from guidelinekit.report.baseline import SinceMark
from guidelinekit.results import Result, Status
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import duration


class Weight(IntEnum):
    """From the most to the least serious."""

    BREACH = 0
    """A must or a right that is unmet, or a should that the profile raised."""
    GAP = 1
    """A should that is unmet."""
    LATE = 2
    DUE = 3
    UNKNOWN = 4
    EXEMPT = 5
    ADVICE = 6
    """Something the guideline only suggests (may) and that is not there, or perhaps not: never a breach."""
    MET = 7
    OUTSIDE = 8
    REMARK = 9
    """No result: where the record contradicts itself."""


def weight(result: Result) -> Weight:
    """Say how serious a result is."""
    advice = result.modality is Modality.MAY
    match result.status:
        case Status.UNMET if not advice:
            return Weight.BREACH if result.required else Weight.GAP
        case Status.MET_LATE if not advice:
            return Weight.LATE
        case Status.DUE if not advice:
            return Weight.DUE
        case Status.UNDETERMINED if not advice:
            return Weight.UNKNOWN
        case Status.EXEMPT:
            return Weight.EXEMPT
        case Status.MET:
            return Weight.MET
        case Status.NOT_APPLICABLE:
            return Weight.OUTSIDE
        case _:
            return Weight.ADVICE


def most_serious_first(results: Iterable[Result]) -> list[Result]:
    """Return the results in reading order; of equals, the longest overdue and the soonest due first."""
    return sorted(
        results,
        key=lambda r: (weight(r), -(r.overdue_days or 0), r.due_on or date.max, r.rule, r.subject),
    )


LATE: Final = Text(da="for sent", en="late")
"""The short word for what was met late, where a sign stands before it."""

UNCLEAR: Final = Text(da="uklart", en="unclear")
"""The short word for what cannot be determined."""

SIGN: Final[Mapping[Weight, tuple[str, Text, str]]] = {
    Weight.BREACH: ("✗", Text(da="skal", en="must"), "bold red"),
    Weight.GAP: ("✗", Text(da="bør", en="should"), "yellow"),
    Weight.LATE: ("▲", LATE, "magenta"),
    Weight.DUE: ("→", Text(da="frist", en="due"), "cyan"),
    Weight.UNKNOWN: ("?", UNCLEAR, "blue"),
    Weight.EXEMPT: ("\N{EN DASH}", Status.EXEMPT.label, "dim"),
    Weight.ADVICE: ("○", Text(da="kan", en="may"), "dim"),
    Weight.MET: ("✓", Status.MET.label, "green"),
    Weight.OUTSIDE: ("·", Text(da="gælder ej", en="n/a"), "dim"),
    Weight.REMARK: ("!", Text(da="bemærk", en="note"), "bold"),
}
"""A sign, a word and a colour for each weight: nothing is told by colour alone."""

MARK: Final = {
    SinceMark.NEW: Text(da="ny", en="new"),
    SinceMark.STILL: Text(da="stadig", en="still"),
    SinceMark.REOPENED: Text(da="genåbnet", en="reopened"),
}

RIGHT: Final = Text(da="ret", en="right")
"""The word of a right that is unmet."""

RAISED: Final = Text(da="hævet", en="raised")
"""The word of a should that is unmet and that the profile lets count like a must."""

BAR: Final[Mapping[Status, tuple[str, str]]] = {
    Status.UNMET: ("✗", "red"),
    Status.MET_LATE: ("▲", "magenta"),
    Status.DUE: ("→", "cyan"),
    Status.UNDETERMINED: ("?", "blue"),
    Status.MET: ("✓", "green"),
}
"""The parts of a bar, from left to right: what is open first, in the signs of the findings."""

COLUMNS: Final[Mapping[Status, Text]] = {
    Status.UNMET: Status.UNMET.label,
    Status.MET_LATE: LATE,
    Status.DUE: Text(da="frist", en="due"),
    Status.UNDETERMINED: UNCLEAR,
    Status.MET: Status.MET.label,
}


def _explained(sign: Weight, status: Status, da: str = "", en: str = "") -> Text:
    """Return a sign with the words of a status, as every other output says it."""
    words = status.label
    return Text(da=f"{SIGN[sign][0]} {words.da}{da}", en=f"{SIGN[sign][0]} {words.en}{en}")


_UNMET: Final = _explained(Weight.GAP, Status.UNMET, " (skal, ret, bør)", " (must, right, should)")

LEGEND: Final[Mapping[Weight, Text]] = {
    Weight.BREACH: _UNMET,
    Weight.GAP: _UNMET,
    Weight.LATE: _explained(Weight.LATE, Status.MET_LATE),
    Weight.DUE: _explained(Weight.DUE, Status.DUE, da="", en=": the deadline has not passed"),
    Weight.UNKNOWN: _explained(Weight.UNKNOWN, Status.UNDETERMINED),
    Weight.EXEMPT: _explained(Weight.EXEMPT, Status.EXEMPT),
    Weight.ADVICE: Text(da="○ mulighed (kan), intet krav", en="○ option (may), no requirement"),
    Weight.MET: _explained(Weight.MET, Status.MET),
    Weight.OUTSIDE: _explained(Weight.OUTSIDE, Status.NOT_APPLICABLE),
    Weight.REMARK: Text(da="! sagen modsiger sig selv", en="! the record contradicts itself"),
}

STOPPED: Final = Text(
    da="kørslen blev afbrudt: ikke alt er med", en="the run was stopped: not everything is here"
)

LOCAL_MARK: Final = "*"
LOCAL_LEGEND: Final = Text(
    da="* hviler på en frist eller et tal, som er fastsat lokalt",
    en="* leans on a number that was set locally",
)


def sign_of(weight: Weight, modality: Modality, language: Language) -> str:
    """Return the sign and word of a result: `✗ skal`."""
    sign, word, _ = SIGN[weight]
    if weight is Weight.BREACH and modality is Modality.RIGHT:
        word = RIGHT
    if weight is Weight.BREACH and modality is Modality.SHOULD:
        word = RAISED
    return f"{sign} {word.text(language)}"


def when(result: Result, weight: Weight, days_left: int | None, language: Language) -> str:
    """Say how far over its deadline a result is, or how long there is left; empty where it is not timed."""
    danish = language == "da"
    if weight in {Weight.BREACH, Weight.GAP} and result.overdue_days:
        days = duration(result.overdue_days, language)
        return f"{days} over"
    if weight is Weight.DUE and days_left is not None:
        if days_left == 0:
            return "i dag" if danish else "today"
        days = duration(days_left, language)
        return f"om {days}" if danish else f"in {days}"
    return ""


def counted(number: int, weight: Weight, language: Language) -> str:
    """Return a count with its noun, for the heading of a case: "2 ikke opfyldt", "1 uklar"."""
    nouns = {
        Weight.BREACH: ("ikke opfyldt", "ikke opfyldt", "unmet", "unmet"),
        Weight.GAP: ("ikke opfyldt", "ikke opfyldt", "unmet", "unmet"),
        Weight.LATE: ("for sent", "for sent", "late", "late"),
        Weight.DUE: ("frist", "frister", "due", "due"),
        Weight.UNKNOWN: ("uklar", "uklare", "unclear", "unclear"),
    }
    one_da, many_da, one_en, many_en = nouns[weight]
    one, many = (one_da, many_da) if language == "da" else (one_en, many_en)
    return f"{number} {one if number == 1 else many}"


def collapsed(kind: Weight, number: int, named: str, language: Language) -> str:
    """Return the one line that stands for several results of a kind; `named` is what they wait for or are."""
    words = {
        Weight.UNKNOWN: ("krav kan ikke afgøres, der mangler", "requirements cannot be determined, missing"),
        Weight.EXEMPT: ("krav er undtaget", "requirements are exempt"),
        Weight.ADVICE: (
            "muligheder, der ikke er brugt i tide eller ikke kan afgøres",
            "options not used in time or not determined",
        ),
    }
    danish, english = words[kind]
    return f"{number} {danish if language == 'da' else english}: {named}"


def place_of(location: str, language: Language) -> str:
    """Return the place of a record, as in `cases.ndjson, line 2 to line 9`, in words of a language."""
    file, comma, place = location.rpartition(", ")
    for english, danish in {**UNITS, "to": "til"}.items() if language == "da" else ():
        place = " ".join(danish if word == english else word for word in place.split(" "))
    return f"{file}{comma}{place}"


def and_more(number: int, language: Language) -> str:
    """Return the end of a list that was cut short."""
    return f"og {number} til" if language == "da" else f"and {number} more"
