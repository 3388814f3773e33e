"""Paths: whether the fields that a rule names exist, and whether each is used as what it is."""

from collections.abc import Iterator, Mapping

from guidelinekit.case.catalogue import FieldType, Kind, field_called, paths, resolve, through_list
from guidelinekit.check.places import Place, Scope, shown, unnamed_item
from guidelinekit.diagnostics import Diagnostic
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import ForEach, NamedItem, Subject
from guidelinekit.suggest import did_you_mean, either, few, meaning, nearest
from guidelinekit.text import Text, say

_CHOICES = 3
"""How many names a help text offers to choose from."""
_LIKE_A_DATE = ("date", "dato", "day", "when", "time", "_on", "_at")
"""What a word may hold that stands for a date."""


def check_path(place: Place) -> Iterator[Diagnostic]:
    """Say what is wrong with a path at its place."""
    path, scope = place.node, place.scope
    if not isinstance(path, e.Path):
        return
    if path.root not in scope.types:
        yield _unknown_root(place, path)
        return
    start = scope.types[path.root]
    if start is None:
        return
    kind = resolve(start, path.steps)
    if kind is None:
        yield Diagnostic("unknown-path", *_unknown(path, start, scope), place.route)
    elif through_list(start, path.steps) and not _ranges(place):
        yield _walks_through_list(place, path, start)
    elif isinstance(place.above, (e.Count, e.Every, ForEach, NamedItem)) or place.slot == "over":
        if kind.kind is not Kind.LIST:
            yield _not_a_list(place, path, start)
    elif kind.kind is Kind.OBJECT and not isinstance(place.above, e.Known):
        yield _group(place, path, kind)
    elif kind.kind is Kind.LIST and not _takes_list(place, kind):
        yield _whole_list(place, path, kind)


def _ranges(place: Place) -> bool:
    return isinstance(place.above, (e.Latest, e.Earliest, e.Matching, NamedItem))


def _takes_list(place: Place, kind: FieldType) -> bool:
    """Whether a list can stand here: of anything after `known`, else of plain values only."""
    plain = kind.inner.kind is not Kind.OBJECT
    compared = isinstance(place.above, e.Compare) and place.slot == "left"
    return isinstance(place.above, e.Known) or (plain and (compared or _ranges(place)))


def _unknown_root(place: Place, path: e.Path) -> Diagnostic:
    scope = place.scope
    message = say("intet hedder `{name}` her", "nothing is called `{name}` here", name=path.root)
    if path.root in list(Subject):
        return Diagnostic(
            "unknown-path",
            message,
            say("reglen handler om {record}", "this rule is about the {record}", record=scope.record),
            place.route,
        )
    advice = did_you_mean(path.root, scope.types) or say(
        "en sti begynder her ved {names}", "a path here starts at {names}", names=few(scope.types)
    )
    return Diagnostic("unknown-path", message, advice, place.route)


def _unknown(path: e.Path, start: FieldType, scope: Scope) -> tuple[Text, Text]:
    """Return message and help for a path that leads nowhere."""
    steps = ".".join(path.steps)
    record = scope.types[scope.record]
    named = path.root in scope.lists
    of_item = (
        say(" i et element i `{listed}`", " in an item of `{listed}`", listed=scope.lists[path.root])
        if named
        else ""
    )
    message = say(
        "der er intet felt `{steps}`{of_item}",
        "there is no field `{steps}`{of_item}",
        steps=steps,
        of_item=of_item,
    )
    if path.root == scope.start and named and record is not None and resolve(record, path.steps) is not None:
        return message, say(
            "inden i et element begynder en sti ved elementet: skriv `{record}.{steps}`",
            "inside an item a bare path starts at the item: write `{record}.{steps}`",
            record=scope.record,
            steps=steps,
        )
    unnamed = unnamed_item(path.steps[0], scope) if path.root == scope.record else None
    if unnamed is not None:
        return message, unnamed
    called_so = _in_words(path, start, scope)
    if called_so is not None:
        return message, called_so
    parent = resolve(start, path.steps[:-1])
    if parent is not None:
        return message, _sibling(path, parent, scope)
    match = nearest(steps, paths(start))
    if match is None and named and record is not None:
        match = nearest(f"{scope.record}.{steps}", [f"{scope.record}.{known}" for known in paths(record)])
    return message, meaning(match) if match else say(
        "felterne her er {fields}", "the fields here are {fields}", fields=few(start.inner.fields)
    )


def _in_words(path: e.Path, start: FieldType, scope: Scope) -> Text | None:
    """Say which field people call so, each step of a path by itself; an age is asked of a date of birth."""
    if len(path.steps) == 1 and nearest(path.steps[0], ("as_of",), 1) is not None:
        return meaning("as_of")
    field, names = start, list[str]()
    for step in path.steps:
        fields = field.inner.fields
        if nearest(step, ("age",), 1) is not None and "birth_date" in fields:
            return say(
                "en alder spørges der om sådan: `{path}: {{age: {{ge: 18}}}}`",
                "an age is asked for so: `{path}: {{age: {{ge: 18}}}}`",
                path=".".join((*names, "birth_date")),
            )
        known = step if step in fields else field_called(step, fields)
        if known is None and not names:
            return _in_a_group(step, fields)
        if known is None:
            renamed = tuple(names) != path.steps[: len(names)]
            return _sibling(e.Path(root=path.root, steps=(*names, step)), field, scope) if renamed else None
        names.append(known)
        field = fields[known]
    return meaning(".".join(names))


def _in_a_group(word: str, fields: Mapping[str, FieldType]) -> Text | None:
    """Say which field of a group of fields people call so, where one group alone has such a field."""
    called = [(name, field_called(word, inner)) for name, inner in _groups(fields).items()]
    known = [f"{name}.{field}" for name, field in called if field is not None]
    return meaning(known[0]) if len(known) == 1 else None


def _groups(fields: Mapping[str, FieldType]) -> dict[str, Mapping[str, FieldType]]:
    """Return the fields of each group of fields."""
    return {name: field.fields for name, field in fields.items() if field.kind is Kind.OBJECT}


def _has(field: FieldType, name: str) -> bool:
    """Say whether a field is a list whose items have a field."""
    return field.item is not None and name in field.item.fields


def _sibling(path: e.Path, parent: FieldType, scope: Scope) -> Text:
    """Say which field of the same group was meant, or which there are."""
    *before, last = path.steps
    fields = parent.inner.fields
    record = scope.types[scope.record]
    elsewhere = [name for name, group in _groups(record.fields).items() if last in group] if record else []
    if path.root == scope.record and len(elsewhere) == 1:
        return meaning(f"{elsewhere[0]}.{last}")
    match = nearest(last, fields)
    dates = [name for name, field in fields.items() if field.kind is Kind.DATE]
    if match is not None:
        return meaning(".".join((*before, match)))
    if not fields:
        return say(
            "`{path}` har ingen felter",
            "`{path}` has no fields",
            path=shown(e.Path(root=path.root, steps=tuple(before)), scope),
        )
    if any(sound in last for sound in _LIKE_A_DATE) and 0 < len(dates) <= _CHOICES:
        return meaning(*(".".join((*before, name)) for name in dates))
    holding = [name for name, field in fields.items() if _has(field, last)]
    if holding:
        return say(
            "spørg om de elementer, der har det: {lists}",
            "ask about the items that have it: {lists}",
            lists=either([f"exists: {name}" for name in holding[:_CHOICES]]),
        )
    owner = (
        say("`{path}` har felterne", "`{path}` has the fields", path=".".join(before))
        if before
        else Text(da="felterne her er", en="the fields here are")
    )
    return say("{owner} {fields}", "{owner} {fields}", owner=owner, fields=few(fields))


def _walks_through_list(place: Place, path: e.Path, start: FieldType) -> Diagnostic:
    on_way = next(n for n in range(1, len(path.steps)) if _is_list(start, path.steps[:n]))
    listed = shown(e.Path(root=path.root, steps=path.steps[:on_way]), place.scope)
    return Diagnostic(
        "list-outside-dates",
        say(
            "`{path}` går gennem listen `{listed}`",
            "`{path}` walks through the list `{listed}`",
            path=shown(path, place.scope),
            listed=listed,
        ),
        say(
            "spørg om dens elementer med `exists: {listed}` eller `every: {listed}`; "
            "kun `latest(...)` og `earliest(...)` går over en liste, med `+ 7d` efter deres parentes",
            "ask about its items with `exists: {listed}` or `every: {listed}`; "
            "only `latest(...)` and `earliest(...)` range over a list, with `+ 7d` after their bracket",
            listed=listed,
        ),
        place.route,
    )


def _is_list(start: FieldType, steps: tuple[str, ...]) -> bool:
    kind = resolve(start, steps)
    return kind is not None and kind.kind is Kind.LIST


def _not_a_list(place: Place, path: e.Path, start: FieldType) -> Diagnostic:
    lists = [known for known in paths(start) if _is_list(start, tuple(known.split(".")))]
    advice = did_you_mean(".".join(path.steps), lists)
    if advice is None and lists:
        advice = say(
            "listerne er {lists}",
            "the lists are {lists}",
            lists=few(name for name in lists if "." not in name),
        )
    return Diagnostic(
        "not-a-list",
        say("`{path}` er ikke en liste", "`{path}` is not a list", path=shown(path, place.scope)),
        advice,
        place.route,
    )


def _whole_list(place: Place, path: e.Path, kind: FieldType) -> Diagnostic:
    name = shown(path, place.scope)
    advice = say(
        "spørg om dens elementer med `exists: {name}` eller `every: {name}`",
        "ask about its items with `exists: {name}` or `every: {name}`",
        name=name,
    )
    if _ranges(place):
        advice = say(
            "nævn en dato i dens elementer som i `latest({name}.{date})`",
            "name a date of its items, as in `latest({name}.{date})`",
            name=name,
            date=_first_date(kind),
        )
    elif kind.inner.kind is not Kind.OBJECT:
        advice = say(
            "{advice}, eller om den har en værdi, med `contains`",
            "{advice}, or whether it holds a value with `contains`",
            advice=advice,
        )
    return Diagnostic(
        "path-to-list",
        say(
            "`{name}` er en liste og bruges som en enkelt værdi",
            "`{name}` is a list and is used as a single value",
            name=name,
        ),
        advice,
        place.route,
    )


def _first_date(kind: FieldType) -> str:
    fields = kind.inner.fields.items()
    return next((name for name, field in fields if field.kind is Kind.DATE), "...")


def _group(place: Place, path: e.Path, kind: FieldType) -> Diagnostic:
    name = shown(path, place.scope)
    fields = few(f"{name}.{field}" for field in kind.fields)
    message = say(
        "`{name}` er en gruppe af felter og ikke en enkelt værdi",
        "`{name}` is a group of fields, not a single value",
        name=name,
    )
    return Diagnostic(
        "path-to-object",
        message,
        say("nævn et af dens felter: {fields}", "name one of its fields: {fields}", fields=fields),
        place.route,
    )
