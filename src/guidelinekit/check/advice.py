"""What an author should look at again, though the rules can be used: advice in both languages."""

from collections.abc import Iterator

from guidelinekit.check.ground import ground
from guidelinekit.check.locality import local_as_law
from guidelinekit.check.modality import modality_words
from guidelinekit.check.numbers import numbers_in_texts
from guidelinekit.check.remark import LintRemark
from guidelinekit.lang.rule import Pack

__all__ = ["LintRemark", "advise"]


def advise(pack: Pack) -> Iterator[LintRemark]:
    """Return what can be seen without judging a case: strengths, numbers, local parameters, the ground."""
    for rule in pack.rules:
        yield from modality_words(rule, pack)
        yield from local_as_law(rule, pack)
        yield from numbers_in_texts(rule, pack)
        yield from ground(rule, pack)
