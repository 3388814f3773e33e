"""The authoring form of rules, packs, passages and profiles: which keys there are and what each holds.

Conditions and date expressions are `Any` here; `rules.conditions` and `rules.dates` read them.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from guidelinekit import limits
from guidelinekit.lang.rule import Basis, Encoding, Evidence, Force, Modality, Subject, Unit, Value
from guidelinekit.results import EXEMPTIONS
from guidelinekit.suggest import nearest

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        raise PydanticCustomError("bad_date", "a date in another form")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad_date", "no day of the calendar", {"day": value}) from None


def _written(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "nothing is written here")
    return value


def _something(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("nothing", "nothing is written here")
    return value


def _kind_of_passage(value: str) -> str:
    meant = nearest(value, Modality, 1)
    if meant is not None and meant != value:
        expected = ", ".join(f"'{modality}'" for modality in Modality)
        raise PydanticCustomError("enum", "not one of {expected}", {"expected": expected})
    return value


def _exemption(value: str) -> str:
    if value not in EXEMPTIONS:
        expected = ", ".join(f"'{reason}'" for reason in EXEMPTIONS)
        raise PydanticCustomError("enum", "not one of {expected}", {"expected": expected})
    return value


Day = Annotated[date, BeforeValidator(_day)]
Written = Annotated[str, AfterValidator(_written)]
Asked = Annotated[Any, AfterValidator(_something)]
"""A condition or a date, read later: whatever it is, something."""
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class AuthoringForm(BaseModel):
    """A map with known keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TextForm(AuthoringForm):
    """A text in both languages."""

    da: Written
    en: Written


class InForceForm(AuthoringForm):
    """`in_force`."""

    start: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")


class ForEachForm(AuthoringForm):
    """`for_each`; its keys are read by `rules.desugar`."""

    over: str = Field(alias="in")
    item: Asked = Field(None, alias="as")
    where: Asked = None


class RepeatsForm(AuthoringForm):
    """`repeats`."""

    last: Asked
    every: Asked
    start: Asked = Field(alias="from")


class ExemptionForm(AuthoringForm):
    """One entry of `exempt_when`."""

    reason: Annotated[str, AfterValidator(_exemption)]
    title: TextForm | None = None
    when: Asked


class CitationForm(AuthoringForm):
    """The law that a rule or a parameter rests on."""

    law: TextForm
    section: Written
    says: TextForm
    addressee: TextForm | None = None
    verified: bool
    checked_on: Day


class RuleForm(AuthoringForm):
    """A rule file."""

    id: Id
    subject: Annotated[Subject, Field(strict=False)] = Subject.CASE
    anvisning: Written
    passages: list[str]
    modality: Annotated[Modality, Field(strict=False)]
    evidence: Annotated[Evidence, Field(strict=False)]
    title: TextForm
    interpretation: TextForm | None = None
    applies_when: Asked = None
    for_each: ForEachForm | None = None
    requires: Asked = None
    repeats: RepeatsForm | None = None
    deadline: Asked = None
    exempt_when: Annotated[list[ExemptionForm], Field(min_length=1, max_length=limits.EXEMPTIONS)] = []
    sums_up: list[str] = []
    citation: CitationForm | None = None
    replaced_by: Written | None = None
    formerly: list[Id] = []
    also: list[Written] = []
    finding: TextForm
    remedy: TextForm
    in_force: InForceForm | None = None


class SourceForm(AuthoringForm):
    """A document that the pack encodes."""

    id: Written
    title: Written
    updated_on: Day | None = None


class DatedForm(AuthoringForm):
    """A value from a date on."""

    start: Day | None = Field(None, alias="from")
    value: Any


class ParameterForm(AuthoringForm):
    """A parameter of the pack."""

    unit: Annotated[Unit, Field(strict=False)]
    basis: Annotated[Basis, Field(strict=False)]
    bounds: Annotated[list[float], Field(min_length=2, max_length=2)]
    stricter: Annotated[str, Field(pattern="^(lower|higher)$")] = "lower"
    title: TextForm
    passages: list[str] = []
    citation: CitationForm | None = None
    value: Any = None
    values: list[DatedForm] | None = None
    unset: Any = None


class DefinitionForm(AuthoringForm):
    """A named condition, on the record or on an item of the list `of`."""

    title: TextForm
    passages: list[str] = []
    interpretation: TextForm | None = None
    of: str | None = None
    item: Any = Field(None, alias="as")
    given: dict[Name, str] = {}
    when: Asked


class MeasureForm(AuthoringForm):
    """What is counted of many cases together."""

    title: TextForm
    passages: list[str]
    interpretation: TextForm | None = None
    denominator: Any
    numerator: Any


class ValueSetForm(AuthoringForm):
    """A named list of values: with a title, or the list alone."""

    title: TextForm | None = None
    values: Annotated[list[Value], Field(min_length=1, max_length=limits.IN_ONE_LIST)]

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, form: Any) -> Any:
        return form if isinstance(form, dict) else {"values": form}


class PackForm(AuthoringForm):
    """`pack.yaml`."""

    id: Id
    edition: Written
    force: Annotated[Force, Field(strict=False)] = Force.LIVE
    title: TextForm
    notice: TextForm | None = None
    sources: list[SourceForm]
    parameters: dict[Name, ParameterForm] = {}
    value_sets: dict[Name, ValueSetForm] = {}
    attestations: dict[Name, TextForm] = {}
    definitions: dict[Name, DefinitionForm] = {}
    measures: dict[Name, MeasureForm] = {}


Fingerprint = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]


def _no_decimals(value: Value) -> Value:
    """Refuse what is no number of anything: `3.10` is read as 3.1 and no longer says which anvisning."""
    if isinstance(value, float):
        raise PydanticCustomError("string_type", "a number that is a name")
    return value


Locator = dict[str, Annotated[Value, AfterValidator(_no_decimals)]]


class PassageForm(AuthoringForm):
    """One passage of `passages.yaml`."""

    source: str
    locator: Locator
    fingerprint: Fingerprint
    modality: Annotated[str, AfterValidator(_kind_of_passage)]
    summary: TextForm | None = None
    encoding: Annotated[Encoding, Field(strict=False)]
    by: list[str] = []
    because: TextForm | None = None


class OtherSentenceForm(AuthoringForm):
    """One entry of `other_sentences` in `passages.yaml`."""

    source: str
    locator: Locator
    fingerprint: Fingerprint


class PassagesForm(AuthoringForm):
    """`passages.yaml`."""

    passages: dict[str, PassageForm]
    other_sentences: list[OtherSentenceForm] = []


class SettingForm(AuthoringForm):
    """What a profile says of one parameter."""

    value: Any = None
    values: list[DatedForm] | None = None
    why: TextForm | None = None
    source: str | None = None
    set_by: Written | None = None


class RuleSettingForm(AuthoringForm):
    """What a profile says of one rule."""

    off: TextForm | None = None
    blocking: bool | None = None


class PackSettingsForm(AuthoringForm):
    """What a profile says of one pack."""

    parameters: dict[str, SettingForm] = {}
    rules: dict[str, RuleSettingForm] = {}


class ProfileForm(AuthoringForm):
    """A profile."""

    id: Id
    title: TextForm
    set_by: Written | None = None
    case_id_pattern: Written | None = None
    packs: dict[str, PackSettingsForm] = {}


class WaiverForm(AuthoringForm):
    """One waiver."""

    rule: Written
    case: Written
    item: Written | None = None
    subject: str | None = None
    """Refused: a position is no name."""
    reason: Written
    by: Written
    expires: Day


class WaiversForm(AuthoringForm):
    """A file of waivers."""

    waivers: list[WaiverForm]
