"""What a profile makes of packs: each parameter with its values and their origin, and the rules changed."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.text import Text as Line

from guidelinekit.lang.rule import Basis, Dated, Pack, ParameterDefinition, Profile, Setting
from guidelinekit.report.layout import wrapped
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import duration, long_date
from guidelinekit.wording.labels import UNIT

_INDENT: Final = "  "
_SET_BY: Final = Text(da="Fastsat af", en="Set by")
_OFF: Final = Text(da="Slået fra:", en="Switched off:")
_RAISED: Final = Text(da="Hævet til krav:", en="Raised to a requirement:")
_STRICTER: Final = Text(da="strammet lokalt", en="made stricter locally")
_SOURCE: Final = Text(da="Kilde", en="Source")
_NOT_SET: Final = Text(da="ikke sat", en="not set")
_CASE_IDS: Final = Text(da="Sagernes id'er skrives", en="Case ids are written")
_FROM: Final = Text(da="fra", en="from")


def profile_as_json(packs: Sequence[Pack], profile: Profile) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "profile": profile.id,
        "title": profile.title.plain(),
        "set_by": profile.set_by,
        "case_id_pattern": profile.case_id_pattern,
        "digest": profile.digest,
        "packs": [
            {
                "id": pack.id,
                "parameters": [_parameter(each, _setting(each, pack, profile)) for each in pack.parameters],
                "switched_off": [
                    {"rule": rule, "reason": profile.off[rule].plain()} for rule in _of(pack, profile.off)
                ],
                "raised": _of(pack, profile.blocking),
            }
            for pack in packs
        ],
    }


def profile_in_words(
    packs: Sequence[Pack], profile: Profile, language: Language, width: int
) -> Iterator[Line]:
    """Yield the lines that a person reads of a profile."""
    yield Line(f"{profile.id}: {profile.title.text(language)}", style="bold")
    if profile.set_by:
        yield Line(f"{_SET_BY.text(language)} {profile.set_by}")
    if profile.case_id_pattern:
        yield Line(f"{_CASE_IDS.text(language)} {profile.case_id_pattern}")
    for pack in packs:
        yield Line()
        yield Line(f"{pack.id}: {pack.title.text(language)}", style="bold")
        for parameter in pack.parameters:
            yield from _in_words(parameter, _setting(parameter, pack, profile), language, width)
        if off := _of(pack, profile.off):
            yield Line(_OFF.text(language))
        for rule in off:
            reason = profile.off[rule].text(language)
            yield from wrapped(f"{rule.partition('/')[2]}: {reason}", width, first=_INDENT)
        if raised := _of(pack, profile.blocking):
            yield Line(_RAISED.text(language))
        yield from (Line(_INDENT + rule.partition("/")[2]) for rule in raised)


def _setting(parameter: ParameterDefinition, pack: Pack, profile: Profile) -> Setting | None:
    """Return what the profile says of a parameter; None where it says nothing, or only what the text says."""
    return profile.settings.get(f"{pack.id}/{parameter.name}")


def _of(pack: Pack, rules: Sequence[str] | dict[str, Text]) -> list[str]:
    return [rule for rule in rules if rule.startswith(f"{pack.id}/")]


def _parameter(parameter: ParameterDefinition, setting: Setting | None) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "title": parameter.title.plain(),
        "unit": parameter.unit.value,
        "basis": parameter.basis.value,
        "passages": list(parameter.passages),
        "bounds": [parameter.lower, parameter.upper],
        "values": [each.plain() for each in (parameter.values if setting is None else setting.values)],
        "set_locally": setting is not None,
        "why": None if setting is None or setting.why is None else setting.why.plain(),
        "source": None if setting is None else setting.source,
        "set_by": None if setting is None else setting.set_by,
    }


def _in_words(
    parameter: ParameterDefinition, setting: Setting | None, language: Language, width: int
) -> Iterator[Line]:
    dated = parameter.values if setting is None else setting.values
    values = "; ".join(_value(each, parameter, language) for each in dated) or _NOT_SET.text(language)
    yield Line.assemble((parameter.name, "bold"), "  ", (values, "dim" if setting is None else ""))
    yield from wrapped(parameter.title.text(language), width, first=_INDENT)
    basis = parameter.basis.label.text(language)
    if parameter.basis is not Basis.LOCAL and setting is not None:
        basis += f"; {_STRICTER.text(language)}"
    passages = f" ({', '.join(parameter.passages)})" if parameter.passages else ""
    by = "" if setting is None or not setting.set_by else f", {setting.set_by}"
    yield from wrapped(f"{basis}{passages}{by}", width, "dim", _INDENT)
    if setting is not None:
        why = "" if setting.why is None else setting.why.text(language)
        source = f"{_SOURCE.text(language)}: {setting.source}" if setting.source else ""
        yield from wrapped(f"{why} {source}", width, "dim", _INDENT)


def _value(dated: Dated, parameter: ParameterDefinition, language: Language) -> str:
    whole = parameter.unit == "days" and isinstance(dated.value, int)
    unit = UNIT[parameter.unit].text(language)
    value = duration(int(dated.value), language) if whole else f"{dated.value} {unit}"
    start = "" if dated.start is None else f"{_FROM.text(language)} {long_date(dated.start, language)}: "
    return f"{start}{value}"
