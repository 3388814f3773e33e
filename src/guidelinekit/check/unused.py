"""What a pack names without need or without ground: what no rule uses, and passages that the ledger lacks."""

from collections.abc import Iterator

from guidelinekit.check.texts import parameters_named
from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.lang.walk import walk
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

_DEFINITION = Text(da="definitionen", en="definition")
_PARAMETER = Text(da="parameteren", en="parameter")
_VALUE_SET = Text(da="værdimængden", en="value set")


def check_unused(pack: Pack) -> Iterator[Diagnostic]:
    """Warn of each definition, parameter, value set and attestation that no rule or measure comes to."""
    named: set[tuple[type, str | None]] = {
        (type(node), node.name)
        for top in (*pack.rules, *pack.measures)
        for _, node in walk(top)
        if isinstance(node, (e.Use, e.Parameter, e.ValueSet))
    }
    named |= {(e.Parameter, name) for rule in pack.rules for name in parameters_named(rule)}
    for definition in pack.definitions:
        if (e.Use, definition.name) not in named:
            yield _unused("unused-definition", _DEFINITION, definition.name, ("definitions", definition.name))
    for parameter in pack.parameters:
        if (e.Parameter, parameter.name) not in named:
            yield _unused("unused-parameter", _PARAMETER, parameter.name, ("parameters", parameter.name))
    for name in pack.value_sets:
        if (e.ValueSet, name) not in named:
            yield _unused("unused-value-set", _VALUE_SET, name, ("value_sets", name))
    asked = set(_attestations_asked_for(pack))
    for code in pack.attestations:
        if code not in asked:
            message = say(
                "ingen regel spørger om bekræftelsen `{code}`",
                "no rule asks for the attestation `{code}`",
                code=code,
            )
            yield _unneeded("unused-attestation", message, ("attestations", code))


def _attestations_asked_for(pack: Pack) -> Iterator[object]:
    """Return the values that rules about providers and authorities compare with."""
    for rule in pack.rules:
        if rule.subject is not Subject.CASE:
            for _, node in walk(rule):
                if isinstance(node, e.Constant):
                    yield node.value
                elif isinstance(node, e.ValueSet):
                    yield from node.values


def check_passages(pack: Pack) -> Iterator[Diagnostic]:
    """Say which passages are named that the ledger does not have; nothing is said when there is no ledger."""
    passages = {passage.id for passage in pack.passages}
    if not passages:
        return
    given: list[tuple[Route, tuple[str, ...]]] = [
        *((("parameters", parameter.name), parameter.passages) for parameter in pack.parameters),
        *((("definitions", definition.name), definition.passages) for definition in pack.definitions),
        *((("measures", measure.name), measure.passages) for measure in pack.measures),
        *((("rules", rule.id), rule.passages) for rule in pack.rules),
    ]
    for route, keys in given:
        for index, key in enumerate(keys):
            if key not in passages:
                yield Diagnostic(
                    "unknown-passage",
                    say(
                        "registeret har intet tekststed `{key}`", "the ledger has no passage `{key}`", key=key
                    ),
                    did_you_mean(key, passages)
                    or Text(
                        da="tilføj det i passages.yaml, eller nævn det rigtige",
                        en="add it to passages.yaml, or name the right one",
                    ),
                    (*route, "passages", index),
                )


def _unused(code: str, what: Text, name: str, route: Route) -> Diagnostic:
    return _unneeded(
        code,
        say("ingen regel bruger {what} `{name}`", "no rule uses the {what} `{name}`", what=what, name=name),
        route,
    )


def _unneeded(code: str, message: Text, route: Route) -> Diagnostic:
    return Diagnostic(
        code,
        message,
        Text(da="brug den, eller fjern den", en="use it or take it out"),
        route,
        severity=Severity.WARNING,
    )
