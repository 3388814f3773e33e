"""A remark on a rule that can be used: a warning in the language of whoever asked."""

from dataclasses import dataclass

from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.text import Text


@dataclass(frozen=True, slots=True)
class LintRemark:
    """Something to look at again, at a core route."""

    code: str
    message: Text
    help: Text
    route: Route

    def diagnostic(self) -> Diagnostic:
        """Return the remark as a warning."""
        return Diagnostic(self.code, self.message, self.help, self.route, severity=Severity.WARNING)
