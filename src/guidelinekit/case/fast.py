"""Cases decoded by msgspec, several times faster than by the models, and accepted only where they would be.

Only a case that is certainly accepted is given. Everything else (broken text, a wrong value, a field that
stands twice, an escape) is left to the models, which say all that is wrong. Without msgspec all is left to them.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Protocol, cast

from guidelinekit.case.decode import MOST_VALUES
from guidelinekit.case.model import Case


class FastCase(Protocol):
    """A case as it is decoded fast: the attributes of `Case` with codes as plain text, not to be changed."""

    @property
    def case_id(self) -> str:
        """The number of the case."""


Decode = Callable[[bytes], FastCase | None]
"""From a line to a case; None where the models must look."""


@cache
def fast_decoder() -> Decode | None:
    """Give the fast decoder, or None where msgspec is not installed."""
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return None
    from guidelinekit.case.structs import case_keys, case_struct  # noqa: PLC0415 - needs the extra

    read = msgspec.json.Decoder(case_struct()).decode
    write = msgspec.json.Encoder().encode
    keys = msgspec.json.Decoder(case_keys()).decode
    refusals = (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError)

    def decode(line: bytes) -> FastCase | None:
        if b"\\" in line or len(line) > MOST_VALUES:
            return None
        try:
            found = read(line)
            # Without escapes each name has its colon, and a name that stands twice has one colon too many.
            colons = line.count(b":")
            if colons != write(found).count(b":") and colons != write(keys(line)).count(b":"):
                return None
        except refusals:
            return None
        return cast("FastCase", found)

    return decode


def model_of(found: FastCase) -> Case:
    """Give the model of a case that was decoded fast."""
    import msgspec  # noqa: PLC0415 - it is there, or there would be no such case

    plain: dict[str, Any] = msgspec.structs.asdict(cast("Any", found))
    plain.pop("kind")
    from datetime import date

    return Case.model_validate(msgspec.to_builtins(plain, builtin_types=(date,)))
