"""What a profile makes of packs: each parameter with its values and their origin, and the rules changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text as Line

from guidelinekit.lang.rule import Basis, Language, Pack, ParameterDefinition, Profile, Setting
from guidelinekit.report.layout import wrap
from guidelinekit.wording.dates import duration, long_date
from guidelinekit.wording.labels import BASIS, UNIT

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Standing:
    """A parameter as it stands under a profile."""

    definition: ParameterDefinition
    setting: Setting | None
    """What the profile says of it; None where it says nothing, or only what the text says."""

    @property
    def set_locally(self) -> bool:
        """Whether the profile gives the values."""
        return self.setting is not None


def standings(pack: Pack, profile: Profile) -> list[Standing]:
    """Give the parameters of a pack under a profile, in the order of the pack."""
    return [Standing(each, profile.settings.get(f"{pack.id}/{each.name}")) for each in pack.parameters]


def profile_as_json(packs: Sequence[Pack], profile: Profile) -> dict[str, Any]:
    """Give the same as plain data."""
    return {
        "profile": profile.id,
        "title": profile.title.model_dump(),
        "set_by": profile.set_by,
        "digest": profile.digest,
        "packs": [
            {
                "id": pack.id,
                "parameters": [_parameter(standing) for standing in standings(pack, profile)],
                "switched_off": [
                    {"rule": rule, "reason": reason.model_dump()}
                    for rule, reason in profile.off.items()
                    if rule.startswith(f"{pack.id}/")
                ],
                "raised": [rule for rule in profile.blocking if rule.startswith(f"{pack.id}/")],
            }
            for pack in packs
        ],
    }


def profile_in_words(
    packs: Sequence[Pack], profile: Profile, language: Language, width: int
) -> Iterator[Line]:
    """Give the lines that a person reads of a profile."""
    danish = language == "da"
    yield Line(f"{profile.id}: {profile.title.text(language)}", style="bold")
    if profile.set_by:
        yield Line(f"{'Fastsat af' if danish else 'Set by'} {profile.set_by}")
    for pack in packs:
        yield Line()
        yield Line(f"{pack.id}: {pack.title.text(language)}", style="bold")
        for standing in standings(pack, profile):
            yield from _told(standing, language, width)
        off = {rule: why for rule, why in profile.off.items() if rule.startswith(f"{pack.id}/")}
        if off:
            yield Line("Slået fra:" if danish else "Switched off:")
        for rule, why in off.items():
            yield from _hanging(f"{rule.partition('/')[2]}: {why.text(language)}", 1, width)
        raised = [rule for rule in profile.blocking if rule.startswith(f"{pack.id}/")]
        if raised:
            yield Line("Hævet til krav:" if danish else "Raised to a requirement:")
        for rule in raised:
            yield Line(_INDENT + rule.partition("/")[2])


def _parameter(standing: Standing) -> dict[str, Any]:
    definition, setting = standing.definition, standing.setting
    values = definition.values if setting is None else setting.values
    return {
        "name": definition.name,
        "title": definition.title.model_dump(),
        "unit": definition.unit.value,
        "basis": definition.basis.value,
        "passages": list(definition.passages),
        "bounds": [definition.lower, definition.upper],
        "values": [
            {"from": None if dated.start is None else dated.start.isoformat(), "value": dated.value}
            for dated in values
        ],
        "set_locally": standing.set_locally,
        "why": None if setting is None or setting.why is None else setting.why.model_dump(),
        "source": None if setting is None else setting.source,
        "set_by": None if setting is None else setting.set_by,
    }


def _told(standing: Standing, language: Language, width: int) -> Iterator[Line]:
    danish, definition, setting = language == "da", standing.definition, standing.setting
    yield Line.assemble(
        (definition.name, "bold"), "  ", (_values(standing, language), "" if standing.set_locally else "dim")
    )
    yield from _hanging(definition.title.text(language), 1, width)
    basis = BASIS[definition.basis].text(language)
    if definition.basis is not Basis.LOCAL and setting is not None:
        basis += "; strammet lokalt" if danish else "; made stricter locally"
    passages = f" ({', '.join(definition.passages)})" if definition.passages else ""
    by = "" if setting is None or not setting.set_by else f", {setting.set_by}"
    yield from _hanging(f"{basis}{passages}{by}", 1, width, "dim")
    if setting is not None:
        why = "" if setting.why is None else setting.why.text(language)
        told = f"{why} {_source(setting, language)}".strip()
        yield from _hanging(told, 1, width, "dim")


def _source(setting: Setting, language: Language) -> str:
    return f"{'Kilde' if language == 'da' else 'Source'}: {setting.source}" if setting.source else ""


def _values(standing: Standing, language: Language) -> str:
    danish = language == "da"
    dated = standing.definition.values if standing.setting is None else standing.setting.values
    unit = standing.definition.unit
    if not dated:
        return "ikke sat" if danish else "not set"
    parts = []
    for one in dated:
        whole = unit == "days" and isinstance(one.value, int)
        said = duration(int(one.value), language) if whole else f"{one.value} {UNIT[unit].text(language)}"
        start = "" if one.start is None else long_date(one.start, language)
        parts.append(f"{'fra' if danish else 'from'} {start}: {said}" if start else said)
    return "; ".join(parts)


def _hanging(text: str, depth: int, width: int, style: str = "") -> Iterator[Line]:
    indent = _INDENT * depth
    for line in wrap(text, width, indent, indent):
        yield Line(line, style=style)
