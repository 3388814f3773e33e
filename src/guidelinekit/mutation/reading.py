"""A place in a rule or definition as an author reads it: the prose of the node there, in its surroundings."""

from guidelinekit.coverage.units import DEFINITIONS, one_of_values
from guidelinekit.diagnostics import Route
from guidelinekit.evaluate import RuleSet
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Exemption, ForEach, Language, Rule, Text
from guidelinekit.mutation.mutation import Change, Mistake
from guidelinekit.results import Reason
from guidelinekit.synthetic.generate import AS_OF
from guidelinekit.wording.conditions import condition
from guidelinekit.wording.labels import REASON
from guidelinekit.wording.values import Vocabulary, coded, term

_KEYS = {
    "applies_when": Text(da="gælder når", en="applies when"),
    "for_each": Text(da="for hver", en="for each"),
    "requires": Text(da="kræver", en="requires"),
    "deadline": Text(da="frist", en="deadline"),
    "repeats": Text(da="gentages", en="repeats"),
    "exempt_when": Text(da="undtaget når", en="exempt when"),
    "when": Text(da="betydning", en="meaning"),
    "values": Text(da="værdier", en="values"),
}


def key_of(route: Route, language: Language) -> str:
    """Give the key of a rule under which a place lies."""
    found = _KEYS.get(str(route[0])) if route else None
    return "" if found is None else found.text(language)


def words_at(rules: RuleSet, rule: Rule, owner: str, route: Route, language: Language) -> Vocabulary:
    """Give the vocabulary at a place: the names of the quantifiers around it are known there."""
    words = rules.vocabulary(rule, AS_OF, language)
    kind, _, name = owner.partition("/")
    node: object = rule
    if kind == DEFINITIONS:
        node = words.definitions[name]
    elif route and rule.for_each is not None and route[0] != "applies_when":
        words = words.naming(rule.for_each.item, rule.for_each.over)
    for step in route:
        if isinstance(node, e.Count | e.Every) and step in {"where", "satisfies"}:
            words = words.naming(node.item, node.over)
        node = node[step] if isinstance(step, int) and isinstance(node, tuple) else getattr(node, str(step))
    return words


def spoken(node: e.Node | None, words: Vocabulary) -> str:
    """Give a node in prose; nothing where there is none."""
    match node:
        case (
            e.All()
            | e.AnyOf()
            | e.Not()
            | e.AtLeast()
            | e.Compare()
            | e.Known()
            | e.Count()
            | e.Every()
            | e.Use()
        ):
            return condition(node, words)
        case (
            e.Path()
            | e.Age()
            | e.Constant()
            | e.ValueSet()
            | e.Parameter()
            | e.Day()
            | e.AsOf()
            | e.Days()
            | e.Shift()
        ):
            return term(node, words)
        case e.Latest() | e.Earliest():
            return term(node, words)
        case Exemption(reason=reason, when=when):
            return f"{condition(when, words)} ({REASON[Reason(reason)].text(words.language)})"
        case ForEach(where=where):
            return condition(where, words)
        case _:
            return words.say("intet", "nothing")


def before_and_after(change: Change, by: float | None, words: Vocabulary) -> tuple[str, str]:
    """Give what stands at a mistake's place before and after it."""
    before = spoken(change.before, words)
    if by is not None:
        return before, f"{before} {words.say('og', 'and')} {by:+g}"
    if change.mistake is Mistake.VALUE:
        lost = sorted(set(_values(change.before)) - set(_values(change.after)), key=str)
        named = ", ".join(coded(value, words.language) for value in lost)
        return before, f"{words.say('uden', 'without')} {named}"
    return before, spoken(change.after, words)


def _values(node: e.Node | None) -> tuple[object, ...]:
    match node:
        case e.ValueSet(values=values):
            return values
        case e.Compare(right=e.ValueSet(values=values)):
            return values
        case e.AnyOf():
            return one_of_values(node) or ()
        case e.Compare(right=e.Constant(value=value)):
            return (value,)
        case _:
            return ()
