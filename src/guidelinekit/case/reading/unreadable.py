"""What is told of an input that cannot be read as cases at all."""

from typing import Final

from guidelinekit.case.reading.decode import BrokenJsonError
from guidelinekit.errors import InputError
from guidelinekit.text import Text, say

_AS_UTF8: Final = Text(da="gem eller eksportér den igen som UTF-8", en="save or export it again as UTF-8")


def not_utf16(name: str) -> InputError:
    """Return the error for what is no text of ours."""
    return InputError(
        say(
            "{name}: er skrevet i UTF-16 eller er ikke en tekst; sager læses som UTF-8",
            "{name}: is written in UTF-16 or is not a text, cases are read as UTF-8",
            name=name,
        ),
        _AS_UTF8,
    )


def not_utf8(name: str, line: int) -> InputError:
    """Return the error for a line that is written otherwise."""
    here = "{name}: linje {line} er ikke UTF-8-tekst", "{name}: line {line} is not UTF-8 text"
    return InputError(say(*here, name=name, line=line), _AS_UTF8)


def broken_json(name: str, error: BrokenJsonError) -> InputError:
    """Return the error for a text that is not JSON, with its place where that is known."""
    at: Text | str = ""
    if error.line is not None:
        here = Text(da=" ved linje {}, kolonne {}", en=" at line {}, column {}")
        at = here.filled(error.line, error.column)
    cure = Text(
        da="ret den dér, eller eksportér igen; en fil med én sag pr. linje læses med --from ndjson",
        en="mend it there, or export again; a file with one case per line is read with --from ndjson",
    )
    wrong = "{name}: er ikke gyldig JSON{at}: {why}", "{name}: is not valid JSON{at}: {why}"
    return InputError(say(*wrong, name=name, at=at, why=error.why), cure)


def nothing_in(name: str) -> InputError:
    """Return the error for an input without any record."""
    return InputError(
        say("{name}: er tom", "{name}: is empty", name=name),
        Text(da="se efter, om eksporten løb til ende", en="check that the export ran to its end"),
    )
