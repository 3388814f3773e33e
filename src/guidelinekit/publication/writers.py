"""The forms in which a publication is written."""

import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from guidelinekit.errors import InputError
from guidelinekit.publication.as_docx import as_docx
from guidelinekit.publication.publication import Publication, numbered
from guidelinekit.text import Text, printable_lines, say

PAGES: Final = Path(__file__).parent
"""Where the templates of publications are."""
_WORDS: Final = {
    "contents": Text(da="Indhold", en="Contents"),
    "search": Text(da="Søg i dokumentet", en="Search the document"),
    "matches": Text(da="afsnit viser", en="sections show"),
}


def as_html(publication: Publication) -> str:
    """Return the page."""
    return page_template(PAGES).render(
        publication=publication,
        sections=list(numbered(publication.parts)),
        w={name: text.text(publication.language) for name, text in _WORDS.items()},
    )


def page_template(folder: Path, name: str = "page") -> Template:
    """Return the template of a page that holds its style and script, and lets in no other."""
    style, script = ((folder / file).read_text(encoding="utf-8") for file in ("page.css", f"{name}.js"))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda shown: printable_lines(shown) if type(shown) is str else shown,
    )
    hashes = {"style_hash": _policy_hash(style), "script_hash": _policy_hash(script)}
    return environment.get_template(f"{name}.html.j2", globals={"style": style, "script": script, **hashes})


def _policy_hash(content: str) -> str:
    """Return what a page's policy names the only style, or script, by that may take effect."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


BROWSERS: Final = (
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
_OTHERWISE: Final = Text(
    da="skriv html, og udskriv den, eller docx, og gem den som PDF",
    en="write html and print it, or docx and save it as PDF",
)


def as_pdf(publication: Publication) -> bytes:
    """Return the PDF. Raises InputError where no browser is there to print it, or it does not."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise InputError(
            Text(
                da="en PDF trykkes af Chromium, Chrome eller Edge, og ingen af dem er på maskinen",
                en="a PDF is printed by Chromium, Chrome or Edge, and none is on this machine",
            ),
            say("installér en af dem, eller {way}", "install one of them, or {way}", way=_OTHERWISE),
        )
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
            name = Path(browser).name
            raise InputError(
                say("{name} trykte ikke PDF-filen", "{name} did not print the PDF", name=name), _OTHERWISE
            ) from None


WRITERS: Final[Mapping[str, Callable[[Publication], bytes]]] = {
    "html": lambda publication: as_html(publication).encode(),
    "docx": as_docx,
    "pdf": as_pdf,
}
"""By the extension of the file."""
