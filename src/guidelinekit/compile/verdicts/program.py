"""A rule set written as one Python function: bound to a date, then called with each record."""

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import Any, NamedTuple

from guidelinekit.case.catalogue import CATALOGUES, FieldType
from guidelinekit.compile.base import SettingsByPack, settings_of
from guidelinekit.compile.verdicts.block import Block, Context, Emitter, Thing
from guidelinekit.compile.verdicts.generated import Written
from guidelinekit.compile.verdicts.rules import compile_rule
from guidelinekit.compile.verdicts.tree import assign, attribute, branch, call, function, name
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Dated, Rule, Subject
from guidelinekit.lang.walk import children, names_in, nodes, pattern_of
from guidelinekit.results import Reason, Status

_WORTH_AN_INDEX = 6
"""From how many walks of a list by code it pays to sort its items by code once."""
_WORTH_A_CUT = 3
"""From how many other walks of a list it pays to leave out once what is not seen of it."""
_ANSWER = ast.Tuple([name("outcome"), name("until")], ast.Load())


class Contents(NamedTuple):
    """What stands in a tree."""

    roots: tuple[str, ...]
    """What its paths start at, in their order."""
    walks: bool
    """Whether it needs statements of its own beyond reading fields."""
    size: int
    """How many nodes it has."""


@dataclass(slots=True)
class WritingPlan:
    """What is known of the whole rule set before code is written."""

    indexed: frozenset[tuple[Any, str]] = frozenset()
    """The lists whose items are worth sorting by a code, and the code."""
    uses: Counter[str] = field(default_factory=Counter)
    """By definition, how many rules use it."""
    reads: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """By field of the record, how many rules read it."""
    walks: Counter[tuple[str, ...]] = field(default_factory=Counter)
    """By list of the record, how often it is walked other than by code."""
    alone: bool = False
    """Whether the function judges by one rule, and one item where that is all that is asked for."""
    worth_a_function: float = inf
    """From how many nodes on a definition is a function, and not put in wherever it is used."""
    tables: dict[Any, str] = field(default_factory=dict)
    values: dict[str, tuple[Dated, ...]] = field(default_factory=dict)
    _looked_at: dict[int, tuple[e.Node, Contents]] = field(default_factory=dict)
    """What was seen of nodes, by identity: looked for again at each depth, it would take most of the time."""
    _patterns: dict[int, tuple[e.Use, tuple[int, ...]]] = field(default_factory=dict)
    _numbers: dict[e.Node, int] = field(default_factory=dict)

    def number(self, node: e.Node) -> int:
        """Return a number that equal nodes share: as a key it costs less than a tree does."""
        return self._numbers.setdefault(node, len(self._numbers))

    def contents(self, node: e.Node) -> Contents:
        """Return what stands in a tree."""
        if id(node) not in self._looked_at:
            below = [self.contents(part) for part in children(node)]
            roots = [root for part in below for root in part.roots]
            if isinstance(node, e.Path):
                roots.insert(0, node.root)
            walks = isinstance(node, e.Count | e.Every | e.Use) or any(part.walks for part in below)
            size = 1 + sum(part.size for part in below)
            self._looked_at[id(node)] = node, Contents(tuple(dict.fromkeys(roots)), walks, size)
        return self._looked_at[id(node)][1]

    def used_often(self, definition: str) -> bool:
        """Say whether a definition is used so often that it is worked out once for every record."""
        return self.uses[definition] > 1

    def worth_calling(self, definition: e.Use) -> bool:
        """Say whether a definition is written as a function, and not wherever it is used."""
        return self.contents(definition).size >= self.worth_a_function

    def pattern(self, definition: e.Use) -> tuple[int, ...]:
        """Return which of the names in a definition stand for the same item."""
        if id(definition) not in self._patterns:
            self._patterns[id(definition)] = definition, pattern_of(names_in(definition.of))
        return self._patterns[id(definition)][1]

    def shared(self, path: e.Path) -> bool:
        """Say whether a field of the record is read once for several rules."""
        return self.reads[path.steps] != 1

    def worth_cutting(self, path: e.Path) -> bool:
        """Say whether what is not seen of a list of the record is left out once for all walks."""
        return self.walks[path.steps] >= _WORTH_A_CUT

    def table(self, key: Any, values: tuple[Dated, ...]) -> str:
        """Return the name under which the generated code finds a parameter's values by date."""
        named = self.tables.setdefault(key, f"values_{len(self.tables)}")
        self.values[named] = values
        return named

    def code_index(self, node: e.Count | e.Every, context: Context) -> tuple[int, str, object] | None:
        """Return the part of a walk's condition that an index of the list by code answers, if any."""
        if node.over.root != context.record:
            return None
        outcome = coded(node, context.things[context.record].type)
        return outcome if outcome is not None and (node.over, outcome[1]) in self.indexed else None


def coded(node: e.Count | e.Every, record: FieldType) -> tuple[int, str, object] | None:
    """Find, in a walk over a list of the record, a comparison of a required code with a constant."""
    listed = record.fields.get(node.over.steps[0]) if len(node.over.steps) == 1 else None
    if listed is None or listed.item is None:
        return None
    for position, part in enumerate(node.where.of if isinstance(node.where, e.All) else (node.where,)):
        match part:
            case e.Compare(left=left, op="eq", right=e.Constant(value=value)) if (
                getattr(left, "root", None) == node.item
            ):
                kind = listed.item.fields.get(left.steps[0]) if len(left.steps) == 1 else None  # type: ignore[union-attr]  # a path has steps
                if kind is not None and kind.required and kind.codes:
                    return position, left.steps[0], value  # type: ignore[union-attr]  # a path has steps
    return None


def written(
    rules: Sequence[Rule],
    settings: SettingsByPack,
    subject: Subject,
    *,
    alone: bool = False,
    worth_a_function: float = inf,
) -> Written:
    """Write the function that judges a record by every rule for its kind; or by one, also by item.

    Definitions that have so many nodes are functions within it.
    """
    chosen = [(index, rule) for index, rule in enumerate(rules) if rule.subject is subject]
    record = CATALOGUES[subject]
    plan = _plan([rule for _, rule in chosen], record)
    plan.alone, plan.worth_a_function = alone, worth_a_function
    names = count(1)
    bound = Block(names)
    top = Block(names, bound)
    body = Block(names, top)
    for index, rule in chosen:
        things = {subject.value: Thing("record", record)}
        pack = rule.pack
        context = Context(things, top, bound, pack, settings_of(rule, settings), plan=plan)
        compile_rule(index, rule, context, body)
    outcome = name("outcome")
    judge = function(
        "judge",
        ("record", "only") if alone else ("record",),
        [
            assign("outcome", ast.List([], ast.Load())),
            assign("until", ast.Dict([], [])),
            assign("add", attribute(outcome, "append")),
            *_not_begun([index for index, _ in chosen], subject, bound),
            *top.body,
            *body.body,
            ast.Return(_ANSWER),
        ],
    )
    bind = function("bind", ("t", "cut"), [*bound.body, judge, ast.Return(name("judge"))])
    return Written(bind, plan.values)


def _not_begun(rules: Sequence[int], subject: Subject, bound: Block) -> list[ast.stmt]:
    """Return what answers for a case whose every event is still to come: no rule applies to it yet."""
    if subject is not Subject.CASE:
        return []
    emit = (Emitter(index, bound) for index in rules)
    verdicts = [step for each in emit for step in each.verdict(Status.NOT_APPLICABLE, Reason.NOT_BEGUN)]
    begun = call("has_begun", name("record"), name("cut"))
    return branch(begun, [], [*verdicts, ast.Return(_ANSWER)])


def _plan(rules: Sequence[Rule], record: FieldType) -> WritingPlan:
    by_code: Counter[tuple[e.Path, str]] = Counter()
    plan = WritingPlan()
    for rule in rules:
        root, reads, uses = rule.subject.value, set(), set()
        for node in nodes(rule, e.Node):
            match node:
                case e.Count() | e.Every() if node.over.root == root:
                    by = coded(node, record)
                    if by is None:
                        plan.walks[node.over.steps] += 1
                    else:
                        by_code[node.over, by[1]] += 1
                case e.Path() if node.root == root:
                    reads.add(node.steps)
                case e.Use():
                    uses.add(node.name)
        plan.reads.update(reads)
        plan.uses.update(uses)
    plan.indexed = frozenset(key for key, walked in by_code.items() if walked >= _WORTH_AN_INDEX)
    return plan
