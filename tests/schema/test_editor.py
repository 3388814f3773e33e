"""The schemas for editors: they take every file of the project, and refuse what a rule cannot say."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from guidelinekit.lang.rule import Subject
from guidelinekit.rules import schema as form
from guidelinekit.schema import schemas
from guidelinekit.schema.mappings import mapping_schema
from guidelinekit.schema.words import KEYS
from guidelinekit.source.reading import read_file

ROOT = Path(__file__).parents[2]
FILES = [path for folder in ("rules", "examples") for path in sorted((ROOT / folder).rglob("*.yaml"))]
LARGEST = 1_500_000
RULE = {
    "id": "1.1-plan",
    "anvisning": "1.1",
    "passages": [],
    "modality": "must",
    "evidence": "direct",
    "title": {"da": "Plan", "en": "A plan"},
    "requires": {"exists": "plans", "where": {"kind": "treatment_plan"}},
    "finding": {"da": "Ingen plan", "en": "No plan"},
    "remedy": {"da": "Lav en plan", "en": "Make a plan"},
}


def kind_of(path: Path) -> str:
    """Give the schema that a file follows."""
    if path.name in ("pack.yaml", "passages.yaml", "waivers.yaml", "mapping.yaml"):
        return path.stem
    if path.parent.name == "profiles":
        return "profile"
    return "cases" if path.name.endswith(".cases.yaml") else "rule"


@cache
def validator(kind: str) -> Draft7Validator:
    """Give the schema of a kind of file."""
    schema = mapping_schema() if kind == "mapping" else getattr(schemas, f"{kind}_schema")()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def problems(kind: str, data: Any) -> list[str]:
    """Give what a schema has against some data."""
    return [
        f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator(kind).iter_errors(data)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_fits_its_schema(path: Path) -> None:
    """Each file of rules, examples, packs, passages and profiles is valid under the schema it names."""
    document, _ = read_file(path, path.name)
    assert document is not None
    assert problems(kind_of(path), document.data) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_names_its_schema(path: Path) -> None:
    """The first line of each file leads an editor to the schema that is meant for it."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    start = "# yaml-language-server: $schema="
    assert first.startswith(start)
    found = (path.parent / first.removeprefix(start)).resolve()
    assert found == ROOT / "schemas" / f"{kind_of(path)}.schema.json"
    assert found.is_file()


REFUSED: dict[str, dict[str, Any]] = {
    "modality": {"modality": "shall"},
    "text in one language": {"title": {"da": "Plan"}},
    "id": {"id": "A plan"},
    "unknown key": {"dedline": "enrolment.enrolled_on"},
    "path": {"applies_when": {"enrolment.startdate": None}},
    "path of an item": {"requires": {"exists": "needs", "where": {"aera": "housing"}}},
    "list": {"requires": {"exists": "need"}},
    "list of an item": {"requires": {"exists": "plans", "where": {"exists": "revision"}}},
    "coded value": {"requires": {"exists": "needs", "where": {"area": "hosing"}}},
    "coded value in a list": {"requires": {"exists": "plans", "where": {"partners": {"contains": "sheltr"}}}},
    "coded value of an inner list": {
        "requires": {"exists": "agreements", "where": {"exists": "follow_ups", "where": {"outcome": "done"}}}
    },
    "operator": {"applies_when": {"citizen.sex": {"iz": "female"}}},
    "operator of another type": {"requires": {"exists": "needs", "where": {"area": {"before": "as_of"}}}},
    "type": {"applies_when": {"anonymous": 3}},
    "age": {"applies_when": {"citizen.birth_date": {"age": {"ge": "old"}}}},
    "two lists in one map": {
        "requires": {"exists": "plans", "every": "goals", "satisfies": {"area": "sleep"}}
    },
    "where without a list": {"requires": {"where": {"kind": "joint_plan"}}},
    "conditions without a list": {"requires": {"all": {"anonymous": True}}},
    "counting without conditions": {"requires": {"at_least": {"n": 2}}},
    "nothing asked": {"requires": {}},
    "date in an unknown unit": {"deadline": "enrolment.enrolled_on + 1q"},
    "duration alone": {"deadline": "14d"},
    "for each of nothing": {"for_each": {"in": "nedes"}},
    "for each where": {"for_each": {"in": "needs", "where": {"barier": True}}},
    "reason": {"exempt_when": [{"reason": "declined", "when": {"anonymous": True}}]},
    "exemption": {"exempt_when": [{"reason": "citizen_declined", "when": {"anonymus": True}}]},
    "provider's field": {"subject": "provider"},
    "two duties": {"repeats": {"last": "as_of", "every": "7d", "from": "as_of"}},
    "date": {"in_force": {"from": "12-04-2016"}},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_what_no_rule_can_say_is_refused(change: dict[str, Any]) -> None:
    """A rule with one thing wrong is refused, where the rule itself is taken."""
    assert problems("rule", RULE) == []
    assert problems("rule", {**copy.deepcopy(RULE), **change}) != []


TAKEN: dict[str, dict[str, Any]] = {
    "several ways to ask": {
        "applies_when": {
            "citizen.birth_date": {"age": {"ge": 15, "le": "$fertile_age_to"}},
            "enrolment.enrolled_on": {"within_last": "2w", "known": True},
            "enrolment.outcome": ["reduced", "drug_free"],
            "case.anonymous": False,
        }
    },
    "named items": {
        "for_each": {"in": "needs", "as": "need", "where": {"area": {"in": "$social_areas"}}},
        "requires": {
            "any": [
                {"exists": "partner_contacts", "where": {"areas": {"contains": "need.area"}}},
                {"need.barrier": False},
                {"every": "case.plans", "as": "plan", "satisfies": {"exists": "plan.revisions"}},
            ]
        },
        "deadline": "latest(enrolment.enrolled_on, need.identified_on) + $days - 1d",
    },
    "provider": {"subject": "provider", "requires": {"outreach_staff": {"ge": 2}}},
}


@pytest.mark.parametrize("change", TAKEN.values(), ids=TAKEN)
def test_what_a_rule_can_say_is_taken(change: dict[str, Any]) -> None:
    """Paths, named items, parameters and durations are known to the schema in the places they may stand."""
    assert problems("rule", {**copy.deepcopy(RULE), **change}) == []


@pytest.mark.parametrize(
    "cases",
    [
        {"as_of": "2026-3-1"},
        {"given": {"needs": [{"need_id": "n", "area": "housing"}]}},
        {"given": {"enrolment": {"enrolled": "D"}}},
        {"given": {"enrolment": {"enrolled_on": "D+x"}}},
        {"expect": {"reason": "fulfilled"}},
        {"expect": {"status": "ok"}},
        {"expected": {"status": "met"}},
    ],
)
def test_wrong_examples_are_refused(cases: dict[str, Any]) -> None:
    """An example with a wrong date, record or expectation is refused."""
    good = {"name": "en plan", "as_of": "2026-03-01", "given": {"plans": []}, "expect": {"status": "met"}}
    assert problems("cases", {"rule": "r", "cases": [good]}) == []
    assert problems("cases", {"rule": "r", "cases": [{**good, **cases}]}) != []


def test_a_profile_is_held_to_the_bundled_packs() -> None:
    """A profile's parameters and rules are those of the pack, its numbers within their bounds."""
    title = {"da": "Vores", "en": "Ours"}

    def profile(parameters: dict[str, Any]) -> dict[str, Any]:
        return {"id": "ours", "title": title, "packs": {"ssb-2016": {"parameters": parameters}}}

    assert problems("profile", profile({"early_partner_days": {"value": 10}})) == []
    assert problems("profile", profile({"early_partner_days": {"value": 1000}})) != []
    assert problems("profile", profile({"early_days": {"value": 10}})) != []


def test_waivers_have_reason_and_end() -> None:
    """A waiver without its last day is refused."""
    whole = {"rule": "p/r", "case": "1", "reason": "-", "by": "-", "expires": "2026-09-01"}
    assert problems("waivers", {"waivers": [whole]}) == []
    assert problems("waivers", {"waivers": [{**whole, "expires": None}]}) != []


def test_a_mapping_is_held_to_the_case_model() -> None:
    """Fields, lists, codes and ways to write dates that there are not are refused; the others are taken."""
    needs = {"table": "Behov", "case": "Nr", "fields": {"need_id": "Id", "area": {"always": "housing"}}}
    good = {
        "mapping": 1,
        "reads": {"dates": ["dd-mm-yyyy"], "missing": "-", "yes": ["J", 1]},
        "case": {"table": "Sag", "key": {"pseudonym": "Nr", "secret_file": "key.txt"}, "fields": {}},
        "lists": {"needs": [needs, {**needs, "where": {"Type": ["A", "B"]}}]},
        "not_exported": ["agreements.follow_ups"],
    }
    assert problems("mapping", good) == []
    assert problems("mapping", {**good, "not_exported": ["cases"]}) != []
    assert problems("mapping", {**good, "reads": {"dates": "mm-dd-yyyy"}}) != []
    assert problems("mapping", {**good, "lists": {"kneeds": needs}}) != []
    for fields in (
        {"aera": "A"},
        {"area": {"always": "house"}},
        {"area": {"column": "A", "values": {"x": 1}}},
    ):
        assert problems("mapping", {**good, "lists": {"needs": {**needs, "fields": fields}}}) != []
    assert problems("mapping", {key: part for key, part in good.items() if key != "case"}) != []


def forms() -> Iterator[type[form.AuthoringForm]]:
    """Give the forms of the authors' files."""
    yield from (
        found
        for found in vars(form).values()
        if isinstance(found, type) and issubclass(found, form.AuthoringForm)
    )


def test_every_key_is_explained_in_both_languages() -> None:
    """Each key of each form has a text for the editor, in Danish and in English."""
    for one in forms():
        if one in (form.AuthoringForm, form.ForEachForm):  # `for_each` is explained with the conditions
            continue
        keys = {field.alias or name for name, field in one.model_fields.items()}
        assert set(KEYS[one.__name__]) == keys, one.__name__
    assert all(text.da and text.en for words in KEYS.values() for text in words.values())


@pytest.mark.parametrize("kind", ["rule", "pack", "cases", "passages", "profile", "waivers", "mapping"])
def test_schemas_stay_small_enough_for_an_editor(kind: str) -> None:
    """No schema is larger than an editor reads without delay."""
    assert len(json.dumps(validator(kind).schema, ensure_ascii=False)) < LARGEST


def test_fields_are_explained_in_both_languages() -> None:
    """A field of the case shows its Danish and English title and what it means."""
    field = schemas.rule_schema()["definitions"]["fields:case"]["properties"]["enrolment.enrolled_on"]
    assert field["title"] == "indskrevet den · enrolled on"
    assert "\n\n" in field["description"]


def test_the_schema_of_providers_names_the_attestations() -> None:
    """Each code that a bundled pack knows stands there with its names; another code is still valid."""
    schema = schemas.attesting_schema(Subject.PROVIDER)
    known, _ = schema["$defs"]["Attestation"]["properties"]["code"]["anyOf"]
    assert known["x-labels"]["strategy_pregnancy"] == {
        "da": "strategi for gravide og kommende fædre",
        "en": "strategy for pregnant women and expectant fathers",
    }
    assert known["enum"] == list(known["x-labels"])
    one = {"code": "of_ones_own", "confirmed_on": "2026-01-15"}
    Draft202012Validator(schema).validate({"provider_id": "p-1", "attestations": [one]})
