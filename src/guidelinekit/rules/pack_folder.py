"""A pack's folder to the pack: every rule that can be used, and every problem of every file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guidelinekit.diagnostics import Diagnostic, Severity, errors
from guidelinekit.lang.rule import Pack, Rule
from guidelinekit.rules.desugar import STAND_INS, desugar_rule
from guidelinekit.rules.documents import opened, shown_as, without_cpr
from guidelinekit.rules.fit import fit_what_can
from guidelinekit.rules.pack_file import names_of, read_pack, read_passages
from guidelinekit.rules.packs import CASES, PACK, PASSAGES, YAML, digest, files_of, named_elsewhere
from guidelinekit.rules.schema import RuleForm
from guidelinekit.rules.scope import Names, Notes
from guidelinekit.rules.source_map import Origins, Places
from guidelinekit.source.document import Document
from guidelinekit.text import Text, say


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pack as far as it can be used, and what is wrong with its files."""

    pack: Pack | None
    """None when `pack.yaml` itself cannot be used; rules with errors are left out."""
    diagnostics: tuple[Diagnostic, ...]
    """Every problem, placed, in order of file and line."""
    places: Places

    def place(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a problem that names a core route with its file, line and column."""
        return self.places.place(diagnostic, self.pack)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What has been found so far in the files of one pack."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    origins: Origins = field(default_factory=dict)

    def notes(self, path: Path) -> Notes | None:
        """Read a file; its problems and origins are noted here."""
        document, problems = opened(path)
        self.diagnostics.extend(problems)
        return None if document is None else Notes(document, self.diagnostics, self.origins)


def load_pack(folder: Path) -> Loaded:
    """Read a pack's folder, without the example cases: `example_problems` looks for those."""
    reading = _Reading()
    pack_notes = reading.notes(folder / PACK)
    pack, whole = (None, False) if pack_notes is None else read_pack(pack_notes)
    passage_notes = reading.notes(folder / PASSAGES) if (folder / PASSAGES).exists() else None
    passages, others = ((), ()) if passage_notes is None else read_passages(passage_notes)
    rules, documents = _rules(folder, pack.id if pack else "", names_of(pack, whole=whole), reading)
    _other_files(folder, reading)
    if not errors(reading.diagnostics) and next(rule_files(folder), None) is None:
        help_ = Text(da="begynd en med `guidelinekit new rule`", en="begin one with `guidelinekit new rule`")
        nothing = Diagnostic(
            "no-rules",
            Text(da="pakken har ingen regler", en="the pack holds no rules"),
            help_,
            file=shown_as(folder / PACK),
        )
        reading.diagnostics.append(nothing)
    if pack is not None:
        content = {
            "rules": tuple(rules),
            "passages": passages,
            "other_sentences": others,
            "digest": digest(folder),
        }
        pack = pack.model_copy(update=content) if whole else None
    places = Places(
        pack=None if pack_notes is None else pack_notes.document,
        passages=None if passage_notes is None else passage_notes.document,
        rules=documents,
        origins=reading.origins,
    )
    if pack is not None:
        reading.diagnostics.extend(places.place(each, pack) for each in named_elsewhere(pack, folder))
    return Loaded(pack, without_cpr(reading.diagnostics), places)


def rule_files(folder: Path) -> Iterator[Path]:
    """Return the rule files of a pack's folder, by name."""
    for path in files_of(folder):
        if path.name.endswith(YAML) and path.name not in (PACK, PASSAGES) and not path.name.endswith(CASES):
            yield path


def _rules(
    folder: Path, pack: str, names: Names, reading: _Reading
) -> tuple[list[Rule], dict[str, Document]]:
    rules: list[Rule] = []
    documents: dict[str, Document] = {}
    for path in rule_files(folder):
        before = len(errors(reading.diagnostics))
        notes = reading.notes(path)
        if notes is None:
            continue
        form, whole = fit_what_can(RuleForm, notes, STAND_INS)
        if form is None:
            continue
        rule = desugar_rule(form, pack, names, notes)
        if whole:
            _own_id(form.id, path, documents.get(f"{pack}/{form.id}"), notes)
            documents.setdefault(f"{pack}/{form.id}", notes.document)
        if whole and rule is not None and len(errors(reading.diagnostics)) == before:
            rules.append(rule)
    reading.diagnostics.extend(_ids_taken(rules, documents))
    return rules, documents


def _ids_taken(rules: list[Rule], documents: dict[str, Document]) -> Iterator[Diagnostic]:
    """Return the former ids that another rule has, or had too."""
    owners = {rule.id: rule.id for rule in rules}
    for rule in rules:
        for index, old in enumerate(rule.formerly):
            if owners.setdefault(old, rule.id) != rule.id or old == rule.id:
                message = say(
                    "`{name}` er en regels id eller har været det",
                    "`{name}` is the id of a rule, or was",
                    name=old.partition("/")[2],
                )
                cure = Text(da="fjern det", en="take it out")
                problem = Diagnostic("duplicate-rule", message, cure, ("formerly", index))
                yield documents[rule.id].place(problem)


def _own_id(name: str, path: Path, earlier: Document | None, notes: Notes) -> None:
    """Note an id that another rule has, or that is not the file's name."""
    if earlier is not None:
        line = earlier.span(("id",))
        place = earlier.file if line is None else f"{earlier.file}:{line.line}"
        message = say(
            "`{name}` er allerede id for reglen i {place}",
            "`{name}` is already the id of the rule in {place}",
            name=name,
            place=place,
        )
        notes.problem(
            "duplicate-rule",
            message,
            Text(da="giv en af de to et andet id", en="give one of the two another id"),
            at=("id",),
        )
    if f"{name}{YAML}" != path.name:
        message = say(
            "id'et `{name}` er ikke filens navn", "the id `{name}` is not the name of the file", name=name
        )
        help_ = say(
            "skriv `id: {id}`, eller omdøb filen",
            "write `id: {id}`, or rename the file",
            id=path.name.removesuffix(YAML),
        )
        notes.problem("id-mismatch", message, help_, at=("id",))


def _other_files(folder: Path, reading: _Reading) -> None:
    """Note files and folders that look like rules and would be passed over."""
    for path in files_of(folder):
        if path.suffix.lower() in (".yml", YAML) and not path.name.endswith(YAML):
            message = Text(
                da="filen læses ikke, fordi dens navn ikke ender på `.yaml`",
                en="this file is not read, because its name does not end in `.yaml`",
            )
            help_ = say("omdøb den til `{stem}.yaml`", "rename it to `{stem}.yaml`", stem=path.stem)
            reading.diagnostics.append(Diagnostic("file-name", message, help_, file=shown_as(path)))
        below = [] if path.is_symlink() or (path / PACK).exists() else files_of(path)
        if any(each.name.endswith(YAML) for each in below):
            message = Text(
                da="mappens YAML-filer læses ikke: regler står ved siden af `pack.yaml`",
                en="the YAML files of this folder are not read: rules stand beside `pack.yaml`",
            )
            help_ = Text(da="flyt dem derhen eller ud af pakken", en="move them there, or out of the pack")
            reading.diagnostics.append(Diagnostic("file-name", message, help_, file=shown_as(path)))


def example_problems(folder: Path) -> list[Diagnostic]:
    """Return what cannot be read as YAML in the example cases.

    Warns of rules without any, of examples without a rule, and where nothing is given.
    """
    reading = _Reading()
    rules = {path.name.removesuffix(YAML): path for path in rule_files(folder)}
    cases = {path.name.removesuffix(CASES): path for path in files_of(folder) if path.name.endswith(CASES)}
    for name, path in rules.items():
        if name not in cases:
            message = Text(da="reglen har ingen eksempelsager", en="the rule has no example cases")
            help_ = say(
                "skriv nogle i `{name}{suffix}` ved siden af den",
                "write some in `{name}{suffix}` beside it",
                name=name,
                suffix=CASES,
            )
        else:
            notes = reading.notes(cases[name])
            listed = notes.document.at(("cases",)) if notes is not None else [None]
            if isinstance(listed, list) and listed:
                if notes is not None:
                    _nothing_given(listed, notes)
                continue
            message = say(
                "`{name}{suffix}` har ingen sager", "`{name}{suffix}` holds no cases", name=name, suffix=CASES
            )
            help_ = Text(da="skriv mindst én under `cases:`", en="write at least one under `cases:`")
        reading.diagnostics.append(_warning("rule-without-cases", message, help_, path))
    for name in sorted(cases.keys() - rules.keys()):
        help_ = Text(da="giv filen navn efter reglen", en="name the file after its rule")
        message = say("der er ingen regel `{name}`", "there is no rule `{name}`", name=name)
        reading.diagnostics.append(_warning("cases-without-rule", message, help_, cases[name]))
    return reading.diagnostics


def _nothing_given(examples: list[Any], notes: Notes) -> None:
    """Warn of each example with nothing behind `given:`: its author may have meant to go on."""
    for index, example in enumerate(examples):
        if isinstance(example, dict) and example.get("given", {}) is None:
            notes.problem(
                "nothing-given",
                Text(
                    da="der står ikke noget efter `given:`, så eksemplet er `base` alene",
                    en="nothing stands after `given:`, so the example is `base` alone",
                ),
                Text(
                    da="skriv felter i sagen under den, eller `given: {}`",
                    en="write fields of the case below it, or `given: {}`",
                ),
                at=("cases", index, "given"),
                key=True,
                severity=Severity.WARNING,
            )


def _warning(code: str, message: Text, help_: Text, path: Path) -> Diagnostic:
    return Diagnostic(code, message, help_, severity=Severity.WARNING, file=shown_as(path))
