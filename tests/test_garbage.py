"""Garbage is looked for seldom while a run goes on, and as before when it is over."""

import gc

import pytest

from guidelinekit.garbage import seldom_collected


def test_it_is_looked_for_as_before_when_the_run_is_over() -> None:
    """Thresholds, and what is looked through, are as they were, also where the run ends in an error."""
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with pytest.raises(KeyError):
        stopped(before[0])
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() <= frozen


def stopped(before: int) -> None:
    """Run into an error."""
    with seldom_collected():
        assert gc.get_threshold()[0] > before
        raise KeyError
