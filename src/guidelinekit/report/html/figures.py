"""The numbers of the page, each as it is shown; those that everybody may see without the small ones."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from guidelinekit.lang.rule import Modality, Rule
from guidelinekit.report.columns import STRENGTH
from guidelinekit.report.compliance import (
    Compliance,
    GroupCount,
    Kept,
    Requirement,
    Section,
    by_section,
    wilson,
)
from guidelinekit.report.percent import interval_text, percent
from guidelinekit.report.severity import RAISED
from guidelinekit.report.suppression import SMALLEST, Sum, hidden
from guidelinekit.report.writer import Heading
from guidelinekit.text import Language
from guidelinekit.wording.dates import long_date

PARTS: Final = (Kept.UNMET, Kept.LATE, Kept.UNDETERMINED, Kept.DUE, Kept.KEPT, Kept.EXEMPT)
"""The parts of a bar from left to right."""
_MOST_FIELDS: Final = 15
_GROUP: Final = ("with_breach", "with_unmet", "with_undetermined")

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar, in thousandths of its length."""

    kind: str
    start: float
    length: float


class Figures:
    """The tables of the page. A number is None where everybody may see the page and it is hidden."""

    def __init__(
        self,
        heading: Heading,
        compliance: Compliance,
        weeks: Counter[int],
        missing: Counter[str],
        settles: Counter[str],
        language: Language,
        *,
        publish: bool,
    ) -> None:
        self._heading, self._compliance, self._language = heading, compliance, language
        self._missing, self._settles, self._publish = missing, settles, publish
        self._requirements = compliance.requirements()
        self._counts: dict[Name, int] = {}
        self._sums: list[Sum[Name]] = []
        self._unseen: set[Name] = set()
        """What stands in sums and nowhere on the page."""
        self._count_groups()
        self._count_requirements()
        for week in range(max(weeks, default=-1) + 1):
            self._counts["week", str(week)] = weeks[week]
        self._hidden = hidden(self._counts, self._sums, self._unseen) if publish else set[Name]()

    def _count_groups(self) -> None:
        municipalities = self._compliance.municipalities
        for name, group in (("", self._compliance.all), *((f"m{n}", g) for n, g in municipalities.items())):
            self._counts["group", name, "cases"] = group.cases
            for column in _GROUP:
                count = getattr(group, column)
                self._counts["group", name, column] = count
                self._counts["group", name, f"not {column}"] = group.cases - count
                parts = [("group", name, column), ("group", name, f"not {column}")]
                self._sums.append((("group", name, "cases"), parts))
            self._counts["group", name, "lenient"] = group.with_unmet - group.with_breach
            parts = [("group", name, "with_breach"), ("group", name, "lenient")]
            self._sums.append((("group", name, "with_unmet"), parts))
        for column in ("cases", "lenient", *_GROUP, *(f"not {each}" for each in _GROUP)):
            parts = [("group", f"m{name}", column) for name in municipalities]
            self._sums.append((("group", "", column), parts))

    def _count_requirements(self) -> None:
        for each in self._requirements:
            name = each.rule.id
            self._counts |= {("rule", name, part): each.counts.get(part, 0) for part in PARTS}
            self._counts["rule", name, "decided"] = each.decided
            self._counts["rule", name, "not kept"] = each.decided - each.counts.get(Kept.KEPT, 0)
            outside = ("rule", name, "outside")  # those of which it says nothing
            self._unseen |= {outside, *(("rule", name, part) for part in PARTS if part is not Kept.KEPT)}
            self._counts[outside] = self._compliance.all.cases - sum(each.counts.values())
            everywhere = [*(("rule", name, part) for part in PARTS), outside]
            self._at_least("with_unmet", name, Kept.UNMET)
            self._at_least("with_undetermined", name, Kept.UNDETERMINED)
            if each.strict:
                self._at_least("with_breach", name, Kept.UNMET)
            self._sums.append((("group", "", "cases"), everywhere))
            broken = [("rule", name, Kept.LATE), ("rule", name, Kept.UNMET)]
            self._sums.append((("rule", name, "not kept"), broken))
            self._sums.append(
                (("rule", name, "decided"), [("rule", name, Kept.KEPT), ("rule", name, "not kept")])
            )
        for section, requirements in by_section(self._requirements).items():
            for part in PARTS:
                parts = [("rule", each.rule.id, part) for each in requirements]
                self._counts[_name(section, part)] = sum(self._counts[name] for name in parts)
                self._sums.append((_name(section, part), parts))
            self._add_up(section, requirements, "not kept", [Kept.LATE, Kept.UNMET])
            self._add_up(section, requirements, "decided", [Kept.KEPT, "not kept"])

    def _add_up(self, section: Section, of: Sequence[Requirement], whole: str, parts: Sequence[str]) -> None:
        """Take the reader to add up the parts of an anvisning, of which the page does not show the whole."""
        total, rules = _name(section, whole), [("rule", each.rule.id, whole) for each in of]
        self._counts[total] = sum(self._counts[name] for name in rules)
        self._unseen.add(total)
        self._sums += [(total, rules), (total, [_name(section, part) for part in parts])]

    def _at_least(self, column: str, rule: str, part: Kept) -> None:
        """Take the reader to know that the cases with something unmet are no fewer than those of a rule."""
        others = (column, rule, "others")
        self._unseen.add(others)
        self._counts[others] = self._counts["group", "", column] - self._counts["rule", rule, part]
        self._sums.append((("group", "", column), [("rule", rule, part), others]))

    def alone(self, count: int) -> int | None:
        """Return a count that stands in no sum."""
        return None if self._publish and 0 < count < SMALLEST else count

    def _shown(self, *name: str) -> int | None:
        return None if name in self._hidden else self._counts[name]

    def key(self) -> Mapping[str, int | None]:
        """Return the cases, and those with something unmet or undetermined."""
        return {column: self._shown("group", "", column) for column in ("cases", *_GROUP)}

    def sections(self) -> Iterator[Mapping[str, Any]]:
        """Yield a row for each anvisning, the strict requirements apart."""
        sections = by_section(self._requirements)
        packs = Counter(anvisning for _, anvisning in {(pack, number) for pack, number, _ in sections})
        for section in sections:
            pack, anvisning, strict = section
            cells = [self._shown(*_name(section, part)) for part in PARTS]
            name = anvisning if packs[anvisning] == 1 else f"{anvisning} ({pack})"
            yield {"name": name, "strict": strict, "cells": cells, "bar": _bar(cells)}

    def requirements(self) -> Iterator[Mapping[str, Any]]:
        """Yield a row for each requirement: how often it is kept, the interval, and the cases behind it."""
        for each in self._requirements:
            name, language = each.rule.id, self._language
            decided, kept_in = self._shown("rule", name, "decided"), self._shown("rule", name, Kept.KEPT)
            visible = None not in (decided, kept_in, self._shown("rule", name, "not kept"))
            share = each.share if visible else None
            yield {
                "anvisning": each.rule.anvisning,
                "title": each.rule.title.text(language),
                "strength": self._strength(each.rule),
                "share": None if share is None else percent(share, language),
                "value": share,
                "interval": None if share is None else interval_text(each.interval, language),
                "ends": [1000 * end for end in each.interval],
                "decided": decided,
                "hidden": not visible,
            }

    def _strength(self, rule: Rule) -> str:
        words = [STRENGTH[rule.modality]]
        if rule.modality is Modality.SHOULD and rule.id in self._heading.profile.blocking:
            words.append(RAISED)
        return ", ".join(word.text(self._language) for word in words)

    def weeks(self) -> Iterator[Mapping[str, Any]]:
        """Yield the coming weeks with how much falls due."""
        numbers = [int(name[1]) for name in self._counts if name[0] == "week"]
        most = max((self._counts["week", str(number)] for number in numbers), default=0)
        for number in numbers:
            start = self._heading.as_of + timedelta(weeks=number)
            count = self._shown("week", str(number))
            length = None if count is None else 1000 * count / max(most, 1)
            yield {"label": long_date(start, self._language), "count": count, "length": length}

    def missing(self) -> Iterator[Mapping[str, Any]]:
        """Yield the missing fields that settle most; to everybody only in how many answers each is."""
        order = sorted(self._missing, key=lambda name: (-self._settles[name], -self._missing[name], name))
        if self._publish:  # the place of a small number would tell how small it is
            order = sorted(self._missing, key=lambda name: (-(self.alone(self._missing[name]) or 0), name))
        for name in order[:_MOST_FIELDS]:
            settles = None if self._publish else self._settles[name]
            yield {"field": name, "settles": settles, "all": self.alone(self._missing[name])}

    def municipalities(self) -> Iterator[Mapping[str, Any]]:
        """Yield a row for each municipality."""
        for name, group in sorted(self._compliance.municipalities.items()):
            cells = [self._shown("group", f"m{name}", column) for column in ("cases", *_GROUP)]
            visible = None not in (*cells[:2], self._shown("group", f"m{name}", "not with_breach"))
            yield self._group(name, group, cells, visible=visible)

    def providers(self) -> Iterator[Mapping[str, Any]]:
        """Yield a row for each provider; none to everybody."""
        for name, group in () if self._publish else sorted(self._compliance.providers.items()):
            cells = [group.cases, *(getattr(group, column) for column in _GROUP)]
            yield self._group(name, group, cells, visible=True)

    def _group(
        self, name: str, group: GroupCount, cells: Sequence[int | None], *, visible: bool
    ) -> Mapping[str, Any]:
        without = group.cases - group.with_breach
        share = percent(without / group.cases, self._language) if visible and group.cases else None
        ends = interval_text(wilson(without, group.cases), self._language) if share else None
        return {"name": name, "cells": cells, "share": share, "interval": ends}


def _name(section: Section, part: str) -> Name:
    pack, anvisning, strict = section
    return "section", pack, anvisning, str(strict), part


def _bar(cells: Sequence[int | None]) -> list[BarPart] | None:
    """Return the parts of a bar; None where a part is hidden, whose length would tell it."""
    if None in cells:
        return None
    numbers = [cell or 0 for cell in cells]
    total, start, parts = sum(numbers) or 1, 0.0, []
    for part, number in zip(PARTS, numbers, strict=True):
        length = 1000 * number / total
        parts.append(BarPart(part.value, start, length))
        start += length
    return parts
