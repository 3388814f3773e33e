"""A file of waivers: which rule is set aside for which case, why, by whom and until when."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from guidelinekit.case.values import Identifier
from guidelinekit.diagnostics import Diagnostic, Route, errors, in_order
from guidelinekit.lang.rule import Pack
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.rules.form import WaiverForm, WaiversForm
from guidelinekit.rules.load import shown_as
from guidelinekit.rules.notes import Notes
from guidelinekit.rules.profile import nowhere
from guidelinekit.rules.wording import fit
from guidelinekit.source import read_file
from guidelinekit.suggest import did_you_mean

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


def load_waivers(
    path: Path, packs: Iterable[Pack], elsewhere: Callable[[str], bool] = nowhere
) -> tuple[Waivers | None, tuple[Diagnostic, ...]]:
    """Read waivers against the packs in use; give them, None where they cannot be used, and every problem.

    A waiver for a rule of a pack that is not in use is passed over where `elsewhere` knows the pack.
    """
    document, problems = read_file(path, shown_as(path))
    if document is None:
        return None, tuple(in_order(problems))
    notes = Notes(document, problems)
    form = fit(WaiversForm, notes)
    if form is None:
        return None, tuple(in_order(problems))
    known = [rule.id for pack in packs for rule in pack.rules]
    found = [_waiver(one, known, elsewhere, notes, ("waivers", n)) for n, one in enumerate(form.waivers)]
    for index, waiver in enumerate(found):
        if waiver is not None and waiver in found[:index]:
            help_ = "keep one of the two"
            notes.problem("wrong-form", "this waiver stands twice", help_, at=("waivers", index))
    if errors(problems):
        return None, tuple(in_order(problems))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    waivers = Waivers(waivers=tuple(one for one in found if one is not None), digest=digest)
    return waivers, tuple(in_order(problems))


def _waiver(
    form: WaiverForm, known: list[str], elsewhere: Callable[[str], bool], notes: Notes, at: Route
) -> Waiver | None:
    rule = _rule(form.rule, known, elsewhere, notes, (*at, "rule"))
    if form.subject is not None and not form.subject.startswith("/"):
        help_ = "write it as reports do, for example `/needs/0`; without `subject` the whole case is meant"
        notes.problem("wrong-form", "this is not the pointer of an item", help_, at=(*at, "subject"))
    try:
        _IDENTIFIER.validate_python(form.case)
    except ValidationError as error:
        _bad_case(error.errors()[0]["msg"], notes, (*at, "case"))
    if rule is None:
        return None
    return Waiver(
        rule=rule,
        case_id=form.case,
        subject=form.subject,
        reason=form.reason,
        by=form.by,
        expires=form.expires,
    )


def _rule(
    name: str, known: list[str], elsewhere: Callable[[str], bool], notes: Notes, at: Route
) -> str | None:
    """Give the full id of the rule that is meant, None where there is none to apply the waiver to."""
    pack, slash, _ = name.partition("/")
    found = [rule for rule in known if name in (rule, rule.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    in_use = {rule.partition("/")[0] for rule in known}
    if found:
        help_ = f"write its full id: {' or '.join(f'`{rule}`' for rule in found)}"
        notes.problem("unknown-rule", f"`{name}` is a rule of several packs", help_, at=at)
    elif not (slash and pack not in in_use and elsewhere(pack)):
        names = known if slash else [rule.partition("/")[2] for rule in known]
        help_ = did_you_mean(name, names) or "`guidelinekit rules` lists the rules; a waiver names one of them"
        notes.problem("unknown-rule", f"there is no rule `{name}`", help_, at=at)
    return None


def _bad_case(why: str, notes: Notes, at: Route) -> None:
    """Note a case id that no case can have. Its line is not shown: it may hold a CPR number."""
    span = notes.document.span(at)
    told = Diagnostic("wrong-form", f"this case id {why.lower()}", "write the id as the case file has it", at)
    notes.diagnostics.append(told.at(notes.document.file, span, None))
