"""What a JSON report says of its own making, so that it can be made again and compared."""

from collections.abc import Collection, Mapping
from datetime import date

from pydantic import Field

from guidelinekit.lang.rule import Subject, Text
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.report.part import Both, Part, both


class SelectionEntry(Part):
    """What was asked for, as it was given: `guidelinekit verify` asks for the same again."""

    rules: tuple[str, ...] = Field((), description="Only rules that match one of these; empty is all.")
    all: bool = Field(False, description="Whether what is met or not applicable is listed too.")
    packs: tuple[str, ...] | None = Field(None, description="Names or folders; null is all bundled packs.")
    profile: str = Field("suggested", description="The name of a bundled profile, or a file.")
    waivers: str | None = Field(None, description="The file of waivers.")
    form: str | None = Field(None, description="How the input was read; null is by its extension.")
    show_values: bool = Field(
        False, description="Whether the problems of invalid records quote their values."
    )


class FileEntry(Part):
    """A file that was read, with the SHA-256 over its bytes."""

    path: str
    kind: Subject = Field(description="What a record of the file is that does not say its kind.")
    digest: str


class ReceiptEntry(Part):
    """SHA-256 digests of what the results were made from; the packs' stand beside the packs."""

    profile_digest: str
    waivers_digest: str | None
    inputs: tuple[FileEntry, ...]


class SwitchedOffEntry(Part):
    """A rule that the profile switches off, and why."""

    rule: str
    reason: Both


class WaiverEntry(Part):
    """Why a result is set aside, who decided it, and the last day on which that holds."""

    reason: str
    by: str
    expires: date


class NamedWaiverEntry(Part):
    """A waiver that had no effect."""

    rule: str
    case_id: str
    subject: str | None
    expires: date


class WaiversEntry(Part):
    """What became of the waivers: how many results they set aside, and which of them had no effect."""

    applied: int
    expired: tuple[NamedWaiverEntry, ...]
    unused: tuple[NamedWaiverEntry, ...]


def switched_off_entries(rules: Mapping[str, Text]) -> tuple[SwitchedOffEntry, ...]:
    """Give the rules that are switched off."""
    return tuple(SwitchedOffEntry(rule=rule, reason=both(reason)) for rule, reason in sorted(rules.items()))


def waiver_entry(waiver: Waiver) -> WaiverEntry:
    """Give the waiver of a result."""
    return WaiverEntry(reason=waiver.reason, by=waiver.by, expires=waiver.expires)


def expired(waivers: Waivers | None, as_of: date) -> tuple[Waiver, ...]:
    """Give the waivers that no longer hold, unless a later one of the same rule and case does."""
    every = () if waivers is None else waivers.waivers
    holding = {(one.rule, one.case_id, one.subject) for one in every if one.expires >= as_of}
    return tuple(
        one for one in every if one.expires < as_of and (one.rule, one.case_id, one.subject) not in holding
    )


def unused(waivers: Waivers | None, as_of: date, used: Collection[Waiver]) -> tuple[Waiver, ...]:
    """Give the waivers that hold and had nothing to set aside."""
    every = () if waivers is None else waivers.waivers
    return tuple(one for one in every if one.expires >= as_of and one not in used)


def waivers_entry(waivers: Waivers, as_of: date, used: Collection[Waiver], applied: int) -> WaiversEntry:
    """Give what became of the waivers."""
    return WaiversEntry(
        applied=applied,
        expired=tuple(_named(one) for one in expired(waivers, as_of)),
        unused=tuple(_named(one) for one in unused(waivers, as_of, used)),
    )


def _named(waiver: Waiver) -> NamedWaiverEntry:
    return NamedWaiverEntry(
        rule=waiver.rule, case_id=waiver.case_id, subject=waiver.subject, expires=waiver.expires
    )
