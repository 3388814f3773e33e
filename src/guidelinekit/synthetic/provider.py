"""Synthetic providers, and the names by which synthetic cases refer to them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from guidelinekit.case.model.record import Attestation, Provider
from guidelinekit.synthetic.dice import Dice

MUNICIPALITIES = ("9001", "9002", "9003", "9004", "9005")
"""Codes that belong to no municipality: a synthetic case is not to be taken for a real one's."""

_CODES = (
    "guidelines_known",
    "health_services_attention",
    "strategy_pregnancy",
    "abortion_support_offer",
    "termination_counselling_offer",
    "family_thriving_focus",
)
_FURTHER_CODES = ("recovery_principles", "medical_requirements", "anonymous_treatment", "discreet_entrance")
"""What the overview asks for."""


def provider_id(number: int) -> str:
    """Name the provider with a number."""
    return f"syn-provider-{number:03}"


def municipality(number: int) -> str:
    """Return the municipality of the provider with a number."""
    return MUNICIPALITIES[number % len(MUNICIPALITIES)]


def draw_provider(dice: Dice, further: Dice, number: int, as_of: date) -> Provider:
    """Draw a provider: most have confirmed most things, some nothing, of some it was not exported."""
    attestations = [*_attested(dice, _CODES, as_of)]
    return Provider(
        provider_id=provider_id(number),
        municipality=municipality(number),
        outreach_staff=dice.whole(0, 5) if dice.chance(85) else None,
        attestations=None if number % 5 == 0 else (*attestations, *_attested(further, _FURTHER_CODES, as_of)),
    )


def _attested(dice: Dice, codes: Sequence[str], as_of: date) -> Iterator[Attestation]:
    for code in dice.some(codes, dice.weighted({85: 75, 0: 25})):
        confirmed_on = as_of - timedelta(days=dice.whole(10, 420))
        valid_until = confirmed_on + timedelta(days=365) if dice.chance(80) else None
        yield Attestation(code=code, confirmed_on=confirmed_on, valid_until=valid_until)
