"""The older report that `check --baseline` compares with."""

import typer

from guidelinekit.errors import InputError
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.writer import Heading


def comparison_with(path: str, heading: Heading) -> Comparison:
    """Return the comparison with a report, and warn where it was made otherwise. Raises InputError."""
    from guidelinekit.report.baseline import baseline_of  # noqa: PLC0415 - most runs have no baseline
    from guidelinekit.report.read_back import read_report  # noqa: PLC0415

    known = read_report(path)
    try:
        baseline = baseline_of(known.tree, path)
    except (LookupError, TypeError, ValueError, AttributeError):
        cure = "make one with `guidelinekit check ... -o report.json`, or `-o report.ndjson`"
        raise InputError(f"{path}: is not a whole report, see /results", cure) from None
    rules = {rule.id for rule in heading.rules}
    added, gone = len(rules - baseline.rules), len(baseline.rules - rules)
    if baseline.as_of > heading.as_of:
        _warn(f"{path} is as of {baseline.as_of}, which is after {heading.as_of}")
    if added:
        _warn(f"{added} of the rules are not in {path}: all that they find is new")
    if gone:
        _warn(f"{gone} rules of {path} are not evaluated now: what they found is not looked at")
    digests = {pack.id: pack.digest for pack in heading.packs}
    if any(digests.get(pack.id, pack.digest) != pack.digest for pack in known.origin.packs):
        _warn(f"the rules have changed since {path} was made: not all that is new need be new in the cases")
    if known.origin.profile != heading.profile.id:
        _warn(f"{path} was made with the profile {known.origin.profile}")
    return Comparison(baseline, heading)


def _warn(message: str) -> None:
    typer.echo(f"guidelinekit: warning: {message}", err=True)
