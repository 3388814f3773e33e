"""Telling whether a text holds a CPR number, which no record may hold; and schemes for ids of cases."""

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
WITHHELD = "…(CPR?)"
"""Stands for what looks like a CPR number, in a text of either language."""


def looks_like_cpr(text: str) -> bool:
    """Tell whether a text holds a plausible CPR number, however it is written and whatever its check digit.

    Of running numbers of ten digits 7.5 % look like one by chance. The time it takes grows with the text.
    """
    plain = _plain(text)
    if _MAY_HOLD_ONE.search(plain) is None:
        return False
    return _CPR.search(_HASH.sub(_without_digits, plain)) is not None


def withheld(text: str) -> str:
    """Return a text as it may be shown, each CPR number in it replaced, however it is written."""
    if not looks_like_cpr(text):
        return text
    shown, at, plain = [], 0, _plain(text)
    for match in _HASH.finditer(plain):
        if not match[0].isdecimal():
            shown += [_CPR.sub(WITHHELD, plain[at : match.start()]), match[0]]
            at = match.end()
    return "".join([*shown, _CPR.sub(WITHHELD, plain[at:])])


def _plain(text: str) -> str:
    """Return a text with its digits written plainly and no signs that cannot be seen."""
    if text.isascii():
        return text
    visible = (
        sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in _INVISIBLE
    )
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in visible)


def _without_digits(match: re.Match[str]) -> str:
    """Return what stands for a hash; one of digits alone is none."""
    return " " if re.search("[a-fA-F]", match[0]) else match[0]


ANY_DIGIT = "#"
LONGEST = 64
"""How many signs the id of a case may have."""
_ANY_CPR = re.compile("(?<![#0-9])#{4}(?:18|19|20|##)?#{6}(?![#0-9])")
"""What is left of a scheme that every CPR number fits, when all but letters and digits is taken out."""


def fits(case_id: str, pattern: str) -> bool:
    """Say whether an id is written by a scheme."""
    return len(case_id) == len(pattern) and all(
        sign in "0123456789" if place == ANY_DIGIT else sign == place
        for sign, place in zip(case_id, pattern, strict=True)
    )


def takes_every_cpr(pattern: str) -> bool:
    """Say whether every CPR number fits a scheme, be it with a century or with signs between its parts."""
    plain = "".join(sign for sign in pattern if sign.isalnum() or sign == ANY_DIGIT)
    return _ANY_CPR.search(plain) is not None


def may_be_cpr(case_id: str, pattern: str | None) -> bool:
    """Say whether an id looks like a CPR number and is not written by the scheme, where there is one."""
    return looks_like_cpr(case_id) and (pattern is None or not fits(case_id, pattern))
