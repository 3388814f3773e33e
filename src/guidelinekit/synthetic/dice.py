"""The chance that decides a synthetic case: from a seed, and the same on every Python and platform."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of draws for one record.

    Only `Random.random` is used, whose stream Python promises to keep, and only whole-number weights, so that
    no sum depends on how a version adds floats.
    """

    def __init__(self, stream: str) -> None:
        self._draw = Random(stream).random  # noqa: S311 - a caseload must be repeatable, not secret

    def chance(self, percent: int) -> bool:
        """Say yes in so many of a hundred cases."""
        return self._draw() * 100 < percent

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._draw() * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of the options, each as likely."""
        return options[int(self._draw() * len(options))]

    def weighted(self, options: Mapping[T, int]) -> T:
        """Draw one of the options by weight."""
        rest = self._draw() * sum(options.values())
        for option, weight in options.items():
            rest -= weight
            if rest < 0:
                return option
        return option

    def some(self, options: Sequence[T], percent: int) -> tuple[T, ...]:
        """Draw any number of the options, keeping their order."""
        return tuple(option for option in options if self.chance(percent))

    def several(self, options: Mapping[T, int], count: int) -> tuple[T, ...]:
        """Draw so many different options by weight, in the order drawn."""
        left = dict(options)
        drawn = []
        for _ in range(min(count, len(left))):
            option = self.weighted(left)
            del left[option]
            drawn.append(option)
        return tuple(drawn)
