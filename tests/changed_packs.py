"""A small made-up pack about visits, and the changes that an author could make to it."""

import json
from collections.abc import Mapping
from pathlib import Path

from guidelinekit.case import Case
from guidelinekit.impact.versions import Version, open_version

PACK = """id: visits
edition: "1"
title: {da: Besøg, en: Visits}
sources:
  - {id: "900", title: Made up for tests}
parameters:
  visit_days:
    unit: days
    basis: text
    value: 14
    bounds: [1, 60]
    title: {da: Dage til besøget, en: Days until the visit}
    passages: [V-01]
definitions:
  asked:
    title: {da: Borgeren har bedt om hjælp, en: The citizen asked for help}
    passages: [V-01]
    when: {request.requested_on: {known: true}}
"""
PASSAGES = f"""passages:
  V-01:
    source: "900"
    locator: {{anvisning: "1.1", headline: true}}
    fingerprint: sha256:{"0" * 63}1
    modality: right
    summary: {{da: Et besøg inden 14 dage, en: A visit within 14 days}}
    encoding: encoded
    by: [1.1-visit, asked]
  V-02:
    source: "900"
    locator: {{anvisning: "1.2", headline: true}}
    fingerprint: sha256:{"0" * 63}2
    modality: should
    summary: {{da: En ny vurdering, en: A recent assessment}}
    encoding: encoded
    by: [1.2-recent]
"""
VISIT = """id: 1.1-visit
anvisning: "1.1"
passages: [V-01]
modality: right
evidence: direct
title: {da: Et besøg inden 14 dage, en: A visit within 14 days}
applies_when: {all: [{use: asked}, {request.wants_doctor_consultation: true}]}
requires:
  exists: activities
  where: {code: doctor_consultation, done_on: {on_or_after: case.request.requested_on}}
deadline: request.requested_on + $visit_days
finding: {da: Intet besøg, en: No visit}
remedy: {da: Hold besøget, en: Hold the visit}
"""
VISIT_CASES = """rule: 1.1-visit
base: {request: {requested_on: 2026-03-02, wants_doctor_consultation: true}, activities: []}
cases:
  - name: dag 14
    as_of: 2026-03-16
    given: {}
    expect: {status: due, due_on: 2026-03-16}
  - name: dag 15
    as_of: 2026-03-17
    given: {}
    expect: {status: unmet}
  - name: besøg samme dag
    as_of: 2026-03-17
    given: {activities: [{code: doctor_consultation, done_on: 2026-03-02}]}
    expect: {status: met}
  - name: besøg dagen før
    as_of: 2026-03-17
    given: {activities: [{code: doctor_consultation, done_on: 2026-03-01}]}
    expect: {status: unmet}
  - name: ønsker det ikke
    as_of: 2026-03-17
    given: {request: {wants_doctor_consultation: false}}
    expect: {status: not_applicable}
  - name: ikke spurgt
    as_of: 2026-03-17
    given: {request: {wants_doctor_consultation: null}}
    expect: {status: undetermined}
"""
RECENT = """id: 1.2-recent
anvisning: "1.2"
passages: [V-02]
modality: should
evidence: direct
title: {da: En ny vurdering, en: A recent assessment}
requires: {exists: assessments, where: {done_on: {within_last: 30d}}}
finding: {da: Ingen ny vurdering, en: No recent assessment}
remedy: {da: Lav en vurdering, en: Make an assessment}
"""
RECENT_CASES = """rule: 1.2-recent
base: {assessments: [{kind: asi, done_on: 2026-03-01}]}
cases:
  - name: dag 30
    as_of: 2026-03-31
    given: {}
    expect: {status: met}
  - name: dag 31
    as_of: 2026-04-01
    given: {}
    expect: {status: unmet}
"""
FILES = {
    "pack.yaml": PACK,
    "passages.yaml": PASSAGES,
    "1.1-visit.yaml": VISIT,
    "1.1-visit.cases.yaml": VISIT_CASES,
    "1.2-recent.yaml": RECENT,
    "1.2-recent.cases.yaml": RECENT_CASES,
}


def write_pack(folder: Path, changed: Mapping[str, tuple[str, str]] | None = None) -> Path:
    """Write the pack into a folder, with one replacement in each file that is to be changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        before, after = (changed or {}).get(name, ("", ""))
        assert before in text, before
        (folder / name).write_text(text.replace(before, after) if before else text, encoding="utf-8")
    return folder


def sides(where: Path, changed: Mapping[str, tuple[str, str]] | None = None) -> tuple[Version, Version]:
    """Give the pack as it is and as it is after a change."""
    folders = write_pack(where / "old" / "visits"), write_pack(where / "new" / "visits", changed)
    return opened(*folders)


def opened(old: Path, new: Path) -> tuple[Version, Version]:
    """Open two versions of the pack."""
    return open_version("old", old, "suggested"), open_version("new", new, "suggested")


def record(case_id: str, **fields: object) -> Case:
    """Give a case."""
    known = {"schema_version": "1", "case_id": case_id, "citizen": {}}
    return Case.model_validate_json(json.dumps({**known, **fields}))
