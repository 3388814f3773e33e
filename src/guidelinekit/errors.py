"""The exceptions a caller may meet: one root, few children."""

import errno
from collections.abc import Sequence
from typing import Final

from guidelinekit.diagnostics import HELP, Diagnostic
from guidelinekit.text import Language, Text

_CAUSES: Final = {
    errno.ENOENT: Text(da="filen findes ikke", en="no such file or directory"),
    errno.EACCES: Text(da="ingen adgang", en="permission denied"),
    errno.EPERM: Text(da="det er ikke tilladt", en="operation not permitted"),
    errno.ENOSPC: Text(da="der er ikke mere plads", en="no space left on device"),
    errno.EISDIR: Text(da="det er en mappe", en="is a directory"),
    errno.ENOTDIR: Text(da="det er ikke en mappe", en="not a directory"),
    errno.EROFS: Text(da="der kan kun læses", en="read-only file system"),
    errno.ENAMETOOLONG: Text(da="navnet er for langt", en="file name too long"),
}
"""What keeps a file from being opened, by the system's number."""
_NO_NAME: Final = Text(da="det kan ingen fil hedde", en="not a possible file name")


def cause(error: OSError | ValueError) -> Text:
    """Return why the system does not open, read or write a file; what has no words here, in its own."""
    if not isinstance(error, OSError):
        return _NO_NAME
    own = (error.strerror or type(error).__name__).lower()
    return _CAUSES.get(error.errno or 0, Text(da=own, en=own))


class GuidelinekitError(Exception):
    """The root of all errors that this package raises on purpose: what happened, and what to do about it."""

    def __init__(self, message: Text, help: Text | None = None) -> None:  # noqa: A002 - the word authors see
        self.message = message
        self.help = help
        super().__init__(message, help)

    def __str__(self) -> str:
        """Return what happened and what to do, in English."""
        return self.text("en")

    def text(self, language: Language) -> str:
        """Return what happened and what to do."""
        message = self.message.text(language)
        return message if self.help is None else f"{message}\n{as_help(self.help, language)}"


def as_help(text: Text, language: Language) -> str:
    """Return the line that says what to do."""
    return f"  = {HELP.text(language)}: {text.text(language)}"


class RuleError(GuidelinekitError):
    """Rules, packs or profiles that cannot be used; `diagnostics` holds every problem of every file."""

    within = Text(da="reglerne", en="the rules")
    """What the problems are in."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        number = len(self.diagnostics)
        errors = "error" if number == 1 else "errors"
        super().__init__(
            Text(da=f"{number} fejl i {self.within.da}", en=f"{number} {errors} in {self.within.en}")
        )

    def text(self, language: Language) -> str:
        """Return every problem with its place."""
        return "\n\n".join(each.render(language) for each in self.diagnostics)


class MappingError(RuleError):
    """A mapping that cannot be used."""

    within = Text(da="oversættelsen", en="the mapping")


class InputError(GuidelinekitError):
    """An input that cannot be read at all: a missing file, a folder, text that is not UTF-8."""


class TooLargeError(InputError):
    """A record that is too large to be judged, as several cases are that ran together."""


class UsageError(GuidelinekitError):
    """A command that was given the wrong words: an unknown option, a missing argument, a rule that is not."""


class UnknownRuleError(UsageError, KeyError):
    """A rule was asked for that is not among the rules."""
