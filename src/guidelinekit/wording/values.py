"""Fields, values, dates and numbers as readable prose, in Danish and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, assert_never

from guidelinekit.case.catalogue import FieldType, Kind, resolve, through_list
from guidelinekit.case.model.vocabulary import label
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Definition, ParameterDefinition, Unit, Value
from guidelinekit.text import Language, Text
from guidelinekit.wording.dates import duration, long_date, months_in_words, number
from guidelinekit.wording.labels import UNIT

_SHOWN = 6
"""How many values of a set without a name are written out."""


@dataclass(frozen=True, slots=True)
class NamedValues:
    """A value set of the pack: what it is called, and its values."""

    title: Text
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What prose needs to know: the language, what each name stands for, and the pack's own names."""

    language: Language
    names: Mapping[str, FieldType]
    """The record and the named items; the innermost item is the last."""
    definitions: Mapping[str, Definition]
    parameters: Mapping[str, ParameterDefinition]
    settings: Mapping[str, Any]
    """The values of the parameters that are set."""
    value_sets: Mapping[str, NamedValues] = field(default_factory=dict)
    """Those that the pack gives a title."""

    def naming(self, name: str, over: e.Path) -> "Vocabulary":
        """Return the same vocabulary with the items of a list named."""
        listed = self.field(over)
        item = listed.item if listed is not None else None
        return self if item is None else replace(self, names={**self.names, name: item})

    def about(self, definition: Definition) -> "Vocabulary":
        """Return the same vocabulary with the items named that a definition speaks of."""
        words = self
        for item in definition.items:
            words = words.naming(item.name, item.over)
        return words

    @property
    def nearest(self) -> tuple[str, str]:
        """The record and the innermost item: what a field's name alone is understood to mean."""
        names = tuple(self.names)
        return names[0], names[-1]

    def field(self, path: e.Path) -> FieldType | None:
        """Return the field that a path leads to."""
        start = self.names.get(path.root)
        return None if start is None else resolve(start, path.steps)

    def say(self, danish: str, english: str) -> str:
        """Choose the words of the language."""
        return danish if self.language == "da" else english


def title(path: e.Path, words: Vocabulary) -> str:
    """Return a field's title; an item's field is named by the field alone. A date's stands in quotes."""
    field = words.field(path)
    if field is None:
        return ".".join(path.steps) or path.root
    text: str = field.title.text(words.language)
    text = text[:1].lower() + text[1:]
    return f"«{text}»" if field.kind is Kind.DATE else text


def term(node: e.Readable, words: Vocabulary, field: FieldType | None = None) -> str:
    """Return a term: a value in the words of its field, a date expression, a parameter with its value."""
    match node:
        case e.Path(root=root):
            return (
                title(node, words)
                if root in words.nearest and not _ranges(node, words)
                else _outer(node, words)
            )
        case e.Age(path=path):
            return words.say(f"alder efter {title(path, words)}", f"age by {title(path, words)}")
        case e.Constant(value=value):
            return _coded(value, words.language, field)
        case e.ValueSet(values=values):
            named = None if node.name is None else words.value_sets.get(node.name)
            if named is not None:
                return f"«{named.title.text(words.language)}»"
            shown = [_coded(value, words.language, field) for value in values[:_SHOWN]]
            more = len(values) - _SHOWN
            others = [words.say(f"{more} andre", f"{more} others")] if more > 0 else []
            return either([*shown, *others], words)
        case e.Day(value=value):
            return long_date(value, words.language)
        case e.AsOf():
            return words.say("vurderingsdatoen", "the evaluation date")
        case e.Days(days=days):
            return duration(days, words.language)
        case e.Months(months=months):
            return months_in_words(months, words.language)
        case e.Matching():
            from guidelinekit.wording.conditions import where  # noqa: PLC0415 - each is made of the other

            inner = words.naming(node.item, node.over)
            return f"{term(node.date, inner)} under «{title(node.over, words)}»{where(node.where, inner)}"
        case e.Parameter(name=name):
            return _parameter(name, words)
        case e.Shift(base=base, by=by, back=back):
            way = words.say("før", "before") if back else words.say("efter", "after")
            return f"{term(by, words)} {way} {term(base, words)}"
        case e.Latest(of=parts):
            return _extreme(parts, words, words.say("seneste", "latest"))
        case e.Earliest(of=parts):
            return _extreme(parts, words, words.say("tidligste", "earliest"))
        case _:
            assert_never(node)


def coded(value: Any, language: Language, vocabulary: str | None = None) -> str:
    """Return a value as a caseworker would say it."""
    if isinstance(value, bool):
        return {"da": ("nej", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, date):
        return long_date(value, language)
    if isinstance(value, float):
        return number(value, language)
    text = label(value, vocabulary) if isinstance(value, str) else None
    return str(value) if text is None else text.text(language)


def _coded(value: Any, language: Language, field: FieldType | None) -> str:
    """Return a value of a field in its words; in quotes where a pack says what it is called."""
    if field is None:
        return coded(value, language)
    named = field.labels.get(value)
    return coded(value, language, field.vocabulary) if named is None else f"«{named.text(language)}»"


def amount(value: Any, unit: Unit, language: Language) -> str:
    """Return a parameter's value with what it counts; a bare number where that is nothing with a name."""
    if unit is Unit.DAYS:
        return duration(int(value), language)
    shown = coded(value, language)
    return f"{shown} {UNIT[unit].text(language)}" if unit is Unit.YEARS else shown


def either(listed: Sequence[str], words: Vocabulary, conjunction: tuple[str, str] = ("eller", "or")) -> str:
    """Return several as one: "a, b or c"."""
    *first, last = listed
    return f"{', '.join(first)} {words.say(*conjunction)} {last}" if first else last


def _outer(path: e.Path, words: Vocabulary) -> str:
    """Name a field with the item, or the list of items, that it belongs to."""
    above = e.Path(root=path.root, steps=path.steps[:-1] if _ranges(path, words) else ())
    owner = words.field(above)
    named = title(path, words)
    return named if owner is None else f"{named} ({owner.title.text(words.language)})"


def _ranges(path: e.Path, words: Vocabulary) -> bool:
    """Tell whether a path goes through a list."""
    start = words.names.get(path.root)
    return start is not None and through_list(start, path.steps)


def _extreme(parts: tuple[e.DatePart, ...], words: Vocabulary, which: str) -> str:
    if len(parts) == 1:
        return words.say(
            f"den {which} dato i {term(parts[0], words)}", f"the {which} date in {term(parts[0], words)}"
        )
    listed = either([term(part, words) for part in parts], words, ("og", "and"))
    return words.say(f"den {which} af {listed}", f"the {which} of {listed}")


def _parameter(name: str, words: Vocabulary) -> str:
    definition, value = words.parameters.get(name), words.settings.get(name)
    if value is None:
        return words.say(f"et antal, der ikke er fastsat ({name})", f"a number that is not set ({name})")
    if definition is None:
        return coded(value, words.language)
    shown = amount(value, definition.unit, words.language)
    local = words.say(" (fastsat lokalt)", " (set locally)") if definition.basis is Basis.LOCAL else ""
    return f"{shown}{local}"
