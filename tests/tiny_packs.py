"""A pack of one rule, written to a folder: contact within a fortnight of each need that is a barrier."""

from pathlib import Path

PACK = """\
id: tiny
edition: "1"
title: {da: Lille, en: Tiny}
sources: [{id: "900", title: Made up for tests}]
parameters:
  contact_days:
    unit: days
    basis: text
    value: 14
    bounds: [1, 60]
    title: {da: Dage til kontakt, en: Days until contact}
    passages: [N900-01]
value_sets:
  areas: [housing, economy]
definitions:
  enrolled:
    title: {da: Borgeren er indskrevet, en: The citizen is enrolled}
    passages: [N900-01]
    when: {enrolment.enrolled_on: {known: true}, enrolment.ended_on: null}
"""
PASSAGES = """\
passages:
  N900-01:
    source: "900"
    locator: {anvisning: "1"}
    fingerprint: sha256:0000000000000000000000000000000000000000000000000000000000000000
    modality: should
    summary: {da: Kontakt, en: Contact}
    encoding: encoded
    by: [1-contact, enrolled]
"""
RULE = """\
id: 1-contact
anvisning: "1"
passages: [N900-01]
modality: should
evidence: direct
title: {da: Kontakt, en: Contact}
applies_when: {use: enrolled}
for_each:
  in: needs
  as: need
  where: {area: {in: $areas}, barrier: true}
requires: {exists: partner_contacts, where: {areas: {contains: need.area}}}
deadline: need.identified_on + $contact_days
exempt_when:
  - {reason: anonymous_treatment, when: {anonymous: true}}
finding: {da: Ingen kontakt, en: No contact}
remedy: {da: Tag kontakt, en: Make contact}
"""
CASES = """\
rule: 1-contact
base:
  enrolment: {enrolled_on: 2026-02-01}
  needs: [{need_id: bolig, area: housing, identified_on: 2026-02-01, barrier: true}]
  partner_contacts: []
cases:
  - name: kontakt i tide
    as_of: 2026-03-01
    given: {partner_contacts: [{partner: shelter, areas: [housing], established_on: 2026-02-10}]}
    expect: {status: met, subject: /needs/0}
  - name: ingen kontakt
    as_of: 2026-03-01
    given: {}
    expect: {status: unmet, due_on: 2026-02-15}
"""
SILENT_RULE = RULE.replace(
    "when: {anonymous: true}",
    "when: {request.free_choice_informed_on: {on_or_after: need.identified_on}}",
)
"""The same rule, its exemption comparing a date that many never have."""
SILENT_CASES = CASES.replace("status: unmet, due_on: 2026-02-15", "status: undetermined")


def tiny_pack(folder: Path, cases: str = CASES, rule: str = RULE) -> Path:
    """Write the pack with the example cases given, and give its folder."""
    pack = folder / "tiny"
    pack.mkdir(exist_ok=True)
    for name, text in (
        ("pack.yaml", PACK),
        ("passages.yaml", PASSAGES),
        ("1-contact.yaml", rule),
        ("1-contact.cases.yaml", cases),
    ):
        (pack / name).write_text(text, encoding="utf-8")
    return pack
