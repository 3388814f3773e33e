"""The exceptions a caller may meet: one root, few children."""

from collections.abc import Sequence

from guidelinekit.diagnostics import Diagnostic


class GuidelinekitError(Exception):
    """The root of all errors that this package raises on purpose: what happened, and what to do about it."""

    def __init__(self, message: str, help: str | None = None) -> None:  # noqa: A002 - the word authors see
        self.message = message
        self.help = help
        super().__init__(message if help is None else f"{message}\n  = help: {help}")


class RuleError(GuidelinekitError):
    """Rules, packs or profiles that cannot be used; `diagnostics` holds every problem of every file."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n\n".join(d.render() for d in self.diagnostics))


class InputError(GuidelinekitError):
    """An input that cannot be read at all: a missing file, a folder, text that is not UTF-8."""


class TooLargeError(InputError):
    """A record that is too large to be judged, as several cases are that ran together."""


class UsageError(GuidelinekitError):
    """A command that was given the wrong words: an unknown option, a missing argument, a rule that is not."""


class UnknownRuleError(UsageError, KeyError):
    """A rule was asked for that is not among the rules."""

    __str__ = Exception.__str__
