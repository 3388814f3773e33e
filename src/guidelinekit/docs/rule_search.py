"""Rules by a word: in the id, the texts, the logic in prose, in what they encode, in fields they read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from guidelinekit.docs.dictionary import dictionary, names
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang.rule import Rule
from guidelinekit.suggest import folded
from guidelinekit.text import Language, Text
from guidelinekit.wording.rule import rule_lines


def rules_about(word: str, rules: RuleSet, as_of: date) -> list[Rule]:
    """Return the rules that have a word, Danish or English, in what they say, rest on or read."""
    summaries = {passage.id: passage.summary for pack in rules.packs for passage in pack.passages}
    entries = (entry for entry in dictionary(rules.packs) if names(entry.path, entry.field.title, word))
    readers, sought = {rule for entry in entries for rule in entry.read_by}, folded(word)
    return [
        rule
        for rule in rules.rules
        if rule.id in readers or any(sought in folded(text) for text in _texts(rule, rules, summaries, as_of))
    ]


def _texts(rule: Rule, rules: RuleSet, summaries: Mapping[str, Text], as_of: date) -> Iterator[str]:
    yield rule.id
    own = (rule.title, rule.finding, rule.remedy, rule.interpretation)
    for text in (*own, *(summaries.get(passage) for passage in rule.passages)):
        if text is not None:
            yield from (text.da, text.en)
    for language in get_args(Language):
        for _, outline in rule_lines(rule, rules.vocabulary(rule, as_of, language)):
            yield from outline.lines()
