"""`profile`: whether a municipality's profile can be used, and what it says."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final

import typer

from guidelinekit.cli.formats import Format, HumanOrJson, write
from guidelinekit.cli.options import Lang, Output, Packs, Spoken, language
from guidelinekit.cli.ruleset import chosen_rules
from guidelinekit.cli.spoken import asked
from guidelinekit.report.profile import profile_as_json, profile_in_words
from guidelinekit.rules.packs import find_profile
from guidelinekit.rules.profile import load_profile
from guidelinekit.text import Text


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A profile's file, or a bundled one's name.")],
    pack: Packs = None,
) -> None:
    """Check a profile against the packs, and list the local parameters that it leaves without a value.

    Exit codes: 0 it can be used, 2 it cannot.

    Example:
      guidelinekit profile check examples/profiles/strict-municipality.yaml
    """
    rules = chosen_rules(pack, file)
    profile = rules.profile
    _, warnings = load_profile(find_profile(file), rules.packs, lambda _: True, with_unset=True)
    for warning in warnings:
        typer.echo(f"{warning.render(asked())}\n", err=True)
    counts = (
        (len(profile.settings), Text(da="{} parametre sat", en="{} parameters set")),
        (len(profile.off), Text(da="{} regler slået fra", en="{} rules switched off")),
        (len(profile.blocking), Text(da="{} regler hævet", en="{} rules raised")),
    )
    changes = [what.filled(count).text(asked()) for count, what in counts if count or counts[0][1] is what]
    usable = Text(da="kan bruges", en="can be used").text(asked())
    typer.echo(f"{profile.id}: {usable}; {', '.join(changes)}")


def show(
    profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help="A bundled profile's name, or a file.")
    ] = "suggested",
    pack: Packs = None,
    fmt: HumanOrJson = Format.HUMAN,
    lang: Lang = Spoken.DA,
    output: Output = None,
) -> None:
    """Show each parameter under a profile: its values by date, where they come from and who set them.

    Then the rules that the profile switches off, with the reasons, and those that it raises.

    Examples:
      guidelinekit profile show
      guidelinekit profile show examples/profiles/strict-municipality.yaml --lang en
    """
    rules = chosen_rules(pack, profile)
    document = profile_as_json(rules.packs, rules.profile)
    write(
        output,
        fmt,
        document,
        lambda width: profile_in_words(rules.packs, rules.profile, language(lang), width),
    )


HELP: Final = """Check a municipality's profile, or show what it says.

Examples:
  guidelinekit profile check examples/profiles/strict-municipality.yaml
  guidelinekit profile show suggested --lang en
"""
PARTS: Final[Mapping[str, Callable[..., Any]]] = {"check": check, "show": show}
"""The commands below `profile`."""
