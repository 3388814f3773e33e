"""`guidelinekit check` as a process: formats, exit codes, bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import AS_OF, OPEN, PLAN, QUIET, SMALL, UNKNOWN, call, case, lines, run
from jsonschema import Draft202012Validator

from guidelinekit.errors import InputError
from tiny_packs import PASSAGES

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text())


def valid(document: Any, definition: str | None = None) -> Any:
    """Give the document back when it follows the report schema, or one definition of it."""
    part = SCHEMA if definition is None else {"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]}
    Draft202012Validator(part).validate(document)
    return document


def test_one_pass_writes_every_format(tmp_path: Path) -> None:
    """Several outputs of one run agree: JSON and NDJSON follow the schema, the text is for people."""
    report, by_line, text = tmp_path / "r.json", tmp_path / "r.ndjson", tmp_path / "r.txt"
    done = run(
        "check", "-", *SMALL, *AS_OF, "-o", report, "-o", by_line, "-o", text,
        given=lines(QUIET, OPEN, UNKNOWN),
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    document = valid(json.loads(report.read_text()))
    assert document["input"] == {"cases": ["-"], "providers": [], "authorities": []}
    counts = document["summary"]["cases"]
    assert (counts["records"], counts["evaluated"], counts["invalid"]) == (3, 3, 0)
    assert document["as_of"] == "2026-03-01"
    first, *entries, last = [valid(json.loads(line), "Line") for line in by_line.read_text().splitlines()]
    assert entries == document["results"]
    rest = {"kind", "results", "invalid"}
    assert {key: value for key, value in {**first, **last}.items() if key not in rest} == {
        key: value for key, value in document.items() if key not in rest
    }
    shown = {e["case_id"]: {(r["rule"], r["subject"], r["status"]) for r in e["results"]} for e in entries}
    assert shown["open"] == {
        ("small/1.1-plan", "", "unmet"),
        ("small/1.2-contact", "/needs/0", "unmet"),
        ("small/1.2-contact", "/needs/1", "due"),
        ("small/1.3-group", "", "unmet"),
    }
    assert "Der er ingen plan" in text.read_text()
    assert counts["by_rule"]["small/1.1-plan"]["met"] == 2


def test_everything_is_shown_on_request() -> None:
    """`--all` keeps what is met; without it a case without findings has no entry in the JSON."""
    cases = lines(case("done", plans=[PLAN], needs=[], partner_contacts=[], activities=[]))
    short = valid(
        json.loads(
            run("check", "-", *SMALL, *AS_OF, "--format", "json", "--rule", "1.1*", given=cases).stdout
        )
    )
    full = valid(
        json.loads(run("check", "-", *SMALL, *AS_OF, "--format", "json", "--all", given=cases).stdout)
    )
    assert short["results"] == []
    assert [r["status"] for r in full["results"][0]["results"]] == ["met", "not_applicable", "unmet"]


def test_human_report_is_plain_off_a_terminal() -> None:
    """A person sees the most serious first, in Danish, without escape codes, an option never as a breach."""
    done = run("check", "-", *SMALL, *AS_OF, given=lines(QUIET, UNKNOWN, OPEN), FORCE_COLOR="1", NO_COLOR="1")
    told = done.stdout.splitlines()
    assert "\x1b" not in done.stdout
    assert told[0].startswith("open  2 ikke opfyldt · 1 frist")
    assert [line.split()[:2] for line in told[1:4]] == [["✗", "skal"], ["✗", "bør"], ["→", "frist"]]
    assert "14 dage over *" in told[2]
    assert "om 5 dage *" in told[3]
    assert any(line.split()[:2] == ["○", "kan"] for line in told)
    assert "Pr. 1. marts 2026 · profil small · small (1)" in done.stdout
    assert "En pakke til afprøvning" in done.stdout


@pytest.mark.parametrize(
    ("level", "given", "code"),
    [
        ("unmet", QUIET, 0),
        ("unmet", UNKNOWN, 0),
        ("undetermined", UNKNOWN, 1),
        ("undetermined", QUIET, 0),
        ("must", OPEN, 1),
        ("never", OPEN, 0),
    ],
)
def test_fail_on_decides_the_exit_code(level: str, given: Any, code: int) -> None:
    """The exit code is 1 from the level on; what the guideline only suggests never counts."""
    done = run("check", "-", *SMALL, *AS_OF, "--fail-on", level, "--format", "ndjson", given=lines(given))
    assert done.returncode == code


def test_invalid_records_are_listed_and_counted() -> None:
    """Each bad record is told with its place, the rest is evaluated, nothing leaks, the exit code is 3."""
    secret = f"{10190:06}-{1234}"
    broken = '{"case_id": "broken", "schema'
    records = (
        QUIET,
        broken,
        case("number", enrolment={"enrolled_on": 20260201}),
        case("calendar", enrolment={"enrolled_on": "2026-02-30"}),
        case("field", enrolment={"startdate": "2026-02-01"}),
        case("area", needs=[{"need_id": "n", "area": "hemmeligt", "identified_on": "2026-02-01"}]),
        case(secret),
        QUIET,
        OPEN,
    )
    done = run("check", "-", *SMALL, *AS_OF, "--format", "json", given=lines(*records))
    document = valid(json.loads(done.stdout))
    assert done.returncode == 3
    counts = document["summary"]["cases"]
    assert (counts["records"], counts["evaluated"], counts["invalid"]) == (9, 2, 7)
    assert [entry["location"] for entry in document["invalid"]] == [f"line {n}" for n in range(2, 9)]
    assert all(entry["problems"] for entry in document["invalid"])
    leaked = done.stdout + done.stderr
    assert not [value for value in (secret, "hemmeligt", "20260201") if value in leaked]
    assert "Traceback" not in done.stderr


def test_values_are_quoted_on_request() -> None:
    """`--show-values` quotes what stands in a field, in each process, but never a CPR number."""
    secret = f"{10190:06}-{1234}"
    records = lines(QUIET, case("calendar", enrolment={"enrolled_on": "2026-02-30"}), case(secret))
    for jobs in ("1", "2"):
        done = run("check", "-", *SMALL, *AS_OF, "--show-values", "--jobs", jobs, given=records)
        assert (done.returncode, "(fundet" in done.stdout, "`2026-02-30`)" in done.stdout) == (3, True, True)
        assert secret not in done.stdout + done.stderr


def test_an_input_without_a_case_is_told(tmp_path: Path) -> None:
    """An empty list is no clean run: the export may have failed."""
    (tmp_path / "none.json").write_text("[]")
    with pytest.raises(InputError, match="there is no case in the input"):
        call("check", tmp_path / "none.json", *SMALL, *AS_OF)


def test_an_id_cannot_steer_the_terminal() -> None:
    """Control characters of an id are not written in the human report; JSON keeps them escaped."""
    _, told, _ = call("check", "-", *SMALL, *AS_OF, given=lines({**OPEN, "case_id": "a\x1b[2Jb"}))
    assert told.startswith("a?[2Jb  ")


def test_human_and_ndjson_reports_list_invalid_records(tmp_path: Path) -> None:
    """An invalid record stands in every format, whatever else there is."""
    by_line, text = tmp_path / "r.ndjson", tmp_path / "r.txt"
    wrong = case("wrong", enrolment={"enrolled_on": "2026-02-30"})
    run("check", "-", *SMALL, *AS_OF, "-o", by_line, "-o", text, given=lines(QUIET, wrong))
    last = valid(json.loads(by_line.read_text().splitlines()[-2]), "InvalidLine")
    assert (last["location"], last["case_id"]) == ("line 2", "wrong")
    assert "Ugyldige poster, som ikke er vurderet: 1" in text.read_text()
    assert "/enrolment/enrolled_on" in text.read_text()


def test_files_that_cannot_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    """A missing file, a folder, an empty file and UTF-16 are told one by one; the good file is evaluated."""
    good, again, empty, wide = (
        tmp_path / name for name in ("a.ndjson", "b.ndjson", "empty.json", "w.ndjson")
    )
    good.write_text(lines(OPEN))
    again.write_text(lines(OPEN, QUIET))
    empty.touch()
    (tmp_path / "folder").mkdir()
    wide.write_text(lines(OPEN), encoding="utf-16")
    done = run(
        "check", good, tmp_path / "missing.ndjson", tmp_path / "folder", empty, wide, again, *SMALL, *AS_OF,
        "--format", "json",
    )  # fmt: skip
    assert done.returncode == 2
    assert len([line for line in done.stderr.splitlines() if line.startswith("guidelinekit: ")]) == 4
    document = valid(json.loads(done.stdout))
    counts = document["summary"]["cases"]
    assert (counts["evaluated"], counts["invalid"]) == (2, 1)
    assert document["invalid"][0]["location"] == str(again)


def test_nothing_to_read_gives_no_report(tmp_path: Path) -> None:
    """When no input can be read there is one message and no report."""
    done = run("check", tmp_path / "missing.ndjson", *SMALL, *AS_OF, "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no such file" in done.stderr


def test_broken_rules_are_told_at_once(tmp_path: Path) -> None:
    """A rule that reads a field there is none of is shown with its place and the nearest name."""
    for source in (Path(__file__).parent / "small").iterdir():
        text = source.read_text().replace("enrolment.ended_on: null", "enrolment.startdate: null")
        (tmp_path / source.name).write_text(text)
    done = run("check", "-", "--pack", tmp_path, "--profile", SMALL[3], *AS_OF, given=lines(OPEN))
    assert (done.returncode, done.stdout) == (2, "")
    assert "pack.yaml:" in done.stderr
    assert "enrolment.startdate" in done.stderr
    assert "Traceback" not in done.stderr


def test_providers_are_reported_beside_cases() -> None:
    """A provider in the export is evaluated by the rules for providers and marked by its kind."""
    provider = {"kind": "provider", "provider_id": "p-1"}
    done = run("check", "-", *SMALL, *AS_OF, "--format", "ndjson", given=lines(QUIET, provider))
    entry = valid(json.loads(done.stdout.splitlines()[2]), "ProviderEntry")
    assert entry == {
        "kind": "provider", "provider_id": "p-1", "municipality": None, "changes_on": None, "results": []
    }  # fmt: skip


def test_a_file_of_providers_needs_no_kind_and_is_counted_apart(tmp_path: Path) -> None:
    """`--providers` reads each record as a provider, also an invalid one; cases in = evaluated + invalid."""
    providers, report, text = tmp_path / "p.ndjson", tmp_path / "r.json", tmp_path / "r.txt"
    providers.write_text(lines({"provider_id": "p-1", "attestations": []}, {"provider_id": 7}))
    done = run(
        "check", "-", "--providers", providers, "--pack", "ssb-2016", "--as-of", "2026-03-01",
        "--rule", "3.4.6-strategy", "--rule", "3.2.1-*", "-o", report, "-o", text, given=lines(QUIET),
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    document = valid(json.loads(report.read_text()))
    cases, of_providers = document["summary"]["cases"], document["summary"]["providers"]
    assert (cases["records"], cases["evaluated"], cases["invalid"]) == (1, 1, 0)
    assert [of_providers[key] for key in ("records", "evaluated", "invalid")] == [2, 1, 1]
    assert [entry["of"] for entry in document["invalid"]] == ["provider"]
    assert [e["provider_id"] for e in document["results"] if e["kind"] == "provider"] == ["p-1"]
    strategy = "ssb-2016/3.4.6-strategy"
    assert of_providers["by_rule"][strategy]["unmet"] == 1
    assert strategy not in cases["by_rule"]
    told = text.read_text()
    assert "Behandlingssteder\np-1  1 ikke opfyldt" in told
    assert "1 behandlingssted vurderet, 1 ugyldige: 1 med uopfyldte krav" in told


AUTHORITY_RULE = """\
id: 1-cooperation
anvisning: "1"
subject: authority
passages: [N900-01]
modality: should
evidence: trace
title: {da: Samarbejde, en: Cooperation}
requires: {exists: attestations, where: {code: cooperation}}
finding: {da: Intet samarbejde er bekræftet, en: No cooperation is attested}
remedy: {da: Bekræft samarbejdet, en: Attest the cooperation}
"""


def test_authorities_are_read_judged_counted_and_verified(tmp_path: Path) -> None:
    """`--authorities` and `kind` give the same; the report names them apart, and `verify` reads it again."""
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        'id: pack\nedition: "1"\ntitle: {da: P, en: P}\nsources: [{id: "900", title: T}]\n'
        "attestations: {cooperation: {da: samarbejde, en: cooperation}}\n"
    )
    (pack / "passages.yaml").write_text(PASSAGES.replace("[1-contact, enrolled]", "[1-cooperation]"))
    (pack / "1-cooperation.yaml").write_text(AUTHORITY_RULE)
    example = "rule: 1-cooperation\ncases: [{name: n, as_of: 2026-03-01, expect: {status: undetermined}}]\n"
    (pack / "1-cooperation.cases.yaml").write_text(example)
    attested = [{"code": "cooperation", "confirmed_on": "2026-02-01"}]
    records = ({"authority_id": "north", "attestations": attested}, {"authority_id": "s", "attestations": []})
    for name, given in (("cases", [QUIET]), ("authorities", records)):
        (tmp_path / f"{name}.ndjson").write_text(lines(*given))
    asked = ("--pack", "pack", *AS_OF, "--authorities", "authorities.ndjson", "-o", "r.txt", "-o", "r.json")
    done = run("check", "cases.ndjson", *asked, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    document = valid(json.loads((tmp_path / "r.json").read_text()))
    assert [(e["kind"], e["authority_id"]) for e in document["results"]] == [("authority", "s")]
    assert document["summary"]["authorities"]["by_rule"]["pack/1-cooperation"]["unmet"] == 1
    assert "Myndigheder\ns  1 ikke opfyldt" in (tmp_path / "r.txt").read_text()
    marked = lines(QUIET, *({"kind": "authority", **record} for record in records))
    again = run("check", "-", "--pack", "pack", *AS_OF, "--format", "json", given=marked, cwd=tmp_path)
    assert json.loads(again.stdout)["results"] == document["results"]
    verified = ("verify", "r.json", "cases.ndjson", "--authorities", "authorities.ndjson")
    assert run(*verified, cwd=tmp_path).returncode == 0
    assert "other authority files" in run(*verified[:3], cwd=tmp_path).stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_attestation_that_no_pack_knows_is_told_of(tmp_path: Path, jobs: str) -> None:
    """The record, the place and the code meant are told on standard error; the record is evaluated."""
    providers, report = tmp_path / "p.ndjson", tmp_path / "r.json"
    codes = ("guidelines_know", "guidelines_known", "xx")
    attested = [{"code": code, "confirmed_on": "2026-01-15"} for code in codes]
    providers.write_text(lines({"provider_id": "p-1", "attestations": attested}))
    done = run(
        "check", "-", "--providers", providers, "--pack", "ssb-2016", "--as-of", "2026-03-01",
        "--rule", "3.4.2.3-*", "--rule", "3.2.1-*", "--jobs", jobs, "-o", report, given=lines(QUIET),
    )  # fmt: skip
    assert done.returncode == 0
    first, second = done.stderr.splitlines()
    unknown = "no rule knows this attestation"
    assert first == (
        f"guidelinekit: warning: p-1: /attestations/0/code: {unknown}; did you mean `guidelines_known`?"
    )
    assert second == (
        f"guidelinekit: warning: p-1: /attestations/2/code: {unknown}; "
        "the codes are `guidelines_known`, `health_services_attention`, `strategy_pregnancy`, "
        "`abortion_support_offer`, `termination_counselling_offer`, `family_thriving_focus`"
    )
    counts = json.loads(report.read_text())["summary"]["providers"]
    assert counts["by_rule"]["ssb-2016/3.4.2.3-guidelines-known"]["met"] == 1


def test_waivers_set_results_aside_and_never_in_silence(tmp_path: Path) -> None:
    """A waived result is exempt with its waiver in the report; expired and unused waivers are told."""
    waivers, report, text = tmp_path / "waivers.yaml", tmp_path / "r.json", tmp_path / "r.txt"
    last = "by: the office, reason: no partner before the autumn"
    waivers.write_text(
        "waivers:\n"
        f"  - {{rule: 1.2-contact, case: open, item: need:n-housing, expires: 2026-03-01, {last}}}\n"
        f"  - {{rule: 1.1-plan, case: open, expires: 2026-02-28, {last}}}\n"
        f"  - {{rule: small/1.1-plan, case: nobody, expires: 2026-12-31, {last}}}\n"
        f"  - {{rule: 1.2-contact, case: open, item: need:gone, expires: 2026-12-31, {last}}}\n"
    )
    done = run(
        "check", "-", *SMALL, *AS_OF, "--waivers", waivers, "-o", report, "-o", text, given=lines(OPEN)
    )
    assert done.returncode == 1
    document = valid(json.loads(report.read_text()))
    found = {(r["rule"], r["subject"]): r for r in document["results"][0]["results"]}
    waived = found["small/1.2-contact", "/needs/0"]
    assert (waived["status"], waived["reason"], waived["changes_on"]) == ("exempt", "waived", "2026-03-02")
    assert waived["waiver"] == {
        "reason": "no partner before the autumn", "by": "the office", "expires": "2026-03-01"
    }  # fmt: skip
    assert found["small/1.1-plan", ""]["status"] == "unmet"
    assert document["summary"]["cases"]["waived"] == {"small/1.2-contact": 1}
    assert document["waivers"]["applied"] == 1
    assert [one["case_id"] for one in document["waivers"]["expired"]] == ["open"]
    assert [(one["case_id"], one["item"]) for one in document["waivers"]["unused"]] == [
        ("nobody", None), ("open", "need:gone"),
    ]  # fmt: skip
    assert "small/1.1-plan (open) expired on 28 February 2026, so it counts again" in done.stderr
    assert "small/1.1-plan (nobody) was not used" in done.stderr
    assert "1 resultat fraveget med begrundelse" in text.read_text()


def test_a_waiver_of_a_position_is_refused_with_the_item_that_it_means(tmp_path: Path) -> None:
    """What stands at the position today is named, to be copied; standard input cannot be read twice."""
    cases, waivers = tmp_path / "cases.ndjson", tmp_path / "waivers.yaml"
    cases.write_text(lines(QUIET, OPEN))
    waivers.write_text(
        "waivers:\n"
        "  - {rule: 1.2-contact, case: open, subject: /needs/1, expires: 2026-03-01, by: us, reason: why}\n"
        "  - {rule: 1.2-contact, case: open, item: /needs/0, expires: 2026-03-01, by: us, reason: why}\n"
    )
    done = run("check", cases, *SMALL, *AS_OF, "--waivers", waivers)
    assert (done.returncode, done.stdout) == (2, "")
    assert "waivers.yaml:2:46: error [wrong-form] a position names another item" in done.stderr
    assert "= help: today that is `need:n-economy`: write `item: need:n-economy`" in done.stderr
    assert "= help: today that is `need:n-housing`: write `item: need:n-housing`" in done.stderr
    piped = run("check", "-", *SMALL, *AS_OF, "--waivers", waivers, given=lines(OPEN))
    assert "write `item:` with the item's name as reports show it" in piped.stderr


def test_a_profile_switches_off_and_raises(tmp_path: Path) -> None:
    """A rule that is off is not evaluated and named with its reason; a raised should counts like a must."""
    profile, report, text = tmp_path / "ours.yaml", tmp_path / "r.json", tmp_path / "r.txt"
    profile.write_text(
        "id: ours\ntitle: {da: Vores, en: Ours}\npacks:\n  small:\n"
        "    parameters: {contact_days: {value: 10}}\n    rules:\n"
        "      1.2-contact: {blocking: true}\n      1.3-group: {off: {da: Ingen grupper, en: No groups}}\n"
        "  ssb-2016:\n    parameters: {anything: {value: 1}}\n"
    )
    planned = {**OPEN, "plans": [PLAN]}
    given = ("check", "-", "--pack", SMALL[1], *AS_OF, "--fail-on", "must")
    done = run(*given, "--profile", profile, "-o", report, "-o", text, given=lines(planned))
    assert (done.returncode, done.stderr) == (1, "")
    document = valid(json.loads(report.read_text()))
    reason = {"da": "Ingen grupper", "en": "No groups"}
    assert document["switched_off"] == [{"rule": "small/1.3-group", "reason": reason}]
    assert document["raised"] == ["small/1.2-contact"]
    assert "small/1.3-group" not in document["summary"]["cases"]["by_rule"]
    (first, second) = document["results"][0]["results"]
    assert (first["due_on"], second["due_on"]) == ("2026-03-02", "2026-02-11")
    assert "✗ hævet" in text.read_text()
    assert "1.3-group: Ingen grupper" in text.read_text()
    assert run(*given, "--profile", SMALL[3], given=lines(planned)).returncode == 0
    asked = run(*given, "--profile", profile, "--rule", "1.3*", given=lines(planned))
    assert asked.returncode == 2
    assert "switches off" in asked.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_own_running_numbers_pass_by_the_profile(tmp_path: Path, jobs: str) -> None:
    """Ids by the profile's `case_id_pattern` are evaluated, in one process or two, and by `explain`."""
    own, rule = f"26{1:02}150042", "3.2.4-early-partner-contact"
    (tmp_path / "own.yaml").write_text(
        "id: own\ntitle: {da: Egen, en: Own}\ncase_id_pattern: '26########'\npacks: {}\n", encoding="utf-8"
    )
    (tmp_path / "cases.ndjson").write_text(lines({**OPEN, "case_id": own}, {**OPEN, "case_id": "x"}))
    options = ("--as-of", "2026-06-01", "--profile", tmp_path / "own.yaml")
    done = run("check", tmp_path / "cases.ndjson", *options, "--format", "json", "--jobs", jobs)
    report = json.loads(done.stdout)
    assert [each["case_id"] for each in report["results"]] == [own, "x"]
    assert report["invalid"] == []
    explained = run("explain", tmp_path / "cases.ndjson", rule, *options, "--case", own)
    assert explained.returncode == 0, explained.stderr
