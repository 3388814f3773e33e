"""The counts of rules drawn together: over all, and by anvisning."""

from collections import Counter
from collections.abc import Iterator, Mapping

from guidelinekit.lang.rule import Modality, Rule
from guidelinekit.results import Status
from guidelinekit.wording.rule import in_number_order


def statuses(
    by_rule: Mapping[str, Counter[Status]], rules: Mapping[str, Rule], *, summing_up: bool
) -> Counter[Status]:
    """Return the counts over all rules that sum up others, or over all that do not."""
    return sum(
        (counts for rule, counts in by_rule.items() if bool(rules[rule].sums_up) is summing_up), Counter()
    )


def by_anvisning(
    by_rule: Mapping[str, Counter[Status]], rules: Mapping[str, Rule], *leaving_out: Modality
) -> Iterator[tuple[str, Counter[Status]]]:
    """Return the counts of each anvisning (pack, slash, number) in its order, without some modalities.

    A rule that sums up others is left out: its parts are counted.
    """
    counts: dict[str, Counter[Status]] = {}
    for name, of_rule in by_rule.items():
        rule = rules[name]
        if rule.modality not in leaving_out and not rule.sums_up:
            counts.setdefault(f"{rule.pack}/{rule.anvisning}", Counter()).update(of_rule)
    yield from sorted(counts.items(), key=lambda each: in_number_order(each[0]))
