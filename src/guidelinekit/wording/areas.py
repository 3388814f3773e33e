"""How an area of life is spoken of in a sentence: what help is about, and where a need lies."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from guidelinekit.case.model.codes import Area
from guidelinekit.text import Language, Text
from guidelinekit.wording.enumerated import enumerated


class AreaForms(NamedTuple):
    """An area as a caseworker says it."""

    noun: Text
    """As it stands after "i forhold til" and "in relation to": "økonomien", "personal finances"."""
    within: Text
    """Where a need, a barrier or an effort lies: "på det økonomiske område", "in the area of ..."."""


_SPOKEN: Final = {
    Area.SUBSTANCE_USE: ("stofmisbruget", "på stofmisbrugsområdet", "drug misuse"),
    Area.HOUSING: ("bolig", "på boligområdet", "housing"),
    Area.SLEEP: ("søvnen", "på søvnområdet", "sleep"),
    Area.NUTRITION: ("kost og ernæring", "på kost- og ernæringsområdet", "food and nutrition"),
    Area.ECONOMY: ("økonomien", "på det økonomiske område", "personal finances"),
    Area.HYGIENE: ("hygiejnen", "på hygiejneområdet", "hygiene"),
    Area.LONELINESS: ("ensomhed", "på ensomhedsområdet", "loneliness"),
    Area.SOCIAL_NETWORK: ("det sociale netværk", "på netværksområdet", "the social network"),
    Area.FAMILY: ("familien", "på familieområdet", "the family"),
    Area.CHILDREN: ("børnene", "på børneområdet", "the children"),
    Area.COMMUNITY: (
        "fællesskaber og fritid",
        "på området for fællesskaber og fritid",
        "community and leisure",
    ),
    Area.EMPLOYMENT: ("beskæftigelse", "på beskæftigelsesområdet", "employment"),
    Area.EDUCATION: ("uddannelse", "på uddannelsesområdet", "education"),
    Area.CRIME: ("kriminalitet", "på kriminalitetsområdet", "crime"),
    Area.PHYSICAL_HEALTH: ("det fysiske helbred", "på det fysiske helbredsområde", "physical health"),
    Area.SOMATIC_DISEASE: ("den somatiske sygdom", "på det somatiske område", "somatic disease"),
    Area.DENTAL: ("tænder og mund", "på tandområdet", "teeth and mouth"),
    Area.MENTAL_HEALTH: ("det psykiske helbred", "på det psykiske område", "mental health"),
    Area.IMPAIRMENT: (
        "den fysiske funktionsnedsættelse",
        "på området for fysisk funktionsnedsættelse",
        "physical impairment",
    ),
    Area.MEDICINE: ("medicinen", "på medicinområdet", "medicine"),
}
"""Of each area: the noun after "i forhold til", the phrase that says where, and the English noun of both."""

AREA_FORMS: Final[Mapping[str, AreaForms]] = MappingProxyType(
    {
        area.value: AreaForms(Text(da=noun, en=english), Text(da=where, en=f"in the area of {english}"))
        for area, (noun, where, english) in _SPOKEN.items()
    }
)
"""The forms of each area, by its code."""

_ABOUT: Final = Text(da="i forhold til", en="in relation to")


def about(areas: Sequence[str], language: Language) -> str | None:
    """Return what something is about: "i forhold til bolig og økonomien"; None where no area is known."""
    nouns = [AREA_FORMS[area].noun.text(language) for area in areas if area in AREA_FORMS]
    return f"{_ABOUT.text(language)} {enumerated(nouns, language)}" if nouns else None
