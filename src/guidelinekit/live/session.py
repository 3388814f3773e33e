"""One case that grows fact by fact and day by day.

After each fact the rules that read what changed are judged again; between facts a rule is judged when
something in it can turn, and when a date that was recorded ahead has come.
"""

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Self

from pydantic import BaseModel

from guidelinekit.case import Case
from guidelinekit.case.keys import item_keys, result_key
from guidelinekit.case.model.person import Citizen
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.reading.one_case import parse_case
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.case.remarks import contradictions
from guidelinekit.compile.base import Conclusion
from guidelinekit.errors import InputError, UsageError
from guidelinekit.evaluate import Evaluation, RuleSet
from guidelinekit.evaluate.contradicted import on_record
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule, Subject
from guidelinekit.lang.walk import nodes
from guidelinekit.live.engines import Engine, engine_named
from guidelinekit.live.facts import LISTS, Fact, added, corrected, fact_of, withdrawn
from guidelinekit.live.transition import ELSEWHERE, GONE, Transition, turned
from guidelinekit.results import Status
from guidelinekit.semantics.as_of import has_begun, seen_from
from guidelinekit.semantics.values import moved
from guidelinekit.text import Text, say

VERSION = 1
"""The version of a saved session."""
Duty = tuple[str, str]
"""A rule's full id and the name of the item judged."""


class LiveSession:
    """One case, what its duties have come to, and the day up to which it was followed."""

    def __init__(
        self,
        rules: RuleSet,
        case: Case | str,
        as_of: date,
        *,
        not_recorded: Collection[str] = (),
        engine: str = Engine.COMPILED,
    ) -> None:
        """Follow a case from a date on: one that there is, or a new one under an id.

        In a new case every list is empty, which says that there is nothing of it yet; the lists in
        `not_recorded` are null, for a system that does not record them. `engine` is `compiled` or `durable`.
        Raises UsageError for an unknown list, and for an engine that is not there.
        """
        self._rules, self._durable = rules, engine_named(engine, rules)
        self._case = _new_case(case, not_recorded) if isinstance(case, str) else case
        self._as_of = as_of
        self._statuses: dict[Duty, Status] = {}
        self._until: dict[int, date] = {}
        self._apart: tuple[Any, ...] = ()
        self.opened = self._judge(None, "")
        """What the duties came to when the session began."""

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self._case

    @property
    def as_of(self) -> date:
        """The day up to which the case was followed."""
        return self._as_of

    @property
    def statuses(self) -> Mapping[Duty, Status]:
        """What each duty that applies has come to, by the full id of its rule and the name of its item."""
        return dict(self._statuses)

    @property
    def looks_again_on(self) -> date | None:
        """The first later day on which something may change by itself; None if nothing can."""
        days = [*self._until.values(), *self._days_ahead()]
        return min((day for day in days if day > self._as_of and day != date.max), default=None)

    def evaluation(self) -> Evaluation:
        """Return what all rules say of the case on the day."""
        return self._rules.evaluate(self._case, as_of=self._as_of)

    def record(self, fact: Fact | BaseModel) -> tuple[Transition, ...]:
        """Add an item to its list, or put a field in its place. Return what changed by it.

        Raises UsageError where an item with the same id is there, or an activity names an unknown pregnancy.
        """
        whole = fact_of(fact)
        return self._became(*added(self._case, whole), whole.place)

    def correct(self, fact: Fact | BaseModel, key: str | None = None) -> tuple[Transition, ...]:
        """Put an item in the place of the one that `key` names, or that has its id. Return what changed.

        Raises UsageError where there is no such item.
        """
        whole = fact_of(fact)
        return self._became(*corrected(self._case, whole, key), whole.place)

    def withdraw(self, key: str) -> tuple[Transition, ...]:
        """Take out the item that a key names (`need:n2`), or what a field holds. Return what changed by it.

        Raises UsageError where there is no such item, or the field is empty.
        """
        case, place = withdrawn(self._case, key)
        return self._became(case, key, place)

    def advance(self, to: date) -> tuple[Transition, ...]:
        """Follow the case to a later day. Return what changed on the way, each with its day.

        Raises UsageError for a day that has passed.
        """
        if to < self._as_of:
            raise UsageError(
                say(
                    "sagen er allerede fulgt til {day}",
                    "the case was followed to {day} already",
                    day=self._as_of,
                ),
                Text(da="gå til en senere dag", en="advance to a later day"),
            )
        transitions: list[Transition] = []
        while (day := self.looks_again_on) is not None and day <= to:
            self._as_of = day
            seen_more = day in self._days_ahead_of_all
            waived = self._waived()
            turning = [
                i for i, until in self._until.items() if until <= day or self._rules.names[i] in waived
            ]
            transitions += self._judge(None if seen_more else turning, "")
        self._as_of = to
        return tuple(transitions)

    def _became(self, case: Case, because: str, place: str) -> tuple[Transition, ...]:
        self._case = case
        vars(self).pop("_days_ahead_of_all", None)
        return self._judge(_reading(self._rules).get(place, ()), because)

    def _judge(self, indexes: Iterable[int] | None, because: str) -> tuple[Transition, ...]:
        """Judge by some rules, or by all of them; return what is another than before."""
        read, closures = ReadRecord(self._case), self._rules.maker.closures
        among = contradictions(self._case, self._as_of)
        apart = (tuple(among), has_begun(self._case, Case, self._as_of))
        if apart != self._apart:
            self._apart, indexes = apart, None
        chosen = [rule.index for rule in closures.of[Subject.CASE]] if indexes is None else sorted(indexes)
        beside = self._rules.once.beside
        chosen = sorted({each for index in chosen for each in beside.get(index, (index,))})
        judging = on_record(closures, read, self._as_of, among)
        if self._durable is None:
            conclusions = [each for index in chosen for each in judging.of_rule(index)[0]]
        else:
            conclusions = self._durable.conclusions(chosen, read, among, judging)
        self._until |= {index: judging.of_rule(index)[1] for index in chosen}
        once_each, also = self._rules.once.without_repeats(
            conclusions, self._rules.waived_on(self._case.case_id, self._as_of)
        )
        now, everything = self._named(once_each), self._named(conclusions)
        rules = {self._rules.names[index] for index in chosen}
        before = {duty: status for duty, status in self._statuses.items() if duty[0] in rules}
        waived = self._waived()
        other = [each for duty, each in now.items() if before.get(duty) != each.status or duty[0] in waived]
        evaluation = Evaluation(self._rules, read, self._as_of, other, judging.until, among, (other, also))
        transitions = []
        for result in evaluation.results:
            duty = result.rule, result.item
            transition = turned(result, self._case.case_id, before.get(duty), self._as_of, because)
            if transition.before is not transition.after:
                transitions.append(transition)
            self._note(duty, transition.after)
        for duty in [duty for duty in before if duty not in now]:
            transitions.append(
                self._gone(duty, before[duty], because, ELSEWHERE if duty in everything else GONE)
            )
            self._note(duty, None)
        return tuple(transitions)

    def _named(self, conclusions: Iterable[Conclusion]) -> dict[Duty, Conclusion]:
        names: dict[str, tuple[str, ...]] = {}
        named: dict[Duty, Conclusion] = {}
        for each in conclusions:
            rule, name = self._rules.rules[each.rule], ""
            if rule.for_each is not None and each.item is not None:
                over = rule.for_each.over.steps[0]
                if over not in names:
                    names[over] = item_keys(self._case, over)
                name = names[over][each.item]
            named[rule.id, name] = each
        return named

    def _note(self, duty: Duty, status: Status | None) -> None:
        if status is None:
            self._statuses.pop(duty, None)
        else:
            self._statuses[duty] = status

    def _gone(self, duty: Duty, before: Status, because: str, message: Text = GONE) -> Transition:
        rule, item = duty
        key, empty = result_key(self._case.case_id, rule, item), Text(da="", en="")
        return Transition(
            self._case.case_id, rule, item, key, before, None, self._as_of, because, None, message, empty
        )

    def _waived(self) -> set[str]:
        """Return the rules that a waiver of the case names."""
        return {waiver.rule for waiver in self._rules.waived.get(self._case.case_id, ())}

    def _days_ahead(self) -> list[date]:
        """Return the next day that was recorded ahead, and the days on which a waiver has expired."""
        days = self._days_ahead_of_all
        following = days[bisect_right(days, self._as_of) :][:1]
        waivers = self._rules.waived.get(self._case.case_id, ())
        return [*following, *(moved(waiver.expires, 1) for waiver in waivers)]

    @cached_property
    def _days_ahead_of_all(self) -> list[date]:
        return sorted(set(seen_from(self._case, Case)))

    def to_json(self) -> str:
        """Return the session as JSON, from which `from_json` goes on."""
        statuses = [[rule, item, status] for (rule, item), status in sorted(self._statuses.items())]
        return json.dumps(
            {
                "version": VERSION,
                "as_of": self._as_of.isoformat(),
                "made_with": made_with(self._rules),
                "statuses": statuses,
                "case": json.loads(self._case.model_dump_json()),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(
        cls, rules: RuleSet, text: str, *, engine: str = Engine.COMPILED
    ) -> tuple[Self, tuple[Transition, ...]]:
        """Return a saved session, and what the rules say otherwise now: nothing, unless they were changed.

        Raises InputError for a text that is no saved session.
        """
        try:
            data = json.loads(text)
            case, as_of = parse_case(data["case"]), date.fromisoformat(data["as_of"])
            saved = {(rule, item): Status(status) for rule, item, status in data["statuses"]}
            usable = data["version"] == VERSION and not isinstance(case, Invalid)
        except (ValueError, KeyError, TypeError):
            usable = False
        if not usable:
            raise InputError(
                Text(da="det er ikke en gemt session", en="this is no saved session"),
                Text(
                    da="gem den med `to_json` i denne version", en="save it with `to_json`, by this version"
                ),
            )
        session = cls(rules, case, as_of, engine=engine)  # type: ignore[arg-type]  # asked above
        return session, session._since(saved)

    def _since(self, saved: Mapping[Duty, Status]) -> tuple[Transition, ...]:
        results = {(each.rule, each.item): each for each in self.evaluation().results}
        duties = [duty for duty in {**saved, **self._statuses} if saved.get(duty) != self._statuses.get(duty)]
        return tuple(
            turned(results[duty], self._case.case_id, saved.get(duty), self._as_of, "rules")
            if duty in results
            else self._gone(duty, saved[duty], "rules")
            for duty in duties
        )


def made_with(rules: RuleSet) -> dict[str, str]:
    """Return the digests of the packs by their ids, and of the profile."""
    return {**{pack.id: pack.digest for pack in rules.packs}, "profile": rules.profile.digest}


def _new_case(case_id: str, not_recorded: Collection[str]) -> Case:
    unknown = sorted(set(not_recorded) - set(LISTS))
    if unknown:
        raise UsageError(
            say("`{name}` er ingen liste i en sag", "`{name}` is no list of a case", name=unknown[0]),
            say("listerne er {lists}", "lists are {lists}", lists=", ".join(LISTS)),
        )
    lists = {name: None if name in not_recorded else () for name in LISTS}
    return Case.model_validate({"schema_version": "1", "case_id": case_id, "citizen": Citizen(), **lists})


@lru_cache(maxsize=8)
def _reading(rules: RuleSet) -> Mapping[str, tuple[int, ...]]:
    """Return by field of a case the rules that read it."""
    reading: dict[str, list[int]] = {}
    for index, rule in enumerate(rules.rules):
        if rule.subject is Subject.CASE:
            for name in fields_of(rule):
                reading.setdefault(name, []).append(index)
    return {name: tuple(indexes) for name, indexes in reading.items()}


def fields_of(rule: Rule) -> set[str]:
    """Return the fields of the record that a rule names."""
    record = rule.subject.value
    return {path.steps[0] for path in nodes(rule, e.Path) if path.root == record and path.steps}
