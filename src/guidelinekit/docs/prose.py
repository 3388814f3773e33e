"""The logic of a rule in one language: the same headings on every page."""

from collections.abc import Iterator

from guidelinekit.docs.markdown import block, template
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Exemption, ForEach, Rule
from guidelinekit.lang.walk import nodes
from guidelinekit.results import Reason
from guidelinekit.wording.labels import REASON
from guidelinekit.wording.outline import Outline, outline
from guidelinekit.wording.rule import lists
from guidelinekit.wording.values import Vocabulary, term, title


def prose(rule: Rule, words: Vocabulary) -> Iterator[str]:
    """Give when a rule applies, what it requires, until when, what excuses, and what a caseworker reads."""
    yield from _part(words.say("Gælder når", "Applies when"), _applies(rule.applies_when, words))
    if rule.for_each is not None:
        yield from _part(words.say("For hver", "For each"), _items(rule.for_each, words))
        words = words.naming(rule.for_each.item, rule.for_each.over)
    yield from _part(words.say("Kræver", "Requires"), *_required(rule, words))
    yield from _part(words.say("Frist", "Deadline"), _deadline(rule, words))
    yield from _part(words.say("Undtaget når", "Exempt when"), *_exemptions(rule.exempt_when, words))
    yield from _reads(rule, words)
    yield from _meanings(rule, words)


def _part(heading: str, *said: Outline) -> Iterator[str]:
    yield f"### {heading}"
    yield ""
    for one in said:
        yield from block(one)


def _applies(asked: e.Condition, words: Vocabulary) -> Outline:
    return Outline(words.say("alle sager", "every case")) if asked == e.TRUE else outline(asked, words)


def _items(items: ForEach, words: Vocabulary) -> Outline:
    every = words.say("registrering under", "entry under")
    said = f"{every} «{title(items.over, words)}»"
    if items.where == e.TRUE:
        return Outline(said)
    below = outline(items.where, words.naming(items.item, items.over))
    return Outline(f"{said}{words.say(', hvor', ' where')} {below.text}", below.parts)


def _required(rule: Rule, words: Vocabulary) -> Iterator[Outline]:
    if rule.requires is not None:
        yield outline(rule.requires, words)
    if rule.repeats is not None:
        every, last = term(rule.repeats.every, words), term(rule.repeats.last, words)
        start = term(rule.repeats.start, words)
        yield Outline(
            words.say("det gentages:", "it recurs:"),
            (
                Outline(
                    words.say(
                        f"der går højst {every} mellem to gange", f"at most {every} pass between two times"
                    )
                ),
                Outline(words.say(f"sidste gang er {last}", f"the last time is {last}")),
                Outline(
                    words.say(
                        f"den første gang regnes fra {start}", f"the first time is counted from {start}"
                    )
                ),
            ),
        )


def _deadline(rule: Rule, words: Vocabulary) -> Outline:
    if rule.repeats is not None:
        return Outline(words.say("følger af, hvor tit det gentages", "follows from how often it recurs"))
    if rule.deadline is None:
        return Outline(words.say("ingen", "none"))
    return Outline(term(rule.deadline, words))


def _exemptions(entries: tuple[Exemption, ...], words: Vocabulary) -> Iterator[Outline]:
    if not entries:
        yield Outline(words.say("aldrig", "never"))
    for entry in entries:
        asked = outline(entry.when, words)
        reason = REASON[Reason(entry.reason)].text(words.language)
        yield Outline(f"{reason}: {asked.text}", asked.parts)


def _reads(rule: Rule, words: Vocabulary) -> Iterator[str]:
    yield f"### {words.say('Det læser sagsbehandleren', 'What the caseworker reads')}"
    yield ""
    yield f"> {template(rule.finding.text(words.language))}."
    yield ">"
    closes = words.say("Det lukker den", "What would close it")
    yield f"> {closes}: {template(rule.remedy.text(words.language))}"
    yield ""


def _meanings(rule: Rule, words: Vocabulary) -> Iterator[str]:
    """Give what the definitions and the lists that the rule names hold."""
    used = dict.fromkeys(node.name for node in nodes(rule, e.Use))
    if used:
        yield f"### {words.say('Hvad udtrykkene betyder', 'What the expressions mean')}"
        yield ""
    for definition in (words.definitions[name] for name in used if name in words.definitions):
        meaning = outline(definition.when, words)
        whole = f"**«{definition.title.text(words.language)}»**: {meaning.text}"
        yield from block(Outline(whole, meaning.parts))
    named = lists(rule, words)
    if named:
        yield f"### {words.say('Lister', 'Lists')}"
        yield ""
        yield from (f"- {one}" for one in named)
        yield ""
