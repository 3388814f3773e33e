"""`rules`: the list of rules, or one of them in prose."""

import sys
from datetime import date
from typing import Annotated

import typer

from guidelinekit.cli.options import AsOf, Lang, Packs, Profile, RuleGlobs, Spoken, as_of_or_today, language
from guidelinekit.cli.ruleset import chosen_rules, names_one, one_rule
from guidelinekit.docs.rule_search import rules_about
from guidelinekit.errors import UsageError
from guidelinekit.report.layout import console_for
from guidelinekit.report.rules import edition_list, rule_in_prose, rule_list
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.text import say
from guidelinekit.wording.rule import rule_lines


def command(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="RULE", help="One rule, to be read in prose; or a word to seek.", show_default=False
        ),
    ] = None,
    edition: Annotated[
        bool, typer.Option("--edition", help="List the packs: their editions, and which is in force when.")
    ] = False,
    pack: Packs = None,
    globs: RuleGlobs = None,
    profile: Profile = "suggested",
    as_of: AsOf = None,
    lang: Lang = Spoken.DA,
) -> None:
    """List the rules, or read one of them in prose, with the parameters as they stand on a date.

    A word that is no rule's id, Danish or English, lists the rules that have it: in their texts, in their
    logic in prose, in what they encode of the guideline, or in the fields that they read.

    Examples:
      guidelinekit rules --pack ssb-2016
      guidelinekit rules 3.2.4-early-partner-contact --lang en
      guidelinekit rules herberg
      guidelinekit rules --edition
    """
    if edition:
        pack = pack or list(bundled_packs())
    rules, console = chosen_rules(pack, profile, globs), console_for(sys.stdout)
    if edition:
        lines = edition_list(rules.packs, language(lang))
    elif rule is None:
        lines = rule_list(rules.rules, rules.packs, language(lang))
    elif matches := () if names_one(rules, rule) else rules_about(rule, rules, date.max):
        lines = rule_list(matches, rules.packs, language(lang))
    else:
        chosen = one_rule(rules, rule, _nothing_about(rule))
        prose = rule_lines(chosen, rules.vocabulary(chosen, as_of_or_today(as_of), language(lang)))
        lines = rule_in_prose(chosen, prose, language(lang), console.width)
    for line in lines:
        console.print(line)


def _nothing_about(word: str) -> UsageError:
    cure = say(
        "prøv et andet ord; `guidelinekit fields {word}` søger i felterne",
        "try another word; `guidelinekit fields {word}` searches the fields",
        word=word,
    )
    return UsageError(say("intet fundet om `{word}`", "nothing found about `{word}`", word=word), cure)
