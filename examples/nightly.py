"""A nightly job: which findings are new in an export since the last run, by their keys.

python nightly.py cases.ndjson findings.json 2026-06-01
"""

import json
import logging
import sys
from datetime import date
from pathlib import Path

from guidelinekit import GuidelinekitError, Invalid, load_rules, read_cases

LOG = logging.getLogger("nightly")


def unmet(export: Path, as_of: date) -> tuple[dict[str, str], int]:
    """Return each unmet requirement in words by its key, and how many records could not be used."""
    rules = load_rules()
    findings: dict[str, str] = {}
    invalid = 0
    for evaluation in rules.evaluate_many(read_cases(export), as_of=as_of):
        if isinstance(evaluation, Invalid):
            invalid += 1
            for problem in evaluation.problems:  # no value of the record stands in them
                LOG.warning("%s%s: %s", evaluation.location, problem.pointer, problem.message.da)
            continue
        for result in evaluation.unmet:
            findings[result.key] = result.message.da
    return findings, invalid


def run(export: Path, state: Path, as_of: date) -> int:
    """Print what is new since the last run; return 3 where records could not be used, 0 otherwise."""
    findings, invalid = unmet(export, as_of)
    before: dict[str, str] = json.loads(state.read_text(encoding="utf-8")) if state.exists() else {}
    for key in sorted(findings.keys() - before.keys()):
        print(f"{key}: {findings[key]}")
    written = state.with_suffix(".part")
    written.write_text(json.dumps(findings, ensure_ascii=False), encoding="utf-8")
    written.replace(state)  # a job that is killed leaves the state of yesterday whole
    LOG.info("%d unmet, %d records could not be used", len(findings), invalid)
    return 3 if invalid else 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    try:
        sys.exit(run(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3])))
    except GuidelinekitError as error:
        sys.exit(str(error))
