"""A citizen's case and a provider: models, words, fields as data, reading from files."""

from guidelinekit.case.model.record import Case, Provider

__all__ = ["Case", "Provider"]
