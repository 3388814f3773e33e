"""Packs of rules under a profile, ready to evaluate records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from guidelinekit.case import Case, Provider
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.case.reading.fast import FastCase, ReadRecord
from guidelinekit.compile.base import Outcome
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.evaluate.evaluation import Evaluation, Record
from guidelinekit.lang.rule import Basis, Language, Pack, Profile, Rule, Subject
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.semantics.reference import judge
from guidelinekit.semantics.values import Settings, setting_at
from guidelinekit.wording.telling import Memo, Telling, Told
from guidelinekit.wording.values import NamedValues, Vocabulary

if TYPE_CHECKING:
    from guidelinekit.compile.verdicts import PythonProgram
    from guidelinekit.wording.explanation import Explained

_WORTH_COMPILING = 40
"""From how many records on it pays to compile the rules."""

Evaluable = Case | Provider | FastCase
"""The same, and a case that was decoded fast."""


@dataclass(frozen=True)
class RuleSet:
    """Packs of rules under a profile, checked and ready to evaluate."""

    packs: tuple[Pack, ...]
    profile: Profile
    rules: tuple[Rule, ...]
    """The rules to evaluate: all of the packs' that the profile leaves on, or those selected."""
    waivers: Waivers | None = None
    warnings: tuple[Diagnostic, ...] = field(default=(), repr=False)
    _settings: Mapping[str, Settings] = field(init=False, repr=False, compare=False)

    @cached_property
    def _telling(self) -> Telling:
        local = {pack.id: self._local_parameters(pack) for pack in self.packs}
        return Telling(self.rules, self._settings, local, self.profile.blocking)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The full ids of the rules."""
        return tuple(rule.id for rule in self.rules)

    @cached_property
    def waived(self) -> Mapping[str, tuple[Waiver, ...]]:
        """The waivers by the record that they are for."""
        every = () if self.waivers is None else self.waivers.waivers
        return {one.case_id: tuple(w for w in every if w.case_id == one.case_id) for one in every}

    @cached_property
    def _asked(self) -> "count[int]":
        return count()

    @cached_property
    def _program(self) -> "PythonProgram":
        from guidelinekit.compile.verdicts import PythonProgram  # noqa: PLC0415 - a few records do without

        return PythonProgram(self.rules, self._settings)

    def __post_init__(self) -> None:
        found = {pack.id: _settings_of(pack, self.profile) for pack in self.packs}
        object.__setattr__(self, "_settings", found)

    def prepare(self, as_of: date) -> None:
        """Compile the rules now, and not when the first record comes."""
        for subject in Subject:
            self._program.bound(as_of, subject)

    def __getstate__(self) -> dict[str, object]:
        """Give what makes the rule set; compiled rules cannot be sent to another process."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def evaluate(self, record: Evaluable, *, as_of: date) -> Evaluation:
        """Evaluate every rule on a case (or the rules for providers on a provider) as of a date.

        Raises TypeError when `as_of` is not a plain date.
        """
        if not isinstance(as_of, date) or isinstance(as_of, datetime):
            raise TypeError("as_of is a date without a time of day")
        read = ReadRecord(record)
        memo: Memo = {}
        found = self._verdicts(read, as_of, memo)
        return Evaluation(self, Told(self._telling, read, as_of, memo), found)

    def _verdicts(self, read: ReadRecord, as_of: date, memo: Memo) -> Sequence[Outcome]:
        """Give the verdicts on a record: of the first few by the reference, unless the rules are compiled."""
        if "_program" in vars(self) or next(self._asked) >= _WORTH_COMPILING:
            return self._program.judge(read.read, as_of, read.subject)
        found: list[Outcome] = []
        for index, rule in enumerate(self.rules):
            if rule.subject is read.subject:
                judged = judge(rule, read.model, as_of, self.settings(rule))
                memo[rule.id] = {one.verdict.subject: one for one in judged}
                found += [
                    (index, verdict.status, verdict.reason, _item_of(verdict.subject), verdict.due_on)
                    for verdict in (one.verdict for one in judged)
                ]
        return found

    def evaluate_many(self, records: Iterable[Evaluable], *, as_of: date) -> Iterator[Evaluation]:
        """Evaluate records one by one as they come, in their order."""
        for record in records:
            yield self.evaluate(record, as_of=as_of)

    def explain(
        self, rule: str, record: Record, as_of: date, language: Language = "da", *, deciding: bool = False
    ) -> "tuple[Explained, ...]":
        """Give the tree of conditions of a rule on a record; `deciding` leaves out what decided nothing.

        Raises KeyError when there is no such rule.
        """
        from guidelinekit.wording.explanation import explain  # noqa: PLC0415 - nothing else needs the words

        found = self.rule(rule)
        words = self.vocabulary(found, as_of, language)
        judgements = judge(found, record, as_of, self.settings(found))
        return tuple(explain(found, judgement, words, deciding=deciding) for judgement in judgements)

    def rule(self, name: str) -> Rule:
        """Give a rule by its full id, or by the part after the slash. Raises KeyError."""
        for rule in self.rules:
            if name in (rule.id, rule.name):
                return rule
        raise KeyError(name)

    def select(self, globs: Sequence[str]) -> "RuleSet":
        """Give the rule set with only the rules whose full id, or its part after the slash, fits a glob."""
        chosen = tuple(
            rule
            for rule in self.rules
            if any(fnmatchcase(rule.id, glob) or fnmatchcase(rule.name, glob) for glob in globs)
        )
        return replace(self, rules=chosen)

    def pack(self, rule: Rule) -> Pack:
        """Give the pack that a rule belongs to."""
        return next(pack for pack in self.packs if pack.id == rule.pack)

    def settings(self, rule: Rule) -> Settings:
        """Give the values of the parameters that a rule may name."""
        return self._settings[rule.pack]

    def local_parameters(self, rule: Rule) -> frozenset[str]:
        """Give the names of the parameters of a rule's pack that are set locally."""
        return self._local_parameters(self.pack(rule))

    def _local_parameters(self, pack: Pack) -> frozenset[str]:
        return frozenset(
            p.name
            for p in pack.parameters
            if p.basis is Basis.LOCAL or f"{pack.id}/{p.name}" in self.profile.settings
        )

    def vocabulary(self, rule: Rule, as_of: date, language: Language) -> Vocabulary:
        """Give what prose about a rule needs to know."""
        pack = self.pack(rule)
        return Vocabulary(
            language,
            {rule.subject.value: CATALOGUES[rule.subject]},
            {definition.name: definition for definition in pack.definitions},
            {parameter.name: parameter for parameter in pack.parameters},
            {name: setting_at(values, as_of) for name, values in self.settings(rule).items()},
            {name: NamedValues(text, pack.value_sets[name]) for name, text in pack.value_set_titles.items()},
        )


def _item_of(subject: str) -> int | None:
    """Give the index of the item that a JSON pointer names; None for the record itself."""
    return int(subject.rpartition("/")[2]) if subject else None


def _settings_of(pack: Pack, profile: Profile) -> Settings:
    settings = {parameter.name: parameter.values for parameter in pack.parameters if parameter.values}
    for name, setting in profile.settings.items():
        if name.startswith(f"{pack.id}/"):
            settings[name.partition("/")[2]] = setting.values
    return settings
