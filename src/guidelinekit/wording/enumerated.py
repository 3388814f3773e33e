"""Several words as one: "søvn, økonomi og hygiejne"."""

from collections.abc import Sequence

from guidelinekit.text import Language


def enumerated(words: Sequence[str], language: Language) -> str:
    """Return words one after the other, the last after "og" or "and"."""
    *first, last = words
    return f"{', '.join(first)} {'og' if language == 'da' else 'and'} {last}" if first else last
