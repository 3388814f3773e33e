"""What rules say of one record as of a date: statuses at once, results and details when asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from guidelinekit.case import AnyRecord
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.remarks import Contradiction, remarks_on, without_doubted
from guidelinekit.compile.base import Outcome
from guidelinekit.compile.closures import OnRecord, Until
from guidelinekit.evaluate.attested import UnknownAttestation, unknown_attestations
from guidelinekit.evaluate.contradicted import on_record
from guidelinekit.evaluate.making import DutyName
from guidelinekit.evaluate.once import Also
from guidelinekit.evaluate.plain import document, encoded
from guidelinekit.lang.rule import Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.results import CaseResults, Details, Read, Reason, Remark, Result, Status, Verdict
from guidelinekit.text import Language
from guidelinekit.wording.waiver import under_waiver

if TYPE_CHECKING:
    from guidelinekit.evaluate.rule_set import RuleSet
    from guidelinekit.semantics.reference import Judgement
    from guidelinekit.wording.explanation import Explained

Standing = tuple[Status, date | None]
"""The status and the deadline of a duty."""


class Evaluation(CaseResults):
    """What the rules say of one record as of a date. The results are made of the verdicts when asked for."""

    rules: "RuleSet"
    _record: ReadRecord
    _all: Sequence[Outcome]
    _outcomes: Sequence[Outcome]
    """Those of all that are told: a gap that two rules know is told once."""
    _also: Also
    _holds_until: Until
    _contradictions: Sequence[Contradiction]

    def __init__(
        self,
        rules: "RuleSet",
        record: ReadRecord,
        as_of: date,
        outcomes: Sequence[Outcome],
        until: Until,
        among: Sequence[Contradiction],
        once: "tuple[Sequence[Outcome], Also] | None" = None,
    ) -> None:
        read = record.read
        once_each, also = once or rules.once.without_repeats(
            outcomes, rules.waived_on(record.identifier, as_of)
        )
        vars(self).update(
            case_id=record.identifier,
            as_of=as_of,
            kind=record.subject,
            municipality=read.municipality,
            provider_id=getattr(read, "provider_id", None),
            rules=rules,
            _record=record,
            _all=outcomes,
            _outcomes=once_each,
            _also=also,
            _holds_until=until,
            _contradictions=among,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how to make what another process gets: the results without the rules."""
        shown = (self.case_id, self.as_of, self.results, self.kind, self.municipality, self.provider_id)
        return CaseResults, (*shown, self.changes_on, self.remarks)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The results of all rules, in their order, and for each rule in the order of their items."""
        return self._under_waivers(self._made(self._outcomes))

    def _under_waivers(self, results: tuple[Result, ...]) -> tuple[Result, ...]:
        waivers = self.rules.waived.get(self.case_id)
        if waivers is None:
            return results
        from guidelinekit.semantics.waivers import waived  # noqa: PLC0415 - few have any

        return tuple(waived(results, waivers, self.as_of, self._until))

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Where the record contradicts itself, as far as it is known on the date."""
        return remarks_on(self._record.read, self._contradictions) if self._contradictions else ()

    @cached_property
    def _on_record(self) -> OnRecord:
        closures, among = self.rules.maker.closures, self._contradictions
        return on_record(closures, self._record, self.as_of, among, self._holds_until, self.rules.alone)

    def _made(self, outcomes: Sequence[Outcome]) -> tuple[Result, ...]:
        results = self.rules.maker.results(outcomes, self._record, self.as_of, self._on_record)
        if not self._also:
            return results
        names = self.rules.names
        also = {(names[rule], item): others for (rule, item), others in self._also.items()}
        return tuple(replace(each, also=also.get((each.rule, item_of(each)), ())) for each in results)

    @cached_property
    def changes_on(self) -> date | None:
        """The first day on which anything changes by itself, be it something that is not yet a duty."""
        if self.case_id not in self.rules.waived:
            return self._on_record.first_change(self._all)
        names = self.rules.names
        waived = {result.rule for result in self.results if result.waiver is not None}
        outcomes = [each for each in self._all if names[each[0]] not in waived]
        days = [result.changes_on for result in self.results if result.rule in waived]
        days.append(self._on_record.first_change(outcomes))
        return min((day for day in days if day is not None), default=None)

    def changes_before(self, end: date) -> date | None:
        """Return the first day before another on which anything changes by itself, or None."""
        if self.case_id not in self.rules.waived:
            return self._on_record.first_change(self._all, end)
        return self.changes_on if self.changes_on is not None and self.changes_on < end else None

    def without(self, hidden: Collection[Status]) -> tuple[Result, ...]:
        """Return the results that have none of some statuses; no others are made."""
        if self.case_id in self.rules.waived:
            return super().without(hidden)
        outcomes = [each for each in self._outcomes if each[1] not in hidden]
        return self._made(outcomes)

    @property
    def states(self) -> Mapping[DutyName, Standing]:
        """The status and the deadline of each duty; no results are made."""
        if self.case_id in self.rules.waived:
            return {(each.rule, each.item): (each.status, each.due_on) for each in self.results}
        return {duty: (outcome[1], outcome[4]) for duty, outcome in self._duties}

    def of(self, duties: Collection[DutyName]) -> tuple[Result, ...]:
        """Return the results of some duties; no others are made."""
        if self.case_id in self.rules.waived:
            return tuple(each for each in self.results if (each.rule, each.item) in duties)
        return self._made([outcome for duty, outcome in self._duties if duty in duties])

    @cached_property
    def _duties(self) -> Sequence[tuple[DutyName, Outcome]]:
        """What is told, each verdict with the duty that it is about."""
        return list(self.rules.maker.duties(self._outcomes, self._record))

    @property
    def not_begun(self) -> bool:
        """Whether all that is recorded came later, so that no rule applies yet."""
        return any(outcome[2] is Reason.NOT_BEGUN for outcome in self._outcomes[:1])

    @property
    def verdicts(self) -> Iterable[tuple[str, Status]]:
        """The rule and the status of each result."""
        if self.case_id in self.rules.waived:
            return super().verdicts
        names = self.rules.names
        return [(names[each[0]], each[1]) for each in self._outcomes]

    @property
    def used(self) -> Iterable[Waiver]:
        """The waivers that set a result aside."""
        return super().used if self.case_id in self.rules.waived else ()

    @property
    def unknown_attestations(self) -> tuple[UnknownAttestation, ...]:
        """What a provider or an authority attests with a code that no pack knows."""
        if self.kind is Subject.CASE:
            return ()
        return tuple(unknown_attestations(self._record.read, self.rules.attestations))

    def _until(self, result: Result, waiver: Waiver) -> date | None:
        from guidelinekit.semantics.waivers import waived_until  # noqa: PLC0415 - few have any

        turns = self._on_record.turns(self.rules.names.index(result.rule), item_of(result))
        return waived_until(result.status, turns, waiver.expires)

    @property
    def record(self) -> AnyRecord:
        """The record that was evaluated."""
        return self._record.model

    @property
    def met(self) -> tuple[Result, ...]:
        """The duties that are fulfilled, in time or late."""
        return self.having(Status.MET, Status.MET_LATE)

    @property
    def due(self) -> tuple[Result, ...]:
        """The duties whose deadline is still ahead."""
        return self.having(Status.DUE)

    @property
    def unmet(self) -> tuple[Result, ...]:
        """The duties that are not fulfilled and no longer wait."""
        return self.having(Status.UNMET)

    @property
    def undetermined(self) -> tuple[Result, ...]:
        """The duties of which the record does not tell enough."""
        return self.having(Status.UNDETERMINED)

    @property
    def exempt(self) -> tuple[Result, ...]:
        """The duties that are excused, for example because the citizen declined."""
        return self.having(Status.EXEMPT)

    def details(self, result: Result) -> Details:
        """Return what was read for one of the results, and what would close its gap as a structure.

        Raises LookupError for a result of another evaluation.
        """
        from guidelinekit.semantics.gap import closing  # noqa: PLC0415 - asked for of a few results

        rule = self.rules.rule(result.rule)
        judgement, read = self._judgement(result), None
        if self._silenced(result):
            recorded = {pointer: value for each in self._contradictions for pointer, value in each.dates}
            read = tuple(Read(one.pointer, recorded.get(one.pointer, one.value)) for one in judgement.read)
        return Details(read or judgement.read, closing(rule, judgement))

    def explain(
        self, rule: str, language: Language = "da", *, deciding: bool = False
    ) -> "tuple[Explained, ...]":
        """Return the tree of conditions of a rule, with truths and values read, per item judged.

        Where a waiver sets a result aside, it stands above what the rule says without. `deciding` leaves out
        what did not decide.
        Raises UsageError when there is no such rule in the rule set.
        """
        from guidelinekit.wording.explanation import explain, leaving_out_doubted  # noqa: PLC0415 - nothing else needs the words

        named = self.rules.rule(rule)
        words = self.rules.vocabulary(named, self.as_of, language)
        trees = []
        index = self.rules.names.index(named.id)
        for result in self._under_waivers(self._made([each for each in self._all if each[0] == index])):
            tree = explain(named, self._judgement(result), words, deciding=deciding)
            tree = leaving_out_doubted(tree, language) if self._silenced(result) else tree
            trees.append(under_waiver(tree, result, language))
        return tuple(trees)

    def _judgement(self, result: Result) -> "Judgement":
        """Return what the reference evaluator says of what a result is about."""
        if not self._silenced(result):
            return self._judgements(result.rule, self.record)[result.subject]
        judgement = self._judgements(result.rule, self._doubtless)[result.subject]
        verdict = Verdict(result.rule, Status.UNDETERMINED, Reason.NOT_DOCUMENTED, result.subject)
        return replace(judgement, verdict=verdict, missing=result.missing)

    def _silenced(self, result: Result) -> bool:
        """Say whether a result is there because a rule is silent on a date that is not believed."""
        if not self._contradictions or result.status is Status.NOT_APPLICABLE:
            return False
        judgement = self._judgements(result.rule, self.record).get(result.subject)
        return judgement is None or judgement.verdict.status is Status.NOT_APPLICABLE

    def _judgements(self, rule: str, record: AnyRecord) -> "dict[str, Judgement]":
        """Return what the reference evaluator says by a rule, by the pointer of the item judged."""
        key = rule, record is self.record
        if key not in self._judged:
            definitions = self._definitions[record is self.record]
            judgements = self.rules.judgements(rule, record, self.as_of, definitions)
            self._judged[key] = {judgement.verdict.subject: judgement for judgement in judgements}
        return self._judged[key]

    @cached_property
    def _definitions(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What definitions came to on the record without the dates that are not believed, and as it is."""
        return {}, {}

    @cached_property
    def _doubtless(self) -> AnyRecord:
        return without_doubted(self.record, self._contradictions)  # type: ignore[no-any-return]

    @cached_property
    def _judged(self) -> "dict[tuple[str, bool], dict[str, Judgement]]":
        return {}

    def to_json(self, *, details: bool = False) -> str:
        """Return all results as JSON that says what they were made with: a document of the report schema."""
        return encoded(document(self, details=details)).decode()


def item_of(result: Result) -> int | None:
    """Return the index of the item that a result is about; None for the record."""
    return int(result.subject.rpartition("/")[2]) if result.subject else None
