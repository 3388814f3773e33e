"""A place in a rule or definition as an author reads it: the prose of the node there, in its surroundings."""

from typing import get_args

from guidelinekit.check.reachable import DEFINITIONS
from guidelinekit.check.standing import one_of_values
from guidelinekit.diagnostics import Route
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Exemption, ForEach, InForce, Rule
from guidelinekit.mutation.mistakes import Edit, Mistake
from guidelinekit.results import Reason
from guidelinekit.synthetic.generate import AS_OF
from guidelinekit.text import Language, Text
from guidelinekit.wording.conditions import condition
from guidelinekit.wording.labels import RULE_KEY
from guidelinekit.wording.values import Vocabulary, coded, term

_NOTHING = Text(da="intet", en="nothing")
_AND = Text(da="og", en="and")
_WITHOUT = Text(da="uden", en="without")
_CONDITIONS = get_args(get_args(e.Condition)[0])


def key_of(route: Route, language: Language) -> str:
    """Return the key of a rule under which a place lies."""
    key = RULE_KEY.get(str(route[0])) if route else None
    return "" if key is None else key.text(language)


def short(owner: str) -> str:
    """Return a rule's id without its pack, and what else is counted as it is."""
    return (
        owner if owner.startswith(("definitions/", "value_sets/", "in_force/")) else owner.partition("/")[2]
    )


def words_at(rules: RuleSet, rule: Rule, owner: str, route: Route, language: Language) -> Vocabulary:
    """Return the vocabulary at a place: the names of the quantifiers around it are known there."""
    words = rules.vocabulary(rule, AS_OF, language)
    kind, _, name = owner.partition("/")
    node: object = rule
    if kind == DEFINITIONS:
        node = words.definitions[name]
        words = words.about(words.definitions[name])
    elif route and rule.for_each is not None and route[0] != "applies_when":
        words = words.naming(rule.for_each.item, rule.for_each.over)
    for step in route:
        if isinstance(node, e.Count | e.Every | e.Matching) and step in {"where", "satisfies", "date"}:
            words = words.naming(node.item, node.over)
        node = node[step] if isinstance(step, int) and isinstance(node, tuple) else getattr(node, str(step))
    return words


def in_words(node: e.Node | None, words: Vocabulary) -> str:
    """Return a node in prose; nothing where there is none."""
    match node:
        case None:
            return _NOTHING.text(words.language)
        case Exemption(reason=reason, when=when):
            return f"{condition(when, words)} ({Reason(reason).label.text(words.language)})"
        case InForce(start=start, end=end):
            return f"{start or ''}..{end or ''}"
        case ForEach(where=where):
            return condition(where, words)
        case _ if isinstance(node, _CONDITIONS):
            return condition(node, words)
        case _:
            return term(node, words)  # type: ignore[arg-type]  # what else has a route is a term


def before_and_after(edit: Edit, by: float | None, words: Vocabulary) -> tuple[str, str]:
    """Return what stands at a mistake's place before and after it."""
    before = in_words(edit.before, words)
    if by is not None:
        return before, f"{before} {_AND.text(words.language)} {by:+g}"
    if edit.mistake is Mistake.VALUE:
        lost = sorted(set(_values(edit.before)) - set(_values(edit.after)), key=str)
        named = ", ".join(coded(value, words.language) for value in lost)
        return before, f"{_WITHOUT.text(words.language)} {named}"
    return before, in_words(edit.after, words)


def _values(node: e.Node | None) -> tuple[object, ...]:
    match node:
        case e.ValueSet(values=values) | e.Compare(right=e.ValueSet(values=values)):
            return values
        case e.AnyOf():
            return one_of_values(node) or ()
        case e.Compare(right=e.Constant(value=value)):
            return (value,)
        case _:
            return ()
