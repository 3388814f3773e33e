"""The records of all files named on the command line, and what became of the files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import typer

from guidelinekit.case import AnyRecord
from guidelinekit.case.model.cpr import withheld
from guidelinekit.case.model.record import id_of
from guidelinekit.case.reading.fast import ReadRecord, fast_decoder
from guidelinekit.case.reading.lines import Block, FastEntry, entry_of
from guidelinekit.case.reading.problems import Problem, shown
from guidelinekit.case.reading.read import Form, expanded, read_blocks, read_entries
from guidelinekit.case.reading.validate import Ids, Invalid, Seen, Terms
from guidelinekit.cli.exits import ExitCode
from guidelinekit.cli.paths import once, without_password
from guidelinekit.cli.spoken import complain, list_problems, remark
from guidelinekit.cli.spoken import note as tell
from guidelinekit.errors import InputError, UsageError
from guidelinekit.lang.rule import Profile, Subject
from guidelinekit.report.contract import InvalidEntry, ProblemEntry
from guidelinekit.report.receipt_contract import Both, FileEntry, TablesEntry
from guidelinekit.text import Text, say

if TYPE_CHECKING:
    from guidelinekit.case.fhir.bundles import Bundles
    from guidelinekit.case.tables.mapping import TableMapping
    from guidelinekit.case.tables.opening import Export
    from guidelinekit.evaluate.parallel import Evaluated


@dataclass(frozen=True, slots=True)
class Portion:
    """A block of lines of one file, or one record of a file that is not read by lines."""

    file: int
    """The number of the file."""
    seen: Seen
    """The ids met in the file so far."""
    block: Block | None
    entry: FastEntry | None = None

    @property
    def unmarked(self) -> Subject:
        """What a record is that does not say its kind."""
        return self.seen.terms.unmarked

    def entries(self) -> Iterator[FastEntry]:
        """Return the records."""
        if self.entry is not None:
            yield self.entry
        if self.block is not None:
            decode = fast_decoder()
            for number, line in self.block:
                yield entry_of(line, number, self.seen, decode)

    def knows(self, block: "Evaluated") -> bool:
        """Say whether an id of a block stood in the file before it, so that it is to be read here."""
        ids = [(subject, identifier) for subject, identifier, _ in block.ids]
        for record in block.records:
            if isinstance(record, Invalid):
                if record.subject is not Subject.CASE:
                    return True  # it does not say its id
                if record.case_id is not None:
                    ids.append((record.subject, record.case_id))
        return any(self.seen.again(subject, identifier) is not None for subject, identifier in ids)

    def location(self) -> str:
        """Return the place of a block in words."""
        numbers = [number for number, _ in self.block or ()]
        return f"{self.seen.location(numbers[0])} to {self.seen.location(numbers[-1])}"


@dataclass
class Inputs:
    """Several files read one after the other. A file that cannot be read is told of, and the rest goes on."""

    paths: Sequence[str]
    form: Form | None = None
    others: Mapping[Subject, Sequence[str]] = field(default_factory=dict)
    """The files of records that attest, by their kind, also where the records do not say it."""
    names: Sequence[str] = ()
    """What the files are called, those of cases first; without names, their paths."""
    watch: Callable[[bytes], object] = len
    """Called with the bytes as they are read."""
    show_values: bool = False
    """Whether the problems of an invalid record quote its values."""
    case_id_pattern: str | None = None
    """How the case ids are written that pass also where they look like CPR numbers."""
    mapping: "TableMapping | None" = None
    """Which tables and columns of the files of cases fill which fields."""
    shown_as: tuple[tuple[str, Subject], ...] = ()
    """What the files are called in a report, each with the kind of its records."""
    unreadable: list[str] = field(default_factory=list)
    read: list[FileEntry] = field(default_factory=list)
    """The files that were read to their end, with their digests."""
    file: int = 0
    """The number of the file in which the record stands that is being written."""
    _ids: dict[Subject, Ids] = field(default_factory=lambda: {subject: Ids() for subject in Subject})
    """The ids met in all files, each with the number of its file."""
    _export: "Export | Bundles | None" = None
    """The tables or bundles that are being read."""

    def __post_init__(self) -> None:
        """Raise UsageError where a file is named twice: each of its records would be there twice."""
        if self.form is Form.FFB and len(self.paths) > 1:
            raise UsageError(
                Text(da="bundter hører sammen", en="bundles belong together"),
                Text(
                    da="nævn deres mappe eller et mønster i citationstegn",
                    en="name their folder, or a pattern in quotes",
                ),
            )
        self.paths = [file for path in self.paths for file in expanded(path, self.form)]
        self.others = {
            kind: [file for path in paths for file in expanded(path)] for kind, paths in self.others.items()
        }
        self.shown_as = tuple((withheld(without_password(path)), kind) for path, kind in self.files)
        once([path for path, _ in self.files], Text(da="hver fil én gang", en="each file once"))

    def __iter__(self) -> Iterator[FastEntry]:
        """Return each record; in a run over several files its place names the file too."""
        for portion in self.portions(blocks=False):
            yield from self.entries(portion)

    def entries(self, portion: Portion) -> Iterator[FastEntry]:
        """Return the records of a portion, none of which has been given before."""
        self.file = portion.file
        for entry in portion.entries():
            yield self.placed(entry, portion.file)

    def portions(self, *, blocks: bool = True) -> Iterator[Portion]:
        """Return the files in blocks of lines; without `blocks`, and where a file is no NDJSON, by record."""
        self.names = self.names or [path for path, _ in self.shown_as]
        for number, (path, kind) in enumerate(self.files):
            digest = sha256()
            form = self.form if kind is Subject.CASE else None

            def watch(piece: bytes, digest: Any = digest) -> None:
                digest.update(piece)
                self.watch(piece)

            self._export = None
            mapping = self.mapping if kind is Subject.CASE else None
            terms = Terms(kind, self.show_values, self.case_id_pattern, mapping)
            seen = Seen("line", terms)
            try:
                if blocks:
                    for part in read_blocks(path, form=form, terms=terms, watch=watch, meet=self.meet):
                        block, entry = (part, None) if isinstance(part, tuple) else (None, part)
                        yield Portion(number, seen, block, entry)
                else:
                    for record in read_entries(path, form=form, terms=terms, watch=watch, meet=self.meet):
                        yield Portion(number, seen, None, record)
            except InputError as error:
                self.unreadable.append(path)
                complain(error)
            else:
                file = FileEntry(
                    path=self.names[number], kind=kind, digest=digest.hexdigest(), tables=self._tables()
                )
                self.read.append(file)

    def meet(self, export: "Export | Bundles") -> None:
        """Take an export of tables or bundles before its records, and tell what it passed over."""
        self._export = export
        for note in export.notes:
            remark(note)

    def placed(self, entry: FastEntry, file: int) -> FastEntry:
        """Name the file in an invalid record's place, and refuse an id that another file held already."""
        if not self._several:
            return entry
        name = self.names[file]
        if isinstance(entry, Invalid):
            return replace(entry, location=f"{name}, {entry.location}")
        read = ReadRecord(entry)
        first = self._first(read.subject, read.identifier, file)
        if first == file:
            return entry
        twice = Problem(f"/{read.subject}_id", "id-in-another-file", {"where": self.names[first]})
        return Invalid(name, read.identifier, (twice,), read.subject)

    def file_name(self) -> str:
        """Return the name of that file."""
        return self.names[self.file] if self.names else ""

    def knows(self, portion: Portion, block: "Evaluated") -> bool:
        """Say whether an id of a block stood before it; if not, all its ids are known from now on."""
        if portion.knows(block):
            return True
        if self._several:
            held = (self._ids[subject].number_of(identifier) for subject, identifier, _ in block.ids)
            if any(file not in (None, portion.file) for file in held):
                return True
        for subject, identifier, number in block.ids:
            portion.seen.remember(subject, identifier, number)
            if self._several:
                self._ids[subject].keep(identifier, portion.file)
        return False

    def _tables(self) -> TablesEntry | None:
        """Return what became of the rows of the tables that were read last."""
        if self._export is None:
            return None
        rows = self._export.rows
        return TablesEntry(
            rows=rows.read,
            used=rows.used,
            refused=rows.read - rows.used,
            not_exported=self._export.not_exported,
            notes=tuple(withheld(note.en) for note in self._export.notes),
            mapping_digest=None if self.mapping is None else self.mapping.digest,
        )

    def _first(self, subject: Subject, identifier: str, file: int) -> int:
        """Return the number of the file in which an id stood first; it is this one where the id is new."""
        first = self._ids[subject].number_of(identifier)
        if first is None:
            self._ids[subject].keep(identifier, file)
            return file
        return first

    @property
    def files(self) -> list[tuple[str, Subject]]:
        """Each file, with what a record of it is that does not say its kind."""
        by_kind = {Subject.CASE: self.paths, **self.others}
        return [(path, kind) for kind in Subject for path in by_kind.get(kind, ())]

    @property
    def _several(self) -> bool:
        return len(self.files) > 1


def beside_cases(
    providers: Sequence[str] | None, authorities: Sequence[str] | None
) -> Mapping[Subject, Sequence[str]]:
    """Return the files named beside those of cases, by the kind of record that is in them."""
    return {Subject.PROVIDER: providers or (), Subject.AUTHORITY: authorities or ()}


def mapping_of(file: str | None) -> "TableMapping | None":
    """Return the mapping of a file, if one is named. Raises RuleError with all that is wrong with it."""
    if file is None:
        return None
    from guidelinekit.rules.mapping_file import load_mapping  # noqa: PLC0415 - most runs have none

    return load_mapping(file)


def invalid_entry(invalid: Invalid) -> InvalidEntry:
    """Return an invalid record as reports write it."""
    problems = (
        ProblemEntry(pointer=problem.pointer, message=Both(da=problem.message.da, en=problem.message.en))
        for problem in invalid.problems
    )
    return InvalidEntry(
        location=invalid.location, case_id=invalid.case_id, of=invalid.subject, problems=tuple(problems)
    )


def one_case(
    path: str, case_id: str | None, form: Form | None, mapping: str | None, profile: Profile, *, quote: bool
) -> AnyRecord:
    """Return the only record of a file, or the one with the id asked for; `quote` shows its wrong values.

    Raises InputError when there is no such record, or several without an id asked for. An invalid record
    ends the command, with what is wrong on standard error.
    """
    terms = Terms(quote=quote, case_id_pattern=profile.case_id_pattern, mapping=mapping_of(mapping))
    record: AnyRecord | None = None
    for read in read_entries(path, form=form, terms=terms):
        entry = read if isinstance(read, Invalid) else ReadRecord(read).model
        if isinstance(entry, Invalid):
            if case_id is None or entry.case_id == case_id:
                _refuse(path, entry)
        elif case_id is None and record is not None:
            raise InputError(
                say("{path}: har mere end én sag", "{path}: holds more than one case", path=path),
                Text(da="vælg en af dem med --case ID", en="choose one of them with --case ID"),
            )
        elif case_id is None or id_of(entry) == case_id:
            record = entry
            if case_id is not None:
                break
    if record is None:
        raise InputError(
            say(
                "{path}: har ingen sag med id'et {id}",
                "{path}: holds no case with the id {id}",
                path=path,
                id=shown(case_id or ""),
            ),
            Text(da="se id'erne med `check`", en="look the ids up with `check`"),
        )
    return record


def _refuse(path: str, invalid: Invalid) -> None:
    tell(
        say(
            "{path}: {at} kan ikke vurderes",
            "{path}: {at} cannot be evaluated",
            path=path,
            at=invalid.location,
        )
    )
    list_problems(invalid)
    raise typer.Exit(ExitCode.INVALID)
