"""The logic of a rule in one language: the same headings on every page."""

from collections.abc import Iterator

from guidelinekit.docs.markdown import block, template
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import ForEach, Repeats, Rule
from guidelinekit.lang.walk import names_used
from guidelinekit.results import Reason
from guidelinekit.wording.explanation import Outline, outline
from guidelinekit.wording.rule import lists
from guidelinekit.wording.values import Vocabulary, term, title


def prose(rule: Rule, words: Vocabulary) -> Iterator[str]:
    """Yield when a rule applies, what it requires, until when, what excuses, and what a caseworker reads."""
    say = words.say
    every = Outline(say("alle sager", "every case"))
    applies = every if rule.applies_when == e.TRUE else outline(rule.applies_when, words)
    yield from _part(say("Gælder når", "Applies when"), applies)
    if rule.for_each is not None:
        yield from _part(say("For hver", "For each"), _items(rule.for_each, words))
        words = words.naming(rule.for_each.item, rule.for_each.over)
    requires = [] if rule.requires is None else [outline(rule.requires, words)]
    requires += [] if rule.repeats is None else [_recurring(rule.repeats, words)]
    yield from _part(say("Kræver", "Requires"), *requires)
    yield from _part(say("Frist", "Deadline"), Outline(_deadline(rule, words)))
    exemptions = []
    for entry in rule.exempt_when:
        asked, reason = outline(entry.when, words), Reason(entry.reason).label.text(words.language)
        exemptions.append(Outline(f"{reason}: {asked.text}", asked.parts))
    never = Outline(say("aldrig", "never"))
    yield from _part(say("Undtaget når", "Exempt when"), *(exemptions or [never]))
    yield from (f"### {say('Det læser sagsbehandleren', 'What the caseworker reads')}", "")
    yield from (f"> {template(rule.finding.text(words.language))}.", ">")
    closes = say("Det lukker den", "What would close it")
    yield from (f"> {closes}: {template(rule.remedy.text(words.language))}", "")
    yield from _meanings(rule, words)


def _part(heading: str, *outlines: Outline) -> Iterator[str]:
    yield from (f"### {heading}", "")
    for each in outlines:
        yield from block(each)


def _items(items: ForEach, words: Vocabulary) -> Outline:
    every = f"{words.say('registrering under', 'entry under')} «{title(items.over, words)}»"
    if items.where == e.TRUE:
        return Outline(every)
    below = outline(items.where, words.naming(items.item, items.over))
    return Outline(f"{every}{words.say(', hvor', ' where')} {below.text}", below.parts)


def _recurring(repeats: Repeats, words: Vocabulary) -> Outline:
    every, last, start = (term(each, words) for each in (repeats.every, repeats.last, repeats.start))
    parts = (
        words.say(f"der går højst {every} mellem to gange", f"at most {every} pass between two times"),
        words.say(f"sidste gang er {last}", f"the last time is {last}"),
        words.say(f"den første gang regnes fra {start}", f"the first time is counted from {start}"),
    )
    return Outline(words.say("det gentages:", "it recurs:"), tuple(map(Outline, parts)))


def _deadline(rule: Rule, words: Vocabulary) -> str:
    if rule.repeats is not None:
        return words.say("følger af, hvor tit det gentages", "follows from how often it recurs")
    return words.say("ingen", "none") if rule.deadline is None else term(rule.deadline, words)


def _meanings(rule: Rule, words: Vocabulary) -> Iterator[str]:
    """Yield what the definitions and the lists that the rule names hold."""
    used = names_used(rule, e.Use)
    if used:
        yield from (f"### {words.say('Hvad udtrykkene betyder', 'What the expressions mean')}", "")
    for definition in (words.definitions[name] for name in used if name in words.definitions):
        meaning = outline(definition.when, words.about(definition))
        whole = f"**«{definition.title.text(words.language)}»**: {meaning.text}"
        yield from block(Outline(whole, meaning.parts))
    if named := lists(rule, words):
        yield from (f"### {words.say('Lister', 'Lists')}", "", *(f"- {each}" for each in named), "")
