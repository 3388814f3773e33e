"""Beginnings: a rule with example cases, and a pack, that can be used as they are and are then changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from guidelinekit.examples.example_file import SUFFIX
from guidelinekit.lang.rule import Modality, Pack
from guidelinekit.ledger.passages import fingerprint
from guidelinekit.rules.files import PACK, PASSAGES

SCHEMAS = "schemas"
_SENTENCE = "Her står sætningen fra kilden."
_FIRST = "1.1-treatment-plan"

_RULE = """\
{modeline}
id: {id}
anvisning: "{anvisning}"
passages: [{passages}]
modality: {modality}            # must (skal), should (bør), right (har ret til), may (kan, fx)
evidence: direct            # or trace, where a record can only show a trace
title:
  da: Der er en behandlingsplan
  en: There is a treatment plan
# Which cases the rule is about.
applies_when:
{applies}
# What must be on record. A `deadline:` may follow, for example `enrolment.enrolled_on + 14d`.
requires:
  exists: plans
  where: {{kind: treatment_plan, ended_on: null}}
finding:
  da: Ingen gældende behandlingsplan er registreret
  en: No current treatment plan is on record
remedy:
  da: Lav en behandlingsplan, og registrér den
  en: Make a treatment plan and record it
"""
_CASES = """\
{modeline}
rule: {id}
base:
  enrolment: {{enrolled_on: D-30}}            # D is the day asked about
  plans: []
cases:
  - name: der er en gældende plan
    as_of: 2026-03-01
    given: {{plans: [{{kind: treatment_plan, made_on: D-20}}]}}
    expect: {{status: met}}
  - name: der er ingen plan
    as_of: 2026-03-01
    given: {{}}
    expect: {{status: unmet, reason: not_found}}
  - name: planen er afsluttet
    as_of: 2026-03-01
    given: {{plans: [{{kind: treatment_plan, made_on: D-20, ended_on: D-1}}]}}
    expect: {{status: unmet}}
  - name: der er kun en handleplan
    as_of: 2026-03-01
    given: {{plans: [{{kind: action_plan, made_on: D-20}}]}}
    expect: {{status: unmet}}
  - name: planerne er ikke med i udtrækket
    as_of: 2026-03-01
    given: {{plans: null}}
    expect: {{status: undetermined, reason: not_exported, missing: [/plans]}}
  - name: borgeren er ikke indskrevet
    as_of: 2026-03-01
    given: {{enrolment: {{enrolled_on: null}}}}
    expect: {{status: not_applicable, reason: out_of_scope}}
  - name: forløbet er slut
    as_of: 2026-03-01
    given: {{enrolment: {{ended_on: D-1}}}}
    expect: {{status: not_applicable, reason: out_of_scope}}
"""
_PACK = """\
{modeline}
id: {id}
edition: "1"
title:
  da: {id}
  en: {id}
sources:
  - {{id: "1", title: Kilden}}            # the document that the rules encode
# Numbers that rules name as $name. One that the source does not give has `basis: local`; a profile sets it.
parameters: {{}}
# Lists of values that rules name as $name.
value_sets: {{}}
# Conditions that rules share, for `use:`.
definitions:
  enrolled:
    title:
      da: Borgeren er indskrevet i behandling
      en: The citizen is enrolled in treatment
    when: {{enrolment.enrolled_on: {{known: true}}, enrolment.ended_on: null}}
"""
_PASSAGES = """\
{modeline}
# The ledger: each normative sentence of the source, and what became of it.
passages:
  P-01:
    source: "1"
    locator: {{anvisning: "1.1", sentence: 1}}
    fingerprint: {fingerprint}            # of the sentence: {sentence}
    modality: should
    summary:
      da: Der bør være en behandlingsplan.
      en: There should be a treatment plan.
    encoding: encoded            # or partly or not, each with `because:`
    by: [{rule}]
"""


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule that begins."""

    id: str
    anvisning: str
    passages: tuple[str, ...] = ()
    modality: Modality = Modality.SHOULD


def modeline(kind: str, schemas: str) -> str:
    """Return the line by which an editor finds the schema of a file; `schemas` is the folder seen from it."""
    return f"# yaml-language-server: $schema={schemas}/{kind}.schema.json"


def rule_files(rule: NewRule, schemas: str, *, defined: bool) -> Mapping[str, str]:
    """Return the files of a rule by name; `defined` says whether its pack has the definition `enrolled`."""
    enrolled = (
        "use: enrolled" if defined else "enrolment.enrolled_on: {known: true}\nenrolment.ended_on: null"
    )
    text = _RULE.format(
        modeline=modeline("rule", schemas),
        id=rule.id,
        anvisning=rule.anvisning,
        passages=", ".join(rule.passages),
        modality=rule.modality,
        applies=indent(enrolled, "  "),
    )
    cases = _CASES.format(modeline=modeline("cases", schemas), id=rule.id)
    return {f"{rule.id}.yaml": text, f"{rule.id}{SUFFIX}": cases}


def pack_files(name: str, schemas: str) -> Mapping[str, str]:
    """Return the files of a pack with one rule, by name."""
    first = NewRule(_FIRST, "1.1", ("P-01",))
    return {
        PACK: _PACK.format(modeline=modeline("pack", schemas), id=name),
        PASSAGES: _PASSAGES.format(
            modeline=modeline("passages", schemas),
            fingerprint=fingerprint(_SENTENCE),
            sentence=_SENTENCE,
            rule=_FIRST,
        ),
        **rule_files(first, schemas, defined=True),
    }


def schemas_near(pack: Path) -> str | None:
    """Return the folder with the editor's schemas as a pack's files name it: in it or up to two above."""
    for above in (SCHEMAS, f"../{SCHEMAS}", f"../../{SCHEMAS}"):
        if (pack.resolve() / above / "rule.schema.json").is_file():
            return above
    return None


def has_enrolled(pack: Pack) -> bool:
    """Say whether a pack defines who is enrolled, so that a new rule can use it."""
    return any(definition.name == "enrolled" for definition in pack.definitions)
