"""What the pieces of the JSON result have in common."""

from pydantic import BaseModel, ConfigDict

from guidelinekit.lang.rule import Text


class Part(BaseModel):
    """A frozen piece of the contract."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Both(Part):
    """A text in Danish and English."""

    da: str
    en: str


def both(text: Text) -> Both:
    """Give a text as reports write it."""
    return Both(da=text.da, en=text.en)
