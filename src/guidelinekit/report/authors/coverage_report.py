"""The coverage of packs by their example cases, for a person and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.text import Text as Line

from guidelinekit.casesearch.proposal import Proposal
from guidelinekit.coverage.measure import Excluded, Gap, OwnerCoverage, PackCoverage, percent
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Rule
from guidelinekit.report.authors.places_in_words import in_words, key_of, short, words_at
from guidelinekit.results import Status
from guidelinekit.semantics.truth import Truth
from guidelinekit.text import Language, Text

_TRUTH: Final = {
    Truth.TRUE: Text(da="sand", en="true"),
    Truth.FALSE: Text(da="falsk", en="false"),
    Truth.UNKNOWN: Text(da="ukendt", en="unknown"),
}
_NOT_HIT: Final = Text(da="Ikke vist af eksemplerne", en="Not shown by the examples")
_NEVER: Final = Text(da="Kan aldrig forekomme", en="Can never come about")
_TRY: Final = Text(da="føj til", en="add to")
_SAME: Final = Text(da="det viser også", en="shown too by")
_NO_CASE: Final = Text(
    da="ikke fundet blandt {n} sager; det beviser ikke, at det ikke kan forekomme",
    en="not found among {n} cases, which does not prove that it cannot come about",
)
_SILENT: Final = Text(
    da="det viser kun sager uden `{field}`; undtagelsen skal sige, hvad der så gælder (`lint`: null-unsaid)",
    en="shown only by cases without `{field}`; the exemption must say what holds then (`lint`: null-unsaid)",
)
_TOTAL: Final = Text(
    da="{pack}: {share:.1f} % ({hit} af {of}); {never} kan aldrig forekomme (--verbose viser hvorfor)",
    en="{pack}: {share:.1f} % ({hit} of {of}); {never} can never come about (--verbose shows why)",
)
_ALL = 100


def coverage_lines(coverage: PackCoverage, language: Language, *, verbose: bool) -> Iterator[Line]:
    """Return the lines on a pack: a share per rule, what is not shown with a case for it, and the total."""
    for owner in coverage.owners:
        yield share_line(owner.owner, owner.hit, owner.reachable)
    gaps = [(owner, gap) for owner in coverage.owners for gap in owner.gaps]
    proposals = [id(gap.proposal) for _, gap in gaps if gap.proposal is not None]
    shows = Counter(proposals)  # in the order of their first gaps
    order = {each: n for n, (each, _) in enumerate(shows.most_common())}
    gaps.sort(key=lambda each: order.get(id(each[1].proposal), len(order)))
    if gaps:
        yield Line(f"\n{_NOT_HIT.text(language)} ({len(gaps)})", style="bold")
    for number, (owner, gap) in enumerate(gaps):
        yield Line(f"  {gap.place}: {_in_words(coverage.rules, owner.rule, gap, language)}")
        earlier = [other.proposal for _, other in gaps[:number]]
        if gap.silent is not None:
            yield Line(f"    {_SILENT.text(language).format(field='.'.join(gap.silent))}", style="dim")
        else:
            yield from proposed(gap.proposal, earlier, coverage.tried, language) if coverage.tried else ()
    never = [(owner, target) for owner in coverage.owners for target in owner.excluded]
    if never and verbose:
        yield Line(f"\n{_NEVER.text(language)} ({len(never)})", style="bold")
        for owner, target in never:
            words = _in_words(coverage.rules, owner.rule, target, language)
            yield Line(f"  {target.place}: {words}: {target.because.text(language)}")
    total = _TOTAL.text(language).format(
        pack=coverage.rules.packs[0].id,
        share=percent(coverage.hit, coverage.reachable),
        hit=coverage.hit,
        of=coverage.reachable,
        never=len(never),
    )
    yield Line(f"\n{total}", style="bold")


def share_line(owner: str, part: int, of: int) -> Line:
    """Return the line with the share of a rule, a definition or a value set."""
    share = percent(part, of)
    return Line.assemble(
        (f"{share:5.1f} %", "green" if share >= _ALL else "yellow"), f"  {part}/{of}  {short(owner)}"
    )


def proposed(
    proposal: Proposal | None, earlier: Sequence[Proposal | None], tried: int, language: Language
) -> Iterator[Line]:
    """Return the lines of a proposed example, in full where it was not given before."""
    if proposal is None:
        yield Line(f"    {_NO_CASE.text(language).format(n=tried)}", style="dim")
    elif any(proposal is other for other in earlier):
        yield Line(f"    {_SAME.text(language)} «{proposal.name}»", style="dim")
    else:
        yield Line(f"    {_TRY.text(language)} {short(proposal.rule)}.cases.yaml:", style="dim")
        yield Line(proposal.yaml(), style="dim")


def coverage_json(coverage: PackCoverage, language: Language) -> dict[str, Any]:
    """Return the coverage of a pack as JSON writes it."""
    return {
        "pack": coverage.rules.packs[0].id,
        "hit": coverage.hit,
        "reachable": coverage.reachable,
        "percent": percent(coverage.hit, coverage.reachable),
        "tried": coverage.tried,
        "owners": [_owner(coverage.rules, owner, language) for owner in coverage.owners],
    }


def _owner(rules: RuleSet, owner: OwnerCoverage, language: Language) -> dict[str, Any]:
    return {
        "owner": owner.owner,
        "hit": owner.hit,
        "reachable": owner.reachable,
        "percent": percent(owner.hit, owner.reachable),
        "not_hit": [
            {
                **_target(rules, owner.rule, gap, language),
                "proposal": proposal_json(gap.proposal),
                "silent": gap.silent and ".".join(gap.silent),
            }
            for gap in owner.gaps
        ],
        "never": [
            {**_target(rules, owner.rule, each, language), "because": each.because.text(language)}
            for each in owner.excluded
        ],
    }


def _target(rules: RuleSet, rule: Rule, at: Gap | Excluded, language: Language) -> dict[str, Any]:
    return {
        "route": list(at.target.route),
        "value": at.target.value.value,
        "place": at.place,
        "text": _in_words(rules, rule, at, language),
    }


def proposal_json(proposal: Proposal | None) -> dict[str, Any] | None:
    """Return a proposed example as JSON writes it."""
    return None if proposal is None else {"rule": proposal.rule, "yaml": proposal.yaml()}


def _in_words(rules: RuleSet, rule: Rule, at: Gap | Excluded, language: Language) -> str:
    """Return a truth or status in prose."""
    value = at.target.value
    if isinstance(value, Status):
        return f"status «{value.label.text(language)}»"
    words = words_at(rules, rule, at.target.owner, at.target.route, language)
    text = in_words(at.condition, words)
    quoted = text if text.startswith("«") else f"«{text}»"
    return f"[{key_of(at.target.route, language)}] {quoted} {_TRUTH[value].text(language)}"
