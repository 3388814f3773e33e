"""Mutants of a rule's strength: no example case shows it, so that its passages alone can tell a wrong one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guidelinekit.check.advice import modality_words
from guidelinekit.lang.rule import Modality, Pack, Rule


@dataclass(frozen=True, slots=True)
class Strengths:
    """How many wrong strengths `lint` would notice in rules, and those that it would not."""

    total: int
    unnoticed: tuple[tuple[str, Modality], ...]
    """Rules by their full ids, each with a strength that one of its passages has too."""

    @property
    def noticed(self) -> int:
        """How many differ from the word of every passage."""
        return self.total - len(self.unnoticed)


def wrong_strengths(rules: Sequence[Rule], pack: Pack) -> Strengths:
    """Give every rule every other strength, and see whether it still fits the words of its passages."""
    others = [(rule, modality) for rule in rules for modality in Modality if modality is not rule.modality]
    return Strengths(len(others), tuple(_unnoticed(others, pack)))


def _unnoticed(others: Sequence[tuple[Rule, Modality]], pack: Pack) -> Iterator[tuple[str, Modality]]:
    for rule, modality in others:
        if not any(modality_words(rule.model_copy(update={"modality": modality}), pack)):
            yield rule.id, modality
