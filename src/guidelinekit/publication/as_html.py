"""A publication as one HTML file that asks for nothing: with contents, a search, and a form for paper."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2").render(
        publication=publication,
        sections=list(numbered(publication.parts)),
        w={name: text.text(publication.language) for name, text in _WORDS.items()},
        style=style,
        script=script,
        style_hash=policy_hash(style),
        script_hash=policy_hash(script),
    )


def policy_hash(content: str) -> str:
    """Return what a page's policy names the only style, or script, by that may take effect."""
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
