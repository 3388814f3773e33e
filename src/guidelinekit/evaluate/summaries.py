"""Results that sum up others: where a part is listed, what sums it up would say the same again."""

from collections.abc import Mapping, Sequence

from guidelinekit.results import Result


def unrepeated(results: Sequence[Result], sums_up: Mapping[str, Sequence[str]]) -> Sequence[Result]:
    """Leave out what sums up a part that is listed too, of the same item or of the record.

    `sums_up` gives the parts of each rule that has some.
    """
    if not sums_up:
        return results
    listed = [(result.rule, result.item) for result in results]

    def repeats(result: Result) -> bool:
        parts = sums_up.get(result.rule, ())
        return any(
            rule in parts and (item == result.item or "" in (item, result.item)) for rule, item in listed
        )

    return [result for result in results if not repeats(result)]
