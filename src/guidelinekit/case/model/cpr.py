"""Telling whether a text holds a CPR number, the number of a Danish citizen, which no record may hold."""

import re
import unicodedata

_BETWEEN = r"[\W_]{1,3}"
"""What may stand between the parts of a CPR number."""
_DAY_OF_BIRTH = r"(?<![0-9])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
"""Replacement numbers add 60 to the day."""
_MONTH = r"(?:0[1-9]|1[0-2])"
_CPR = re.compile(
    rf"{_DAY_OF_BIRTH}(?P<apart>{_BETWEEN})?{_MONTH}(?(apart){_BETWEEN})"
    rf"(?:18|19|20)?[0-9]{{2}}(?:{_BETWEEN})?[0-9]{{4}}(?![0-9])"
    # in pairs; where more digits stand before it, it is a date with the time of day
    rf"|(?<![0-9][\W_]){_DAY_OF_BIRTH}(?:{_BETWEEN})?{_MONTH}(?:{_BETWEEN})?[0-9]{{2}}"
    rf"(?P<pairs>{_BETWEEN})[0-9]{{2}}(?P=pairs)[0-9]{{2}}(?![0-9])"
)
_MAY_HOLD_ONE = re.compile(r"(?:[0-9][^0-9]{0,3}){9}[0-9]")
"""What every text with a CPR number holds, once its digits are written plainly."""
_HASH = re.compile(
    r"(?<![0-9a-f])"
    r"(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:[0-9a-f]{32}){1,4}|[0-9a-f]{40})"
    r"(?![0-9a-f])",
    re.IGNORECASE,
)
"""A UUID or a hash in hexadecimal, in which a run of ten digits is chance."""
_INVISIBLE = ("Cf", "Mn", "Me")


def looks_like_cpr(text: str) -> bool:
    """Tell whether a text holds a plausible CPR number, however it is written and whatever its check digit.

    Of running numbers of ten digits 7.5 % look like one by chance. The time it takes grows with the text.
    """
    if text.isascii():
        plain = text
    else:
        visible = (
            sign
            for sign in unicodedata.normalize("NFKC", text)
            if unicodedata.category(sign) not in _INVISIBLE
        )
        plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in visible)
    if _MAY_HOLD_ONE.search(plain) is None:
        return False
    return _CPR.search(_HASH.sub(_without_digits, plain)) is not None


def _without_digits(match: re.Match[str]) -> str:
    """Return what stands for a hash; one of digits alone is none."""
    return " " if re.search("[a-fA-F]", match[0]) else match[0]
