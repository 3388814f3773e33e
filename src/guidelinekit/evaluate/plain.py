"""An evaluation as plain data, of which JSON is written: what it was made with, and the entry of a record."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import to_json, to_jsonable_python

from guidelinekit import __version__
from guidelinekit.lang import expr as e
from guidelinekit.lang.rule import Basis, Citation, Pack, Profile, Rule, Subject
from guidelinekit.lang.waiver import Waiver
from guidelinekit.lang.walk import nodes
from guidelinekit.results import CaseResults, Details, Result, Status

if TYPE_CHECKING:
    from datetime import date

    from guidelinekit.evaluate.evaluation import Evaluation

Tree = dict[str, Any]
"""An object of JSON: texts, codes, numbers, dates, lists and objects."""

VERSION: Final = "2"
"""The version of `schemas/report.schema.json`."""

HIDDEN: Final = frozenset({Status.MET, Status.NOT_APPLICABLE})
"""The statuses that are left out of reports unless all are asked for."""


def making(packs: Sequence[Pack], profile: Profile, rules: Iterable[Rule], as_of: "date") -> Tree:
    """Return what results are made by and of, and what all results of a rule share."""
    by_id = {pack.id: pack for pack in packs}
    return {
        "schema_version": VERSION,
        "tool": {"name": "guidelinekit", "version": __version__},
        "as_of": as_of,
        "profile": profile.id,
        "profile_digest": profile.digest,
        "switched_off": [{"rule": rule, "reason": why.plain()} for rule, why in sorted(profile.off.items())],
        "raised": profile.blocking,
        "packs": [{"id": pack.id, "edition": pack.edition, "digest": pack.digest} for pack in packs],
        "rules": {rule.id: _rule(rule, by_id[rule.pack], profile) for rule in rules},
    }


def entry(record: CaseResults, *, everything: bool = False, details: bool = False) -> Tree:
    """Return the entry of a record; results that are met or not applicable only with `everything`."""
    results = record.results if everything else record.without(HIDDEN)
    return {
        "kind": record.kind,
        record.kind.id_field: record.case_id,
        **({"provider_id": record.provider_id} if record.kind is Subject.CASE else {}),
        "municipality": record.municipality,
        "changes_on": record.changes_on,
        **({"remarks": [remark.to_dict() for remark in remarks]} if (remarks := record.remarks) else {}),
        "results": [_result(result, record.details(result) if details else None) for result in results],
    }


def document(evaluation: "Evaluation", *, details: bool = False) -> Tree:
    """Return all results of one record, and what they were made with."""
    rules = evaluation.rules
    judged = [rule for rule in rules.rules if rule.subject is evaluation.kind]
    return {
        **making(rules.packs, rules.profile, judged, evaluation.as_of),
        **entry(evaluation, everything=True, details=details),
    }


def encoded(tree: Any) -> bytes:
    """Return JSON on one line: by msgspec where the extra is installed, and the same bytes without."""
    return _encoder()(tree)


@cache
def _encoder() -> Callable[[Any], bytes]:
    try:
        import msgspec  # noqa: PLC0415 - an extra, imported where it is used
    except ImportError:
        return to_json
    return msgspec.json.Encoder(enc_hook=to_jsonable_python).encode


def _result(result: Result, details: Details | None) -> Tree:
    tree: Tree = {
        "rule": result.rule,
        "status": result.status,
        "reason": result.reason,
        "subject": result.subject,
        "item": result.item,
        "key": result.key,
        "due_on": result.due_on,
        "overdue_days": result.overdue_days,
        "changes_on": result.changes_on,
        "missing": list(dict.fromkeys([missing.pointer for missing in result.missing])),
        "message": result.message.plain(),
        "remedy": result.remedy.plain(),
    }
    if result.also:
        tree["also"] = result.also
    if result.waiver is not None:
        tree["waiver"] = _waiver(result.waiver)
    if details is not None:
        tree["read"] = [{"pointer": read.pointer, "value": read.value} for read in details.read]
        tree["closes"] = details.closes
    return tree


def _rule(rule: Rule, pack: Pack, profile: Profile) -> Tree:
    return {
        "anvisning": rule.anvisning,
        "title": rule.title.plain(),
        "modality": rule.modality,
        "evidence": rule.evidence,
        "passages": rule.passages,
        "local_parameters": local_parameters(rule, pack, profile),
        "sums_up": rule.sums_up,
        "in_force": {"from": rule.in_force.start, "to": rule.in_force.end},
        **({} if rule.citation is None else {"citation": _citation(rule.citation)}),
        **({} if rule.replaced_by is None else {"replaced_by": rule.replaced_by}),
    }


def _citation(citation: Citation) -> Tree:
    return {
        "law": citation.law.plain(),
        "section": citation.section,
        "says": citation.says.plain(),
        **({} if citation.addressee is None else {"addressee": citation.addressee.plain()}),
        "verified": citation.verified,
        "checked_on": citation.checked_on,
    }


def local_parameters(rule: Rule, pack: Pack, profile: Profile) -> tuple[str, ...]:
    """Return the parameters that are set locally and that a rule names, by itself or by a definition."""
    named = {parameter.name for parameter in nodes(rule, e.Parameter)}
    return tuple(
        each.name
        for each in pack.parameters
        if each.name in named and (each.basis is Basis.LOCAL or f"{pack.id}/{each.name}" in profile.settings)
    )


def _waiver(waiver: Waiver) -> Tree:
    return {"reason": waiver.reason, "by": waiver.by, "expires": waiver.expires}
