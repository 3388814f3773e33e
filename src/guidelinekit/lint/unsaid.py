"""Fields that may be missing and then leave a rule undecided, where no example case shows it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from guidelinekit.case.catalogue import CATALOGUES, steps_of
from guidelinekit.casesearch.drafts import Draft, of_example, record_of, spots, without
from guidelinekit.check.absence import Steps, silent_dates, unasked
from guidelinekit.check.advice import LintRemark
from guidelinekit.compile.base import Conclusion
from guidelinekit.diagnostics import Route
from guidelinekit.evaluate.unpacked import LooseRule
from guidelinekit.examples.example_file import Example
from guidelinekit.examples.pack_under_test import PackUnderTest
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Rule
from guidelinekit.lang.walk import names_used
from guidelinekit.results import Status
from guidelinekit.semantics.reference import judge
from guidelinekit.semantics.values import Settings
from guidelinekit.text import Text

_UNSHOWN: Final = Text(
    da="uden `{field}` kan `{rule}` ikke afgøres (fx «{example}»), og intet eksempel viser det",
    en="without `{field}` `{rule}` is undetermined (as in «{example}»), and no example shows it",
)
_SHOW: Final = Text(
    da="skriv en eksempelsag, hvor `{field}` er null, eller sig med `known`, hvad der så gælder",
    en="write an example case in which `{field}` is null, or say with `known` what holds then",
)
_UNEXCUSED: Final = Text(
    da="uden `{field}` kan `{rule}` ikke afgøres (fx «{example}»), for undtagelsen siger ikke, at datoen "
    "skal være kendt",
    en="without `{field}` `{rule}` is undetermined (as in «{example}»), as the exemption does not ask for "
    "the date to be known",
)
_ASK: Final = Text(
    da="skriv `known: true` ved datoen (eller `since:` og en dato), så den, der ikke har sagt nej, ikke "
    "bliver uafgjort",
    en="write `known: true` beside the date (or `since:` and a date), so that nobody is left undetermined "
    "who did not decline",
)


def null_unsaid(tested: PackUnderTest, settings: Settings) -> Iterator[LintRemark]:
    """Remark on each optional field that is compared, when an example turns undetermined without it.

    Nothing is said where the rule asks whether the field is known, where an example of a rule that reads it
    shows it missing, or where any example of the pack is undetermined for want of it: then somebody has said
    what that means. A date in an exemption is another matter: an example would only put the mistake on
    record.
    """
    users: dict[str, list[_User]] = defaultdict(list)
    wanting = set[Steps]()
    for rule in tested.pack.rules:
        user = _User(rule, settings, tested.examples(rule))
        wanting |= user.wanting
        for owner in {rule.id, *names_used(rule, e.Use)}:
            users[owner].append(user)
    silent = silent_dates(tested.pack)
    for owner, top in tested.tops.items():
        using = users[str(top.route[1])]
        dates = silent.get(owner, {})
        for steps, route in {**unasked(top), **dates}.items():
            excuses = steps in dates
            if excuses or steps not in wanting:
                undecided = _undecided_without(using, steps, already=excuses)
                shown = not excuses and undecided is not None and any(steps in user.missing for user in using)
                if undecided is not None and not shown:
                    yield _remark(steps, undecided, route, excuses=excuses)


@dataclass(frozen=True)
class _User:
    """A rule that reads a field, itself or in a definition that it uses."""

    rule: Rule
    settings: Settings
    examples: Sequence[Example]

    @cached_property
    def loose(self) -> LooseRule:
        """The rule, compiled."""
        return LooseRule(self.rule, self.settings)

    @cached_property
    def drafts(self) -> tuple[tuple[Example, Draft, tuple[Conclusion, ...]], ...]:
        """Its examples, with what the rule says of each."""
        drafts = ((example, of_example(example)) for example in self.examples)
        return tuple((example, draft, self.judged(draft)) for example, draft in drafts)

    def judged(self, draft: Draft) -> tuple[Conclusion, ...]:
        """Return what the rule says of a draft; nothing where the model does not allow it."""
        record = record_of(draft, self.rule.subject)
        return () if record is None else tuple(self.loose.judge(record, draft.as_of))

    @property
    def wanting(self) -> set[Steps]:
        """The fields for want of which an example is undetermined."""
        return {
            steps_of(part.pointer) for _, _, before in self.drafts for each in before for part in each.missing
        }

    @cached_property
    def missing(self) -> frozenset[Steps]:
        """The fields that the rule reads and that are missing in one of its examples: the reference knows."""
        return frozenset(
            steps_of(read.pointer)
            for example in self.examples
            for judgement in judge(self.rule, example.record, example.as_of, self.settings)
            for read in judgement.read
            if read.value is None
        )


@dataclass(frozen=True, slots=True)
class _Undecided:
    rule: Rule
    example: Example


def _undecided_without(users: Iterable[_User], steps: Steps, *, already: bool) -> _Undecided | None:
    """Return an example that is decided, and no longer is once the field is taken away.

    With `already`, one is taken too that is undetermined as it stands, for want of the field.
    """
    for user in users:
        for example, draft, before in user.drafts:
            if already and any(steps_of(part.pointer) == steps for each in before for part in each.missing):
                return _Undecided(user.rule, example)
            if any(judged.status is Status.UNDETERMINED for judged in before):
                continue
            for spot in spots(draft.given, steps, CATALOGUES[user.rule.subject]):
                less = Draft(without(draft.given, spot), draft.as_of)
                pointer = "/" + "/".join(map(str, spot))
                if any(part.pointer == pointer for judged in user.judged(less) for part in judged.missing):
                    return _Undecided(user.rule, example)
    return None


def _remark(steps: Steps, undecided: _Undecided, route: Route, *, excuses: bool) -> LintRemark:
    names = {"field": ".".join(steps), "rule": undecided.rule.name, "example": undecided.example.name}
    message, help_ = (_UNEXCUSED, _ASK) if excuses else (_UNSHOWN, _SHOW)
    return LintRemark("null-unsaid", message.filled(**names), help_.filled(**names), route)
