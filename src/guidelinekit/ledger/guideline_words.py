"""What to do about a guideline's text that cannot be read, whatever it is written in."""

from typing import Final

from guidelinekit.text import Text

SAVE_AS: Final = Text(
    da="gem retningslinjen som tekst, HTML, Word (.docx) eller PDF",
    en="save the guideline as text, HTML, Word (.docx) or PDF",
)
TEXT_ALONE: Final = Text(da="giv kun retningslinjens egen tekst", en="give the guideline's text alone")
