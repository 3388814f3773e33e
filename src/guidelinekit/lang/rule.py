"""Rules, packs and what belongs to them, as data."""

from datetime import date
from enum import StrEnum
from typing import Final, Self

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from guidelinekit.lang import expr as e
from guidelinekit.text import Labelled, Text


class Modality(Labelled):
    """How strongly the text asks, read off its words: skal, bør, har ret til, kan or fx."""

    MUST = "must", "skal", "must"
    SHOULD = "should", "bør", "should"
    RIGHT = "right", "har ret til", "has a right to"
    MAY = "may", "kan", "may"

    __hash__ = str.__hash__  # equal to its text, and looked up for every result: an enum's own hash is slow


STRICT: Final = frozenset({Modality.MUST, Modality.RIGHT})
"""The modalities that leave no choice."""


class Evidence(Labelled):
    """`direct`: a dated fact shows it. `trace`: a record can only support it, never show a breach."""

    DIRECT = "direct", "vises direkte af sagens datoer", "shown directly by dated facts"
    TRACE = "trace", "kun et spor i sagen kan støtte det", "only a trace in the record can support it"

    __hash__ = str.__hash__  # the same


class Force(Labelled):
    """When a pack is run: by default, where it is asked for, or for the years in which it was in force."""

    LIVE = "live", "gælder nu", "live"
    ON_REQUEST = "on_request", "bruges, når der bedes om den", "used where it is asked for"
    HISTORICAL = "historical", "historisk", "historical"


class Subject(StrEnum):
    """What kind of record a rule is about."""

    id_field: str
    """The field with the id of such a record."""
    plural: str
    """Several of them, as reports and options name them."""

    def __new__(cls, value: str, plural: str = "") -> Self:
        """Return a member, which is its value as text."""
        member = str.__new__(cls, value)
        member._value_, member.id_field, member.plural = value, f"{value}_id", plural
        return member

    CASE = "case", "cases"
    PROVIDER = "provider", "providers"
    AUTHORITY = "authority", "authorities"


class Citation(e.Node):
    """The law that a rule or a parameter rests on, and whether it has been compared with the law's text."""

    law: Text
    section: str
    says: Text
    addressee: Text | None = None
    """Whom the law binds."""
    verified: bool
    checked_on: date
    """When it was last looked into, whatever came of it."""


class ForEach(e.Node):
    """A rule is judged once per item of `over` for which `where` holds; the rule names the item `item`."""

    over: e.Path
    item: str
    where: e.Condition = e.TRUE


class Repeats(e.Node):
    """A recurring duty: the `last` occurrence, the interval, and the date from which the first is awaited."""

    last: e.DateExpr
    every: e.Duration
    start: e.DateExpr

    @property
    def last_is_a_field(self) -> bool:
        """Whether the last day is one field's own, so that null is "not documented" and not "never"."""
        node = self.last
        while isinstance(node, e.Shift):
            node = node.base
        return isinstance(node, e.Path)


class Exemption(e.Node):
    """A condition under which an unmet duty is not a gap, and the reason that the result then carries."""

    reason: str
    when: e.Condition
    title: Text | None = None
    """What is said of it where the reason says too little (`other_exemption`)."""


class InForce(e.Node):
    """The dates between which a rule applies, both included; None is open."""

    start: date | None = None
    end: date | None = None

    @property
    def bounds(self) -> dict[str, date]:
        """Those of the two dates that are set, by their names."""
        return {name: day for name, day in (("start", self.start), ("end", self.end)) if day is not None}


class Rule(e.Node):
    """One requirement of a guideline. Either `requires` or `repeats` is set."""

    id: str
    """The full id, `pack/anvisning-slug`."""
    subject: Subject = Subject.CASE
    anvisning: str
    passages: tuple[str, ...]
    modality: Modality
    evidence: Evidence
    title: Text
    finding: Text
    remedy: Text
    interpretation: Text | None = None
    in_force: InForce = InForce()
    applies_when: e.Condition = e.TRUE
    for_each: ForEach | None = None
    requires: e.Condition | None = None
    deadline: e.DateExpr | None = None
    repeats: Repeats | None = None
    exempt_when: tuple[Exemption, ...] = ()
    sums_up: tuple[str, ...] = ()
    """The full ids of the rules that it sums up: reports show it as their heading."""
    citation: Citation | None = None
    replaced_by: str | None = None  # the full id of the rule that came in its place
    formerly: tuple[str, ...] = ()  # the full ids that it had before
    also: tuple[str, ...] = ()
    """The full ids of rules of other packs that know the same gap: it is told once, under the stronger."""

    def excuse(self, reason: str) -> Text | None:
        """Return what the rule calls its only exemption with a reason; None where there is no such one."""
        titles = [each.title for each in self.exempt_when if each.reason == reason]
        return titles[0] if len(titles) == 1 else None

    @property
    def verified(self) -> bool:
        """Whether nothing is cited that nobody has compared with the law."""
        return self.citation is None or self.citation.verified

    @property
    def pack(self) -> str:
        """The id of the rule's pack."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The rule's id without its pack, which is also its file's name."""
        return self.id.partition("/")[2]


Value = StrictBool | StrictInt | StrictFloat | StrictStr


class Dated(e.Node):
    """A value from a date on; `start` None is from the beginning of time."""

    start: date | None = None
    value: Value

    def plain(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {"from": None if self.start is None else self.start.isoformat(), "value": self.value}


class Unit(StrEnum):
    """What a parameter counts."""

    DAYS = "days"
    YEARS = "years"
    COUNT = "count"
    SCORE = "score"


class Basis(Labelled):
    """Where a parameter's value comes from: the source's text, the law, or a local choice."""

    TEXT = "text", "står i retningslinjen", "stands in the guideline"
    LAW = "law", "følger af loven", "set by law"
    LOCAL = "local", "lokalt fastsat", "set locally"


class ParameterDefinition(e.Node):
    """A parameter of a pack.

    Its `values` are those of the text or the law; of a local one, what holds where no profile sets it.
    """

    name: str
    unit: Unit
    basis: Basis
    title: Text
    passages: tuple[str, ...] = ()
    lower: float
    upper: float
    values: tuple[Dated, ...] = ()
    stricter: str = "lower"
    """Which way a value becomes stricter for those who must act: `lower` or `higher`."""
    citation: Citation | None = None


class NamedItem(e.Node):
    """An item that a definition speaks of: its name there, and the list of the record that it is from."""

    name: str
    over: e.Path


class Definition(e.Node):
    """A named condition on the record, or on an item of a list: target group, enrolled, open need."""

    name: str
    title: Text
    passages: tuple[str, ...] = ()
    of: NamedItem | None = None
    """The item that it is about; None for the record."""
    given: tuple[NamedItem, ...] = ()
    """Further items that it speaks of, under the names that they have where it is used."""
    when: e.Condition
    interpretation: Text | None = None

    @property
    def items(self) -> tuple[NamedItem, ...]:
        """Every item that it speaks of."""
        return self.given if self.of is None else (*self.given, self.of)


class Measure(e.Node):
    """What a passage says of many cases together: of those in `denominator`, how many are in `numerator`."""

    name: str
    title: Text
    passages: tuple[str, ...] = ()
    denominator: e.Condition
    numerator: e.Condition
    interpretation: Text | None = None


class Encoding(StrEnum):
    """How far a passage of the source has become rules; `measure` counts cases, `next` is to be built."""

    ENCODED = "encoded"
    PARTLY = "partly"
    MEASURE = "measure"
    NOT = "not"
    NEXT = "next"


class Passage(e.Node):
    """A normative passage of a source: where it stands, what it says in our own words, what encodes it."""

    id: str
    source: str
    locator: dict[str, Value]
    """Names of places in the source, for example `anvisning` and `part`."""
    fingerprint: str
    """`sha256:` and the hash of the sentence, its white space made single."""
    modality: str
    """The kind of passage: a rule's modality, or for example `definition` or `purpose`."""
    summary: Text
    summarised: bool = True
    """Whether somebody has written that summary; a passage that is `next` may wait for it."""
    encoding: Encoding
    by: tuple[str, ...] = ()
    """Rule ids without the pack, and names of definitions and measures."""
    because: Text | None = None
    """Why a passage is not, or only partly, encoded."""


class OtherSentence(e.Node):
    """A sentence of a source that is no passage, such as a lead-in: kept so that a new one is noticed."""

    source: str
    locator: dict[str, Value]
    fingerprint: str


class Source(e.Node):
    """A document that a pack encodes."""

    id: str
    title: str
    updated_on: date | None = None


class Pack(e.Node):
    """A guideline's rules with all that they name."""

    id: str
    edition: str
    force: Force = Force.LIVE
    title: Text
    notice: Text | None = None
    """What every report must say of this pack, for example that a later edition exists."""
    sources: tuple[Source, ...]
    parameters: tuple[ParameterDefinition, ...] = ()
    value_sets: dict[str, tuple[Value, ...]] = Field(default_factory=dict)
    value_set_titles: dict[str, Text] = Field(default_factory=dict)
    """What the value sets are called in a sentence, where the pack says so."""
    attestations: dict[str, Text] = Field(default_factory=dict)
    """The codes of what a provider or an authority can attest, each with what it is called."""
    definitions: tuple[Definition, ...] = ()
    measures: tuple[Measure, ...] = ()
    passages: tuple[Passage, ...] = ()
    other_sentences: tuple[OtherSentence, ...] = ()
    rules: tuple[Rule, ...] = ()
    digest: str = ""
    """SHA-256 over the pack's files, hexadecimal."""


class Setting(e.Node):
    """What a profile says of one parameter: its values by date, why, where from, and who set it."""

    values: tuple[Dated, ...]
    why: Text | None = None
    source: str | None = None
    set_by: str | None = None


class Profile(e.Node):
    """A municipality's standard: what it sets of the packs' parameters, by `pack/parameter`.

    It may also switch rules off that are not requirements of the law or the text, and let a `should` count
    like a `must`.
    """

    id: str
    title: Text
    set_by: str | None = None
    """An office or a body, not a person."""
    settings: dict[str, Setting] = Field(default_factory=dict)
    """Local parameters, and stricter values than the text's or the law's."""
    off: dict[str, Text] = Field(default_factory=dict)
    """The full ids of rules that are switched off, each with the reason."""
    blocking: tuple[str, ...] = ()
    """The full ids of `should` rules that count like `must`."""
    case_id_pattern: str | None = None
    """How the case ids are written that pass also where they look like CPR numbers: `#` is any digit."""
    digest: str = ""
    """SHA-256 over the profile's file, hexadecimal."""
