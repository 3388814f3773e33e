"""Text as a terminal may show it."""


def printable(text: str) -> str:
    """Return a text with `?` for each sign that would steer the terminal, or that it cannot show."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in text)
