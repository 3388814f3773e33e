"""The parts of the JSON result: what stands before the records, each record's entry, what stands last."""

from collections.abc import Mapping
from dataclasses import dataclass

from guidelinekit.evaluate.plain import Tree, encoded, entry, making
from guidelinekit.evaluate.tally import Counts, by_anvisning, statuses
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.report.baseline import Baseline
from guidelinekit.report.waivers import expired, unused
from guidelinekit.report.writer import Ending, Heading
from guidelinekit.results import CaseResults, Status


@dataclass(frozen=True, slots=True)
class Entries:
    """Makes the JSON of a record's entry."""

    everything: bool = False
    details: bool = False
    empty: bool = True
    """Whether a record of which nothing is listed has an entry; else its text is empty."""
    baseline: Baseline | None = None

    def __call__(self, record: CaseResults) -> bytes:
        """Return the text, as UTF-8."""
        tree = entry(record, everything=self.everything, details=self.details)
        if self.baseline is not None:
            for result in tree["results"]:
                if (mark := self.baseline.mark(record, result["key"], result["status"])) is not None:
                    result["baseline"] = mark
        return encoded(tree) if self.empty or tree["results"] or "remarks" in tree else b""


def opening(heading: Heading) -> Tree:
    """Return what is known before the first record."""
    return {
        **making(heading.packs, heading.profile, heading.rules, heading.as_of),
        "selection": heading.selection.model_dump(),
        "input": {kind.plural: [path for path, of in heading.files if of is kind] for kind in Subject},
    }


def closing(heading: Heading, ending: Ending) -> Tree:
    """Return what is known after the last record."""
    rules = {rule.id: rule for rule in heading.rules}
    tally = ending.tally
    return {
        "summary": {kind.plural: _counts(count, rules) for kind, count in tally.counts.items()},
        "waivers": _waivers(heading, ending),
        "receipt": {
            "waivers_digest": None if heading.waivers is None else heading.waivers.digest,
            "inputs": [file.model_dump(exclude_none=True) for file in ending.files],
        },
        **({} if ending.comparison is None else {"baseline": ending.comparison.tree()}),
    }


def _counts(count: Counts, rules: Mapping[str, Rule]) -> Tree:
    by_rule = count.by_rule
    alone, summing = (statuses(by_rule, rules, summing_up=summing) for summing in (False, True))
    return {
        "records": count.evaluated + count.invalid,
        "evaluated": count.evaluated,
        "invalid": count.invalid,
        "not_begun": count.not_begun,
        "by_status": _statuses(alone),
        "summing_up": _statuses(summing),
        "by_anvisning": {name: _statuses(counts) for name, counts in by_anvisning(by_rule, rules)},
        "by_rule": {rule: _statuses(counts) for rule, counts in by_rule.items()},
        "waived": dict(sorted(count.waived.items())),
    }


def _statuses(counts: Mapping[Status, int]) -> Tree:
    return {status: counts.get(status, 0) for status in Status}


def _waivers(heading: Heading, ending: Ending) -> Tree | None:
    if heading.waivers is None:
        return None
    used = ending.tally.used
    return {
        "applied": ending.tally.waived,
        "expired": [_waiver(each) for each in expired(heading.waivers, heading.as_of)],
        "unused": [_waiver(each) for each in unused(heading.waivers, heading.as_of, used)],
    }


def _waiver(waiver: Waiver) -> Tree:
    return {
        "rule": waiver.rule,
        "case_id": waiver.case_id,
        "item": waiver.item,
        "expires": waiver.expires,
    }
