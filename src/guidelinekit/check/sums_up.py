"""Rules that sum up others: the parts are rules of the pack, and none sums up what sums it up."""

from collections.abc import Iterator, Mapping

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.rule import Pack
from guidelinekit.suggest import did_you_mean


def check_parts(pack: Pack) -> Iterator[Diagnostic]:
    """Say which rules under `sums_up` are not there, or come back to the rule itself."""
    parts = {rule.id: rule.sums_up for rule in pack.rules}
    names = [rule.name for rule in pack.rules]
    for rule in pack.rules:
        for index, part in enumerate(rule.sums_up):
            route, name = ("rules", rule.id, "sums_up", index), part.partition("/")[2]
            if part not in parts:
                help_ = did_you_mean(name, names) or "name a rule of this pack, without the pack"
                yield Diagnostic("unknown-part", f"the pack has no rule `{name}`", help_, route)
            elif rule.id in _below(part, parts):
                message = f"`{rule.name}` would sum up itself" + ("" if part == rule.id else f" by `{name}`")
                yield Diagnostic("unknown-part", message, "name the parts only", route)


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
