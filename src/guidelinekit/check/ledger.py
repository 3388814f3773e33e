"""The ledger against the rules: passages and what encodes them name each other, and gaps have a reason."""

from collections.abc import Iterator, Mapping

from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.lang.rule import Encoding, Pack, Passage
from guidelinekit.suggest import did_you_mean

Citations = Mapping[str, tuple[Route, tuple[str, ...]]]
"""Rules (without the pack) and definitions by name: the route of each, and the passages that it cites."""


def check_ledger(pack: Pack) -> Iterator[Diagnostic]:
    """Say where the ledger and the pack's rules and definitions do not fit each other."""
    citations: Citations = {
        **{
            definition.name: (("definitions", definition.name), definition.passages)
            for definition in pack.definitions
        },
        **{measure.name: (("measures", measure.name), measure.passages) for measure in pack.measures},
        **{rule.name: (("rules", rule.id), rule.passages) for rule in pack.rules},
    }
    for passage in pack.passages:
        yield from _named(passage, citations)
        yield from _reasoned(passage)
    passages = {passage.id: passage for passage in pack.passages}
    for name, (route, cited) in citations.items():
        for index, key in enumerate(cited):
            if key in passages and name not in passages[key].by:
                message = f"the passage `{key}` does not name `{name}` under `by`"
                help_ = f"add `{name}` to `by` of `{key}` in passages.yaml, or take the passage out here"
                yield Diagnostic("passage-not-linked", message, help_, (*route, "passages", index))


def _named(passage: Passage, citations: Citations) -> Iterator[Diagnostic]:
    """Say which names under `by` lead nowhere, or to a rule that knows nothing of the passage."""
    route: Route = ("passages", passage.id)
    if not passage.by and passage.encoding in {Encoding.ENCODED, Encoding.PARTLY, Encoding.MEASURE}:
        message = f"`{passage.id}` is {_SAID[passage.encoding]}, but names nothing that encodes it"
        help_ = "name the rules and definitions under `by`, or write `encoding: not` and the reason"
        yield Diagnostic("passage-not-linked", message, help_, route)
    for index, name in enumerate(passage.by):
        at = (*route, "by", index)
        if "/" in name:
            continue  # a rule of another pack, which knows nothing of this ledger
        if name not in citations:
            help_ = (
                did_you_mean(name, citations) or "name a rule (without the pack), a definition or a measure"
            )
            yield Diagnostic("passage-by-unknown", f"nothing here is called `{name}`", help_, at)
        elif passage.id not in citations[name][1]:
            message = f"`{name}` does not cite the passage `{passage.id}`"
            help_ = f"add `{passage.id}` to its `passages`, or take `{name}` out here"
            yield Diagnostic("passage-not-linked", message, help_, at)


def _reasoned(passage: Passage) -> Iterator[Diagnostic]:
    if passage.encoding in {Encoding.PARTLY, Encoding.NOT} and passage.because is None:
        message = f"`{passage.id}` is {_SAID[passage.encoding]}, but nobody says why"
        help_ = "say under `because` what is left out and why, in Danish and English"
        yield Diagnostic("passage-without-reason", message, help_, ("passages", passage.id))


_SAID = {
    Encoding.ENCODED: "encoded",
    Encoding.PARTLY: "partly encoded",
    Encoding.MEASURE: "a measure",
    Encoding.NOT: "not encoded",
}
