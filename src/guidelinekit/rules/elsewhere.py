"""Rules of other packs that a pack names: whether they are there, beside it or among the bundled packs."""

from collections.abc import Iterator
from pathlib import Path

from guidelinekit.diagnostics import Diagnostic, Route
from guidelinekit.lang.rule import Pack
from guidelinekit.rules.files import PACK, YAML
from guidelinekit.rules.packs import bundled_folder
from guidelinekit.suggest import did_you_mean
from guidelinekit.text import Text, say


def named_elsewhere(pack: Pack, folder: Path) -> Iterator[Diagnostic]:
    """Say which rules of other packs are named and not there, and which of the pack's own are named so."""
    for rule in pack.rules:
        for index, other in enumerate(rule.also):
            route: Route = ("rules", rule.id, "also", index)
            if other.partition("/")[0] in ("", pack.id) or "/" not in other:
                message = Text(
                    da="`also` nævner en regel i en anden pakke, der kender den samme mangel",
                    en="`also` names a rule of another pack that knows the same gap",
                )
                yield Diagnostic(
                    "unknown-rule",
                    message,
                    Text(da="skriv dens fulde id med pakken", en="write its full id, with the pack"),
                    route,
                )
            else:
                yield from _missing(other, folder, route)
        if rule.replaced_by is not None and not rule.replaced_by.startswith(f"{pack.id}/"):
            yield from _missing(rule.replaced_by, folder, ("rules", rule.id, "replaced_by"))
    for passage in pack.passages:
        for index, name in enumerate(passage.by):
            if "/" in name:
                yield from _missing(name, folder, ("passages", passage.id, "by", index))


def _missing(rule: str, folder: Path, route: Route) -> Iterator[Diagnostic]:
    pack, _, name = rule.partition("/")
    beside = [each / pack for each in (folder.parent, bundled_folder()) if (each / pack / PACK).is_file()]
    if not beside:
        help_ = Text(
            da="nævn en medfølgende pakke eller en i en mappe ved siden af denne",
            en="name a bundled pack, or one in a folder beside this one",
        )
        yield Diagnostic(
            "unknown-rule",
            say("der er ingen pakke `{pack}`", "there is no pack `{pack}`", pack=pack),
            help_,
            route,
        )
    elif not any((each / f"{name}{YAML}").is_file() for each in beside):
        names = [path.name.removesuffix(YAML) for each in beside for path in each.glob(f"*{YAML}")]
        help_ = did_you_mean(name, names) or say(
            "se dens regler med `guidelinekit rules --pack {pack}`",
            "list its rules with `guidelinekit rules --pack {pack}`",
            pack=pack,
        )
        yield Diagnostic(
            "unknown-rule",
            say("`{pack}` har ingen regel `{name}`", "`{pack}` has no rule `{name}`", pack=pack, name=name),
            help_,
            route,
        )
