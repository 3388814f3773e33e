"""What a report says of its making: tool, packs, rules, selection, files, waivers."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from guidelinekit.lang.rule import Evidence, Modality, Subject


class Part(BaseModel):
    """A frozen piece of the contract."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)


class Both(Part):
    """A text in Danish and English."""

    da: str
    en: str


class ToolEntry(Part):
    """What made the report."""

    name: str
    version: str


class PackEntry(Part):
    """A pack of rules that was used; `digest` is a SHA-256 over its files."""

    id: str
    edition: str
    digest: str


class InForceEntry(Part):
    """The days between which a rule applies, both included; null is open."""

    start: date | None = Field(alias="from")
    end: date | None = Field(alias="to")


class CitationEntry(Part):
    """The law that a rule rests on."""

    law: Both
    section: str
    says: Both
    addressee: Both | None = Field(None, description="Whom the law binds.")
    verified: bool = Field(description="Whether somebody has compared it with the text of the law.")
    checked_on: date = Field(description="When it was last looked into.")


class RuleEntry(Part):
    """What is the same in all results of a rule."""

    anvisning: str
    title: Both
    modality: Modality
    evidence: Evidence
    passages: tuple[str, ...]
    local_parameters: tuple[str, ...] = Field(
        description="The parameters that are set locally and on which the rule leans."
    )
    sums_up: tuple[str, ...] = Field(description="The rules that it sums up: it tells of the same gaps.")
    in_force: InForceEntry | None = None
    citation: CitationEntry | None = Field(None, description="Stands only where the rule cites a law.")
    replaced_by: str | None = Field(None, description="The rule that came in its place, where one did.")


class SwitchedOffEntry(Part):
    """A rule that the profile switches off, and why."""

    rule: str
    reason: Both


class SelectionEntry(Part):
    """What was asked for, as it was given: `guidelinekit verify` asks for the same again."""

    rules: tuple[str, ...] = Field((), description="Only rules that match one of these; empty is all.")
    all: bool = Field(False, description="Whether what is met or not applicable is listed too.")
    details: bool = Field(False, description="Whether results hold what was read and what would close them.")
    packs: tuple[str, ...] | None = Field(
        None, description="Names or folders; null is the live bundled packs."
    )
    profile: str = Field("suggested", description="The name of a bundled profile, or a file.")
    waivers: str | None = Field(None, description="The file of waivers.")
    form: str | None = Field(None, description="How the input was read; null is by its extension.")
    mapping: str | None = Field(None, description="The file of the mapping of tables.")
    show_values: bool = Field(
        False, description="Whether the problems of invalid records quote their values."
    )


class InputEntry(Part):
    """The files asked for; `-` is standard input."""

    cases: tuple[str, ...]
    providers: tuple[str, ...]
    authorities: tuple[str, ...] = ()


class NamedWaiverEntry(Part):
    """A waiver that had no effect."""

    rule: str
    case_id: str
    item: str | None
    expires: date


class WaiversEntry(Part):
    """What became of the waivers: how many results they set aside, and which of them had no effect."""

    applied: int
    expired: tuple[NamedWaiverEntry, ...]
    unused: tuple[NamedWaiverEntry, ...]


class TablesEntry(Part):
    """What became of the rows of an export of tables."""

    rows: int = Field(description="All rows that belong to records, whether these are there or not.")
    used: int = Field(description="Those of the records that could be used.")
    refused: int = Field(description="Those of invalid records, and those whose record is not there.")
    not_exported: tuple[str, ...] = Field(
        description="The tables that are not there: what they would hold is null in every record."
    )
    notes: tuple[str, ...] = Field(description="What was passed over or guessed, a sentence each.")
    mapping_digest: str | None = Field(None, description="SHA-256 over the file of the mapping.")


class FileEntry(Part):
    """A file that was read to its end, with the SHA-256 over its bytes."""

    path: str
    kind: Subject = Field(description="What a record of the file is that does not say its kind.")
    digest: str
    tables: TablesEntry | None = Field(None, description="Stands only where the input was tables.")


class ReceiptEntry(Part):
    """SHA-256 digests of what was read; those of packs and profile stand beside these."""

    waivers_digest: str | None
    inputs: tuple[FileEntry, ...]
