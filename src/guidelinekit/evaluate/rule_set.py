"""Packs of rules under a profile, ready to evaluate records."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from functools import cached_property, wraps
from itertools import count
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from guidelinekit.case import AnyRecord
from guidelinekit.case.catalogue import CATALOGUES, with_attestations
from guidelinekit.case.keys import item_keys
from guidelinekit.case.reading.fast import FastCase, ReadRecord
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.case.remarks import Contradiction, contradictions
from guidelinekit.compile.base import Outcome
from guidelinekit.compile.closures import Alone, Until
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.errors import TooLargeError, UnknownRuleError
from guidelinekit.evaluate.attested import codes_known
from guidelinekit.evaluate.contradicted import on_record
from guidelinekit.evaluate.evaluation import Evaluation
from guidelinekit.evaluate.making import ResultMaker
from guidelinekit.evaluate.once import Once
from guidelinekit.evaluate.size import Size, size
from guidelinekit.lang.rule import Basis, Pack, Profile, Rule, Subject
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.semantics.values import Settings, setting_at
from guidelinekit.suggest import did_you_mean, either
from guidelinekit.text import Language, Text, say
from guidelinekit.wording.values import NamedValues, Vocabulary

if TYPE_CHECKING:
    from guidelinekit.compile.verdicts import PythonProgram
    from guidelinekit.semantics.reference import Judgement

_WORTH_COMPILING: Final = 500
"""From how many records on it pays to write the rules as one function: that takes a second or so."""
_COMPILING: Final = Lock()
_MAKING: Final = RLock()

T = TypeVar("T")

Evaluable = AnyRecord | FastCase
"""What rules are evaluated on: a model, or a case that was decoded fast."""


def _waited_for(make: Callable[["RuleSet"], T]) -> Callable[["RuleSet"], T]:
    """Let several threads wait for the first that makes something.

    A cached property does so only before Python 3.12.
    """

    @wraps(make)
    def made(rules: "RuleSet") -> T:
        with _MAKING:
            if make.__name__ not in vars(rules):
                vars(rules)[make.__name__] = make(rules)
            return vars(rules)[make.__name__]  # type: ignore[no-any-return]  # what was put there

    return made


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
    @_waited_for
    def maker(self) -> ResultMaker:
        """What makes results of verdicts."""
        local = {pack.id: self._local_parameters(pack) for pack in self.packs}
        return ResultMaker(self.rules, self._settings, local, self.profile.blocking)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The full ids of the rules."""
        return tuple(rule.id for rule in self.rules)

    @cached_property
    @_waited_for
    def waived(self) -> Mapping[str, tuple[Waiver, ...]]:
        """The waivers by the record that they are for."""
        every = () if self.waivers is None else self.waivers.waivers
        return {one.case_id: tuple(w for w in every if w.case_id == one.case_id) for one in every}

    @cached_property
    @_waited_for
    def once(self) -> Once:
        """What tells a gap that two rules know once."""
        return Once(self.rules)

    def waived_on(self, case_id: str, day: date) -> Collection[str]:
        """Return the rules that a waiver sets aside for a record on a day."""
        return {one.rule for one in self.waived.get(case_id, ()) if day <= one.expires}

    @cached_property
    def sums_up(self) -> Mapping[str, tuple[str, ...]]:
        """The parts of each rule that sums up others."""
        return {rule.id: rule.sums_up for rule in self.rules if rule.sums_up}

    @cached_property
    @_waited_for
    def attestations(self) -> Mapping[str, Text]:
        """The codes of what can be attested, each with what it is called; empty where any will do."""
        return codes_known(self.packs)

    @cached_property
    @_waited_for
    def _number(self) -> "count[int]":
        """Counts the records that have been evaluated."""
        return count()

    def __post_init__(self) -> None:
        settings = {pack.id: _settings_of(pack, self.profile) for pack in self.packs}
        object.__setattr__(self, "_settings", settings)

    def __hash__(self) -> int:
        """Return a number that equal rule sets share."""
        return hash((tuple(pack.digest for pack in self.packs), self.profile.digest, self.names))

    def __repr__(self) -> str:
        """Name the packs and the profile, and say how many rules there are."""
        packs = ", ".join(f"{pack.id} {pack.edition}" for pack in self.packs)
        return f"<RuleSet: {packs}; profile {self.profile.id}; {len(self.rules)} rules>"

    def prepare(self) -> None:
        """Compile the rules now, for a caseload, and not when many records have come."""
        if "_program" not in vars(self):
            with _COMPILING:
                if "_program" not in vars(self):
                    from guidelinekit.compile.verdicts import PythonProgram  # noqa: PLC0415 - a few records do without

                    program = PythonProgram(self.rules, self._settings)
                    program.compile()
                    vars(self)["_program"] = program

    @property
    def alone(self) -> Alone | None:
        """What judges by one rule on a later day, once the rules are compiled."""
        program: PythonProgram | None = vars(self).get("_program")
        return None if program is None else program.alone

    def __getstate__(self) -> dict[str, object]:
        """Return what makes the rule set; compiled rules cannot be sent to another process."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def evaluate(self, record: Evaluable, *, as_of: date) -> Evaluation:
        """Evaluate the rules about such records (cases, providers or authorities) on a record as of a date.

        Raises TypeError when `record` is no such record, or `as_of` not a plain date, and TooLargeError
        for a record that cannot be one case.
        """
        evaluation = self.attempt(record, as_of=as_of)
        if isinstance(evaluation, Invalid):
            problem = evaluation.problems[0]
            raise TooLargeError(
                say(
                    "{place}: {pointer} {what}",
                    "{place}: {pointer} {what}",
                    place=evaluation.location,
                    pointer=problem.pointer,
                    what=problem.message,
                )
            )
        return evaluation

    def attempt(self, record: Evaluable, *, as_of: date) -> Evaluation | Invalid:
        """Evaluate a record, or return what is wrong with one that is too large. Raises TypeError."""
        if not isinstance(as_of, date) or isinstance(as_of, datetime):
            raise TypeError("as_of is a date without a time of day")
        read = ReadRecord(record)
        if isinstance(record, Invalid) or getattr(record, read.subject.id_field, None) is None:
            raise TypeError(_wrong_record(record))
        if problem := self._sizes[read.subject].too_large(record):
            identifier = read.identifier if read.subject is Subject.CASE else None
            location = f"{read.subject.value} {read.identifier}"
            return Invalid(location, identifier, (problem,), read.subject)
        among = contradictions(record, as_of)
        return Evaluation(self, read, as_of, *self._outcomes(read, as_of, among), among)

    @cached_property
    @_waited_for
    def _sizes(self) -> Mapping[Subject, Size]:
        """What counts how large a record is for the rules."""
        return {subject: size(self.rules, subject) for subject in Subject}

    def _outcomes(
        self, record: ReadRecord, as_of: date, among: Sequence[Contradiction]
    ) -> tuple[Sequence[Outcome], Until]:
        """Return the verdicts and until when they hold: by closures, or compiled for many records."""
        program: PythonProgram | None = vars(self).get("_program")
        if program is None and not among and next(self._number) >= _WORTH_COMPILING:
            self.prepare()
            program = vars(self)["_program"]
        if program is not None and not among:
            return program.judge(record.read, as_of, record.subject)
        judging = on_record(self.maker.closures, record, as_of, among)
        return judging.judge(record.subject), judging.until

    def evaluate_many(
        self, records: Iterable[Evaluable | Invalid], *, as_of: date
    ) -> Iterator[Evaluation | Invalid]:
        """Evaluate records one by one as they come, in their order.

        Invalid ones are passed on, and one that is too large to be one case comes as `Invalid`.
        """
        for record in records:
            yield record if isinstance(record, Invalid) else self.attempt(record, as_of=as_of)

    def judgements(
        self, rule: str, record: AnyRecord, as_of: date, definitions: dict[str, Any]
    ) -> "tuple[Judgement, ...]":
        """Return what the reference evaluator says of a record by one rule, in the order of the results.

        In `definitions` the rules share what the definitions of each pack came to on this record and day.
        """
        from guidelinekit.semantics.reference import judge  # noqa: PLC0415 - asked for of a few results

        named = self.rule(rule)
        shared = definitions.setdefault(named.pack, {})
        judgements = judge(named, record, as_of, self.settings(named), definitions=shared)
        if named.for_each is None or len(judgements) == 1:
            return judgements
        names = item_keys(record, named.for_each.over.steps[0])
        return tuple(sorted(judgements, key=lambda each: names[int(each.verdict.subject.rpartition("/")[2])]))

    def rule(self, name: str) -> Rule:
        """Return a rule by its full id, or by the part after the slash. Raises UsageError."""
        for rule in self.rules:
            if name in (rule.id, rule.name):
                return rule
        names = (*self.names, *(rule.name for rule in self.rules))
        raise UnknownRuleError(
            say("der er ingen regel `{name}`", "there is no rule `{name}`", name=name),
            did_you_mean(str(name), names),
        )

    def select(self, globs: Sequence[str]) -> "RuleSet":
        """Return the rule set with only the rules whose full id, or its part after the slash, fits a glob.

        Raises UsageError where none does.
        """
        chosen = self.fitting(globs)
        if not chosen:
            raise UnknownRuleError(
                say("ingen regel passer på {globs}", "no rule fits {globs}", globs=either(globs))
            )
        return self.of(chosen)

    def fitting(self, globs: Sequence[str]) -> tuple[Rule, ...]:
        """Return the rules whose full id, or its part after the slash, fits a glob; none where none does."""
        return tuple(
            rule
            for rule in self.rules
            if any(fnmatchcase(rule.id, glob) or fnmatchcase(rule.name, glob) for glob in globs)
        )

    def of(self, rules: tuple[Rule, ...]) -> "RuleSet":
        """Return the rule set with some of its rules only, be it none, and the packs that they are of."""
        used = {rule.pack for rule in rules}
        packs = tuple(pack for pack in self.packs if pack.id in used)
        return replace(self, rules=rules, packs=packs or self.packs)

    def pack(self, rule: Rule) -> Pack:
        """Return the pack that a rule belongs to."""
        return next(pack for pack in self.packs if pack.id == rule.pack)

    def settings(self, rule: Rule) -> Settings:
        """Return the values of the parameters that a rule may name."""
        return self._settings[rule.pack]

    def local_parameters(self, rule: Rule) -> frozenset[str]:
        """Return the names of the parameters of a rule's pack that are set locally."""
        return self._local_parameters(self.pack(rule))

    def _local_parameters(self, pack: Pack) -> frozenset[str]:
        return frozenset(
            p.name
            for p in pack.parameters
            if p.basis is Basis.LOCAL or f"{pack.id}/{p.name}" in self.profile.settings
        )

    def vocabulary(self, rule: Rule, as_of: date, language: Language) -> Vocabulary:
        """Return what prose about a rule needs to know."""
        return self.vocabulary_of(self.pack(rule), rule.subject, as_of, language)

    def vocabulary_of(self, pack: Pack, subject: Subject, as_of: date, language: Language) -> Vocabulary:
        """Return what prose about conditions of a pack needs to know."""
        return Vocabulary(
            language,
            {subject.value: with_attestations(CATALOGUES[subject], pack.attestations)},
            {definition.name: definition for definition in pack.definitions},
            {parameter.name: parameter for parameter in pack.parameters},
            {name: setting_at(values, as_of) for name, values in self._settings[pack.id].items()},
            {name: NamedValues(text, pack.value_sets[name]) for name, text in pack.value_set_titles.items()},
        )


def _wrong_record(record: Any) -> str:
    """Say in one sentence what was given in the place of a record; never what it holds."""
    if isinstance(record, Invalid):
        return "an invalid record cannot be evaluated: `evaluate_many` passes it on as it is"
    if isinstance(record, dict):
        return "a dict cannot be evaluated: make a case of it with `parse_case`"
    return f"a Case, a Provider or an Authority is evaluated, not {type(record).__name__}"


def _settings_of(pack: Pack, profile: Profile) -> Settings:
    settings = {parameter.name: parameter.values for parameter in pack.parameters if parameter.values}
    for name, setting in profile.settings.items():
        if name.startswith(f"{pack.id}/"):
            settings[name.partition("/")[2]] = setting.values
    return settings
