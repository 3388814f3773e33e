"""What a person is told of attestations with a code that no pack knows."""

from collections.abc import Collection
from typing import Final

from guidelinekit.cli.spoken import warn
from guidelinekit.evaluate.attested import UnknownAttestation
from guidelinekit.text import printable, say

_MOST: Final = 20
"""How many are told; the others are counted."""


def warn_of_attestations(unknown: Collection[UnknownAttestation]) -> None:
    """Warn of each: the record, the place in it, and the code that may be meant. The value is not shown."""
    for each in sorted(unknown)[:_MOST]:
        place = f"{printable(each.record_id)}: {each.pointer}"
        warn(
            say(
                "{place}: ingen regel kender denne bekræftelse; {help}",
                "{place}: no rule knows this attestation; {help}",
                place=place,
                help=each.help,
            )
        )
    if len(unknown) > _MOST:
        more = len(unknown) - _MOST
        warn(say("og {more} mere som disse", "and {more} more like these", more=more))
