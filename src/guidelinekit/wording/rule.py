"""One rule in readable prose."""

from guidelinekit.case.model.vocabulary import VOCABULARIES
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Reason
from guidelinekit.wording.in_force import cited, in_force
from guidelinekit.wording.labels import BASIS, EVIDENCE, MODALITY, REASON
from guidelinekit.wording.outline import Outline, outline
from guidelinekit.wording.values import Vocabulary, amount, coded, either, term, title

Lines = list[tuple[str, Outline]]


def rule_lines(rule: Rule, words: Vocabulary) -> Lines:
    """Return a rule as headings with texts: what it is, its logic, its numbers, and how it was read."""
    language = words.language
    lines: Lines = [
        (words.say("Regel", "Rule"), Outline(rule.id)),
        (words.say("Anvisning", "Section"), Outline(_anvisning(rule))),
        (words.say("Styrke", "Strength"), Outline(MODALITY[rule.modality].text(language))),
        (words.say("Bevis", "Evidence"), Outline(EVIDENCE[rule.evidence].text(language))),
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
        below, reason = outline(entry.when, words), REASON[Reason(entry.reason)].text(words.language)
        key = words.say("Undtaget når", "Exempt when")
        lines.append((f"{key} ({reason})", below))
    return lines


def numbers(rule: Rule, words: Vocabulary) -> list[str]:
    """Return the parameters of a rule: what each counts, its value, and where the number comes from."""
    sentences = []
    for name in dict.fromkeys(node.name for node in nodes(rule, e.Parameter)):
        definition, value = words.parameters.get(name), words.settings.get(name)
        if definition is None:
            continue
        shown = words.say("ikke fastsat", "not set")
        if value is not None:
            shown = amount(value, definition.unit, words.language)
        basis = definition.basis
        where = BASIS[basis].text(words.language) if value is not None or basis is not Basis.LOCAL else ""
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
