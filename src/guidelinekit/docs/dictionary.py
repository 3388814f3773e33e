"""The dictionary of fields: what each holds, what its absence means, and the rules that read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidelinekit.case.catalogue import CATALOGUES, FieldType, Kind, fields_below
from guidelinekit.case.model.vocabulary import label
from guidelinekit.check.places import Place, places, tops, type_of
from guidelinekit.docs.markdown import MADE, both, table
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Pack, Subject
from guidelinekit.lang.walk import nodes
from guidelinekit.semantics.as_of import Mark
from guidelinekit.suggest import folded, meant
from guidelinekit.text import Text

KINDS: Mapping[Kind, Text] = {
    Kind.TEXT: Text(da="tekst", en="text"),
    Kind.BOOLEAN: Text(da="ja eller nej", en="yes or no"),
    Kind.INTEGER: Text(da="helt tal", en="whole number"),
    Kind.NUMBER: Text(da="tal", en="number"),
    Kind.DATE: Text(da="dato", en="date"),
    Kind.CODE: Text(da="kode", en="code"),
    Kind.OBJECT: Text(da="gruppe af felter", en="group of fields"),
    Kind.LIST: Text(da="liste", en="list"),
}
_ABSENT: Mapping[Kind, Text] = {
    Kind.LIST: Text(
        da="null: ikke med i udtrækket; tom liste: ingen",
        en="null: not exported; empty list: none",
    ),
    Kind.OBJECT: Text(da="null: intet af det er dokumenteret", en="null: nothing of it is documented"),
}
_NULL = Text(
    da="null: ikke dokumenteret, så det kan ikke afgøres", en="null: not documented, so it cannot be told"
)
_ALWAYS = Text(da="skal altid være der", en="must always be there")
_DATES: Mapping[Mark, Text] = {
    Mark.OCCURRENCE: Text(da="før den dag findes posten ikke", en="before that day the item does not exist"),
    Mark.PLANNED: Text(da="planlagt: kan ligge fremme i tiden", en="planned: may lie ahead"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a record."""

    subject: Subject
    path: str
    field: FieldType
    read_by: tuple[str, ...]
    """The full ids of the rules that read it, also through a definition."""

    @property
    def kind(self) -> Text:
        """What it holds, in words."""
        return KINDS[self.field.kind]

    @property
    def absence(self) -> Text:
        """What it means that nothing stands there."""
        return _ALWAYS if self.field.required else _ABSENT.get(self.field.kind, _NULL)

    @property
    def time(self) -> Text | None:
        """What kind of date it is, or which date it goes with; None where there is nothing to say."""
        dated = self.field.dated_by
        if dated is not None:
            return Text(da=f"gælder fra `{dated.field}`", en=f"holds from `{dated.field}` on")
        return None if self.field.mark is None else _DATES.get(self.field.mark)

    @property
    def codes(self) -> Mapping[str, Text]:
        """The codes that are possible, each with its words; none where it is no code."""
        inner = self.field.inner
        named = {code: inner.labels.get(code) or label(code, inner.vocabulary) for code in inner.codes}
        return {code: words or Text(da=code, en=code) for code, words in named.items()}


def dictionary(packs: Iterable[Pack]) -> tuple[Entry, ...]:
    """Return every field of every kind of record, in the order of the model."""
    readers = _readers(packs)
    return tuple(
        Entry(subject, path, field, tuple(sorted(readers[subject, path])))
        for subject, record in CATALOGUES.items()
        for path, field in fields_below(record)
    )


def matching(entries: Iterable[Entry], word: str) -> tuple[Entry, ...]:
    """Return the fields of which a word is part of the path, a title or a code; else the nearest one."""
    listed = tuple(entries)
    hits = tuple(entry for entry in listed if _speaks_of(entry, word))
    if hits:
        return hits
    titles = {entry.path: (entry.field.title.da, entry.field.title.en) for entry in listed}
    near = meant(word, titles)
    return tuple(entry for entry in listed if entry.path == near)


def dictionary_page(entries: Iterable[Entry]) -> str:
    """Return the dictionary as a page, one table for each record and list."""
    lines = [MADE, "", "# Felter · Fields", "", _INTRODUCTION.da, "", _INTRODUCTION.en, ""]
    groups: dict[tuple[Subject, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.subject, entry.path.rpartition(".")[0]].append(entry)
    for (subject, above), fields in groups.items():
        lines += [f"## {f'`{above}`' if above else f'`{subject}`'}", ""]
        lines += table(
            ("Felt · Field", "Titel · Title", "Indhold · Holds", "Regler · Rules"), map(_row, fields)
        )
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = Text(
    da="Hvert felt i en sag og hos en udbyder, som en regel kan spørge om. Et felt, hvor der står null, er "
    "ikke dokumenteret; en liste, hvor der står null, er ikke med i udtrækket, og en tom liste betyder "
    "ingen. `guidelinekit fields ORD` søger.",
    en="Every field of a case and of a provider that a rule can ask about. A field that is null is not "
    "documented; a list that is null is not exported, and an empty list means none. "
    "`guidelinekit fields WORD` searches, "
    "also by Danish words.",
)


def _row(entry: Entry) -> tuple[str, str, str, str]:
    holds = [both(entry.kind), *(f"`{code}` {both(words)}" for code, words in entry.codes.items())]
    notes = [both(entry.absence)] if entry.field.required else []
    notes += [both(entry.time)] if entry.time is not None else []
    return f"`{entry.path}`", both(entry.field.title), "<br>".join([*holds, *notes]), str(len(entry.read_by))


def _readers(packs: Iterable[Pack]) -> dict[tuple[Subject, str], set[str]]:
    """Return by the kind of record and the path of a field the rules that read it."""
    readers: dict[tuple[Subject, str], set[str]] = defaultdict(set)
    for pack in packs:
        read = {top.route: _read_in(top) for top in tops(pack)}
        for top in tops(pack):
            if top.route[0] == "rules":
                used = {use.name for use in nodes(top.node, e.Use)}
                for field in read[top.route].union(*(read["definitions", name] for name in used)):
                    readers[field].add(str(top.route[1]))
    return readers


def _read_in(top: Place) -> set[tuple[Subject, str]]:
    """Return the fields that a rule or a definition itself reads, each by its record's kind and its path."""
    record = top.scope.types[top.scope.record]
    paths = {} if record is None else {id(field): path for path, field in fields_below(record)}
    read = (type_of(place.node, place.scope) for place in places(top) if isinstance(place.node, e.Path))
    return {(Subject(top.scope.record), paths[id(field)]) for field in read if id(field) in paths}


def names(name: str, words: Text, word: str) -> bool:
    """Say whether a word is part of a name or of what it is called in either language."""
    return any(folded(word) in folded(spoken) for spoken in (name, words.da, words.en))


def _speaks_of(entry: Entry, word: str) -> bool:
    return names(entry.path, entry.field.title, word) or any(
        names(code, words, word) for code, words in entry.codes.items()
    )
