"""What would close a gap, in a generated explanation: code that builds the tree of `semantics.closing`."""

import ast
from typing import Any, assert_never, cast

from guidelinekit.compile.verdicts.block import Block
from guidelinekit.compile.verdicts.explain_terms import given
from guidelinekit.compile.verdicts.rules import shortfall
from guidelinekit.compile.verdicts.traced import Traced, Tracing, pointer_to
from guidelinekit.compile.verdicts.tree import (
    FALSE,
    NONE,
    TRUE,
    call,
    choice,
    compare,
    is_none,
    name,
    negation,
)
from guidelinekit.lang import expr as e
from guidelinekit.lang.walk import nodes


def needed(found: Traced, tracing: Tracing, block: Block) -> ast.expr:
    """Give the tree of what would make a condition true that is not."""
    match found.node:
        case e.All():
            return _together("all_of", [_unless_true(part, tracing, block) for part in found.parts])
        case e.AnyOf():
            return _together("any_of", [needed(part, tracing, block) for part in found.parts])
        case e.AtLeast(n=n):
            true: ast.expr = ast.Constant(n)
            for part in found.parts:
                true = ast.BinOp(true, ast.Sub(), choice(_is_true(part), ast.Constant(1), ast.Constant(0)))
            return _dict(
                at_least=true, of=_list([_unless_true(part, tracing, block) for part in found.parts])
            )
        case e.Use():
            return needed(found.parts[0], tracing, block)
        case e.Count():
            return _count(found.node, found, tracing, block)
        case e.Every():
            assert found.steps is not None  # noqa: S101 - kept where a closing is asked for
            assert found.whole is not None  # noqa: S101 - it ranges over a list
            steps = choice(is_none(found.whole), _list([]), name(found.steps))
            return call("together", ast.Constant("all_of"), steps)
        case e.Known(path=path):
            return _dict(action=ast.Constant("document"), pointer=pointer_to(path, tracing))
        case e.Compare() | e.Not():
            change = _dict(action=ast.Constant("change"), to=wanted(found.node, None, tracing, block))
            if found.missing is None:
                return change
            return choice(is_none(found.truth), _uncovered(found), change)
        case _:
            assert_never(found.node)


def _is_true(part: Traced) -> ast.expr:
    return compare(part.truth, "is", TRUE)


def _unless_true(part: Traced, tracing: Tracing, block: Block) -> ast.expr:
    """Give a tree where a part is not true, to stand in a list."""
    if isinstance(part.truth, ast.Constant) and part.truth.value is True:
        return ast.Starred(_list([]), ast.Load())
    step = _list([needed(part, tracing, block)])
    return ast.Starred(choice(negation(_is_true(part)), step, _list([])), ast.Load())


def _uncovered(found: Traced) -> ast.expr:
    assert found.missing is not None  # noqa: S101 - it may be unknown
    return call("uncovered", found.missing)


def _count(node: e.Count, found: Traced, tracing: Tracing, block: Block) -> ast.expr:
    assert found.sure is not None  # noqa: S101 - a count counts
    pointer = pointer_to(node.over, tracing)
    review = record = None
    if node.at_most is not None or node.at_least is None:
        assert found.items is not None  # noqa: S101 - kept where a closing is asked for
        review = _dict(
            action=ast.Constant("review"),
            list=pointer,
            at_most=ast.Constant(node.at_most),
            items=name(found.items),
        )
    if node.at_least is not None:
        record = _dict(
            action=ast.Constant("record"),
            list=pointer,
            count=ast.BinOp(ast.Constant(node.at_least), ast.Sub(), name(found.sure)),
            where=wanted(node.where, node.item, tracing, block),
        )
    tree = record or review
    if record is not None and review is not None:
        tree = choice(compare(name(found.sure), "lt", ast.Constant(node.at_least)), record, review)
    assert tree is not None  # noqa: S101 - a count has a bound
    assert found.whole is not None  # noqa: S101 - a count counts the items of a list
    return choice(is_none(found.whole), _uncovered(found), tree)


def wanted(node: e.Condition, item: str | None, tracing: Tracing, block: Block) -> ast.expr:
    """Write a condition with all that is known filled in, so that only what is to be recorded stays open."""
    match node:
        case e.All(of=parts):
            return _together("all_of", [wanted(part, item, tracing, block) for part in parts])
        case e.AnyOf(of=parts):
            return _together("any_of", [wanted(part, item, tracing, block) for part in parts])
        case e.AtLeast(n=n, of=parts):
            inner = [wanted(part, item, tracing, block) for part in parts]
            return _dict(at_least=ast.Constant(n), of=_list(inner))
        case e.Not(of=part):
            return _dict(**{"not": wanted(part, item, tracing, block)})
        case e.Use(of=part):
            return wanted(part, item, tracing, block)
        case e.Known(path=path):
            return _dict(**_field(path, item, tracing), known=TRUE)
        case e.Compare(left=left, op=op, right=right):
            shown = _field(left.path if isinstance(left, e.Age) else left, item, tracing)
            if isinstance(left, e.Age):
                shown["age"] = TRUE
            return _dict(**shown, op=ast.Constant(op), value=_value(right, tracing, block))
        case e.Count(over=over, where=where, item=inner_item):
            bounds = {"at_least": ast.Constant(node.at_least), "at_most": ast.Constant(node.at_most)}
            of_item = wanted(where, inner_item, tracing, block)
            return _dict(**_field(over, item, tracing), **bounds, where=of_item)
        case e.Every(over=over, where=where, satisfies=satisfies, item=inner_item):
            of_item = wanted(where, inner_item, tracing, block)
            every = wanted(satisfies, inner_item, tracing, block)
            return _dict(**_field(over, item, tracing), where=of_item, every=every)
        case _:
            assert_never(node)


def _field(path: e.Path, item: str | None, tracing: Tracing) -> dict[str, ast.expr]:
    """Name a field of the item to be recorded, or the pointer of one that is on record."""
    if path.root == item or path.root not in tracing.places:
        return {"field": ast.Constant(".".join(path.steps))}
    return {"pointer": pointer_to(path, tracing)}


def _value(right: e.Node, tracing: Tracing, block: Block) -> ast.expr:
    if any(path.root not in tracing.places for path in nodes(right, e.Path)):
        return _dict(fields=_list([ast.Constant(".".join(path.steps)) for path in nodes(right, e.Path)]))
    match right:
        case e.Constant(value=value):
            return ast.Constant(value)
        case e.ValueSet(values=values):
            return _list([ast.Constant(value) for value in values])
        case _:
            found = given(right, tracing.silent(), block)  # type: ignore[arg-type]  # the right side is a term
            return call("plain", found.value)


def _together(how: str, parts: list[ast.expr]) -> ast.expr:
    """Write what `together` gives: done here and now, unless a part is known only when the code runs."""
    if len(parts) == 1 and not isinstance(parts[0], ast.Starred):
        return parts[0]
    flat: list[ast.expr] = []
    for part in parts:
        if not isinstance(part, ast.Dict):
            return call("together", ast.Constant(how), _list(parts))
        inner = next((v for k, v in zip(part.keys, part.values, strict=True) if _names(k, how)), None)
        flat += [part] if inner is None else cast("ast.List", inner).elts
    return flat[0] if len(flat) == 1 else _dict(**{how: _list(flat)})


def _names(key: ast.expr | None, text: str) -> bool:
    return isinstance(key, ast.Constant) and key.value == text


def _list(parts: list[ast.expr]) -> ast.List:
    return ast.List(list(parts), ast.Load())


def _dict(**entries: Any) -> ast.expr:
    return ast.Dict([ast.Constant(key) for key in entries], list(entries.values()))


def shortfall_of(found: Traced) -> ast.expr:
    """Give the reason of a requirement that is false, from the structure of what is false in it."""
    plain = shortfall(found.node)
    if plain is not None:
        return name(plain.name)
    match found.node:
        case e.Count(at_least=least):
            assert found.sure is not None and found.maybe is not None  # noqa: S101, PT018 - a count counts
            possible = ast.BinOp(name(found.sure), ast.Add(), name(found.maybe))
            too_few = name("COUNT_TOO_LOW" if least is not None and least > 1 else "NOT_FOUND")
            return choice(compare(possible, "ge", ast.Constant(least)), name("OUT_OF_RANGE"), too_few)
        case e.Every():
            assert found.why is not None  # noqa: S101 - kept where a closing is asked for
            return name(found.why)
        case e.Use():
            return shortfall_of(found.parts[0])
        case e.All() | e.AnyOf():
            reason: ast.expr = name("OUT_OF_RANGE")
            for part in reversed(found.parts):
                reason = choice(compare(part.truth, "is", FALSE), shortfall_of(part), reason)
            return reason
        case _:
            return NONE
