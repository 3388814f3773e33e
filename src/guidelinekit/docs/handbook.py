"""The rules of packs as one publication: what each asks, what is local, and what was left out and why."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from guidelinekit.case.catalogue import Kind
from guidelinekit.docs.markdown import FIELD, upper
from guidelinekit.docs.rule_page import LAST
from guidelinekit.evaluate import RuleSet
from guidelinekit.examples.outcomes import run_example
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Encoding, Pack, Rule, Subject
from guidelinekit.lang.walk import names_used
from guidelinekit.publication.publication import (
    Block,
    Captioned,
    Chapter,
    Grid,
    Paragraph,
    Publication,
    numbered,
)
from guidelinekit.text import Language, Text
from guidelinekit.wording.explanation import Outline, outline
from guidelinekit.wording.rule import by_number, place_in_words, rule_lines
from guidelinekit.wording.values import Vocabulary, amount, term, title

_WORDS: Final = {
    "subtitle": Text(da="Regler efter retningslinjen, profil {}", en="Rules after the guideline, profile {}"),
    "about": Text(da="Om dokumentet", en="About this document"),
    "edition": Text(da="Udgave", en="Edition"),
    "source": Text(da="Kilde", en="Source"),
    "notice": Text(da="Bemærk", en="Note"),
    "made": Text(
        da="Dokumentet er dannet af reglerne. Hvad en regel siger her, er det, den prøver i en sag. "
        "Under hver regel står eksempler på sager med de svar, som reglen giver.",
        en="This document is made from the rules. What a rule says here is what it tries in a case. "
        "Under each rule stand examples of cases with the answers that the rule gives.",
    ),
    "anvisning": Text(da="Anvisning {}", en="Section {}"),
    "text": Text(da="Hvad retningslinjen siger", en="What the guideline says"),
    "finding": Text(da="Det læser sagsbehandleren", en="What the caseworker reads"),
    "remedy": Text(da="Det lukker den", en="What would close it"),
    "examples": Text(da="Eksempel|Dato|Svar|Fordi|Frist", en="Example|As of|Answer|Because|Deadline"),
    "local": Text(da="Hvad der er fastsat lokalt", en="What is set locally"),
    "none local": Text(da="Ingen tal er fastsat lokalt.", en="No number is set locally."),
    "numbers": Text(da="Tal|Værdi|Hvorfor|Regler", en="Number|Value|Why|Rules"),
    "not set": Text(da="ikke fastsat", en="not set"),
    "meanings": Text(da="Hvad udtrykkene betyder", en="What the expressions mean"),
    "left out": Text(da="Hvad der ikke er indkodet, og hvorfor", en="What is not encoded, and why"),
    "all in": Text(da="Alle udsagn er indkodet helt.", en="Every statement is encoded whole."),
    "statements": Text(da="Sted|Udsagn|Indkodet|Hvorfor", en="Place|Statement|Encoded|Why"),
    "answer": Text(da="Høringssvar", en="Answers to the hearing"),
    "how": Text(
        da="Skriv bemærkninger ud for reglens nummer, eller som kommentarer i dokumentet.",
        en="Write remarks beside the rule's number, or as comments in the document.",
    ),
    "answers": Text(
        da="Nr. og regel|Bemærkning|Forslag til ændring", en="No. and rule|Remark|Proposed change"
    ),
}
_DATE: Final = Text(da="dato", en="date")
_FILLED: Final = {
    "due_on": Text(da="fristens dag", en="the day of the deadline"),
    "overdue_days": Text(da="antal dage", en="number of days"),
    "lacking": Text(da="det, der mangler", en="what is lacking"),
}
"""What the names in a sentence stand for that are no fields of the record."""
_HOW_FAR: Final = {
    Encoding.PARTLY: Text(da="delvist", en="partly"),
    Encoding.NOT: Text(da="ikke", en="not"),
    Encoding.NEXT: Text(da="endnu ikke", en="not yet"),
}


def handbook(
    packs: Sequence[PackUnderTest], profile: str, language: Language, *, hearing: bool
) -> Publication:
    """Return the rules of packs in one language; for a hearing with a table for the answers.

    Raises RuleError where the profile cannot be used.
    """
    whole = [(each, each.under(profile)) for each in packs]
    titles = [rules.packs[0].title.text(language) for _, rules in whole]
    chapters = [list(_chapters(pack, rules, language)) for pack, rules in whole]
    parts = chapters[0]
    if len(chapters) > 1:
        parts = [Chapter(title, (), listed) for title, listed in zip(titles, chapters, strict=True)]
    if hearing:
        rules_at = 1 if len(chapters) > 1 else 0
        listed = [each for each in numbered(parts) if each.depth == 2 + rules_at]
        rows = [(f"{each.number} {each.part.title}", "", "") for each in listed]
        blocks: list[Block] = [Paragraph(_say("how", language)), Grid(_heads("answers", language), rows)]
        parts = [*parts, Chapter(_say("answer", language), blocks, name="answers")]
    subtitle = _say("subtitle", language).format(whole[0][1].profile.title.text(language))
    return Publication(", ".join(titles), subtitle, language, parts, for_remarks=hearing)


def _say(name: str, language: Language) -> str:
    return _WORDS[name].text(language)


def _heads(name: str, language: Language) -> list[str]:
    return _say(name, language).split("|")


def _chapters(pack: PackUnderTest, rules: RuleSet, language: Language) -> Iterator[Chapter]:
    own = rules.packs[0]
    ordered = by_number(rule for rule in rules.rules if rule.pack == own.id)
    yield Chapter(_say("about", language), list(_about(own, language)), name=f"{own.id}-about")
    for anvisning, group in groupby(ordered, key=lambda rule: rule.anvisning):
        parts = [
            Chapter(
                rule.title.text(language),
                [*_rule(rule, pack, rules, language)],
                name=rule.id.replace("/", "-"),
            )
            for rule in group
        ]
        name = _say("anvisning", language).format(anvisning) if anvisning[:1].isdigit() else anvisning
        yield Chapter(name, (), parts)
    yield Chapter(_say("local", language), [_local(ordered, rules, language)], name=f"{own.id}-local")
    if own.definitions:
        meanings = list(_meanings(own, rules, language))
        yield Chapter(_say("meanings", language), meanings, name=f"{own.id}-meanings")
    yield Chapter(_say("left out", language), [_left_out(own, language)], name=f"{own.id}-left-out")


def _about(pack: Pack, language: Language) -> Iterator[Block]:
    yield Paragraph(_say("made", language))
    if pack.notice is not None:
        yield Captioned(_say("notice", language), Outline(_one_line(pack.notice.text(language))))
    yield Captioned(_say("edition", language), Outline(pack.edition))
    for source in pack.sources:
        yield Captioned(_say("source", language), Outline(f"{source.title} ({source.id})"))


def _rule(rule: Rule, pack: PackUnderTest, rules: RuleSet, language: Language) -> Iterator[Block]:
    cited = [passage for passage in rules.pack(rule).passages if passage.id in rule.passages]
    says = [
        f"{place_in_words(passage.locator, language)}: {_one_line(passage.summary.text(language))}"
        for passage in cited
    ]
    if says:
        yield Captioned(_say("text", language), Outline("", tuple(map(Outline, says))))
    words = rules.vocabulary(rule, LAST, language)
    for label, text in rule_lines(rule, words):
        yield Captioned(label, Outline(_one_line(text.text), text.parts))
    yield Captioned(_say("finding", language), Outline(_template(rule.finding, rule, words)))
    yield Captioned(_say("remedy", language), Outline(_template(rule.remedy, rule, words)))
    rows = list(_examples(rule, pack, language))
    if rows:
        columns = 5 if any(row[-1] for row in rows) else 4  # no example has a deadline
        yield Grid(_heads("examples", language)[:columns], [row[:columns] for row in rows])


def _examples(rule: Rule, pack: PackUnderTest, language: Language) -> Iterator[tuple[str, ...]]:
    for example in pack.examples(rule):
        results = run_example(pack, example).results
        yield (
            upper(_one_line(example.name)),
            example.as_of.isoformat(),
            "; ".join(each.status.label.text(language) for each in results),
            "; ".join(dict.fromkeys(each.reason.label.text(language) for each in results)),
            "; ".join(each.due_on.isoformat() for each in results if each.due_on is not None),
        )


def _local(ordered: Sequence[Rule], rules: RuleSet, language: Language) -> Block:
    """Return the local numbers: values, the profile's reasons, and the rules that count with them."""
    pack = rules.packs[0]
    words = rules.vocabulary_of(pack, Subject.CASE, LAST, language)
    users: dict[str, list[str]] = {}
    for rule in ordered:
        for name in names_used(rule, e.Parameter):
            users.setdefault(name, []).append(rule.name)
    rows = []
    for number in pack.parameters:
        if number.basis is Basis.LOCAL and number.name in users:
            value = words.settings.get(number.name)
            shown = _say("not set", language) if value is None else amount(value, number.unit, language)
            setting = rules.profile.settings.get(f"{pack.id}/{number.name}")
            why = "" if setting is None or setting.why is None else _one_line(setting.why.text(language))
            rows.append((number.title.text(language), shown, why, ", ".join(users[number.name])))
    return Grid(_heads("numbers", language), rows) if rows else Paragraph(_say("none local", language))


def _meanings(pack: Pack, rules: RuleSet, language: Language) -> Iterator[Block]:
    words = rules.vocabulary_of(pack, Subject.CASE, LAST, language)
    for definition in pack.definitions:
        meaning = outline(definition.when, words.about(definition))
        yield Captioned(f"«{definition.title.text(language)}»", meaning)
        if definition.interpretation is not None:
            yield Paragraph(_one_line(definition.interpretation.text(language)))


def _left_out(pack: Pack, language: Language) -> Block:
    rows = [
        (
            f"{passage.id}: {place_in_words(passage.locator, language)}",
            _one_line(passage.summary.text(language)),
            _HOW_FAR[passage.encoding].text(language),
            "" if passage.because is None else _one_line(passage.because.text(language)),
        )
        for passage in pack.passages
        if passage.encoding in _HOW_FAR
    ]
    return Grid(_heads("statements", language), rows) if rows else Paragraph(_say("all in", language))


def _template(text: Text, rule: Rule, words: Vocabulary) -> str:
    """Return a sentence with the name of each field in its place, for there is no case to fill it in from."""
    if rule.for_each is not None:
        words = words.naming(rule.for_each.item, rule.for_each.over)

    def place(field: re.Match[str]) -> str:
        root, *steps = field[1].split(".")
        if root == "parameters":
            return term(e.Parameter(name=steps[0]), words)
        path = e.Path(root=root, steps=tuple(steps))
        read = words.field(path)
        named = _DATE if read is not None and read.kind is Kind.DATE else _FILLED.get(root)
        shown = title(path, words) if named is None else named.text(words.language)
        return f"[{shown}]"

    return FIELD.sub(place, _one_line(text.text(words.language)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
