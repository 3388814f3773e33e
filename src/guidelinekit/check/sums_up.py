"""Rules that sum up others: the parts are rules of the pack, and none sums up what sums it up."""

from collections.abc import Iterator, Mapping

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.rule import Pack
from guidelinekit.suggest import did_you_mean
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
