"""A rule in words: what it asks, where it stands, when it is in force."""

from collections.abc import Iterable, Mapping
from typing import Final

from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Citation, InForce, Pack, Rule, Value
from guidelinekit.lang.walk import names_used, nodes
from guidelinekit.results import Reason
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import long_date
from guidelinekit.wording.explanation import Outline, outline
from guidelinekit.wording.labels import UNVERIFIED
from guidelinekit.wording.values import Vocabulary, amount, coded, either, term, title

_HEADLINE: Final = Text(da="overskriften", en="headline")
_BULLET: Final = Text(da="punkt", en="bullet")
_SENTENCE: Final = Text(da="sætning", en="sentence")
_IN_WORDS: Final = {"anvisning", "section", "headline", "bullet", "sentence", "through"}


def division(locator: Mapping[str, Value]) -> str:
    """Return the anvisning or the section that a locator is in; empty where it is in neither."""
    return str(locator.get("anvisning", locator.get("section", "")))


def place_in_words(locator: Mapping[str, Value], language: Language) -> str:
    """Return a locator in words."""
    parts = [division(locator)]
    if locator.get("headline"):
        parts.append(_HEADLINE.text(language))
    if "bullet" in locator:
        parts.append(f"{_BULLET.text(language)} {locator['bullet']}")
    if "sentence" in locator:
        last = f"\N{EN DASH}{locator['through']}" if "through" in locator else ""
        parts.append(f"{_SENTENCE.text(language)} {locator['sentence']}{last}")
    parts += (f"{name} {value}" for name, value in locator.items() if name not in _IN_WORDS)
    return ", ".join(part for part in parts if part)


def in_number_order(anvisning: str) -> tuple[str, tuple[str, ...]]:
    """Return a sorting key by which `3.2.10` comes after `3.2.9`."""
    pack, _, number = anvisning.partition("/")
    return pack, tuple(f"{int(part):06}" if part.isdecimal() else part for part in number.split("."))


def by_number(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules by pack, anvisning and id."""
    return sorted(rules, key=lambda rule: (in_number_order(f"{rule.pack}/{rule.anvisning}"), rule.id))


def in_force(period: InForce) -> Text:
    """Return the days between which a rule applies, in words."""
    if period.start is None and period.end is None:
        return Text(da="altid", en="always")
    return Text(da=_period(period, "da", "fra", "til"), en=_period(period, "en", "from", "to"))


def pack_in_force(pack: Pack) -> InForce:
    """Return from the first day of any of a pack's rules to the last one."""
    starts, ends = ([getattr(rule.in_force, each) for rule in pack.rules] for each in ("start", "end"))
    return InForce(
        start=None if None in starts else min(starts, default=None),
        end=None if None in ends else max(ends, default=None),
    )


def _period(period: InForce, language: Language, start: str, end: str) -> str:
    days = ((start, period.start), (end, period.end))
    return " ".join(f"{word} {long_date(day, language)}" for word, day in days if day)


def cited(citation: Citation) -> Text:
    """Return a citation in words: the law, what it says, whom it binds, and whether that was verified."""
    return Text(da=_cited(citation, "da"), en=_cited(citation, "en"))


def _cited(citation: Citation, language: Language) -> str:
    danish = language == "da"
    law, says = citation.law.text(language), citation.says.text(language)
    whom = "" if citation.addressee is None else f" ({citation.addressee.text(language)})"
    verified = ("efterprøvet" if danish else "verified") if citation.verified else UNVERIFIED.text(language)
    day = long_date(citation.checked_on, language)
    looked = f"set efter {day}" if danish else f"looked into on {day}"
    return f"{law} {citation.section}{whom}: {says} ({verified}, {looked})"


Lines = list[tuple[str, Outline]]


def rule_lines(rule: Rule, words: Vocabulary) -> Lines:
    """Return a rule as headings with texts: what it is, its logic, its numbers, and how it was read."""
    language = words.language
    lines: Lines = [
        (words.say("Regel", "Rule"), Outline(rule.id)),
        (words.say("Anvisning", "Section"), Outline(_anvisning(rule))),
        (words.say("Styrke", "Strength"), Outline(rule.modality.label.text(language))),
        (words.say("Bevis", "Evidence"), Outline(rule.evidence.label.text(language))),
        (words.say("I kraft", "In force"), Outline(in_force(rule.in_force).text(language))),
        *origins(rule, words),
        *logic_lines(rule, words),
        *((words.say("Tal", "Number"), Outline(text)) for text in numbers(rule, words)),
        *((words.say("Liste", "List"), Outline(text)) for text in lists(rule, words)),
    ]
    if rule.interpretation is not None:
        interpretation = Outline(rule.interpretation.text(language))
        lines.append((words.say("Fortolkning", "Interpretation"), interpretation))
    return lines


def _anvisning(rule: Rule) -> str:
    return f"{rule.anvisning} ({', '.join(rule.passages)})" if rule.passages else rule.anvisning


def origins(rule: Rule, words: Vocabulary) -> Lines:
    """Return the law that a rule rests on, what came in its place, and what knows the same gap."""
    lines: Lines = []
    if rule.citation is not None:
        lines.append((words.say("Lov", "Law"), Outline(cited(rule.citation).text(words.language))))
    if rule.replaced_by is not None:
        lines.append((words.say("Afløst af", "Replaced by"), Outline(rule.replaced_by)))
    if rule.also:
        lines.append((words.say("Samme mangel i", "Same gap in"), Outline(", ".join(rule.also))))
    return lines


def logic_lines(rule: Rule, words: Vocabulary) -> Lines:
    """Return when a rule applies, what it requires, until when, and when it is excused."""
    lines: Lines = [(words.say("Gælder når", "Applies when"), outline(rule.applies_when, words))]
    if rule.for_each is not None:
        over = Outline(f"«{title(rule.for_each.over, words)}»")
        words = words.naming(rule.for_each.item, rule.for_each.over)
        if rule.for_each.where != e.TRUE:
            below = outline(rule.for_each.where, words)
            over = Outline(f"{over.text}{words.say(', hvor', ' where')} {below.text}", below.parts)
        lines.append((words.say("For hver under", "For each under"), over))
    if rule.requires is not None:
        lines.append((words.say("Kræver", "Requires"), outline(rule.requires, words)))
    if rule.repeats is not None:
        every = term(rule.repeats.every, words)
        interval = words.say(f"højst {every} mellem to gange", f"at most {every} between two times")
        lines.append((words.say("Gentages", "Repeated"), Outline(interval)))
        lines.append((words.say("Sidste gang", "Last time"), Outline(term(rule.repeats.last, words))))
        start = Outline(term(rule.repeats.start, words))
        lines.append((words.say("Første gang regnes fra", "The first is counted from"), start))
    if rule.deadline is not None:
        lines.append((words.say("Frist", "Deadline"), Outline(term(rule.deadline, words))))
    for entry in rule.exempt_when:
        below, reason = outline(entry.when, words), Reason(entry.reason).label.text(words.language)
        key = words.say("Undtaget når", "Exempt when")
        lines.append((f"{key} ({reason})", below))
    return lines


def numbers(rule: Rule, words: Vocabulary) -> list[str]:
    """Return the parameters of a rule: what each counts, its value, and where the number comes from."""
    sentences = []
    for name in names_used(rule, e.Parameter):
        definition, value = words.parameters.get(name), words.settings.get(name)
        if definition is None:
            continue
        shown = words.say("ikke fastsat", "not set")
        if value is not None:
            shown = amount(value, definition.unit, words.language)
        basis = definition.basis
        where = basis.label.text(words.language) if value is not None or basis is not Basis.LOCAL else ""
        origin = f", {where}" if where else ""
        sentences.append(f"{definition.title.text(words.language)}: {shown}{origin} ({name})")
    return sentences


def lists(rule: Rule, words: Vocabulary) -> list[str]:
    """Return the named value sets of a rule, with all of their values."""
    whole = []
    for name in dict.fromkeys(node.name for node in nodes(rule, e.ValueSet) if node.name is not None):
        named = words.value_sets.get(name)
        if named is not None:
            of = next((key for key, codes in VOCABULARIES.items() if set(named.values) <= set(codes)), None)
            values = [coded(value, words.language, of) for value in named.values]
            whole.append(f"«{named.title.text(words.language)}»: {either(values, words, ('og', 'and'))}")
    return whole
