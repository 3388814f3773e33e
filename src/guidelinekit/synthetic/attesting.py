"""Synthetic providers and authorities, and the names by which synthetic cases refer to them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from guidelinekit.case.model.record import Attestation, Authority, Provider
from guidelinekit.case.model.vocabulary import AuthorityLevel
from guidelinekit.synthetic.dice import Dice

MUNICIPALITIES = ("9001", "9002", "9003", "9004", "9005")
"""Codes that belong to no municipality: a synthetic case is not to be taken for a real one's."""

_OF_PROVIDERS = {
    "ssb-2016": (
        "guidelines_known",
        "health_services_attention",
        "strategy_pregnancy",
        "abortion_support_offer",
        "termination_counselling_offer",
        "family_thriving_focus",
    ),
    "action-plan-2003": ("association_cooperation",),
    "outreach-2013": (
        "outreach_strategy",
        "training_supervision",
        "milieu_cooperation",
        "referral_options",
        "change_view",
        "inclusiveness_plan",
        "flexible_frames",
        "best_knowledge",
        "anchored",
        "partner_agreements",
        "experienced_staff",
        "management_support",
        "written_agreement",
        "competences",
    ),
    "ssb-overview": (
        "recovery_principles",
        "medical_requirements",
        "anonymous_treatment",
        "discreet_entrance",
    ),
}
_OF_AUTHORITIES = (
    "county_municipal_cooperation",
    "outreach_methods",
    "user_influence",
    "voluntary_dialogue",
)
"""What is attested, by the pack that asks for it; of authorities, by the only one that does."""


def provider_id(number: int) -> str:
    """Name the provider with a number."""
    return f"syn-provider-{number:03}"


def municipality(number: int) -> str:
    """Return the municipality of the provider with a number."""
    return MUNICIPALITIES[number % len(MUNICIPALITIES)]


def draw_provider(
    dice: Dice, further: Dice, number: int, as_of: date, packs: Collection[str] = ()
) -> Provider:
    """Draw a provider: most have confirmed most things, some nothing, of some it was not exported."""
    codes = [code for pack in ("ssb-2016", *packs) for code in _OF_PROVIDERS.get(pack, ())]
    of_overview = [code for code in _OF_PROVIDERS["ssb-overview"] if code not in codes]
    attestations = (*_attestations(dice, codes, as_of), *_attestations(further, of_overview, as_of))
    return Provider(
        provider_id=provider_id(number),
        municipality=municipality(number),
        outreach_staff=dice.whole(0, 5) if dice.chance(85) else None,
        attestations=None if number % 5 == 0 else attestations,
    )


def draw_authority(dice: Dice, number: int, as_of: date) -> Authority:
    """Draw an authority: a county before 2007, else a municipality; they attest as providers do."""
    attestations = _attestations(dice, _OF_AUTHORITIES, as_of)
    county = as_of.year < _NO_COUNTIES
    return Authority(
        authority_id=f"syn-authority-{number:03}",
        level=AuthorityLevel.COUNTY if county else AuthorityLevel.MUNICIPALITY,
        municipality=None if county else municipality(number),
        attestations=None if number % 5 == 0 else attestations,
    )


_NO_COUNTIES = 2007
"""The first year without counties."""


def _attestations(dice: Dice, codes: Sequence[str], as_of: date) -> tuple[Attestation, ...]:
    attestations = []
    for code in dice.some(codes, dice.weighted({85: 75, 0: 25})):
        confirmed_on = as_of - timedelta(days=dice.whole(10, 420))
        valid_until = confirmed_on + timedelta(days=365) if dice.chance(80) else None
        attestations.append(Attestation(code=code, confirmed_on=confirmed_on, valid_until=valid_until))
    return tuple(attestations)
