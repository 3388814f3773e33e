"""Attestations with a code that no pack knows. No rule asks for them, so they are told of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from guidelinekit.case.model.record import id_of
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say


@dataclass(frozen=True, slots=True, order=True)
class UnknownAttestation:
    """An attestation whose code no pack knows: the record, the place in its record, what may be meant."""

    record_id: str
    pointer: str
    help: Text = field(compare=False)


def codes_known(packs: Sequence[Pack]) -> Mapping[str, Text]:
    """Return the codes that packs know; none where one asks for attestations and names no codes."""
    for pack in packs:
        if not pack.attestations and any(rule.subject is not Subject.CASE for rule in pack.rules):
            return {}
    return {code: words for pack in packs for code, words in pack.attestations.items()}


def unknown_attestations(record: Any, known: Mapping[str, Text]) -> Iterator[UnknownAttestation]:
    """Yield the attestations of a record with another code than those known; nothing where none is.

    A code of a bundled pack that is not being run is no surprise.
    """
    for index, attestation in enumerate(record.attestations or ()) if known else ():
        if attestation.code not in known and attestation.code not in _codes_of_bundled():
            listed = ", ".join(f"`{code}`" for code in known)
            help_ = did_you_mean(attestation.code, known) or say(
                "koderne er {listed}", "the codes are {listed}", listed=listed
            )
            yield UnknownAttestation(id_of(record), f"/attestations/{index}/code", help_)


@cache
def _codes_of_bundled() -> frozenset[str]:
    """Return the codes of every bundled pack, run or not."""
    from guidelinekit.evaluate.load import load_rules  # noqa: PLC0415 - asked for where a code is not known

    return frozenset(code for name in bundled_packs() for code in load_rules([name]).packs[0].attestations)
