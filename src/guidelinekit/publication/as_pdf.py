"""A publication as PDF: its page, printed by a browser that is on the machine."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from guidelinekit.errors import InputError
from guidelinekit.publication.as_html import as_html
from guidelinekit.publication.publication import Publication

_BROWSERS: Final = (
    *("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge", "chrome"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
"""By their names, and where they are on machines that do not know them by name."""
_QUIET: Final = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-quic"),
    *("--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
"""Without a window, and without asking anything of the network."""
_SECONDS: Final = 120


def as_pdf(publication: Publication) -> bytes:
    """Return the PDF. Raises InputError where no browser is there to print it, or it does not."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        help_ = "install one of them, or write html and print it, or docx and save it as PDF"
        raise InputError("a PDF is printed by Chromium, Chrome or Edge, and none is on this machine", help_)
    with TemporaryDirectory(prefix="guidelinekit-") as place:
        page, printed = Path(place, "page.html"), Path(place, "page.pdf")
        page.write_text(as_html(publication), encoding="utf-8")
        alone = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []  # the page is our own
        words = [browser, *_QUIET, *alone, f"--user-data-dir={place}/profile", "--no-pdf-header-footer"]
        try:
            subprocess.run(  # noqa: S603 - the browser itself, and a page of our own
                [*words, f"--print-to-pdf={printed}", page.as_uri()],
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
            return printed.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            help_ = "write html and print it, or docx and save it as PDF"
            raise InputError(f"{Path(browser).name} did not print the PDF", help_) from None
