"""How a municipality writes its case ids: a scheme by which its own running numbers pass as ids.

In a scheme `#` is any digit, and every other sign is itself: `26########`, `S-####-####`.
"""

import re

from guidelinekit.case.model.cpr import looks_like_cpr

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
