"""One rule in readable prose."""

from guidelinekit.lang.rule import Rule
from guidelinekit.wording.labels import EVIDENCE, MODALITY, REASON
from guidelinekit.wording.prose import Vocabulary, condition, term, title


def rule_lines(rule: Rule, words: Vocabulary) -> list[tuple[str, str]]:
    """Give a rule as pairs of a heading and a text: when it applies, what it requires, until when."""
    language = words.language
    lines = [
        (words.say("Regel", "Rule"), rule.id),
        (words.say("Anvisning", "Section"), f"{rule.anvisning} ({', '.join(rule.passages)})"),
        (words.say("Styrke", "Strength"), MODALITY[rule.modality].said(language)),
        (words.say("Bevis", "Evidence"), EVIDENCE[rule.evidence].said(language)),
        (words.say("Gælder når", "Applies when"), condition(rule.applies_when, words)),
    ]
    if rule.for_each is not None:
        over = title(rule.for_each.over, words)
        words = words.naming(rule.for_each.item, rule.for_each.over)
        where = condition(rule.for_each.where, words)
        lines.append((words.say("For hver", "For each"), f"{over}, {words.say('hvor', 'where')} {where}"))
    if rule.requires is not None:
        lines.append((words.say("Kræver", "Requires"), condition(rule.requires, words)))
    if rule.repeats is not None:
        last, every = term(rule.repeats.last, words), term(rule.repeats.every, words)
        start = term(rule.repeats.start, words)
        lines.append((words.say("Gentages", "Repeated"), words.say(f"hver {every}", f"every {every}")))
        lines.append((words.say("Sidste gang", "Last time"), last))
        lines.append((words.say("Første gang regnes fra", "The first is counted from"), start))
    if rule.deadline is not None:
        lines.append((words.say("Frist", "Deadline"), term(rule.deadline, words)))
    for entry in rule.exempt_when:
        reason = next(text.said(language) for code, text in REASON.items() if code.value == entry.reason)
        lines.append((words.say("Undtaget når", "Exempt when"), f"{condition(entry.when, words)} ({reason})"))
    if rule.interpretation is not None:
        lines.append((words.say("Fortolkning", "Interpretation"), rule.interpretation.said(language)))
    return lines
