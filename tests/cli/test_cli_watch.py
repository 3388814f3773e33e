"""`watch` as a process: events in, what each changes out, and nothing lost or told twice whatever ends it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from command_line import run

EVENTS = Path(__file__).parents[2] / "examples" / "events.ndjson"
BEGIN = ("--as-of", "2026-01-01", "--pack", "ssb-2016")
KILLS = int(os.environ.get("KILLS", "6"))
"""How often a run is killed; more take longer."""


def entries(text: str) -> list[dict[str, Any]]:
    """Read the lines of what changed."""
    return [json.loads(line) for line in text.splitlines()]


def test_events_are_told_of_as_they_happen() -> None:
    """The example tells a gap that opens with its day and one that closes with its fact, in Danish."""
    outcome = run("watch", EVENTS, *BEGIN)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    lines = [line for line in outcome.stdout.splitlines() if "3.2.4-early-partner-contact" in line]
    assert [line.partition("need:n1: ")[2].partition("  ")[0] for line in lines] == [
        "gælder ikke → fristen løber (need:n1)",
        "fristen løber → ikke opfyldt",
        "ikke opfyldt → opfyldt for sent (contact:c1)",
    ]


def test_a_wrong_event_is_told_with_its_line_and_changes_nothing() -> None:
    """Bad lines are named, nothing of them is repeated, and the good ones count as if they were alone."""
    good = EVENTS.read_text(encoding="utf-8").splitlines()
    cpr_like = "010190" + "-1234"
    bad = [
        "{",
        "[]",
        '{"case_id": "case-1"}',
        '{"case_id": "case-1", "record": {"needs": {"need_id": "n9"}}, "on": 1}',
        '{"case_id": "case-1", "record": {"needs": {"need_id": "n1", "area": "nowhere"}}}',
        '{"case_id": "case-1", "record": {"wishes": {}}}',
        '{"case_id": "case-1", "withdraw": "need:n7"}',
        '{"case_id": "nobody", "withdraw": "need:n7"}',
        json.dumps({"case_id": cpr_like, "withdraw": "need:n7"}),
        '{"advance": "2019-01-01"}',
    ]
    mixed = "\n".join([*good[:-1], *bad, good[-1]])
    outcome = run("watch", "-", *BEGIN, "--format", "ndjson", given=mixed)
    alone = run("watch", EVENTS, *BEGIN, "--format", "ndjson")
    assert (outcome.returncode, outcome.stdout) == (3, alone.stdout)
    told = [line for line in outcome.stderr.splitlines() if line.startswith("-:")]
    assert [int(line.split(":")[1]) for line in told] == list(range(len(good), len(good) + len(bad)))
    assert cpr_like not in outcome.stderr
    assert "nowhere" not in outcome.stderr
    assert "/record/needs/area: unknown" in told[4]


def test_a_journal_begun_with_other_rules_is_refused(tmp_path: Path) -> None:
    """Going on with other rules would tell of changes that no fact made."""
    journal = tmp_path / "j"
    run("watch", EVENTS, *BEGIN, "--journal", journal)
    outcome = run("watch", EVENTS, *BEGIN, "--journal", journal, "--profile", "text-only")
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert "was begun with other rules" in outcome.stderr


def test_a_torn_line_of_the_journal_is_dropped_and_happens_again(tmp_path: Path) -> None:
    """What was not wholly written had not happened: it is said, and the event is taken anew."""
    journal, output = tmp_path / "j", tmp_path / "out.ndjson"
    run("watch", EVENTS, *BEGIN, "--journal", journal, "-o", output)
    whole = output.read_text(encoding="utf-8")
    journal.write_bytes(journal.read_bytes()[:-40])
    lines = whole.splitlines(keepends=True)
    output.write_text("".join(lines[:3]) + lines[3][:20], encoding="utf-8")
    outcome = run("watch", EVENTS, *BEGIN, "--journal", journal, "-o", output)
    assert outcome.returncode == 0
    assert "the last line was not whole and is dropped" in outcome.stderr
    assert output.read_text(encoding="utf-8") == whole


def test_killed_at_any_moment_nothing_is_lost_or_told_twice(tmp_path: Path) -> None:
    """Killed again and again, a run with a journal ends with the output of one that was never ended."""
    events = tmp_path / "events.ndjson"
    lines = EVENTS.read_text(encoding="utf-8").splitlines()
    many = [line.replace("case-1", f"case-{n}") for line in lines[:2] for n in range(5 * KILLS)]
    events.write_text("\n".join([*many, *lines[2:]]), encoding="utf-8")
    never_ended = tmp_path / "whole.ndjson"
    assert run("watch", events, *BEGIN, "-o", never_ended).returncode == 0
    journal, output = tmp_path / "j", tmp_path / "out.ndjson"
    command = [sys.executable, "-m", "guidelinekit", "watch", str(events), *BEGIN]
    command += ["--journal", str(journal), "-o", str(output)]
    random, kills = Random(1), 0  # noqa: S311 - moments, no secret
    for _ in range(4 * KILLS):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        size = journal.stat().st_size if journal.exists() else 0
        while process.poll() is None and (not journal.exists() or journal.stat().st_size <= size):
            time.sleep(0.005)
        time.sleep(random.random() / 20)
        if process.poll() is not None:
            break
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        kills += 1
        if kills == KILLS:
            break
    assert kills > 0
    assert subprocess.run(command, check=False).returncode == 0
    assert output.read_text(encoding="utf-8") == never_ended.read_text(encoding="utf-8")


def test_a_file_is_followed_as_it_grows(tmp_path: Path) -> None:
    """With --follow the next line is taken when it is whole, until the run is stopped."""
    events, output = tmp_path / "events.ndjson", tmp_path / "out.ndjson"
    lines = EVENTS.read_text(encoding="utf-8").splitlines(keepends=True)
    events.write_text("".join(lines[:6]) + lines[6][:30], encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "guidelinekit",
        "watch",
        str(events),
        *BEGIN,
        "--follow",
        "-o",
        str(output),
    ]
    process = subprocess.Popen(command)
    _wait(lambda: output.exists() and b"3.4.6" in output.read_bytes())
    before = output.stat().st_size
    with events.open("a", encoding="utf-8") as more:
        more.write(lines[6][30:])
    _wait(lambda: output.stat().st_size > before)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 128 + signal.SIGTERM
    assert {each["because"] for each in entries(output.read_text(encoding="utf-8"))} >= {"need:n1"}


def _wait(holds: Any) -> None:
    """Wait until something holds, for a minute at the most."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
