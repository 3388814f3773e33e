"""What is asked of a pack as a whole: parts, citations, the ledger, and names that nothing uses."""

from collections.abc import Iterator, Mapping
from itertools import chain

from guidelinekit.check.texts import parameters_named
from guidelinekit.diagnostics import Diagnostic, Route, Severity
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Encoding, Pack, Passage, Subject
from guidelinekit.lang.walk import names_used, walk
from guidelinekit.suggest import did_you_mean, either
from guidelinekit.text import Text, say


def check_parts(pack: Pack) -> Iterator[Diagnostic]:
    """Say which rules under `sums_up` are not there, or come back to the rule itself."""
    parts = {rule.id: rule.sums_up for rule in pack.rules}
    names = [rule.name for rule in pack.rules]
    for rule in pack.rules:
        for index, part in enumerate(rule.sums_up):
            route, name = ("rules", rule.id, "sums_up", index), part.partition("/")[2]
            if part not in parts:
                help_ = did_you_mean(name, names) or Text(
                    da="nævn en regel i denne pakke, uden pakken",
                    en="name a rule of this pack, without the pack",
                )
                yield Diagnostic(
                    "unknown-part",
                    say("pakken har ingen regel `{name}`", "the pack has no rule `{name}`", name=name),
                    help_,
                    route,
                )
            elif rule.id in _below(part, parts):
                by = "" if part == rule.id else Text(da=f" gennem `{name}`", en=f" by `{name}`")
                message = say(
                    "`{rule}` ville samle sig selv{by}",
                    "`{rule}` would sum up itself{by}",
                    rule=rule.name,
                    by=by,
                )
                yield Diagnostic(
                    "unknown-part", message, Text(da="nævn kun delene", en="name the parts only"), route
                )


def _below(rule: str, parts: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return a rule with its parts and their parts."""
    reached: set[str] = set()
    waiting = [rule]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(parts.get(name, ()))
    return reached


def check_citations(pack: Pack) -> Iterator[Diagnostic]:
    """Say which rules hide that they lean on an unverified number, and which successors are not there."""
    unverified = {each.name for each in pack.parameters if each.citation and not each.citation.verified}
    names = {rule.id: rule.name for rule in pack.rules}
    for rule in pack.rules:
        leaning = [name for name in names_used(rule, e.Parameter) if name in unverified]
        if leaning and rule.verified:
            message = say(
                "`{rule}` hviler på `{parameter}`, hvis henvisning ikke er efterprøvet",
                "`{rule}` leans on `{parameter}`, whose citation is not verified",
                rule=rule.name,
                parameter=leaning[0],
            )
            help_ = Text(
                da="giv også reglen en `citation` med `verified: false`: læserne ser det i hvert fund",
                en="give the rule a `citation` with `verified: false` too: readers see it in each finding",
            )
            yield Diagnostic("unverified-number", message, help_, ("rules", rule.id))
        new = rule.replaced_by
        if new is None or not new.startswith(f"{pack.id}/"):
            continue
        if new not in names or new == rule.id:
            name = new.partition("/")[2]
            help_ = did_you_mean(name, [each for each in names.values() if each != rule.name]) or Text(
                da="nævn den regel, der kom i stedet", en="name the rule that came in its place"
            )
            route = ("rules", rule.id, "replaced_by")
            yield Diagnostic(
                "unknown-successor",
                say(
                    "pakken har ingen anden regel `{name}`", "the pack has no other rule `{name}`", name=name
                ),
                help_,
                route,
            )


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
    numbers = ((each.name, ("parameters", each.name), each.passages) for each in pack.parameters)
    for _, route, keys in chain(numbers, _citing(pack)):
        for index, key in enumerate(keys):
            if key not in passages:
                yield Diagnostic(
                    "unknown-passage",
                    say(
                        "regnskabet har intet tekststed `{key}`", "the ledger has no passage `{key}`", key=key
                    ),
                    did_you_mean(key, passages)
                    or Text(
                        da="tilføj det i passages.yaml, eller nævn det rigtige",
                        en="add it to passages.yaml, or name the right one",
                    ),
                    (*route, "passages", index),
                )


def _citing(pack: Pack) -> Iterator[tuple[str, Route, tuple[str, ...]]]:
    """Yield what cites passages and can be named by them: its name, its route, and the passages."""
    yield from ((each.name, ("definitions", each.name), each.passages) for each in pack.definitions)
    yield from ((each.name, ("measures", each.name), each.passages) for each in pack.measures)
    yield from ((rule.name, ("rules", rule.id), rule.passages) for rule in pack.rules)


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


Citations = Mapping[str, tuple[Route, tuple[str, ...]]]
"""Rules (without the pack) and definitions by name: the route of each, and the passages that it cites."""


def check_ledger(pack: Pack) -> Iterator[Diagnostic]:
    """Say where the ledger and the pack's rules and definitions do not fit each other."""
    citations: Citations = {name: (route, cited) for name, route, cited in _citing(pack)}
    for passage in pack.passages:
        yield from _named(passage, citations)
        yield from _of_no_source(pack, passage)
        yield from _reasoned(passage)
    passages = {passage.id: passage for passage in pack.passages}
    for name, (route, cited) in citations.items():
        for index, key in enumerate(cited):
            if key in passages and name not in passages[key].by:
                message = say(
                    "tekststedet `{key}` nævner ikke `{name}` under `by`",
                    "the passage `{key}` does not name `{name}` under `by`",
                    key=key,
                    name=name,
                )
                help_ = say(
                    "tilføj `{name}` til `by` under `{key}` i passages.yaml, eller fjern tekststedet her",
                    "add `{name}` to `by` of `{key}` in passages.yaml, or take the passage out here",
                    name=name,
                    key=key,
                )
                yield Diagnostic("passage-not-linked", message, help_, (*route, "passages", index))


def _of_no_source(pack: Pack, passage: Passage) -> Iterator[Diagnostic]:
    """Say which passages stand in a document that the pack does not have."""
    sources = [source.id for source in pack.sources]
    if passage.source not in sources:
        yield Diagnostic(
            "unknown-source",
            say(
                "pakken har intet dokument `{source}`",
                "the pack has no document `{source}`",
                source=passage.source,
            ),
            did_you_mean(passage.source, sources)
            or say(
                "skriv det under `sources` i pack.yaml, eller nævn {known}",
                "write it under `sources` in pack.yaml, or name {known}",
                known=either(sources),
            ),
            ("passages", passage.id, "source"),
        )


def _named(passage: Passage, citations: Citations) -> Iterator[Diagnostic]:
    """Say which names under `by` lead nowhere, or to a rule that knows nothing of the passage."""
    route: Route = ("passages", passage.id)
    if not passage.by and passage.encoding in {Encoding.ENCODED, Encoding.PARTLY, Encoding.MEASURE}:
        message = say(
            "`{passage}` er {state}, men nævner intet, der koder det",
            "`{passage}` is {state}, but names nothing that encodes it",
            passage=passage.id,
            state=_SAID[passage.encoding],
        )
        help_ = Text(
            da="nævn reglerne og definitionerne under `by`, eller skriv `encoding: not` og grunden",
            en="name the rules and definitions under `by`, or write `encoding: not` and the reason",
        )
        yield Diagnostic("passage-not-linked", message, help_, route)
    for index, name in enumerate(passage.by):
        at = (*route, "by", index)
        if "/" in name:
            continue  # a rule of another pack, which knows nothing of this ledger
        if name not in citations:
            help_ = did_you_mean(name, citations) or Text(
                da="nævn en regel (uden pakken), en definition eller en måling",
                en="name a rule (without the pack), a definition or a measure",
            )
            yield Diagnostic(
                "passage-by-unknown",
                say("intet her hedder `{name}`", "nothing here is called `{name}`", name=name),
                help_,
                at,
            )
        elif passage.id not in citations[name][1]:
            message = say(
                "`{name}` nævner ikke tekststedet `{passage}`",
                "`{name}` does not cite the passage `{passage}`",
                name=name,
                passage=passage.id,
            )
            help_ = say(
                "tilføj `{passage}` til dens `passages`, eller fjern `{name}` her",
                "add `{passage}` to its `passages`, or take `{name}` out here",
                passage=passage.id,
                name=name,
            )
            yield Diagnostic("passage-not-linked", message, help_, at)


def _reasoned(passage: Passage) -> Iterator[Diagnostic]:
    if passage.encoding in {Encoding.PARTLY, Encoding.NOT} and passage.because is None:
        message = say(
            "`{passage}` er {state}, men der står ikke hvorfor",
            "`{passage}` is {state}, but nobody says why",
            passage=passage.id,
            state=_SAID[passage.encoding],
        )
        help_ = Text(
            da="sig under `because`, hvad der er udeladt og hvorfor, på dansk og engelsk",
            en="say under `because` what is left out and why, in Danish and English",
        )
        yield Diagnostic("passage-without-reason", message, help_, ("passages", passage.id))


_SAID = {
    Encoding.ENCODED: Text(da="kodet", en="encoded"),
    Encoding.PARTLY: Text(da="delvis kodet", en="partly encoded"),
    Encoding.MEASURE: Text(da="en måling", en="a measure"),
    Encoding.NOT: Text(da="ikke kodet", en="not encoded"),
}
