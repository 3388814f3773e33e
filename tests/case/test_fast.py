"""Fast decoding: the same documents are accepted and refused as by the models, with the same values."""

import io
import json
import sys
from copy import deepcopy
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from guidelinekit.case import Case
from guidelinekit.case.reading import fast
from guidelinekit.case.reading.fast import Decode, fast_decoder, model_decoder, model_of, struct_decoder
from guidelinekit.case.reading.lines import entry_of, lines, pieces
from guidelinekit.case.reading.read import Form, read_cases
from guidelinekit.case.reading.validate import Ids, Invalid, Seen
from guidelinekit.testing.records import documents

pytest.importorskip("msgspec")
structs = pytest.importorskip("guidelinekit.case.reading.structs")

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
SMALL = {"schema_version": "1", "case_id": "case-1", "citizen": {}}
CPR = "01" + "01" + "90" + "1234"
NEED = {"need_id": "1", "area": "housing", "identified_on": "2025-01-01"}

NUMBERS = [0, -0.0, 1, 1.5, -3, 7, 10**30, 10**400, 1e-320, float("nan"), float("inf")]
TEXTS = [
    "",
    "1",
    "x",
    "a:b",
    "{",
    "null",
    "housing",
    "Housing",
    "done",
    "case",
    "\ud800",
    "\u0000",
    "é",
    CPR,
    "⑳" * 5,
]
DATES = [
    "2026-02-30",
    "2024-02-29",
    "0000-01-01",
    "2026-03-01T00:00:00",
    "20260301",
    "\uff12026-03-01",
    "9999-12-31",
]
ODD = st.sampled_from(
    [None, True, False, *NUMBERS, *TEXTS, *DATES, [], ["x"], [None], ["housing"], {}, NEED]
).map(deepcopy)
ADDED = ["x", "kind", "area", "ended_on", "partners", "need_id", "municipality", "anonymous"]


def read_with(decode: Decode | None, content: bytes) -> list[Any]:
    """Read NDJSON, with a fast decoder or by the models alone."""
    seen = Seen("line")
    return [entry_of(line, number, seen, decode) for number, line in lines(pieces(io.BytesIO(content), len))]


def both(line: str | bytes) -> tuple[Any, Any]:
    """Read one line by the models alone and with fast decoding."""
    content = line if isinstance(line, bytes) else line.encode()
    (by_models,) = read_with(None, content)
    (fast,) = read_with(fast_decoder(), content)
    return by_models, fast


def same(one: Any, other: Any) -> bool:
    """Compare a model's value with a struct's: attribute by attribute, list by list."""
    if isinstance(one, BaseModel):
        return all(same(getattr(one, name), getattr(other, name)) for name in type(one).model_fields)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def structs_agree(line: bytes) -> None:
    """Say that the structs take nothing that the models do not, and the same of what they take."""
    decode = struct_decoder()
    assert decode is not None
    found: Any = decode(line)
    if found is not None and found.kind is None:
        assert same(Case.model_validate_json(line), found)


def agree(line: str | bytes) -> bool:
    """Say that both ways agree, and whether the fast one decoded the line by itself."""
    structs_agree(line if isinstance(line, bytes) else line.encode())
    by_models, fast = both(line)
    if isinstance(by_models, Case) and not isinstance(fast, Case):
        assert same(by_models, fast)
        assert model_of(fast) == by_models
        return True
    assert by_models == fast
    return False


@given(documents(), st.booleans(), st.sampled_from([None, 1]), st.booleans())
@slow
def test_valid_cases(document: dict[str, Any], ascii_only: bool, indent: int | None, marked: bool) -> None:
    """Every valid case is decoded fast, however it is spaced, unless it is written with escapes."""
    record = {"kind": "case", **document} if marked else document
    text = json.dumps(record, ensure_ascii=ascii_only, indent=indent).replace("\n", " ") + "\r\n"
    assert agree(text) or "\\" in text


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(inner for part in value.values() for inner in _objects(part))]
    return [inner for part in value for inner in _objects(part)] if isinstance(value, list) else []


@given(st.data())
@slow
def test_broken_cases(data: st.DataObject) -> None:
    """Whatever is left out, put in place of something or added, both ways accept it or both refuse it."""
    document = data.draw(documents())
    for _ in range(data.draw(st.integers(1, 3))):
        inner = data.draw(st.sampled_from(_objects(document)))
        match data.draw(st.sampled_from(["drop", "swap", "add"])):
            case "drop" if inner:
                del inner[data.draw(st.sampled_from(sorted(inner)))]
            case "swap" if inner:
                inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(ODD)
            case _:
                inner[data.draw(st.sampled_from(ADDED))] = data.draw(ODD)
    agree(json.dumps(document))


@given(st.data())
@slow
def test_fields_that_stand_twice(data: st.DataObject) -> None:
    """A field that stands twice in any object is refused, whatever its values are."""
    document = data.draw(documents())
    inner = data.draw(st.sampled_from([one for one in _objects(document) if one]))
    name = data.draw(st.sampled_from(sorted(inner)))
    value = data.draw(st.sampled_from([inner[name], None, False, "done", "a:b"]))
    inner["#"] = value
    document["case_id"] = data.draw(st.sampled_from([document["case_id"], "a:b", ":"]))
    line = json.dumps(document, ensure_ascii=False).replace('"#":', json.dumps(name) + ":")
    assert isinstance(both(line)[0], Invalid)
    assert not agree(line)


@given(st.data())
@slow
def test_broken_text(data: st.DataObject) -> None:
    """Bytes put in, taken out or changed anywhere never make the two ways differ."""
    line = bytearray(json.dumps(data.draw(documents()), ensure_ascii=False).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(line) - 1))
        length = data.draw(st.integers(0, 2))
        pieces = [
            b"",
            b'"',
            b"\\",
            b":",
            b",",
            b"{",
            b"}",
            b"0",
            b"1",
            b" ",
            b"\t",
            b"\x0b",
            b"\xff",
            b"null",
            b"\\u0061",
        ]
        line[place : place + length] = data.draw(st.sampled_from(pieces))
    if bytes(line).strip() and b"\n" not in line and b"\0" not in line[:4]:
        agree(bytes(line))


@pytest.mark.parametrize(
    "written",
    [
        "NaN",
        "Infinity",
        "1e999",
        "01",
        "1.",
        "-0",
        "1e0",
        "7.0000000000000000001",
        "true",
        '"1"',
        "9" * 5000,
        "[1]",
    ],
)
def test_numbers(written: str) -> None:
    """A number is read the same in every way that it can be written."""
    treatment = {"form": "day", "started_on": "2025-01-01", "days_per_week": "HERE"}
    agree(json.dumps({**SMALL, "treatments": [treatment]}).replace('"HERE"', written))


@pytest.mark.parametrize(
    "case_id", ["a" * 64, "a" * 65, "", CPR, CPR[:6] + "-" + CPR[6:], "⑳" * 5, "urn:x:1", "æ"]
)
def test_ids(case_id: str) -> None:
    """Ids are asked the same: length, and that they do not look like a CPR number, with or without ASCII."""
    agree(json.dumps({**SMALL, "case_id": case_id}, ensure_ascii=False))
    agree(json.dumps({**SMALL, "needs": [{**NEED, "need_id": case_id}]}, ensure_ascii=False))


@pytest.mark.parametrize(
    "municipality", ["0101", "101", "01010", "010a", "0101\n", "\u0660\u0661\u0660\u0661"]
)
def test_municipalities(municipality: str) -> None:
    """Patterns are asked the same, also where a line break follows."""
    agree(json.dumps({**SMALL, "municipality": municipality}, ensure_ascii=False))


def test_deep_and_large_records() -> None:
    """Deep nesting and very many values are left to the models."""
    deep = json.dumps({**SMALL, "needs": "HERE"})
    assert not agree(deep.replace('"HERE"', "[" * 800 + "]" * 800))
    assert not agree(deep.replace('"HERE"', "[" * 100_000))
    needs = [{**NEED, "need_id": str(number)} for number in range(80_000)]
    assert not agree(json.dumps({**SMALL, "needs": needs}))


def test_colons_in_ids() -> None:
    """An id with colons is no reason to leave the case to the models."""
    assert agree(json.dumps({**SMALL, "case_id": "urn:x:1", "needs": [{**NEED, "need_id": ":"}]}))


def test_ids_that_stand_twice() -> None:
    """The second record with an id is refused with the same words, whichever way each was decoded."""
    escaped = json.dumps({**SMALL, "municipality": "0101"}).replace("0101", "\\u0030101")
    text = "\n".join([json.dumps(SMALL), json.dumps({**SMALL, "case_id": "b"}), escaped, json.dumps(SMALL)])
    by_models, fast, as_models = (
        read_with(decode, text.encode()) for decode in (None, fast_decoder(), model_decoder())
    )
    assert [entry for entry in by_models if isinstance(entry, Invalid)] == fast[2:] == as_models[2:]
    assert len(fast) == 4
    assert as_models == by_models


def test_models_at_once() -> None:
    """Cases are read as models with the same fields set, marked with their kind or not."""
    texts = [SMALL, {**SMALL, "case_id": "b", "needs": [NEED]}, {**SMALL, "case_id": "c", "kind": "case"}]
    content = "\n".join(map(json.dumps, texts)).encode()
    by_models = read_with(None, content)
    cases: list[Any] = list(read_cases("-", io.BytesIO(content), Form.NDJSON))
    assert cases == by_models
    assert [case.model_fields_set for case in cases] == [case.model_fields_set for case in by_models]


@pytest.mark.parametrize("kind", ["provider", "authority"])
def test_records_that_attest_are_read_by_their_model(kind: str) -> None:
    """A line that is a provider's or an authority's comes out as such."""
    provider = f'{{"kind": "{kind}", "{kind}_id": "p"}}'
    by_models, fast = both(provider)
    assert by_models == fast


def test_plain_values() -> None:
    """Codes are plain text, days are dates, and what is left out has its default."""
    decode = fast_decoder()
    assert decode is not None
    found: Any = decode(json.dumps({**SMALL, "needs": [NEED]}).encode())
    assert type(found.needs[0].area) is str
    assert found.needs[0].identified_on == date(2025, 1, 1)
    assert (found.anonymous, found.goals) == (False, None)


@given(st.data())
@slow
def test_structs_take_what_the_models_take(data: st.DataObject) -> None:
    """Of a field that stands twice the structs take the last, as `Case.model_validate_json` does."""
    document = data.draw(documents())
    inner = data.draw(st.sampled_from([one for one in _objects(document) if one]))
    name = data.draw(st.sampled_from(sorted(inner)))
    inner["#"] = data.draw(ODD)
    line = json.dumps(document, ensure_ascii=False).replace('"#":', json.dumps(name) + ":")
    decode = struct_decoder()
    assert decode is not None
    try:
        found = decode(line.encode())
        model = Case.model_validate_json(line.encode())
    except ValueError:  # a surrogate alone is no text, or the last value is refused
        return
    assert found is None or model_of(found) == model
    assert found is not None or "\\" in line or "NaN" in line or "Infinity" in line


def test_unknown_limits_are_not_passed_over() -> None:
    """A limit that structs do not know makes no struct, so that nothing is accepted unasked."""

    class Odd(BaseModel):
        number: Annotated[float, Field(multiple_of=2)]

    with pytest.raises(structs.UnknownLimitError):
        structs.shape_of(Odd, structs.plain_default)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without msgspec every case is read by its model."""
    fast.fast_decoder.cache_clear()
    monkeypatch.setitem(sys.modules, "msgspec", None)
    assert isinstance(both(json.dumps(SMALL))[1], Case)
    fast.fast_decoder.cache_clear()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8), max_size=60))
def test_stored_ids(texts: list[str]) -> None:
    """Ids are found again with their numbers, however often they were stored closely in between."""
    ids, known = Ids(), dict[str, int]()
    for number, text in enumerate(texts, 1):
        assert ids.number_of(text) == known.get(text)
        if text not in known:
            known[text] = number
            ids.keep(text, number)
        if number % 7 == 0:
            ids._store()
    assert {text: ids.number_of(text) for text in known} == known


def test_many_ids() -> None:
    """A hundred thousand ids take a fraction of what a dictionary takes."""
    ids = Ids()
    for number in range(100_000):
        ids.keep(f"case-{number}", number)
    assert [ids.number_of(f"case-{number}") for number in (0, 8191, 8192, 99_999, 100_000)] == [
        0,
        8191,
        8192,
        99_999,
        None,
    ]
    assert sys.getsizeof(ids._stored) + sys.getsizeof(ids._table) < 2_500_000
