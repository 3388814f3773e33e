"""Conditions as readable prose, in Danish and English."""

from collections.abc import Mapping
from typing import assert_never

from guidelinekit.lang import expr as e
from guidelinekit.wording.values import Vocabulary, coded, either, term, title

_OPS: Mapping[str, tuple[str, str]] = {
    "eq": ("er", "is"),
    "in": ("er", "is"),
    "lt": ("er under", "is below"),
    "le": ("er højst", "is at most"),
    "gt": ("er over", "is above"),
    "ge": ("er mindst", "is at least"),
    "contains": ("omfatter", "include"),
}
_NOT_OPS: Mapping[str, tuple[str, str]] = {
    "eq": ("er ikke", "is not"),
    "in": ("er ikke", "is not"),
    "contains": ("omfatter ikke", "do not include"),
}
_DATE_OPS: Mapping[str, tuple[str, str]] = {
    "eq": ("er den samme dag som", "is the same day as"),
    "lt": ("ligger tidligere end", "is earlier than"),
    "le": ("ligger senest på", "is on or before"),
    "gt": ("ligger senere end", "is later than"),
    "ge": ("ligger tidligst på", "is on or after"),
}
_AMONG: Mapping[bool, tuple[str, str]] = {
    True: ("hører til", "is among"),
    False: ("hører ikke til", "is not among"),
}


def condition(node: e.Condition, words: Vocabulary) -> str:
    """Return a condition as a clause without a full stop, such as it stands after "when"."""
    match node:
        case e.All(of=()):
            return words.say("altid", "always")
        case e.All(of=parts):
            return _joined(parts, words, words.say("og", "and"))
        case e.AnyOf(of=parts) if (several := _one_of_several(parts, words)) is not None:
            return several
        case e.AnyOf(of=parts):
            return _joined(parts, words, words.say("eller", "or"))
        case e.AtLeast(n=n, of=parts):
            listed = "; ".join(condition(part, words) for part in parts)
            return words.say(f"mindst {n} af disse gælder: {listed}", f"at least {n} of these hold: {listed}")
        case e.Not(of=e.Known(path=path)):
            return f"{title(path, words)} {words.say('er ikke registreret', 'is not recorded')}"
        case e.Not(of=e.Compare(left=left, op=op, right=right)) if op in _NOT_OPS:
            return _compare(left, op, right, words, holds=False)
        case e.Not(of=part):
            return words.say(
                f"det gælder ikke, at {condition(part, words)}", f"not: {condition(part, words)}"
            )
        case e.Known(path=path):
            return f"{title(path, words)} {words.say('er registreret', 'is recorded')}"
        case e.Use(name=name):
            definition = words.definitions.get(name)
            return name if definition is None else f"«{definition.title.text(words.language)}»"
        case e.Compare(left=left, op=op, right=right):
            return _compare(left, op, right, words)
        case e.Count(item=item, over=over):
            return f"{counted(node, words)}{where(node.where, words.naming(item, over))}"
        case e.Every(over=over, item=item, satisfies=satisfies):
            inner = words.naming(item, over)
            return f"{each(node, words)} {condition(satisfies, inner)}"
        case _:
            assert_never(node)


def counted(node: e.Count, words: Vocabulary) -> str:
    """Return how many entries a count asks for, without what it asks of them."""
    low, high, listed = node.at_least, node.at_most, f"«{title(node.over, words)}»"
    if high == 0:
        return words.say(f"der er ingen registrering under {listed}", f"there is no entry under {listed}")
    bounds = []
    if low is not None:
        bounds.append(words.say(f"mindst {_few(low, 'én')}", f"at least {_few(low, 'one')}"))
    if high is not None:
        bounds.append(words.say(f"højst {_few(high, 'én')}", f"at most {_few(high, 'one')}"))
    one = (low if high is None else high) == 1
    count = either(bounds, words, ("og", "and"))
    return words.say(
        f"der er {count} {'registrering' if one else 'registreringer'} under {listed}",
        f"there {'is' if one else 'are'} {count} {'entry' if one else 'entries'} under {listed}",
    )


def each(node: e.Every, words: Vocabulary) -> str:
    """Return which entries something holds for, without what holds."""
    listed = f"«{title(node.over, words)}»{where(node.where, words.naming(node.item, node.over))}"
    return words.say(f"for hver registrering under {listed}, gælder, at", f"for each entry under {listed}:")


def where(asked: e.Condition, words: Vocabulary) -> str:
    """Return what is asked of the entries of a list, as a clause behind its name."""
    if asked == e.All(of=()):
        return ""
    return f"{words.say(', hvor', ' where')} {condition(asked, words)}"


def simple(node: e.Condition) -> bool:
    """Tell whether a condition reads well beside others on the line, without brackets."""
    if isinstance(node, e.Not):
        return simple(node.of)
    return not isinstance(node, e.All | e.AnyOf | e.AtLeast | e.Count | e.Every) or node == e.All(of=())


def _joined(parts: tuple[e.Condition, ...], words: Vocabulary, conjunction: str) -> str:
    clauses = [
        condition(part, words)
        if len(parts) == 1 or simple(part) or _brief(part, words)
        else f"({condition(part, words)})"
        for part in parts
    ]
    return f" {conjunction} ".join(clauses)


def _brief(part: e.Condition, words: Vocabulary) -> bool:
    """Tell whether several parts are said as one."""
    return isinstance(part, e.AnyOf) and _one_of_several(part.of, words) is not None


def _one_of_several(parts: tuple[e.Condition, ...], words: Vocabulary) -> str | None:
    """Say that a list holds one of several values in one clause; None where the parts ask something else."""
    held = [part for part in parts if isinstance(part, e.Compare) and part.op == "contains"]
    values = tuple(part.right.value for part in held if isinstance(part.right, e.Constant))
    if len(values) < max(len(parts), 2) or len({part.left for part in held}) > 1:
        return None
    left = held[0].left
    name = next((name for name, named in words.value_sets.items() if named.values == values), None)
    listed = _right(left, e.ValueSet(values=values, name=name), words)
    return f"{term(left, words)} {words.say('omfatter mindst én af', 'include at least one of')} {listed}"


def _compare(left: e.Path | e.Age, op: str, right: e.Term, words: Vocabulary, *, holds: bool = True) -> str:
    field = words.field(left) if isinstance(left, e.Path) else None
    if isinstance(right, e.Constant) and isinstance(right.value, bool):
        marked = words.say("er markeret med", "is marked") if holds else words.say(*_UNMARKED)
        return f"{term(left, words)} {marked} {coded(right.value, words.language)}"
    verb = (_OPS if holds else _NOT_OPS)[op]
    if isinstance(right, e.ValueSet) and right.name in words.value_sets:
        verb = _AMONG[holds]
    elif holds and field is not None and field.kind == "date":
        verb = _DATE_OPS.get(op, verb)
    elif op == "eq" and isinstance(right, e.Path):
        verb = _SAME[holds]
    return f"{term(left, words)} {words.say(*verb)} {_right(left, right, words)}"


_SAME: Mapping[bool, tuple[str, str]] = {
    True: ("svarer til", "is the same as"),
    False: ("svarer ikke til", "is not the same as"),
}
_UNMARKED = ("er ikke markeret med", "is not marked")


def _right(left: e.Path | e.Age, right: e.Term, words: Vocabulary) -> str:
    field = words.field(left) if isinstance(left, e.Path) else None
    if field is not None and field.item is not None:
        field = field.item
    value = term(right, words, field)
    years = isinstance(left, e.Age) and not isinstance(right, e.Parameter)
    return f"{value} {words.say('år', 'years')}" if years else value


def _few(number: int, one: str) -> str:
    return one if number == 1 else str(number)
