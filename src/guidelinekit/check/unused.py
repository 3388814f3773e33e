"""What a pack names without need or without ground: what no rule uses, and passages that the ledger lacks."""

from collections.abc import Iterator

from guidelinekit.check.texts import parameters_named
from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.lang.expr import Parameter, Use, ValueSet
from guidelinekit.lang.rule import Pack
from guidelinekit.lang.walk import nodes
from guidelinekit.suggest import did_you_mean


def check_unused(pack: Pack) -> Iterator[Diagnostic]:
    """Warn of each definition, parameter and value set that no rule comes to."""
    used = {use.name for rule in pack.rules for use in nodes(rule, Use)}
    for definition in pack.definitions:
        if definition.name not in used:
            yield _unused("definition", definition.name, ("definitions", definition.name))
    read = {parameter.name for rule in pack.rules for parameter in nodes(rule, Parameter)}
    read |= {name for rule in pack.rules for name in parameters_named(rule)}
    for parameter in pack.parameters:
        if parameter.name not in read:
            yield _unused("parameter", parameter.name, ("parameters", parameter.name))
    asked = {values.name for rule in pack.rules for values in nodes(rule, ValueSet)}
    for name in pack.value_sets:
        if name not in asked:
            yield _unused("value set", name, ("value_sets", name))


def check_passages(pack: Pack) -> Iterator[Diagnostic]:
    """Say which passages are named that the ledger does not have; nothing is said when there is no ledger."""
    passages = {passage.id for passage in pack.passages}
    if not passages:
        return
    named: list[tuple[Route, tuple[str, ...]]] = [
        *((("parameters", parameter.name), parameter.passages) for parameter in pack.parameters),
        *((("definitions", definition.name), definition.passages) for definition in pack.definitions),
        *((("rules", rule.id), rule.passages) for rule in pack.rules),
    ]
    for route, keys in named:
        for index, key in enumerate(keys):
            if key not in passages:
                yield Diagnostic(
                    "unknown-passage",
                    f"the ledger has no passage `{key}`",
                    did_you_mean(key, passages) or "add it to passages.yaml, or name the right one",
                    (*route, "passages", index),
                )


def _unused(what: str, name: str, route: Route) -> Diagnostic:
    code = f"unused-{what.replace(' ', '-')}"
    return Diagnostic(
        code, f"no rule uses the {what} `{name}`", "use it or take it out", route, severity=Severity.WARNING
    )
