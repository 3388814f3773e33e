"""A file of a mapping: checked against the case model, every problem at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from guidelinekit import limits
from guidelinekit.case.catalogue import FieldType, Kind
from guidelinekit.case.tables.cells import DATE_ORDERS, Writing, values_of
from guidelinekit.case.tables.mapping import MappedField, MappedTable, TableMapping
from guidelinekit.case.tables.recognise import folded
from guidelinekit.case.tables.table_forms import TableForm, every_form, forms
from guidelinekit.diagnostics import Route, errors
from guidelinekit.errors import MappingError
from guidelinekit.lang.rule import Subject
from guidelinekit.rules.documents import without_cpr
from guidelinekit.rules.mapping_keys import (
    FIELD,
    KINDS,
    NO_SECRET,
    OPEN,
    READS,
    SHORTEST_SECRET,
    TABLE,
    TOP,
    missing,
    still_open,
)
from guidelinekit.rules.scope import Notes
from guidelinekit.source.content import ContentError, content
from guidelinekit.source.reading import read_file
from guidelinekit.suggest import did_you_mean, quoted, there_are
from guidelinekit.text import Text, say

_CPR: Final = ("cpr", "personnummer", "personnr")


def load_mapping(path: Path | str) -> TableMapping:
    """Return the mapping of a file. Raises MappingError with every problem of it."""
    document, problems = read_file(Path(path))
    if document is None:
        raise MappingError(without_cpr(problems))
    mapping = _MappingReader(Notes(document, problems), Path(path).parent).read()
    if errors(problems):
        raise MappingError(without_cpr(problems))
    return mapping


class _MappingReader:
    """Reads the parts of one file, and notes what is wrong with each."""

    def __init__(self, notes: Notes, folder: Path) -> None:
        self._notes = notes
        self._folder = folder
        self._secret: bytes | None = None

    def read(self) -> TableMapping:
        subjects = {subject.value: "map" for subject in Subject}
        for at in still_open(self._notes.document.data, ()):
            self._problem("missing-key", *OPEN, at)
        top = self._map(self._notes.document.data, {**TOP, **subjects}, ())
        if top.get("mapping") != 1:
            self._problem(
                "missing-key",
                Text(da="formatets version mangler", en="the version of the format is missing"),
                Text(da="begynd med `mapping: 1`", en="begin with `mapping: 1`"),
                (),
            )
        tables: list[MappedTable] = []
        for subject in Subject:
            if subject.value in top:
                main = forms(subject)[0]
                tables += self._table(top[subject.value], main, (subject.value,), subject)
        if not tables:
            help_ = Text(
                da="sig, hvilken tabel der har én række for hver sag",
                en="say which table has one row for each case",
            )
            self._missing("case", help_, ())
        for name, block in top.get("lists", {}).items():
            tables += self._list(name, block, forms(Subject.CASE)[0], ("lists", name))
        self._not_exported(top.get("not_exported", []), {table.form.name for table in tables})
        reads = self._map(top.get("reads", {}), READS, ("reads",))
        return TableMapping(
            tuple(tables),
            self._writing(reads),
            reads.get("encoding"),
            reads.get("separator"),
            self._secret,
            self._notes.document.digest,
        )

    def _list(self, name: Any, block: Any, around: TableForm, at: Route) -> Iterator[MappedTable]:
        known = {
            ".".join(f.steps[len(around.steps) :]): f
            for f in forms(around.subject)
            if f.parent == around.steps
        }
        known.pop("", None)
        form = known.get(str(name))
        if form is None:
            message = say(
                "`{name}` er ingen liste i {around}",
                "`{name}` is no list of {around}",
                name=name,
                around=around.name,
            )
            self._unknown(name, known, message, at)
            return
        blocks = block if isinstance(block, list) else [block]
        for number, each in enumerate(blocks):
            yield from self._table(
                each, form, (*at, number) if isinstance(block, list) else at, around.subject
            )

    def _table(self, block: Any, form: TableForm, at: Route, subject: Subject) -> Iterator[MappedTable]:
        special = {} if form.steps else {"key": "any"}
        read = self._map(block, {**TABLE, **special, **({subject.value: "text"} if form.steps else {})}, at)
        record = read.get(subject.value) if form.steps else self._record(read.get("key"), (*at, "key"))
        for name, why in (
            ("table", Text(da="dens navn", en="its name")),
            ("fields", Text(da="hvad der udfylder hvilke felter", en="what fills which fields")),
        ):
            if name not in read:
                self._missing(name, say("sig {why}", "say {why}", why=why), at)
        if form.steps and record is None and "parent" not in read:
            help_ = say(
                "nævn den kolonne, der peger på {subject}",
                "name the column that points to the {subject}",
                subject=subject.value,
            )
            self._missing(subject.value, help_, at)
        if form.parent and "parent" not in read:
            help_ = Text(
                da="nævn den kolonne, der peger på elementet", en="name the column that points to the item"
            )
            self._missing("parent", help_, at)
        for name in ("key", "parent", subject.value):
            if isinstance(read.get(name), str):
                self._not_cpr(read[name], (*at, name))
        fields = tuple(self._fields(read.get("fields", {}), form, (*at, "fields")))
        filled = {each.path for each in fields} | ({form.id_field} if not form.steps else set())
        if lacking := [path for path in form.columns if path in form.needed and path not in filled]:
            message = say(
                "intet udfylder {fields}, som hvert element skal have",
                "nothing fills {fields}, which each item must have",
                fields=quoted(lacking),
            )
            self._problem(
                "missing-key",
                message,
                Text(
                    da="nævn en kolonne, eller skriv `{always: ...}`",
                    en="name a column, or write `{always: ...}`",
                ),
                (*at, "fields"),
            )
        where = tuple(
            (str(name), frozenset(map(str, texts if isinstance(texts, list) else [texts])))
            for name, texts in read.get("where", {}).items()
        )
        key = read.get("key") if form.steps else None
        yield MappedTable(
            form,
            str(read.get("table")),
            record,
            fields,
            key,
            read.get("parent"),
            read.get("not_exported"),
            where,
        )
        for name, inner in (
            read.get("lists", {}) if form.steps or subject is not Subject.CASE else {}
        ).items():
            if form.steps and key is None:
                help_ = Text(
                    da="nævn kolonnen med elementets eget id", en="name the column with the item's own id"
                )
                self._missing("key", help_, at)
            yield from self._list(name, inner, form, (*at, "lists", name))

    def _record(self, key: Any, at: Route) -> str | None:
        """Return the column with the id of a record; with a secret it is made a pseudonym."""
        if isinstance(key, str):
            return key
        if key is None:
            help_ = Text(da="nævn kolonnen med id'et", en="name the column with the id")
            self._missing("key", help_, at[:-1])
            return None
        read = self._map(key, {"pseudonym": "text", "secret_file": "text"}, at)
        try:
            secret = content(self._folder / str(read.get("secret_file")), limits.FILE_BYTES, linked=True)
            self._secret = secret.strip()
        except ContentError:
            self._secret = b""
        if len(self._secret) < SHORTEST_SECRET:
            self._problem("wrong-form", *NO_SECRET, at)
        return str(read.get("pseudonym"))

    def _fields(self, block: Mapping[Any, Any], form: TableForm, at: Route) -> Iterator[MappedField]:
        for path, value in block.items():
            here = (*at, path)
            holds = form.columns.get(path)
            if holds is None:
                message = say(
                    "`{path}` er intet felt i {name}",
                    "`{path}` is no field of {name}",
                    path=path,
                    name=form.name,
                )
                self._unknown(path, form.columns, message, here)
                continue
            if isinstance(value, str):
                self._not_cpr(value, here)
                yield MappedField(path, value)
                continue
            read = self._map(value, FIELD, here)
            if ("always" in read) == ("column" in read):
                help_ = Text(
                    da="skriv kolonnens navn, `{column: ..., values: ...}` eller `{always: ...}`",
                    en="write the column's name, `{column: ..., values: ...}` or `{always: ...}`",
                )
                self._problem(
                    "wrong-form",
                    Text(
                        da="her skal stå en kolonne eller værdi", en="a column or one value is expected here"
                    ),
                    help_,
                    here,
                )
                continue
            if "always" in read:
                yield MappedField(path, None, always=self._value(read["always"], holds, (*here, "always")))
                continue
            self._not_cpr(read["column"], (*here, "column"))
            mapped = read.get("values")
            values = mapped and {
                str(text): self._value(meant, holds.inner, (*here, "values", text))
                for text, meant in mapped.items()
            }
            yield MappedField(path, read["column"], values)

    def _value(self, value: Any, holds: FieldType, at: Route) -> Any:
        """Return a value of ours that the file names."""
        if value is None:
            return None
        if holds.kind is Kind.CODE and value not in holds.codes:
            help_ = did_you_mean(str(value), holds.codes) or there_are(holds.codes)
            self._problem(
                "wrong-form",
                say(
                    "`{value}` er ikke en af feltets koder",
                    "`{value}` is not one of the codes of this field",
                    value=value,
                ),
                help_,
                at,
            )
        if holds.kind is Kind.BOOLEAN and not isinstance(value, bool):
            self._problem(
                "wrong-form",
                Text(da="her skal stå `true` eller `false`", en="`true` or `false` is expected here"),
                None,
                at,
            )
        return values_of(holds, Writing())[value] if isinstance(value, str) else value

    def _not_exported(self, names: list[Any], mapped: set[str]) -> None:
        for number, name in enumerate(names):
            at = ("not_exported", number)
            if name not in every_form():
                help_ = did_you_mean(str(name), every_form())
                self._problem(
                    "unknown-key",
                    say("der er ingen liste `{name}`", "there is no list `{name}`", name=name),
                    help_,
                    at,
                )
            elif name in mapped:
                self._problem(
                    "wrong-form",
                    say(
                        "`{name}` er oversat, så den er eksporteret",
                        "`{name}` is mapped, so it is exported",
                        name=name,
                    ),
                    Text(da="behold én af de to", en="keep one of the two"),
                    at,
                )

    def _writing(self, reads: Mapping[str, Any]) -> Writing:
        plain = Writing()
        dates = tuple(str(each).lower() for each in reads.get("dates", plain.dates))
        for number, each in enumerate(dates):
            if each not in DATE_ORDERS:
                help_ = there_are(DATE_ORDERS)
                self._problem(
                    "wrong-form",
                    say(
                        "`{each}` er ingen måde at skrive datoer på",
                        "`{each}` is no way to write dates",
                        each=each,
                    ),
                    help_,
                    ("reads", "dates", number),
                )
        texts = {
            name: frozenset(folded(str(t)) for t in reads[name]) for name in ("yes", "no") if name in reads
        }
        return Writing(
            dates,
            reads.get("decimal"),
            frozenset(map(str, reads.get("missing", ()))) | plain.missing,
            texts.get("yes", plain.yes),
            texts.get("no", plain.no),
            frozenset(map(str, reads["none"])) if "none" in reads else plain.none,
            reads.get("between", plain.between),
        )

    def _not_cpr(self, column: str, at: Route) -> None:
        if any(name in folded(column).replace(" ", "") for name in _CPR):
            help_ = Text(
                da="nævn en anden kolonne; for id'et skrives `key: {pseudonym: KOLONNE, secret_file: FIL}`",
                en="name another column; for the id write `key: {pseudonym: COLUMN, secret_file: FILE}`",
            )
            self._problem(
                "wrong-form",
                Text(
                    da="kolonnen har navn som en med CPR-numre, som intet felt rummer",
                    en="this column is named as one of CPR numbers, which no field holds",
                ),
                help_,
                at,
            )

    def _map(self, value: Any, known: Mapping[str, str], at: Route) -> dict[str, Any]:
        """Return what fits of a map with known keys."""
        if not isinstance(value, dict):
            self._problem(
                "wrong-form",
                KINDS["map"][1],
                Text(da="skriv linjer som `nøgle: værdi`", en="write `key: value` lines"),
                at,
            )
            return {}
        read: dict[str, Any] = {}
        for key, inner in value.items():
            if key not in known:
                message = say("`{key}` betyder ikke noget her", "`{key}` has no meaning here", key=key)
                self._unknown(key, known, message, (*at, key))
                continue
            wanted, message = KINDS[known[key]]
            if known[key] == "list" and isinstance(inner, str):
                read[key] = [inner]
            elif isinstance(inner, wanted):
                read[key] = inner
            else:
                self._problem("wrong-form", message, None, (*at, key))
        return read

    def _unknown(self, key: Any, known: Iterable[str], message: Text, at: Route) -> None:
        help_ = did_you_mean(str(key), known) or there_are(known)
        self._problem("unknown-key", message, help_, at, key=True)

    def _missing(self, key: str, help_: Text, at: Route) -> None:
        self._problem("missing-key", missing(key), help_, at)

    def _problem(self, code: str, message: Text, help_: Text | None, at: Route, *, key: bool = False) -> None:
        self._notes.problem(code, message, help_, at=at, key=key)
