"""The tool that measures live cases tells all of them the same, and both engines."""

from guidelinekit import load_rules
from guidelinekit.live import Engine
from tools.live import FACTS, measured_per_fact, one_by_one, told_at_once


def test_one_by_one_and_at_once_are_the_same_work() -> None:
    """Both tell every case all facts, so that they bring about the same transitions."""
    law = load_rules(["law"])
    assert one_by_one(law, Engine.COMPILED, 3) == told_at_once(law, Engine.COMPILED, 3) > 3 * len(FACTS)


def test_a_fact_is_measured_beside_two_evaluations() -> None:
    """The line says how many facts were told, and what each of three ways took."""
    line = measured_per_fact(load_rules(["law"]), Engine.COMPILED, 1)
    assert line.partition(";")[0].endswith("µs a fact")
    assert line.count("µs") == 3
