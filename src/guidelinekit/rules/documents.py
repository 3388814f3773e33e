"""Files of rules, profiles and waivers, or what a program made instead, as documents: checked alike."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from guidelinekit.case.model.cpr import looks_like_cpr
from guidelinekit.diagnostics import Diagnostic, in_order
from guidelinekit.lang.rule import Profile, Setting
from guidelinekit.lang.waiver import Waiver
from guidelinekit.source.document import Document
from guidelinekit.source.reading import read_file
from guidelinekit.text import Text

Read = tuple[Document | None, list[Diagnostic]]
"""A document, None where there is none to read, and the problems of reading it."""


def shown_as(path: Path) -> str:
    """Return a file's name as messages show it: from the working directory on, where it lies below it."""
    name = os.path.relpath(path)
    return str(path) if name.startswith("..") else Path(name).as_posix()


def profile_document(source: Path | Profile) -> Read:
    """Return a profile as a document, from its file or from an object."""
    return opened(source) if isinstance(source, Path) else _from_data(_profile(source), "profile")


def waivers_document(source: Path | Sequence[Waiver]) -> Read:
    """Return waivers as a document, from their file or from objects."""
    if isinstance(source, Path):
        return opened(source)
    return _from_data({"waivers": [_waiver(waiver) for waiver in source]}, "waivers")


def opened(path: Path) -> Read:
    """Return a file as `read_file` does, called as messages show it."""
    return read_file(path, shown_as(path))


def _from_data(data: dict[str, Any], name: str) -> Read:
    """Return data as a document: its problems keep their routes and have no line."""
    text = json.dumps(data, sort_keys=True)
    return Document(name, data, digest=sha256(text.encode()).hexdigest()), []


def _profile(profile: Profile) -> dict[str, Any]:
    packs: dict[str, Any] = {}

    def entry(full: str, part: str) -> dict[str, Any]:
        pack, _, name = full.partition("/")
        entries: dict[str, Any] = packs.setdefault(pack, {}).setdefault(part, {}).setdefault(name, {})
        return entries

    for name, setting in profile.settings.items():
        entry(name, "parameters").update(_setting(setting))
    for name, reason in profile.off.items():
        entry(name, "rules")["off"] = reason.plain()
    for name in profile.blocking:
        entry(name, "rules")["blocking"] = True
    return _written(
        id=profile.id,
        title=profile.title.plain(),
        set_by=profile.set_by,
        case_id_pattern=profile.case_id_pattern,
        packs=packs,
    )


def _setting(setting: Setting) -> dict[str, Any]:
    values = [_written(**dated.plain()) for dated in setting.values]
    why = None if setting.why is None else setting.why.plain()
    return _written(values=values, why=why, source=setting.source, set_by=setting.set_by)


def _waiver(waiver: Waiver) -> dict[str, Any]:
    fields = waiver.model_dump(mode="json")
    return _written(case=fields.pop("case_id"), **fields)


def _written(**fields: Any) -> dict[str, Any]:
    """Return the fields that a file would have."""
    return {name: value for name, value in fields.items() if value is not None}


_WITHHELD: Final = Text(
    da="det ligner et CPR-nummer, som ikke hører hjemme i nogen fil",
    en="this looks like a CPR number, which belongs in no file",
)


def without_cpr(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the problems in order, without lines of the file and messages that may hold a CPR number."""
    return tuple(_withheld(each) for each in in_order(problems))


def _withheld(problem: Diagnostic) -> Diagnostic:
    if looks_like_cpr(problem.excerpt or ""):
        problem = replace(problem, excerpt=None)
    if looks_like_cpr(f"{problem.message.en} {problem.help.en if problem.help else ''}"):
        problem = replace(problem, message=_WITHHELD, help=None)
    return problem
