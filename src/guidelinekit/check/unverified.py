"""What a pack rests on and has not been compared with the law, and rules that came in the place of others."""

from collections.abc import Iterator

from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Pack
from guidelinekit.lang.walk import nodes
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say


def check_citations(pack: Pack) -> Iterator[Diagnostic]:
    """Say which rules hide that they lean on an unverified number, and which successors are not there."""
    unverified = {each.name for each in pack.parameters if each.citation and not each.citation.verified}
    names = {rule.id: rule.name for rule in pack.rules}
    for rule in pack.rules:
        leaning = [node.name for node in nodes(rule, e.Parameter) if node.name in unverified]
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
