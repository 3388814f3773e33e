"""A rule judged without a pack: any rule, under any parameters, be it one that is only tried out."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from guidelinekit.case import AnyRecord
from guidelinekit.case.reading.fast import ReadRecord
from guidelinekit.case.remarks import contradictions
from guidelinekit.compile.base import Conclusion
from guidelinekit.compile.closures import Closures, OnRecord
from guidelinekit.evaluate.contradicted import on_record
from guidelinekit.lang.rule import Rule
from guidelinekit.semantics.values import Settings


@dataclass(frozen=True)
class LooseRule:
    """A rule under parameters of its own."""

    rule: Rule
    settings: Settings

    @cached_property
    def _closures(self) -> Closures:
        return Closures([self.rule], {self.rule.pack: self.settings})

    def judge(self, record: AnyRecord, as_of: date) -> list[Conclusion]:
        """Return what the rule says of a record for which it is made."""
        return self._on_record(record, as_of).judge(self.rule.subject)

    def _on_record(self, record: AnyRecord, as_of: date) -> OnRecord:
        return on_record(self._closures, ReadRecord(record), as_of, contradictions(record, as_of))

    def verdicts(self, record: AnyRecord, as_of: date) -> list[Conclusion]:
        """Return the bare verdicts, so that two versions of a rule can be compared on any record."""
        return [
            judged._replace(missing=()) for judged in self._closures.judge(record, as_of, self.rule.subject)
        ]

    def changes_on(self, judged: Conclusion, record: AnyRecord, as_of: date) -> date | None:
        """Return the next day on which a verdict changes by itself, if it does."""
        return self._on_record(record, as_of).changes_on(judged)
