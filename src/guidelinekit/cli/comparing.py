"""The older report that `check --baseline` compares with."""

from guidelinekit.cli.spoken import warn
from guidelinekit.report.comparison import Comparison
from guidelinekit.report.writer import Heading
from guidelinekit.text import say


def comparison_with(path: str, heading: Heading) -> Comparison:
    """Return the comparison with a report, and warn where it was made otherwise. Raises InputError."""
    from guidelinekit.report.baseline import baseline_of  # noqa: PLC0415 - most runs have no baseline
    from guidelinekit.report.read_back import not_whole, read_report  # noqa: PLC0415

    known = read_report(path)
    try:
        baseline = baseline_of(known.tree, path)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise not_whole(path, "/results") from None
    rules = {rule.id for rule in heading.rules}
    added, gone = len(rules - baseline.rules), len(baseline.rules - rules)
    if baseline.as_of > heading.as_of:
        warn(
            say(
                "{path} er opgjort pr. {then}, som er efter {now}",
                "{path} is as of {then}, which is after {now}",
                path=path,
                then=baseline.as_of,
                now=heading.as_of,
            )
        )
    if added:
        warn(
            say(
                "{added} af reglerne er ikke i {path}: alt, hvad de finder, er nyt",
                "{added} of the rules are not in {path}: all that they find is new",
                added=added,
                path=path,
            )
        )
    if gone:
        warn(
            say(
                "{gone} regler i {path} vurderes ikke nu: der ses ikke på, hvad de fandt",
                "{gone} rules of {path} are not evaluated now: what they found is not looked at",
                gone=gone,
                path=path,
            )
        )
    digests = {pack.id: pack.digest for pack in heading.packs}
    if any(digests.get(pack.id, pack.digest) != pack.digest for pack in known.origin.packs):
        warn(
            say(
                "reglerne er ændret, siden {path} blev lavet: ikke alt nyt behøver at være nyt i sagerne",
                "the rules have changed since {path} was made: not all that is new need be new in the cases",
                path=path,
            )
        )
    if known.origin.profile != heading.profile.id:
        warn(
            say(
                "{path} blev lavet med profilen {profile}",
                "{path} was made with the profile {profile}",
                path=path,
                profile=known.origin.profile,
            )
        )
    return Comparison(baseline, heading)
