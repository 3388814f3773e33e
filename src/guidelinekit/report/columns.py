"""The columns of a table of findings: keys for programs, headings and words for people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from guidelinekit.lang.rule import Modality, Subject
from guidelinekit.report.findings import FindingRow
from guidelinekit.report.severity import MARK
from guidelinekit.text import Language, Text

Value = str | int | date | None

KIND: Final = {
    Subject.CASE: Text(da="sag", en="case"),
    Subject.PROVIDER: Text(da="behandlingssted", en="provider"),
    Subject.AUTHORITY: Text(da="myndighed", en="authority"),
}
YES: Final = Text(da="ja", en="yes")
STRENGTH: Final = {**{each: each.label for each in Modality}, Modality.RIGHT: Text(da="ret", en="right")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column."""

    key: str
    """Its name for programs: it never changes."""
    heading: Text
    width: int
    """About how many letters it shows in a spreadsheet."""
    value: Callable[[FindingRow], Value]
    words: Callable[[FindingRow], Text | None] | None = None
    """The value as people read it, where that is another."""

    def shown(self, finding: FindingRow, language: Language) -> Value:
        """Return the value as people read it."""
        if self.words is None:
            return self.value(finding)
        text = self.words(finding)
        return None if text is None else text.text(language)


COLUMNS: Final = (
    Column("record", Text(da="Post", en="Record"), 8, lambda f: f.kind.value, lambda f: KIND[f.kind]),
    Column("case_id", Text(da="Sag", en="Case"), 16, lambda f: f.case_id),
    Column("municipality", Text(da="Kommune", en="Municipality"), 10, lambda f: f.municipality),
    Column("provider_id", Text(da="Behandlingssted", en="Provider"), 18, lambda f: f.provider_id),
    Column(
        "status", Text(da="Status", en="Status"), 16,
        lambda f: f.status.value, lambda f: f.status.label,
    ),
    Column(
        "modality", Text(da="Styrke", en="Strength"), 8,
        lambda f: f.modality.value, lambda f: STRENGTH[f.modality],
    ),
    Column(
        "raised", Text(da="Hævet", en="Raised"), 7,
        lambda f: "true" if f.raised else "false", lambda f: YES if f.raised else None,
    ),
    Column("anvisning", Text(da="Anvisning", en="Section"), 10, lambda f: f.anvisning),
    Column("title", Text(da="Krav", en="Requirement"), 32, lambda f: f.title),
    Column("message", Text(da="Fund", en="Finding"), 60, lambda f: f.message),
    Column("remedy", Text(da="Hvad der lukker det", en="What would close it"), 50, lambda f: f.remedy),
    Column("due_on", Text(da="Frist", en="Due on"), 11, lambda f: f.due_on),
    Column("overdue_days", Text(da="Dage over", en="Days over"), 9, lambda f: f.overdue_days),
    Column("changes_on", Text(da="Ændrer sig", en="Changes on"), 11, lambda f: f.changes_on),
    Column(
        "baseline", Text(da="Siden sidst", en="Since last"), 11,
        lambda f: f.baseline, lambda f: None if f.baseline is None else MARK[f.baseline],
    ),
    Column("missing", Text(da="Mangler", en="Missing"), 30, lambda f: "; ".join(f.missing)),
    Column("reason", Text(da="Hvorfor", en="Why"), 26, lambda f: f.reason.value, lambda f: f.reason.label),
    Column(
        "evidence", Text(da="Vises ved", en="Shown by"), 20,
        lambda f: f.evidence.value, lambda f: f.evidence.label,
    ),
    Column(
        "local_parameters", Text(da="Lokalt fastsat", en="Set locally"), 22,
        lambda f: "; ".join(f.local_parameters),
    ),
    Column("waiver", Text(da="Fravigelse", en="Waiver"), 30, lambda f: f.waiver),
    Column("item", Text(da="Post i sagen", en="Item"), 20, lambda f: f.item),
    Column("rule", Text(da="Regel", en="Rule"), 34, lambda f: f.rule),
    Column("key", Text(da="Nøgle", en="Key"), 40, lambda f: f.key),
)  # fmt: skip
"""What a person looks at first stands first; the keys that join two tables stand last."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a record of the export: a field that cannot be read, or dates that contradict."""

    place: str
    """Where the record stands; empty where it could be read."""
    kind: Subject
    case_id: str
    problem: str
    """`invalid` or the code of a contradiction."""
    item: str
    fields: tuple[str, ...]
    """JSON pointers in the record."""
    message: str

    def __str__(self) -> str:
        """Return the fields, and what is wrong with them."""
        return ": ".join(filter(None, (" ".join(self.fields), self.message)))


FAULTS: Final = (
    ("place", Text(da="Sted i udtrækket", en="Place in the export"), 24),
    ("record", Text(da="Post", en="Record"), 8),
    ("case_id", Text(da="Sag", en="Case"), 16),
    ("problem", Text(da="Slags", en="Kind"), 22),
    ("item", Text(da="Post i sagen", en="Item"), 20),
    ("field", Text(da="Felt", en="Field"), 34),
    ("message", Text(da="Hvad der er galt", en="What is wrong"), 70),
)
"""Key, heading and width of each column of a validation list."""


def fault_row(fault: Fault, language: Language | None) -> tuple[str, ...]:
    """Return the row of a fault; a language says that it is for people."""
    kind = fault.kind.value if language is None else KIND[fault.kind].text(language)
    fields = " ".join(fault.fields)
    return fault.place, kind, fault.case_id, fault.problem, fault.item, fields, fault.message
