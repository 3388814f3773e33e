"""What a person is warned of: waivers that have no effect."""

from collections.abc import Collection
from datetime import date

import typer

from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.report.footer import expired_text, unused_text
from guidelinekit.report.receipt import expired, unused


def warn_of_waivers(waivers: Waivers | None, as_of: date, used: Collection[Waiver]) -> None:
    """Warn of the waivers that no longer hold, and of those that had nothing to set aside."""
    told = [expired_text(one, "en") for one in expired(waivers, as_of)]
    told += [unused_text(one, "en") for one in unused(waivers, as_of, used)]
    for text in told:
        typer.echo(f"guidelinekit: warning: {text}", err=True)
