"""The ledger against the rules: passages and what encodes them name each other, and gaps have a reason."""

from collections.abc import Iterator, Mapping

from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.lang.rule import Encoding, Pack, Passage
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say

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
