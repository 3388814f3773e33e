"""What a person is told of attestations with a code that no pack knows."""

from collections.abc import Collection
from typing import Final

import typer

from guidelinekit.evaluate.attested import UnknownAttestation
from guidelinekit.printable import printable

_MOST: Final = 20
"""How many are told; the others are counted."""


def warn_of_attestations(unknown: Collection[UnknownAttestation]) -> None:
    """Warn of each: the record, the place in it, and the code that may be meant. The value is not shown."""
    for each in sorted(unknown)[:_MOST]:
        place = f"{printable(each.record_id)}: {each.pointer}"
        typer.echo(f"guidelinekit: warning: {place}: no rule knows this attestation; {each.help}", err=True)
    if len(unknown) > _MOST:
        typer.echo(f"guidelinekit: warning: and {len(unknown) - _MOST} more like these", err=True)
