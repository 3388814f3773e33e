"""The page of one rule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guidelinekit.docs.markdown import MADE, both, table, upper
from guidelinekit.docs.prose import prose
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.example_file import Example
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, InForce, Language, Pack, ParameterDefinition, Rule, Text
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Result
from guidelinekit.wording.citations import place_in_words
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.labels import BASIS, EVIDENCE, MODALITY, REASON, STATUS
from guidelinekit.wording.values import amount

LAST = date(9999, 12, 31)
"""The date whose parameters the prose names: the last that are known."""
_NOTHING = "Nothing yet."


@dataclass(frozen=True, slots=True)
class Shown:
    """An example case, and the results that the rule gives on it."""

    example: Example
    results: tuple[Result, ...]


def rule_page(rule: Rule, rules: RuleSet, examples: Sequence[Shown], history: Sequence[str]) -> str:
    """Give the page of a rule as Markdown."""
    pack = rules.pack(rule)
    name = rule.name
    lines = [
        MADE,
        "",
        f"# {name}",
        "",
        f"**{rule.title.da}** · {rule.title.en}",
        "",
        *_facts(rule, pack),
        "## What the guideline asks",
        "",
        *_passages(rule, pack),
        "## Dansk",
        "",
        *prose(rule, rules.vocabulary(rule, LAST, "da")),
        "## English",
        "",
        *prose(rule, rules.vocabulary(rule, LAST, "en")),
        "## Parameters",
        "",
        *_parameters(rule, rules),
        "## Example cases",
        "",
        *_examples(examples),
        "## Interpretation",
        "",
        *_interpretation(rule),
        "## History",
        "",
        *(f"- {line}" for line in history or (_NOTHING,)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _facts(rule: Rule, pack: Pack) -> Iterator[str]:
    yield from table(
        ("Id", f"`{rule.id}`"),
        [
            ("Anvisning · Section", f"{rule.anvisning} ({pack.edition})"),
            ("Styrke · Strength", both(MODALITY[rule.modality])),
            ("Bevis · Evidence", both(EVIDENCE[rule.evidence])),
            ("I kraft · In force", both(_in_force(rule.in_force))),
        ],
    )


def _in_force(period: InForce) -> Text:
    if period.start is None and period.end is None:
        return Text(da="altid", en="always")
    return Text(da=_period(period, "da", "fra", "til"), en=_period(period, "en", "from", "to"))


def _period(period: InForce, language: Language, start: str, end: str) -> str:
    days = [f"{start} {long_date(period.start, language)}"] if period.start else []
    days += [f"{end} {long_date(period.end, language)}"] if period.end else []
    return " ".join(days)


def _passages(rule: Rule, pack: Pack) -> Iterator[str]:
    known = {passage.id: passage for passage in pack.passages}
    for key in rule.passages:
        passage = known.get(key)
        if passage is None:
            yield f"- {key}"
            continue
        place, summary = place_in_words(passage.locator, "en"), passage.summary
        yield f"- **{key}** (source {passage.source}: {place})"
        yield from (f"  - {' '.join(text.split())}" for text in (summary.da, summary.en))
    yield ""


def _parameters(rule: Rule, rules: RuleSet) -> Iterator[str]:
    pack, settings = rules.pack(rule), rules.settings(rule)
    used = dict.fromkeys(node.name for node in nodes(rule, e.Parameter))
    found = [parameter for parameter in pack.parameters if parameter.name in used]
    if not found:
        yield "None."
        yield ""
    yield from table(
        ("Parameter", "Counts", "Value", "Basis", "Bounds"),
        (
            (
                f"`{parameter.name}`",
                both(parameter.title),
                _values(parameter, settings.get(parameter.name, ()), rules.profile.id),
                both(BASIS[parameter.basis]),
                f"{parameter.lower:g} to {parameter.upper:g}",
            )
            for parameter in found
        ),
    )


def _values(parameter: ParameterDefinition, values: Sequence[Dated], profile: str) -> str:
    said = [
        f"{amount(dated.value, parameter.unit, 'en')}{'' if dated.start is None else f' from {dated.start}'}"
        for dated in values
    ]
    where = "" if parameter.values else f" (profile `{profile}`)"
    return f"{', then '.join(said)}{where}" if said else "not set"


def _examples(examples: Sequence[Shown]) -> Iterator[str]:
    if not examples:
        yield _NOTHING
        yield ""
    yield from table(
        ("Example", "As of", "Status", "Reason", "Due"),
        (
            (
                upper(shown.example.name) + _under(shown.example.profile),
                shown.example.as_of.isoformat(),
                _several(shown, lambda result: f"{STATUS[result.status].da} (`{result.status}`)", named=True),
                _several(shown, lambda result: f"{REASON[result.reason].da} (`{result.reason}`)"),
                _several(shown, lambda result: "" if result.due_on is None else result.due_on.isoformat()),
            )
            for shown in examples
        ),
    )


def _under(profile: str | None) -> str:
    return "" if profile is None else f" (profile `{profile}`)"


def _several(shown: Shown, said: Callable[[Result], str], *, named: bool = False) -> str:
    alone = len(shown.results) == 1
    return "<br>".join(
        f"{result.subject}: {said(result)}" if named and not alone else said(result)
        for result in shown.results
    )


def _interpretation(rule: Rule) -> Iterator[str]:
    if rule.interpretation is None:
        yield "The text leaves no choice."
        yield ""
        return
    for text in (rule.interpretation.da, rule.interpretation.en):
        yield " ".join(text.split())
        yield ""
