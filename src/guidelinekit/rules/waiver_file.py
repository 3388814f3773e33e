"""A file of waivers: which rule is set aside for which case, why, by whom and until when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from guidelinekit.case.model.cpr import LONGEST, looks_like_cpr, may_be_cpr
from guidelinekit.diagnostics import Diagnostic, Route, errors, in_order
from guidelinekit.lang.rule import Pack
from guidelinekit.lang.waiver import Waiver, Waivers
from guidelinekit.rules.documents import waivers_document, without_cpr
from guidelinekit.rules.fit import fit
from guidelinekit.rules.profile import nowhere, tell_renamed
from guidelinekit.rules.schema import WaiverForm, WaiversForm
from guidelinekit.rules.scope import Notes
from guidelinekit.suggest import did_you_mean, either
from guidelinekit.text import Text, say


def load_waivers(
    source: Path | Sequence[Waiver],
    packs: Iterable[Pack],
    elsewhere: Callable[[str], bool] = nowhere,
    case_id_pattern: str | None = None,
) -> tuple[Waivers | None, tuple[Diagnostic, ...]]:
    """Return waivers read against the packs in use, None where they cannot be used, and every problem.

    A waiver for a rule of a pack that is not in use is passed over where `elsewhere` knows the pack. A case
    id that fits the pattern passes also where it looks like a CPR number.
    """
    document, problems = waivers_document(source)
    if document is None:
        return None, tuple(in_order(problems))
    notes = Notes(document, problems)
    form = fit(WaiversForm, notes)
    if form is None:
        return None, without_cpr(problems)
    known = {name: rule.id for pack in packs for rule in pack.rules for name in (*rule.formerly, rule.id)}
    read = [
        _waiver(one, known, elsewhere, case_id_pattern, notes, ("waivers", n))
        for n, one in enumerate(form.waivers)
    ]
    first: dict[Waiver | None, int] = {}
    for index, waiver in enumerate(read):
        if first.setdefault(waiver, index) != index and waiver is not None:
            help_ = Text(da="behold én af de to", en="keep one of the two")
            notes.problem(
                "wrong-form",
                Text(da="fravigelsen står to gange", en="this waiver stands twice"),
                help_,
                at=("waivers", index),
            )
    if errors(problems):
        return None, without_cpr(problems)
    waivers = Waivers(waivers=tuple(one for one in read if one is not None), digest=document.digest)
    return waivers, without_cpr(problems)


def _waiver(
    form: WaiverForm,
    known: Mapping[str, str],
    elsewhere: Callable[[str], bool],
    case_id_pattern: str | None,
    notes: Notes,
    at: Route,
) -> Waiver | None:
    rule = _rule(form.rule, known, elsewhere, notes, (*at, "rule"))
    for key, name in (("subject", form.subject), ("item", form.item)):
        if name is not None and (key == "subject" or name.startswith("/")):
            message = Text(
                da="en plads betyder et andet element, så snart en række kommer til eller går ud",
                en="a position names another item as soon as a row comes or goes",
            )
            help_ = Text(
                da="skriv `item:` med elementets navn, som rapporter viser det, fx `item: need:n2`",
                en="write `item:` with the item's name as reports show it, for example `item: need:n2`",
            )
            notes.problem("wrong-form", message, help_, at=(*at, key))
    forbidden = may_be_cpr(form.case, case_id_pattern)
    if forbidden or len(form.case) > LONGEST:
        short = say(
            "et sags-id har højst {most} tegn", "a case id has at most {most} characters", most=LONGEST
        )
        message = (
            Text(
                da="det ligner et CPR-nummer, som ingen sag har som id",
                en="this looks like a CPR number, which no case has as its id",
            )
            if forbidden
            else short
        )
        notes.problem(
            "wrong-form",
            message,
            Text(da="skriv id'et, som det står i sagsfilen", en="write the id as the case file has it"),
            at=(*at, "case"),
        )
    if rule is None:
        return None
    return Waiver(
        rule=rule,
        case_id=form.case,
        item=form.item,
        reason=form.reason,
        by=form.by,
        expires=form.expires,
    )


def _rule(
    name: str, known: Mapping[str, str], elsewhere: Callable[[str], bool], notes: Notes, at: Route
) -> str | None:
    """Return the full id of the rule that is meant, None where there is none to apply the waiver to."""
    pack, slash, _ = name.partition("/")
    matches = [rule for rule in known if name in (rule, rule.partition("/")[2])]
    if len(matches) == 1:
        rule = known[matches[0]]
        if rule != matches[0]:
            tell_renamed(name, rule if slash else rule.partition("/")[2], notes, at)
        return rule
    in_use = {rule.partition("/")[0] for rule in known}
    if looks_like_cpr(name):
        help_ = Text(
            da="skriv en regels id og under `case` en sags",
            en="write the id of a rule, and under `case` that of a case",
        )
        notes.problem(
            "unknown-rule",
            Text(
                da="det ligner et CPR-nummer, og sådan en regel er der ikke",
                en="this looks like a CPR number, and there is no such rule",
            ),
            help_,
            at=at,
        )
    elif matches:
        help_ = say("skriv dens fulde id: {rules}", "write its full id: {rules}", rules=either(matches))
        notes.problem(
            "unknown-rule",
            say("`{name}` er en regel i flere pakker", "`{name}` is a rule of several packs", name=name),
            help_,
            at=at,
        )
    elif not (slash and pack not in in_use and elsewhere(pack)):
        names = known if slash else [rule.partition("/")[2] for rule in known]
        help_ = did_you_mean(name, names) or Text(
            da="`guidelinekit rules` viser reglerne; en fravigelse nævner en af dem",
            en="`guidelinekit rules` lists the rules; a waiver names one of them",
        )
        notes.problem(
            "unknown-rule",
            say("der er ingen regel `{name}`", "there is no rule `{name}`", name=name),
            help_,
            at=at,
        )
    return None
