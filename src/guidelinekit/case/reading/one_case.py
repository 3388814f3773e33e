"""One case that a program holds as JSON, as text or decoded: for a service that is sent cases."""

from guidelinekit.case.model.record import Case
from guidelinekit.case.reading.decode import BrokenJsonError, Decoded, decode
from guidelinekit.case.reading.fast import model_decoder
from guidelinekit.case.reading.validate import Invalid, Seen, Terms, accept, refused


def parse_case(data: object, *, case_id_pattern: str | None = None) -> Case | Invalid:
    """Return the case in `data`, a dict or JSON as `str` or `bytes`; or an `Invalid` with all that is wrong.

    A case id that fits the pattern (`#` is any digit) passes also where it looks like a CPR number.
    Never raises, whatever comes. What is said of the record repeats no value of it, and never a CPR number.
    """
    seen = Seen("record", Terms(case_id_pattern=case_id_pattern))
    decoded = Decoded(data)
    if isinstance(data, str | bytes):
        try:
            text = data if isinstance(data, str) else data.decode()
            if case := _at_once(text):
                return case
            decoded = decode(text.removeprefix("\ufeff"))
        except UnicodeError as error:
            return refused(seen, 1, "not-utf8", byte=getattr(error, "start", 0) + 1)
        except BrokenJsonError as error:
            return refused(seen, 1, "not-json", at=error.at, why=error.why)
    record = accept(decoded.data, decoded, 1, seen, large=True)
    return record if isinstance(record, Case | Invalid) else refused(seen, 1, "not-a-case")


def _at_once(text: str) -> Case | None:
    """Return the case of a text in which certainly nothing is wrong."""
    decode_fast = model_decoder()
    case = None if decode_fast is None else decode_fast(text.encode())
    return case if isinstance(case, Case) else None
