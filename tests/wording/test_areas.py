"""The forms of an area in a sentence, each read aloud once."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from guidelinekit.case.model.codes import Area
from guidelinekit.rules.pack_folder import load_pack
from guidelinekit.rules.packs import bundled_folder, bundled_packs
from guidelinekit.text import Text
from guidelinekit.wording.templates import NONE, sentence

IMPAIRED = "fysiske funktionsnedsættelse"
SPOKEN = {
    "substance_use": (
        "hjælp i forhold til stofmisbruget; behovet på stofmisbrugsområdet",
        "help in relation to drug misuse; the need in the area of drug misuse",
    ),
    "housing": (
        "hjælp i forhold til bolig; behovet på boligområdet",
        "help in relation to housing; the need in the area of housing",
    ),
    "sleep": (
        "hjælp i forhold til søvnen; behovet på søvnområdet",
        "help in relation to sleep; the need in the area of sleep",
    ),
    "nutrition": (
        "hjælp i forhold til kost og ernæring; behovet på kost- og ernæringsområdet",
        "help in relation to food and nutrition; the need in the area of food and nutrition",
    ),
    "economy": (
        "hjælp i forhold til økonomien; behovet på det økonomiske område",
        "help in relation to personal finances; the need in the area of personal finances",
    ),
    "hygiene": (
        "hjælp i forhold til hygiejnen; behovet på hygiejneområdet",
        "help in relation to hygiene; the need in the area of hygiene",
    ),
    "loneliness": (
        "hjælp i forhold til ensomhed; behovet på ensomhedsområdet",
        "help in relation to loneliness; the need in the area of loneliness",
    ),
    "social_network": (
        "hjælp i forhold til det sociale netværk; behovet på netværksområdet",
        "help in relation to the social network; the need in the area of the social network",
    ),
    "family": (
        "hjælp i forhold til familien; behovet på familieområdet",
        "help in relation to the family; the need in the area of the family",
    ),
    "children": (
        "hjælp i forhold til børnene; behovet på børneområdet",
        "help in relation to the children; the need in the area of the children",
    ),
    "community": (
        "hjælp i forhold til fællesskaber og fritid; behovet på området for fællesskaber og fritid",
        "help in relation to community and leisure; the need in the area of community and leisure",
    ),
    "employment": (
        "hjælp i forhold til beskæftigelse; behovet på beskæftigelsesområdet",
        "help in relation to employment; the need in the area of employment",
    ),
    "education": (
        "hjælp i forhold til uddannelse; behovet på uddannelsesområdet",
        "help in relation to education; the need in the area of education",
    ),
    "crime": (
        "hjælp i forhold til kriminalitet; behovet på kriminalitetsområdet",
        "help in relation to crime; the need in the area of crime",
    ),
    "physical_health": (
        "hjælp i forhold til det fysiske helbred; behovet på det fysiske helbredsområde",
        "help in relation to physical health; the need in the area of physical health",
    ),
    "somatic_disease": (
        "hjælp i forhold til den somatiske sygdom; behovet på det somatiske område",
        "help in relation to somatic disease; the need in the area of somatic disease",
    ),
    "dental": (
        "hjælp i forhold til tænder og mund; behovet på tandområdet",
        "help in relation to teeth and mouth; the need in the area of teeth and mouth",
    ),
    "mental_health": (
        "hjælp i forhold til det psykiske helbred; behovet på det psykiske område",
        "help in relation to mental health; the need in the area of mental health",
    ),
    "impairment": (
        f"hjælp i forhold til den {IMPAIRED}; behovet på området for fysisk funktionsnedsættelse",
        "help in relation to physical impairment; the need in the area of physical impairment",
    ),
    "medicine": (
        "hjælp i forhold til medicinen; behovet på medicinområdet",
        "help in relation to medicine; the need in the area of medicine",
    ),
}


@pytest.mark.parametrize("area", list(Area), ids=str)
def test_an_area_in_a_sentence(area: Area) -> None:
    """Each area has the forms that a caseworker says, in both languages."""
    names = {"need": SimpleNamespace(area=area.value)}
    danish = sentence("hjælp {{ need.area | about }}; behovet {{ need.area | within }}", "da")
    english = sentence("help {{ need.area | about }}; the need {{ need.area | within }}", "en")
    assert (danish.fill(names), english.fill(names)) == SPOKEN[area.value]


@pytest.mark.parametrize(
    ("areas", "text"),
    [
        (("housing",), "om noget i forhold til bolig"),
        (["housing", "economy"], "om noget i forhold til bolig og økonomien"),
        (("family", "children", "medicine"), "om noget i forhold til familien, børnene og medicinen"),
        ((), f"om noget {NONE}"),
        (None, f"om noget {NONE}"),
    ],
)
def test_several_areas(areas: Any, text: str) -> None:
    """A list of areas is one phrase; without an area there is a dash."""
    template = sentence("om noget {{ contact.areas | about }}", "da")
    assert template.fill({"contact": SimpleNamespace(areas=areas)}) == text


CLUMSY = re.compile(
    r"(områdets?|området|om|til|på|area|about|with|of|for|medicin) \{\{ \w+\.areas? \| label"
    r"|\(?\b[a-z]+_[a-z_]+\b\)?"
    r"|i gang om|mål (eller en indsats )?i gang|(?<!den )\{\{ [\w.]+ \| day"
)
"""An area's label behind a preposition, a code, a goal set going, a date without *den*."""


def texts() -> list[tuple[str, Text]]:
    """Return the findings, remedies and titles of the bundled rules."""
    packs = [load_pack(bundled_folder() / name).pack for name in bundled_packs()]
    rules = [rule for pack in packs if pack is not None for rule in pack.rules]
    return [(rule.name, text) for rule in rules for text in (rule.finding, rule.remedy, rule.title)]


def test_texts_speak_of_areas_as_one_does() -> None:
    """No text puts a bare label where a form belongs, shows a code, or writes a Danish date without den."""
    clumsy = []
    for rule, text in texts():
        shown = re.sub(r"\{%.*?%\}", "", text.da)
        for found in CLUMSY.finditer(shown):
            inside = shown[: found.start()].count("{{") > shown[: found.start()].count("}}")
            if not inside:
                clumsy.append((rule, found[0]))
    assert clumsy == []


@pytest.mark.parametrize(
    "text",
    [
        "barrieren på området {{ need.area | label }}",
        "aftalen om {{ need.area | label }}",
        "registrér bekræftelsen (guidelines_known)",
        "sæt et mål eller en indsats i gang",
        "planen fra {{ plan.made_on | day }}",
    ],
)
def test_clumsy_texts_are_noticed(text: str) -> None:
    """The forms that the table replaces are known when they come back."""
    assert CLUMSY.search(text)


def test_an_attestation_is_called_by_its_name() -> None:
    """The remedy of a rule about a provider quotes what the pack calls the attestation."""
    pack = load_pack(bundled_folder() / "ssb-2016").pack
    assert pack is not None
    remedies = " ".join(rule.remedy.da for rule in pack.rules)
    assert [text.da for text in pack.attestations.values() if f"«{text.da}»" not in remedies] == []
