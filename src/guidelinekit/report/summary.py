"""The counts of rules drawn together by anvisning."""

from collections import Counter
from collections.abc import Iterator, Mapping

from guidelinekit.lang.rule import Modality, Rule
from guidelinekit.results import Status
from guidelinekit.wording.citations import in_number_order


def by_anvisning(
    by_rule: Mapping[str, Counter[Status]], rules: Mapping[str, Rule], *leaving_out: Modality
) -> Iterator[tuple[str, Counter[Status]]]:
    """Return the counts of each anvisning (pack, slash, number) in its order, without some modalities."""
    counts: dict[str, Counter[Status]] = {}
    for name, statuses in by_rule.items():
        rule = rules[name]
        if rule.modality not in leaving_out:
            counts.setdefault(f"{rule.pack}/{rule.anvisning}", Counter()).update(statuses)
    yield from sorted(counts.items(), key=lambda each: in_number_order(each[0]))
