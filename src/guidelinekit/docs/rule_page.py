"""The page of one rule."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import add

from guidelinekit.docs.markdown import MADE, both, one_line, table, upper
from guidelinekit.docs.prose import prose
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.example_file import Example
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, Pack, ParameterDefinition, Rule
from guidelinekit.lang.walk import names_used
from guidelinekit.results import Result
from guidelinekit.wording.rule import cited, in_force, place_in_words
from guidelinekit.wording.values import amount

LAST = date(9999, 12, 31)
"""The date whose parameters the prose names: the last that are known."""
_NOTHING = "Nothing yet."


def rule_page(
    rule: Rule, rules: RuleSet, examples: Sequence[tuple[Example, Sequence[Result]]], history: Sequence[str]
) -> str:
    """Return the page of a rule as Markdown; its examples come with the results that it gives on them."""
    pack = rules.pack(rule)
    name = rule.name
    lines = [
        MADE,
        "",
        f"# {name}",
        "",
        f"**{one_line(rule.title.da)}** · {one_line(rule.title.en)}",
        "",
        *_facts(rule, pack),
        "## What the guideline asks",
        "",
        *(_passages(rule, pack) if rule.passages else ("No passage of the sources: see the law above.", "")),
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
            ("Styrke · Strength", both(rule.modality.label)),
            ("Bevis · Evidence", both(rule.evidence.label)),
            ("I kraft · In force", both(in_force(rule.in_force))),
            *_origins(rule),
        ],
    )


def _origins(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.citation is not None:
        yield "Lov · Law", both(cited(rule.citation))
    if rule.replaced_by is not None:
        yield "Afløst af · Replaced by", _linked(rule.replaced_by)
    if rule.also:
        yield "Samme mangel i · Same gap in", ", ".join(map(_linked, rule.also))


def _linked(rule: str) -> str:
    return f"[{rule}](../{rule}.md)"


def _passages(rule: Rule, pack: Pack) -> Iterator[str]:
    passages = {passage.id: passage for passage in pack.passages}
    for key in rule.passages:
        if (passage := passages.get(key)) is None:
            yield f"- {key}"
            continue
        yield f"- **{key}** (source {passage.source}: {place_in_words(passage.locator, 'en')})"
        yield from (f"  - {one_line(text)}" for text in (passage.summary.da, passage.summary.en))
    yield ""


def _parameters(rule: Rule, rules: RuleSet) -> Iterator[str]:
    settings = rules.settings(rule)
    used = names_used(rule, e.Parameter)
    rows = [
        (
            f"`{parameter.name}`",
            both(parameter.title),
            _values(parameter, settings.get(parameter.name, ()), rules.profile.id),
            both(parameter.basis.label),
            f"{parameter.lower:g} to {parameter.upper:g}",
        )
        for parameter in rules.pack(rule).parameters
        if parameter.name in used
    ]
    yield from table(("Parameter", "Counts", "Value", "Basis", "Bounds"), rows) if rows else ("None.", "")
    cites = [each for each in rules.pack(rule).parameters if each.name in used and each.citation is not None]
    yield from (f"- `{each.name}`: {both(cited(each.citation))}" for each in cites if each.citation)
    yield from ("",) if cites else ()


def _values(parameter: ParameterDefinition, values: Sequence[Dated], profile: str) -> str:
    amounts = [
        f"{amount(dated.value, parameter.unit, 'en')}{'' if dated.start is None else f' from {dated.start}'}"
        for dated in values
    ]
    where = "" if parameter.values else f" (profile `{profile}`)"
    return f"{', then '.join(amounts)}{where}" if amounts else "not set"


def _examples(examples: Sequence[tuple[Example, Sequence[Result]]]) -> Iterator[str]:
    rows = []
    for example, results in examples:
        under = "" if example.profile is None else f" (profile `{example.profile}`)"
        subjects = [f"{result.subject}: " if len(results) > 1 else "" for result in results]
        statuses = [f"{result.status.label.da} (`{result.status}`)" for result in results]
        columns = (
            map(add, subjects, statuses),
            (f"{result.reason.label.da} (`{result.reason}`)" for result in results),
            ("" if result.due_on is None else result.due_on.isoformat() for result in results),
        )
        name = upper(one_line(example.name)) + under
        rows.append((name, example.as_of.isoformat(), *map("<br>".join, columns)))
    yield from table(("Example", "As of", "Status", "Reason", "Due"), rows) if rows else (_NOTHING, "")


def _interpretation(rule: Rule) -> Iterator[str]:
    text = rule.interpretation
    yield from (one_line(text.da), "", one_line(text.en), "") if text else ("The text leaves no choice.", "")
