"""Explanations written: per rule the function that gives what the reference's judgement tells of a result."""

import ast
import hashlib
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any

from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.verdicts.block import Block, Context, Thing
from guidelinekit.compile.verdicts.explain_conditions import trace
from guidelinekit.compile.verdicts.explain_reads import Pattern, fields_read, read_pattern
from guidelinekit.compile.verdicts.explain_rule import explain_rule
from guidelinekit.compile.verdicts.facts import UnexplainedError
from guidelinekit.compile.verdicts.generated import Written
from guidelinekit.compile.verdicts.program import Plan
from guidelinekit.compile.verdicts.traced import READ, Place, Reads, Traced, Tracing
from guidelinekit.compile.verdicts.tree import NONE, assign, call, choice, function, is_none, name
from guidelinekit.lang.rule import Rule


class Writer:
    """Writes the explanations of a rule set, and the parts that they share."""

    def __init__(self, rules: Sequence[Rule], settings: SettingsByPack) -> None:
        self._rules, self._settings = rules, settings
        self._names: dict[Hashable, str] = {}
        self._parts: dict[str, tuple[Rule, Any]] = {}

    def rule(self, rule: Rule) -> Written:
        """Write the explanation of a rule. Raises UnexplainedError where none can be generated."""
        body = _Body(rule, settings_of(rule, self._settings), self._named(rule))
        explain_rule(rule, body.tracing, body.block)
        return _written(body, ("record", "index", "memo"))

    def part(self, part: str) -> Written:
        """Write a part that several rules share."""
        self._look_for(part)
        rule, node = self._parts[part]
        body = _Body(rule, settings_of(rule, self._settings), self._named(rule))
        if isinstance(node, Pattern):
            read_pattern(node, body.tracing, body.block)
            return _written(body, ("record", "memo"))
        found = trace(node, replace(body.tracing, whole=node), body.block)
        missing = choice(is_none(found.truth), _missing(found), ast.Tuple([], ast.Load()))
        reads = body.tracing.reads
        fields = fields_read(node, rule.subject.value)
        read = ast.Dict([ast.Constant(one) for one in fields], [name(reads.under(one)) for one in fields])
        parts = [found.truth, read, missing, name("named")]
        body.block.body.append(ast.Return(ast.Tuple(parts, ast.Load())))
        return _written(body, ("record", "memo"))

    def _look_for(self, part: str) -> None:
        """Find out what a part is that kept code names: by writing the rules, and parts, that may use it."""
        for rule in self._rules:
            if part in self._parts:
                return
            with suppress(UnexplainedError):
                self.rule(rule)
        written: set[str] = set()
        while part not in self._parts:
            known = next(one for one in self._parts if one not in written)
            written.add(known)
            self.part(known)

    def _named(self, rule: Rule) -> Callable[[Hashable], str]:
        """Give the names of the functions that do a part of the work for several rules of a pack.

        A name tells by itself what the part is, since code that was kept knows it by nothing else.
        """
        pack = rule.pack

        def part(node: Hashable) -> str:
            called = self._names.get((pack, node))
            if called is None:
                told = hashlib.sha256(f"{pack} {node!r}".encode()).hexdigest()
                called = self._names[pack, node] = f"shared_{told[:24]}"
            self._parts.setdefault(called, (rule, node))
            return called

        return part


def _written(body: "_Body", arguments: Sequence[str]) -> Written:
    parts = [assign(one, call("part", ast.Constant(one))) for one in sorted(body.asked)]
    reads = body.tracing.reads
    reads.end(body.fields)
    start = [*reads.begin(), assign("named", ast.Dict([], []))]
    explain = function("explain", arguments, [*start, *body.top.body, *body.block.body])
    binder = function("bind", ("t", "part"), [*parts, *body.bound.body, explain, ast.Return(name("explain"))])
    return Written(binder, {**body.tracing.constants, **body.plan.values})


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
        pack = rule.pack
        things = {record: Thing("record", CATALOGUES[rule.subject])}
        context = Context(things, self.top, self.bound, pack, settings, cut="t", plan=self.plan)

        def asked(node: Hashable) -> str:
            called = part(node)
            self.asked.add(called)
            return called

        self.fields = tuple(CATALOGUES[rule.subject].fields)
        self.tracing = Tracing(context, {record: Place()}, {}, asked, read=Reads(READ))


def _missing(found: Traced) -> ast.expr:
    return NONE if found.missing is None else found.missing
