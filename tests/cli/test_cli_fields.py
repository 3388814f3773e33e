"""`fields` as a process: the dictionary of fields, searched in Danish and in English."""

import json

from command_line import run


def test_a_danish_word_leads_to_its_fields() -> None:
    """A word of a title finds the field, with what null means and the rules that read it."""
    done = run("fields", "lavet sammen med")
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first.split("  ") == ["plans.made_with_citizen", "lavet sammen med borgeren ja eller nej"]
    assert "    null: ikke dokumenteret, så det kan ikke afgøres" in rest
    assert any("ssb-2016/3.2.3.1-joint-planning" in line for line in rest)


def test_a_word_for_a_code_shows_that_code() -> None:
    """A label finds the fields that can hold its code, and of their codes that one."""
    lines = run("fields", "herberg").stdout.splitlines()
    assert any(line.startswith("partner_contacts.partner") for line in lines)
    assert "    shelter: herberg eller forsorgshjem" in lines
    assert not any("job_centre" in line for line in lines)


def test_a_misspelt_word_finds_the_nearest_field() -> None:
    """Where nothing holds the word, the field that is near to it is shown."""
    lines = run("fields", "citizen.birthdate", "--lang", "en").stdout.splitlines()
    assert lines[0].startswith("citizen.birth_date")


def test_a_word_that_means_nothing() -> None:
    """Nothing near is a mistake, told in one line with what to do."""
    done = run("fields", "xyzzy")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no field, title or code has `xyzzy` in it" in done.stderr


def test_fields_as_json() -> None:
    """As data each field has its record, kind, titles, codes with words, and readers."""
    fields = json.loads(run("fields", "enrolment.outcome", "--format", "json").stdout)["fields"]
    (outcome,) = [field for field in fields if field["path"] == "enrolment.outcome"]
    assert (outcome["record"], outcome["kind"]) == ("case", "code")
    assert set(outcome["codes"]) == {"drug_free", "reduced", "stabilised", "other"}
    assert outcome["title"] == {"da": "udfald", "en": "outcome"}


def test_what_is_attested_names_its_rules() -> None:
    """The codes of attestations are a pack's own, and the rules that ask for them are named all the same."""
    options = ("--pack", "outreach-2013", "--format", "json")
    fields = json.loads(run("fields", "attestations.code", *options).stdout)["fields"]
    readers = {field["record"]: field["read_by"] for field in fields}
    assert readers["provider"]
    assert all(rule.startswith("outreach-2013/") for rule in readers["provider"])
