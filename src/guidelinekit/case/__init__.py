"""A citizen's case, a provider and an authority: models, words, fields as data, reading from files."""

from guidelinekit.case.model.record import AnyRecord, Authority, Case, Provider

__all__ = ["AnyRecord", "Authority", "Case", "Provider"]
