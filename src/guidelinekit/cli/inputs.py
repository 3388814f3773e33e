"""The records of all files named on the command line, and what became of the files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

import typer

from guidelinekit.case import Case, Provider
from guidelinekit.case.accept import Invalid
from guidelinekit.case.problems import Problem
from guidelinekit.case.read import Entry, Form, read_cases
from guidelinekit.cli.exits import ExitCode
from guidelinekit.errors import InputError
from guidelinekit.lang.rule import Subject
from guidelinekit.report.json_v1 import InvalidEntry, ProblemEntry
from guidelinekit.report.receipt import FileEntry


@dataclass
class Inputs:
    """Several files read one after the other. A file that cannot be read is told of, and the rest goes on."""

    paths: Sequence[str]
    form: Form | None = None
    providers: Sequence[str] = ()
    """Files whose records are providers, also where they do not say so."""
    names: Sequence[str] = ()
    """What the files are called, the providers' last; without names, their paths."""
    unreadable: list[str] = field(default_factory=list)
    read: list[FileEntry] = field(default_factory=list)
    """The files that were read to their end, with their digests."""

    def __iter__(self) -> Iterator[Entry]:
        """Give each record; in a run over several files its place names the file too."""
        seen: dict[tuple[type, str], str] = {}
        files = [(path, Subject.CASE) for path in self.paths]
        files += [(path, Subject.PROVIDER) for path in self.providers]
        names = self.names or [path for path, _ in files]
        for (path, kind), name in zip(files, names, strict=True):
            digest = sha256()
            form = self.form if kind is Subject.CASE else None
            try:
                for entry in read_cases(path, form=form, unmarked=kind, watch=digest.update):
                    yield entry if len(files) == 1 else _placed(entry, name, seen)
            except InputError as error:
                self.unreadable.append(path)
                typer.echo(f"guidelinekit: {error}", err=True)
            else:
                self.read.append(FileEntry(path=name, kind=kind, digest=digest.hexdigest()))


def _placed(entry: Entry, path: str, seen: dict[tuple[type, str], str]) -> Entry:
    """Name the file in an invalid record's place, and refuse an id that another file held already."""
    if isinstance(entry, Invalid):
        return replace(entry, location=f"{path}, {entry.location}")
    key = (type(entry), record_id(entry))
    first = seen.setdefault(key, path)
    if first == path:
        return entry
    subject = Subject.CASE if isinstance(entry, Case) else Subject.PROVIDER
    again = Problem(f"/{subject}_id", f"stands in {first} too; give each record an id of its own")
    return Invalid(path, record_id(entry), (again,), subject)


def record_id(record: Case | Provider) -> str:
    """Give the id of a record."""
    return record.case_id if isinstance(record, Case) else record.provider_id


def invalid_entry(invalid: Invalid) -> InvalidEntry:
    """Give an invalid record as reports write it."""
    problems = (
        ProblemEntry(pointer=problem.pointer, message=problem.message) for problem in invalid.problems
    )
    return InvalidEntry(
        location=invalid.location, case_id=invalid.case_id, problems=tuple(problems), kind=invalid.subject
    )


def one_case(path: str, case_id: str | None, form: Form | None) -> Case | Provider:
    """Give the only record of a file, or the one with the id asked for.

    Raises InputError when there is no such record, or several without an id asked for. An invalid record
    ends the command, with what is wrong on standard error.
    """
    found: Case | Provider | None = None
    for entry in read_cases(path, form=form):
        if isinstance(entry, Invalid):
            if case_id is None or entry.case_id == case_id:
                _refuse(entry)
        elif case_id is None and found is not None:
            raise InputError(f"{path}: holds more than one case", "choose one of them with --case ID")
        elif case_id is None or record_id(entry) == case_id:
            found = entry
            if case_id is not None:
                break
    if found is None:
        raise InputError(f"{path}: holds no case with the id `{case_id}`", "look the ids up with `check`")
    return found


def _refuse(invalid: Invalid) -> None:
    typer.echo(f"guidelinekit: {invalid.location} cannot be evaluated", err=True)
    for problem in invalid.problems:
        typer.echo(f"  {problem.pointer or 'record'}: {problem.message}", err=True)
    raise typer.Exit(ExitCode.INVALID)
