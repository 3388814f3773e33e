"""Templates made into plain functions: fields, filters and `if`, read off Jinja's own tree."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from jinja2 import Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from guidelinekit.case.model.codes import Area
from guidelinekit.case.model.vocabulary import label
from guidelinekit.text import Language, Text, enumerated
from guidelinekit.wording.dates import long_date


class AreaForms(NamedTuple):
    """An area as a caseworker says it."""

    noun: Text
    """As it stands after "i forhold til" and "in relation to": "økonomien", "personal finances"."""
    within: Text
    """Where a need, a barrier or an effort lies: "på det økonomiske område", "in the area of ..."."""


_SPOKEN: Final = {
    Area.SUBSTANCE_USE: ("stofmisbruget", "på stofmisbrugsområdet", "drug misuse"),
    Area.HOUSING: ("bolig", "på boligområdet", "housing"),
    Area.SLEEP: ("søvnen", "på søvnområdet", "sleep"),
    Area.NUTRITION: ("kost og ernæring", "på kost- og ernæringsområdet", "food and nutrition"),
    Area.ECONOMY: ("økonomien", "på det økonomiske område", "personal finances"),
    Area.HYGIENE: ("hygiejnen", "på hygiejneområdet", "hygiene"),
    Area.LONELINESS: ("ensomhed", "på ensomhedsområdet", "loneliness"),
    Area.SOCIAL_NETWORK: ("det sociale netværk", "på netværksområdet", "the social network"),
    Area.FAMILY: ("familien", "på familieområdet", "the family"),
    Area.CHILDREN: ("børnene", "på børneområdet", "the children"),
    Area.COMMUNITY: (
        "fællesskaber og fritid",
        "på området for fællesskaber og fritid",
        "community and leisure",
    ),
    Area.EMPLOYMENT: ("beskæftigelse", "på beskæftigelsesområdet", "employment"),
    Area.EDUCATION: ("uddannelse", "på uddannelsesområdet", "education"),
    Area.CRIME: ("kriminalitet", "på kriminalitetsområdet", "crime"),
    Area.PHYSICAL_HEALTH: ("det fysiske helbred", "på det fysiske helbredsområde", "physical health"),
    Area.SOMATIC_DISEASE: ("den somatiske sygdom", "på det somatiske område", "somatic disease"),
    Area.DENTAL: ("tænder og mund", "på tandområdet", "teeth and mouth"),
    Area.MENTAL_HEALTH: ("det psykiske helbred", "på det psykiske område", "mental health"),
    Area.IMPAIRMENT: (
        "den fysiske funktionsnedsættelse",
        "på området for fysisk funktionsnedsættelse",
        "physical impairment",
    ),
    Area.MEDICINE: ("medicinen", "på medicinområdet", "medicine"),
}
"""Of each area: the noun after "i forhold til", the phrase that says where, and the English noun of both."""

AREA_FORMS: Final[Mapping[str, AreaForms]] = MappingProxyType(
    {
        area.value: AreaForms(Text(da=noun, en=english), Text(da=where, en=f"in the area of {english}"))
        for area, (noun, where, english) in _SPOKEN.items()
    }
)
"""The forms of each area, by its code."""

_ABOUT: Final = Text(da="i forhold til", en="in relation to")


def about(areas: Sequence[str], language: Language) -> str | None:
    """Return what something is about: "i forhold til bolig og økonomien"; None where no area is known."""
    nouns = [AREA_FORMS[area].noun.text(language) for area in areas if area in AREA_FORMS]
    return f"{_ABOUT.text(language)} {enumerated(nouns, language)}" if nouns else None


NONE = "\N{EN DASH}"
"""What stands in a sentence for a value that is not there."""

Names = Mapping[str, Any]
"""What a template may name."""
Value = Callable[[Names], Any]
Piece = Callable[[Names], str]


@dataclass(frozen=True, slots=True)
class Template:
    """A template made ready."""

    fill: Piece
    """Gives the text, its white space made single. A name without a value becomes a dash."""
    paths: frozenset[tuple[str, ...]] | None
    """The names it uses, with the fields it reads of them; None where that is not known."""

    @property
    def names(self) -> frozenset[str] | None:
        """The names it uses; None where that is not known, and empty where the text is always the same."""
        return None if self.paths is None else frozenset(path[0] for path in self.paths)


class _OtherError(Exception):
    """A template holds something that only Jinja does."""


@cache
def sentence(template: str, language: Language) -> Template:
    """Make a template ready for use."""
    tree = environment(language).parse(template)
    try:
        piece = _pieces(tree.body, language)
    except _OtherError:
        return jinja_sentence(template, language)
    used = frozenset(_paths(tree))
    if not used:
        text = _single_spaced(piece({}))
        return Template(lambda _: text, used)
    return Template(lambda names: " ".join(piece(names).split()), used)


@cache
def jinja_sentence(template: str, language: Language) -> Template:
    """Make a template ready with Jinja's own compiler: the measure for the other way."""
    compiled = environment(language).from_string(template)
    return Template(lambda names: _single_spaced(compiled.render(names)), None)


@cache
def environment(language: Language) -> ImmutableSandboxedEnvironment:
    """Return the sandbox in which templates of a language are read."""
    sandbox = ImmutableSandboxedEnvironment(autoescape=False, undefined=_Dash, finalize=_dashed)
    sandbox.filters = {name: filled(language) for name, filled in _FILTERS.items()}
    return sandbox


@lru_cache(maxsize=4096)
def words(code: str, vocabulary: str | None = None) -> Text | None:
    """Return the words for a coded value, of one value set or of any, or None for any other text."""
    return label(code, vocabulary)


class _Dash(Undefined):
    """A missing name: shown as a dash, never as an error in front of a caseworker."""

    def __str__(self) -> str:
        return NONE

    def __getattr__(self, name: str) -> "_Dash":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


_MISSING = _Dash()


def _dashed(value: Any) -> Any:
    return NONE if value is None else value


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _paths(node: nodes.Node) -> Iterator[tuple[str, ...]]:
    """Return each name in a template with the fields read of it."""
    fields: list[str] = []
    inner = node
    while isinstance(inner, nodes.Getattr):
        fields.append(inner.attr)
        inner = inner.node
    if isinstance(inner, nodes.Name):
        yield (inner.name, *reversed(fields))
        return
    for below in inner.iter_child_nodes():
        yield from _paths(below)


def _label_in(language: Language) -> Callable[[Any], str]:
    def labelled(value: Any) -> str:
        text = words(str(value)) if isinstance(value, str) else None
        return NONE if text is None else text.text(language)

    return labelled


def _day_in(language: Language) -> Callable[[Any], str]:
    return lambda value: long_date(value, language) if isinstance(value, date) else NONE


def _about_in(language: Language) -> Callable[[Any], str]:
    def written(value: Any) -> str:
        areas = (value,) if isinstance(value, str) else value if isinstance(value, tuple | list) else ()
        return about(areas, language) or NONE

    return written


def _within_in(language: Language) -> Callable[[Any], str]:
    def written(value: Any) -> str:
        forms = AREA_FORMS.get(value) if isinstance(value, str) else None
        return NONE if forms is None else forms.within.text(language)

    return written


_FILTERS = {"label": _label_in, "about": _about_in, "within": _within_in, "day": _day_in}


def _pieces(body: Sequence[nodes.Node], language: Language) -> Piece:
    """Compile what a template, or a branch of an `if`, writes one after the other."""
    pieces: list[str | Piece] = []
    for part in body:
        if isinstance(part, nodes.Output):
            pieces.extend(_written(node, language) for node in part.nodes)
        elif isinstance(part, nodes.If):
            pieces.append(_if(part, language))
        else:
            raise _OtherError
    if all(isinstance(piece, str) for piece in pieces):
        text = "".join(str(piece) for piece in pieces)
        return lambda _: text

    def together(names: Names) -> str:
        return "".join([piece if isinstance(piece, str) else piece(names) for piece in pieces])

    return together


def _written(node: nodes.Node, language: Language) -> str | Piece:
    if isinstance(node, nodes.TemplateData):
        return node.data
    value = _value(node, language)

    def written(names: Names) -> str:
        value_of = value(names)
        return NONE if value_of is None else str(value_of)

    return written


def _if(node: nodes.If, language: Language) -> Piece:
    branches = [(_value(one.test, language), _pieces(one.body, language)) for one in (node, *node.elif_)]
    otherwise = _pieces(node.else_, language)

    def chosen(names: Names) -> str:
        for test, piece in branches:
            if test(names):
                return piece(names)
        return otherwise(names)

    return chosen


def _value(node: nodes.Node, language: Language) -> Value:
    """Compile an expression."""
    match node:
        case nodes.Const():
            constant = node.value
            return lambda _: constant
        case nodes.Name():
            return _name(node.name, language)
        case nodes.Getattr():
            return _field(_value(node.node, language), node.attr)
        case nodes.Filter() if node.name in _FILTERS and node.node is not None and _alone(node):
            filled, inner = _FILTERS[node.name](language), _value(node.node, language)
            return lambda names: filled(inner(names))
        case nodes.Not():
            negated = _value(node.node, language)
            return lambda names: not negated(names)
        case nodes.And():
            first, second = _value(node.left, language), _value(node.right, language)
            return lambda names: first(names) and second(names)
        case nodes.Compare(ops=[nodes.Operand(op="eq", expr=other)]):
            one, another = _value(node.expr, language), _value(other, language)
            return lambda names: one(names) == another(names)
        case nodes.Or():
            first, second = _value(node.left, language), _value(node.right, language)
            return lambda names: first(names) or second(names)
        case _:
            raise _OtherError


def _alone(node: nodes.Filter) -> bool:
    return not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def _name(name: str, language: Language) -> Value:
    if name in environment(language).globals:
        raise _OtherError
    return lambda names: names.get(name, _MISSING)


def _field(owner: Value, name: str) -> Value:
    """Read a field as the sandbox does: an attribute first, then a key; nothing that begins with `_`."""
    if name.startswith("_"):
        raise _OtherError

    def read(names: Names) -> Any:
        value = owner(names)
        try:
            return getattr(value, name)
        except AttributeError:
            try:
                return value[name]
            except (TypeError, LookupError):
                return _MISSING

    return read
