"""A publication as one HTML file that asks for nothing: with contents, a search, and a form for paper."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from guidelinekit.publication.publication import Publication, numbered
from guidelinekit.text import Text

_HERE: Final = Path(__file__).parent
_WORDS: Final = {
    "contents": Text(da="Indhold", en="Contents"),
    "search": Text(da="Søg i dokumentet", en="Search the document"),
    "matches": Text(da="afsnit viser", en="sections show"),
}


def as_html(publication: Publication) -> str:
    """Return the page."""
    return page_template(_HERE).render(
        publication=publication,
        sections=list(numbered(publication.parts)),
        w={name: text.text(publication.language) for name, text in _WORDS.items()},
    )


def page_template(folder: Path) -> Template:
    """Return the template of a page that holds its style and script, and lets in no other."""
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    hashes = {"style_hash": _policy_hash(style), "script_hash": _policy_hash(script)}
    return environment.get_template("page.html.j2", globals={"style": style, "script": script, **hashes})


def _policy_hash(content: str) -> str:
    """Return what a page's policy names the only style, or script, by that may take effect."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
