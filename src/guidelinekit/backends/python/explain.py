"""Explanations compiled: per rule a function that gives what the reference's judgement tells of a result."""

import ast
import linecache
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from guidelinekit.backends.base import SettingsByPack, settings_of
from guidelinekit.backends.python.block import Block, Context, Thing
from guidelinekit.backends.python.explain_conditions import trace
from guidelinekit.backends.python.explain_reads import Pattern, read_pattern
from guidelinekit.backends.python.explain_rule import explain_rule
from guidelinekit.backends.python.facts import Facts, Memo
from guidelinekit.backends.python.program import Plan
from guidelinekit.backends.python.runtime import (
    born_by,
    by,
    plain,
    read_all,
    repeated,
    shifted,
    unclear,
    uncovered,
)
from guidelinekit.backends.python.traced import Place, Traced, Tracing
from guidelinekit.backends.python.tree import NONE, assign, call, choice, function, is_none, name
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.lang.expr import Condition
from guidelinekit.lang.rule import Rule
from guidelinekit.results import Reason, Status
from guidelinekit.semantics.closing import together
from guidelinekit.semantics.terms import age_on, setting_at

Explain = Callable[[Any, int | None, Memo], tuple[Any, ...]]
Binder = Callable[[date, Callable[[str], Any]], Callable[..., tuple[Any, ...]]]


class Explainer:
    """Compiles the explanation of each rule when it is first asked for."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack) -> None:
        self._rules, self._settings = rules, settings
        self._binders: dict[int, Binder] = {}
        self._names: dict[Hashable, str] = {}
        self._parts: dict[str, tuple[Rule, Any]] = {}
        self._part_binders: dict[str, Binder] = {}
        self._bound = lru_cache(maxsize=4096)(self._bind)
        self._bound_part = lru_cache(maxsize=4096)(self._bind_part)
        self.source: dict[str, str] = {}
        """The generated source, by rule id or the name of a shared part."""

    def explain(self, index: int, record: Any, as_of: date, item: int | None, memo: Memo) -> Facts:
        """Explain the result of a rule, by its index, for a record or for an item of it.

        Raises UnexplainedError where no explanation can be generated for the rule.
        """
        return Facts._make(self._bound(index, as_of)(record, item, memo))

    def _bind(self, index: int, as_of: date) -> Explain:
        binder = self._binders.get(index)
        if binder is None:
            binder = self._binders[index] = self._compile_rule(self._rules[index])
        return binder(as_of, lambda part: self._bound_part(part, as_of))

    def _bind_part(self, part: str, as_of: date) -> Callable[..., tuple[Any, ...]]:
        binder = self._part_binders.get(part)
        if binder is None:
            rule, node = self._parts[part]
            binder = self._part_binders[part] = self._compile_part(part, rule, node)
        return binder(as_of, lambda inner: self._bound_part(inner, as_of))

    def _compile_rule(self, rule: Rule) -> Binder:
        body = _Body(rule, settings_of(rule, self._settings), self._named(rule))
        explain_rule(rule, body.tracing, body.block)
        return self._compiled(rule.id, body, ("record", "index", "memo"))

    def _compile_part(self, part: str, rule: Rule, node: Condition | Pattern) -> Binder:
        body = _Body(rule, settings_of(rule, self._settings), self._named(rule))
        if isinstance(node, Pattern):
            read_pattern(node, body.tracing, body.block)
            return self._compiled(part, body, ("record", "memo"))
        found = trace(node, replace(body.tracing, whole=node), body.block)
        missing = choice(is_none(found.truth), _missing(found), ast.Tuple([], ast.Load()))
        parts = [found.truth, call("tuple", name("pieces")), missing, name("named")]
        body.block.body.append(ast.Return(ast.Tuple(parts, ast.Load())))
        return self._compiled(part, body, ("record", "memo"))

    def _named(self, rule: Rule) -> Callable[[Hashable], str]:
        """Give the names of the functions that do a part of the work for several rules of a pack."""
        pack = rule.id.partition("/")[0]

        def part(node: Hashable) -> str:
            called = self._names.setdefault((pack, node), f"shared_{len(self._names)}")
            self._parts.setdefault(called, (rule, node))
            return called

        return part

    def _compiled(self, called: str, body: "_Body", arguments: Sequence[str]) -> Binder:
        parts = [assign(one, call("part", ast.Constant(one))) for one in sorted(body.asked)]
        start = [
            assign("read", ast.Dict([], [])),
            assign("pieces", ast.List([name("read")], ast.Load())),
            assign("named", ast.Dict([], [])),
        ]
        explain = function("explain", arguments, [*start, *body.top.body, *body.block.body])
        binder = function(
            "bind", ("t", "part"), [*parts, *body.bound.body, explain, ast.Return(name("explain"))]
        )
        source = ast.unparse(binder)
        file = f"<guidelinekit explanation of {called}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        namespace = {**_NAMESPACE, **body.tracing.constants, **body.plan.values}
        exec(compile(source, file, "exec"), namespace)  # noqa: S102 - built from checked rules only
        self.source[called] = source
        return namespace["bind"]  # type: ignore[no-any-return]  # the function just compiled


class _Body:
    """The blocks of one function under construction."""

    def __init__(self, rule: Rule, settings: Any, part: Callable[[Hashable], str]) -> None:
        names = count(1)
        record = rule.subject.value
        self.bound = Block(names)
        self.top = Block(names, self.bound)
        self.block = Block(names, self.top)
        self.plan = Plan()
        self.asked: set[str] = set()
        pack = rule.id.partition("/")[0]
        things = {record: Thing("record", CATALOGUES[rule.subject])}
        context = Context(things, self.top, self.bound, pack, settings, cut="t", plan=self.plan)

        def asked(node: Hashable) -> str:
            called = part(node)
            self.asked.add(called)
            return called

        self.tracing = Tracing(context, {record: Place()}, {}, asked)


def _missing(found: Traced) -> ast.expr:
    return NONE if found.missing is None else found.missing


_NAMESPACE: dict[str, Any] = {
    "date": date,
    "timedelta": timedelta,
    "age_on": age_on,
    "born_by": born_by,
    "by": by,
    "plain": plain,
    "read_all": read_all,
    "repeated": repeated,
    "setting_at": setting_at,
    "shifted": shifted,
    "together": together,
    "unclear": unclear,
    "uncovered": uncovered,
    **{status.name: status for status in Status},
    **{reason.name: reason for reason in Reason},
}
