"""Fields that may be missing and then leave a rule undecided, where no example case shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guidelinekit.case.catalogue import CATALOGUES, Kind
from guidelinekit.casesearch.drafts import Draft, of_example, record_of, spots, without
from guidelinekit.check.domain import always_known
from guidelinekit.check.places import Place, Scope, places, tops, type_of
from guidelinekit.check.remark import Remark
from guidelinekit.diagnostics import Route
from guidelinekit.examples.read import Example
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Definition, ForEach, Rule, Text
from guidelinekit.lang.walk import nodes
from guidelinekit.lint.workpiece import Workpiece
from guidelinekit.results import Status
from guidelinekit.semantics.reference import Judgement, judge
from guidelinekit.semantics.values import Settings

Steps = tuple[str, ...]

_KEYS = frozenset({"applies_when", "for_each", "requires", "when"})
"""The keys in which a missing field leaves the verdict open."""


def null_unsaid(piece: Workpiece) -> Iterator[Remark]:
    """Remark on each optional field that is compared, when an example turns undetermined without it.

    Nothing is said where the rule asks whether the field is known, where an example of a rule that reads it
    shows it missing, or where any example of the pack is undetermined for want of it: then somebody has said
    what that means.
    """
    shown, wanting = dict[str, set[Steps]](), set[Steps]()
    for rule in piece.pack.rules:
        shown[rule.id] = set(_missing_in(piece, rule, wanting))
    for top in tops(piece.pack):
        users = tuple(_users(top.node, piece))
        said = wanting.union(*(shown[rule.id] for rule in users))
        for steps, route in _compared(top).items():
            found = None if steps in said else _undecided_without(piece, users, steps)
            if found is not None:
                yield _remark(steps, found, route)


def _users(top: object, piece: Workpiece) -> Iterator[Rule]:
    for rule in piece.pack.rules:
        if top == rule or (
            isinstance(top, Definition) and any(use.name == top.name for use in nodes(rule, e.Use))
        ):
            yield rule


def _compared(top: Place) -> Mapping[Steps, Route]:
    """Give the optional fields that a rule or definition itself compares and never asks to be known."""
    compared: dict[Steps, Route] = {}
    asked: set[Steps] = set()
    roots: dict[str, Steps] = {top.scope.record: ()}
    for place in places(top):
        match place.node:
            case (
                e.Count(over=over, item=item) | e.Every(over=over, item=item) | ForEach(over=over, item=item)
            ):
                roots[item] = (*roots.get(over.root, ()), *over.steps)
            case e.Known(path=path):
                asked.add((*roots.get(path.root, ()), *path.steps))
            case e.Compare(left=left, right=right) if len(place.route) > 2 and place.route[2] in _KEYS:  # noqa: PLR2004 - kind, name, key
                for side in (left.path if isinstance(left, e.Age) else left, right):
                    if isinstance(side, e.Path) and _may_miss(side, place.scope):
                        compared.setdefault((*roots.get(side.root, ()), *side.steps), place.route)
            case _:
                pass
    return {steps: route for steps, route in compared.items() if steps not in asked}


def _may_miss(path: e.Path, scope: Scope) -> bool:
    kind = type_of(path, scope)
    plain = kind is not None and kind.kind not in {Kind.LIST, Kind.OBJECT}
    return plain and bool(path.steps) and not always_known(path, scope)


def _missing_in(piece: Workpiece, rule: Rule, wanting: set[Steps]) -> Iterator[Steps]:
    """Give the fields that a rule reads and that are missing in one of its examples.

    Those for want of which an example is undetermined are noted in `wanting`.
    """
    for example in piece.examples.get(rule.id, ()):
        for judgement in _judged(rule, of_example(example), piece.settings[0]):
            wanting.update(_steps(missing.pointer) for missing in judgement.missing)
            yield from (_steps(read.pointer) for read in judgement.read if read.value is None)


def _steps(pointer: str) -> Steps:
    return tuple(step for step in pointer.split("/")[1:] if not step.isdigit())


def _judged(rule: Rule, draft: Draft, settings: Settings) -> tuple[Judgement, ...]:
    record = record_of(draft, rule.subject)
    return () if record is None else judge(rule, record, draft.as_of, settings)


@dataclass(frozen=True, slots=True)
class _Undecided:
    rule: Rule
    example: Example


def _undecided_without(piece: Workpiece, users: tuple[Rule, ...], steps: Steps) -> _Undecided | None:
    """Find an example that is decided, and no longer is once the field is taken away."""
    for rule in users:
        for example in piece.examples.get(rule.id, ()):
            draft = of_example(example)
            before = _judged(rule, draft, piece.settings[0])
            if any(judgement.verdict.status is Status.UNDETERMINED for judgement in before):
                continue
            for spot in spots(draft.given, steps, CATALOGUES[rule.subject]):
                less = Draft(without(draft.given, spot), draft.as_of)
                pointer = "/" + "/".join(map(str, spot))
                for judgement in _judged(rule, less, piece.settings[0]):
                    if any(missing.pointer == pointer for missing in judgement.missing):
                        return _Undecided(rule, example)
    return None


def _remark(steps: Steps, found: _Undecided, route: Route) -> Remark:
    field, name = ".".join(steps), found.rule.name
    example = found.example.name
    return Remark(
        "null-unsaid",
        Text(
            da=f"uden `{field}` kan `{name}` ikke afgøres (fx «{example}»), og intet eksempel viser det",
            en=f"without `{field}` `{name}` is undetermined (as in «{example}»), and no example shows it",
        ),
        Text(
            da=f"skriv en eksempelsag, hvor `{field}` er null, eller sig med `known`, hvad der så gælder",
            en=f"write an example case in which `{field}` is null, or say with `known` what holds then",
        ),
        route,
    )
