"""The authoring form of a rule to its one canonical core tree."""

from typing import Any

from guidelinekit.diagnostics import Diagnostic, Route, errors
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Citation, Exemption, ForEach, InForce, Repeats, Rule, Subject
from guidelinekit.rules.conditions import condition, listed
from guidelinekit.rules.dates import date_expression, duration
from guidelinekit.rules.fit import fit
from guidelinekit.rules.schema import CitationForm, RepeatsForm, RuleForm, TextForm
from guidelinekit.rules.scope import Names, Notes, Scope
from guidelinekit.source.document import unplaced
from guidelinekit.text import Text, say

_TEXT = {"da": "-", "en": "-"}
STAND_INS = {
    "id": "rule",
    "anvisning": "-",
    "passages": [],
    "modality": "must",
    "evidence": "direct",
    "title": _TEXT,
    "finding": _TEXT,
    "remedy": _TEXT,
}
"""What stands in for the keys of a rule that say nothing of its meaning, where they are missing."""


def desugar_rule(form: RuleForm, pack: str, names: Names, notes: Notes) -> Rule | None:
    """Return the rule, or None after noting every problem in its conditions and dates."""
    before = len(errors(notes.diagnostics))
    scope = Scope(names, notes, form.subject)
    applies_when = _optional(form.applies_when, scope, ("applies_when",))
    for_each, scope = _for_each(form, scope)
    _one_duty(form, notes)
    requires = None if form.requires is None else condition(form.requires, scope, ("requires",))
    deadline = None if form.deadline is None else date_expression(form.deadline, scope, ("deadline",))
    repeats = None if form.repeats is None else _repeats(form.repeats, scope)
    exemptions = tuple(
        notes.made(
            Exemption(
                reason=entry.reason,
                title=None if entry.title is None else text_of(entry.title),
                when=condition(entry.when, scope, route),
            ),
            route[:-1],
        )
        for entry, route in ((one, ("exempt_when", i, "when")) for i, one in enumerate(form.exempt_when))
    )
    in_force = InForce()
    if form.in_force is not None:
        in_force = notes.made(InForce(start=form.in_force.start, end=form.in_force.end), ("in_force",))
        if in_force.start is not None and in_force.end is not None and in_force.end < in_force.start:
            help_ = Text(da="sæt `to` efter `from`", en="set `to` after `from`")
            notes.problem(
                "wrong-form",
                Text(da="reglen slutter, før den begynder", en="the rule ends before it begins"),
                help_,
                at=("in_force", "to"),
            )
    if len(errors(notes.diagnostics)) > before:
        return None
    return Rule(
        id=f"{pack}/{form.id}",
        subject=form.subject,
        anvisning=form.anvisning,
        passages=tuple(form.passages),
        modality=form.modality,
        evidence=form.evidence,
        title=text_of(form.title),
        finding=text_of(form.finding),
        remedy=text_of(form.remedy),
        interpretation=None if form.interpretation is None else text_of(form.interpretation),
        in_force=in_force,
        applies_when=applies_when,
        for_each=for_each,
        requires=requires,
        deadline=deadline,
        repeats=repeats,
        exempt_when=exemptions,
        sums_up=tuple(f"{pack}/{name}" for name in form.sums_up),
        citation=citation_of(form.citation),
        replaced_by=None if form.replaced_by is None else full_id(form.replaced_by, pack),
        formerly=tuple(f"{pack}/{name}" for name in form.formerly),
        also=tuple(form.also),
    )


def desugar(
    form: Any, names: Names | None = None, subject: Subject = Subject.CASE
) -> tuple[e.Condition | None, list[Diagnostic]]:
    """Return the condition that plain data stands for, outside any file, and every problem with its route."""
    notes = Notes(unplaced(form))
    made = condition(form, Scope(names or Names(), notes, subject), ())
    return (None if errors(notes.diagnostics) else made), notes.diagnostics


def desugar_rule_data(
    form: dict[str, Any], pack: str, names: Names | None = None
) -> tuple[Rule | None, list[Diagnostic]]:
    """Return the rule that plain data stands for, outside any file, and every problem with its route.

    Id, texts and the like may be left out, where only the rule's meaning matters.
    """
    notes = Notes(unplaced({**STAND_INS, **form}))
    fitted = fit(RuleForm, notes)
    rule = None if fitted is None else desugar_rule(fitted, pack, names or Names(), notes)
    return rule, notes.diagnostics


def text_of(form: TextForm) -> Text:
    """Return a text."""
    return Text(da=form.da, en=form.en)


def citation_of(form: CitationForm | None) -> Citation | None:
    """Return what a rule or a parameter cites, if it cites a law."""
    if form is None:
        return None
    return Citation(
        law=text_of(form.law),
        section=form.section,
        says=text_of(form.says),
        addressee=None if form.addressee is None else text_of(form.addressee),
        verified=form.verified,
        checked_on=form.checked_on,
    )


def full_id(name: str, pack: str) -> str:
    """Return the full id of a rule that is named with or without its pack."""
    return name if "/" in name else f"{pack}/{name}"


def _optional(form: Any, scope: Scope, at: Route) -> e.Condition:
    return e.TRUE if form is None else condition(form, scope, at)


def _for_each(form: RuleForm, scope: Scope) -> tuple[ForEach | None, Scope]:
    """Return the list that the rule goes through, and the scope of the rest of the rule."""
    if form.for_each is None:
        return None, scope
    at: Route = ("for_each",)
    over, item, inner = listed({"in": form.for_each.over, "as": form.for_each.item}, "in", scope, at)
    where = _optional(form.for_each.where, inner, (*at, "where"))
    for_each = None if over is None else scope.notes.made(ForEach(over=over, item=item, where=where), at)
    return for_each, inner.at_record()


def _one_duty(form: RuleForm, notes: Notes) -> None:
    """Note a rule that asks for nothing, or in two ways."""
    if form.requires is None and "repeats" not in notes.document.data:
        help_ = Text(
            da="tilføj `requires:` med en betingelse eller `repeats:` for en pligt, der vender tilbage",
            en="add `requires:` with a condition, or `repeats:` for a recurring duty",
        )
        notes.problem(
            "missing-key", Text(da="reglen kræver ikke noget", en="the rule asks for nothing"), help_, at=()
        )
    if form.repeats is not None:
        for other in ("requires", "deadline"):
            if getattr(form, other) is not None:
                message = say(
                    "`{other}` står ved siden af `repeats`", "`{other}` stands beside `repeats`", other=other
                )
                help_ = Text(
                    da="en pligt, der vender tilbage, har sine datoer i `repeats`",
                    en="a recurring duty has its dates in `repeats`",
                )
                notes.problem("wrong-form", message, help_, at=(other,), key=True)


def _repeats(form: RepeatsForm, scope: Scope) -> Repeats | None:
    last = date_expression(form.last, scope, ("repeats", "last"))
    every = duration(form.every, scope, ("repeats", "every"))
    start = date_expression(form.start, scope, ("repeats", "from"))
    if last is None or every is None or start is None:
        return None
    return scope.notes.made(Repeats(last=last, every=every, start=start), ("repeats",))
