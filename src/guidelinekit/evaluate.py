"""Rules and cases meet here: load rules, evaluate records, explain what came out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from guidelinekit.backends.python import PythonProgram
from guidelinekit.backends.python.explanations import Explanations, Found
from guidelinekit.backends.python.facts import Memo
from guidelinekit.backends.python.generated import NOTHING_KEPT, Kept
from guidelinekit.case import Case, Provider
from guidelinekit.case.catalogue import CATALOGUES
from guidelinekit.case.fast import FastCase, ReadRecord
from guidelinekit.compiled import code_of, form_of, keep, kept
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang.rule import Basis, Language, Pack, Profile, Rule, Subject
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.report.lines import entry_line
from guidelinekit.results import CaseResults, Result, Status
from guidelinekit.rules.find import find_pack, find_profile
from guidelinekit.rules.packs import bundled_packs
from guidelinekit.semantics.terms import Settings, setting_at
from guidelinekit.wording.telling import Telling, Told
from guidelinekit.wording.terms import NamedValues, Vocabulary
from guidelinekit.wording.waiver import under_waiver

if TYPE_CHECKING:
    from guidelinekit.wording.explain import Explained

Record = Case | Provider
"""What rules are evaluated on."""
_WORTH_COMPILING = 8
"""From how many records on it pays to compile the rules."""

Evaluable = Case | Provider | FastCase
"""The same, and a case that was decoded fast."""


class Evaluation(CaseResults):
    """What the rules say of one record as of a date. The results are made of the verdicts when asked for."""

    rules: "RuleSet"
    _told: Told
    _found: Sequence[Found]

    def __init__(self, rules: "RuleSet", told: Told, found: Sequence[Found]) -> None:
        vars(self).update(case_id=told.read.identifier, as_of=told.as_of, rules=rules)
        vars(self).update(_told=told, _found=found)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """The results of all rules, in their order."""
        results = self._told.results(self._found)
        waivers = self.rules.waived.get(self.case_id)
        if waivers is None:
            return results
        from guidelinekit.semantics.waiving import waived  # noqa: PLC0415 - few have any

        return tuple(waived(results, waivers, self.as_of, self._until))

    def without(self, hidden: Collection[Status]) -> tuple[Result, ...]:
        """Give the results that have none of some statuses; no others are made."""
        if self.case_id in self.rules.waived:
            return super().without(hidden)
        return self._told.results([one for one in self._found if one[1] not in hidden])

    @property
    def verdicts(self) -> Iterable[tuple[str, Status]]:
        """The rule and the status of each result."""
        if self.case_id in self.rules.waived:
            return super().verdicts
        names = self.rules.names
        return [(names[one[0]], one[1]) for one in self._found]

    @property
    def used(self) -> Iterable[Waiver]:
        """The waivers that set a result aside."""
        return super().used if self.case_id in self.rules.waived else ()

    def _until(self, result: Result, waiver: Waiver) -> date | None:
        from guidelinekit.semantics.waiving import waived_until  # noqa: PLC0415 - few have any

        rule = self.rules.rule(result.rule)
        settings = self.rules.settings(rule)
        return waived_until(rule, self.record, result.subject, self.as_of, settings, waiver.expires)

    @property
    def record(self) -> Record:
        """The record that was evaluated."""
        return self._told.read.model

    @property
    def met(self) -> tuple[Result, ...]:
        """Give the duties that are fulfilled, in time or late."""
        return self.having(Status.MET, Status.MET_LATE)

    @property
    def due(self) -> tuple[Result, ...]:
        """Give the duties whose deadline is still ahead."""
        return self.having(Status.DUE)

    @property
    def unmet(self) -> tuple[Result, ...]:
        """Give the duties that are not fulfilled and no longer wait."""
        return self.having(Status.UNMET)

    @property
    def undetermined(self) -> tuple[Result, ...]:
        """Give the duties of which the record does not tell enough."""
        return self.having(Status.UNDETERMINED)

    @property
    def exempt(self) -> tuple[Result, ...]:
        """Give the duties that are excused, for example because the citizen declined."""
        return self.having(Status.EXEMPT)

    def explain(self, rule: str, language: Language = "da") -> "tuple[Explained, ...]":
        """Give the tree of conditions of a rule, with truths and values read, per item judged.

        Where a waiver sets a result aside, it stands above what the rule says without.
        Raises KeyError when there is no such rule in the rule set.
        """
        found = self.rules.rule(rule).id
        trees = self.rules.explain(found, self.record, self.as_of, language)
        judged = (result for result in self.results if result.rule == found)
        return tuple(under_waiver(tree, one, language) for tree, one in zip(trees, judged, strict=True))

    def to_json(self) -> str:
        """Give the results as JSON, as one case's entry of `schemas/report.schema.json`."""
        return entry_line(self, self._told.read.subject, everything=True).decode()


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
    _code: Kept = field(init=False, default=NOTHING_KEPT, repr=False, compare=False)
    """Where generated code is kept; only for rules as they were loaded, never for a copy with others."""
    _eager: bool = field(init=False, default=False, repr=False, compare=False)
    """Whether to compile at once: rules that are used again, and whose code can be kept, are worth it."""

    @cached_property
    def _telling(self) -> Telling:
        local = {pack.id: self._local_parameters(pack) for pack in self.packs}
        explanations = Explanations(self.rules, self._settings, 0 if self._eager else None, self._code)
        return Telling(self.rules, self._settings, local, self.profile.blocking, explanations)

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
    def _program(self) -> PythonProgram:
        return PythonProgram(self.rules, self._settings, self._code)

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

    def _verdicts(self, read: ReadRecord, as_of: date, memo: Memo) -> Sequence[Found]:
        """Give the verdicts on a record: of the first few by the reference, unless the rules are compiled."""
        program = self._program
        if self._eager or program.ready(read.subject) or next(self._asked) >= _WORTH_COMPILING:
            return program.judge(read.read, as_of, read.subject)
        from guidelinekit.semantics.reference import judge  # noqa: PLC0415 - compiled rules do without

        found: list[Found] = []
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
        from guidelinekit.semantics.reference import judge  # noqa: PLC0415 - nothing else needs the words
        from guidelinekit.wording.explain import explain  # noqa: PLC0415

        found = self.rule(rule)
        words = self.vocabulary(found, as_of, language)
        judgements = judge(found, record, as_of, self.settings(found))
        return tuple(explain(found, judgement, words, deciding=deciding) for judgement in judgements)

    def rule(self, name: str) -> Rule:
        """Give a rule by its full id, or by the part after the slash. Raises KeyError."""
        for rule in self.rules:
            if name in (rule.id, rule.id.partition("/")[2]):
                return rule
        raise KeyError(name)

    def select(self, globs: Sequence[str]) -> "RuleSet":
        """Give the rule set with only the rules whose full id, or its part after the slash, fits a glob."""
        chosen = tuple(
            rule
            for rule in self.rules
            if any(
                fnmatchcase(rule.id, glob) or fnmatchcase(rule.id.partition("/")[2], glob) for glob in globs
            )
        )
        return _with_code(replace(self, rules=chosen), self._code, eager=self._eager)

    def pack(self, rule: Rule) -> Pack:
        """Give the pack that a rule belongs to."""
        return next(pack for pack in self.packs if pack.id == rule.id.partition("/")[0])

    def settings(self, rule: Rule) -> Settings:
        """Give the values of the parameters that a rule may name."""
        return self._settings[rule.id.partition("/")[0]]

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


def load_rules(
    packs: Sequence[str | Path] | None = None,
    profile: str | Path = "suggested",
    waivers: str | Path | None = None,
) -> RuleSet:
    """Load packs (names of bundled ones, or folders; all bundled ones by default) under a profile.

    The profile is the name of a bundled one or a file; `waivers` is a file. Raises RuleError with every
    problem of every file.
    """
    folders = [find_pack(pack) for pack in (bundled_packs() if packs is None else packs)]
    profile_file = find_profile(profile)
    known = kept(folders, profile_file) if waivers is None else None
    if known is not None:
        rules = _rule_set(known.packs, known.profile)
        return _with_code(rules, known.code, eager=known.code.writable)
    from guidelinekit.loading import load  # noqa: PLC0415 - rules that are kept do without reading and checking

    loaded = load(folders, profile_file, None if waivers is None else Path(waivers))
    rules = _rule_set(loaded.packs, loaded.profile, loaded.waivers, loaded.warnings)
    form = form_of(loaded.packs, loaded.profile)
    if waivers is None and not loaded.warnings:
        keep(folders, profile_file, form)
    return _with_code(rules, code_of(form))


def _item_of(subject: str) -> int | None:
    """Give the index of the item that a JSON pointer names; None for the record itself."""
    return int(subject.rpartition("/")[2]) if subject else None


def _rule_set(
    packs: tuple[Pack, ...],
    profile: Profile,
    waivers: Waivers | None = None,
    warnings: tuple[Diagnostic, ...] = (),
) -> RuleSet:
    rules = tuple(rule for pack in packs for rule in pack.rules if rule.id not in profile.off)
    return RuleSet(packs, profile, rules, waivers, warnings)


def _with_code(rules: RuleSet, code: Kept, *, eager: bool = False) -> RuleSet:
    """Give a new rule set the place for the code generated from it."""
    object.__setattr__(rules, "_code", code)
    object.__setattr__(rules, "_eager", eager)
    return rules


def _settings_of(pack: Pack, profile: Profile) -> Settings:
    settings = {parameter.name: parameter.values for parameter in pack.parameters if parameter.values}
    for name, setting in profile.settings.items():
        if name.startswith(f"{pack.id}/"):
            settings[name.partition("/")[2]] = setting.values
    return settings
