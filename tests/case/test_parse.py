"""One case sent to a program: a case, or everything that is wrong with it, and never a value of it."""

import json
import pickle
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidelinekit.case import Case
from guidelinekit.case.reading.one_case import parse_case
from guidelinekit.case.reading.validate import Invalid
from guidelinekit.testing.records import documents

SMALL: dict[str, Any] = {"schema_version": "1", "case_id": "case-1", "citizen": {}}
CPR = "01" + "01" + "90" + "1234"
slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


def messages(data: object) -> list[str]:
    """Return what is said of a case that cannot be used."""
    invalid = parse_case(data)
    assert isinstance(invalid, Invalid)
    assert invalid.location == "record 1"
    return [problem.message.en for problem in invalid.problems]


@pytest.mark.parametrize("kind", [{}, {"kind": "case"}])
def test_the_same_case_from_a_dict_text_or_bytes(kind: dict[str, str]) -> None:
    """A case comes as a dict or as JSON, marked as a case or not, with a byte order mark or without."""
    text = json.dumps({**SMALL, **kind})
    expected = Case.model_validate(SMALL)
    for data in (
        json.loads(text),
        text,
        text.encode(),
        "\ufeff" + text,
        json.dumps(json.loads(text), indent=1),
    ):
        assert parse_case(data) == expected


@slow
@given(documents())
def test_every_case_is_parsed(document: dict[str, Any]) -> None:
    """What the model takes is parsed, with the same fields set, from data and from text."""
    expected = Case.model_validate(document)
    for data in (document, json.dumps(document)):
        parsed = parse_case(data)
        assert parsed == expected
        assert isinstance(parsed, Case)
        assert parsed.model_fields_set == expected.model_fields_set


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "is no object; a record is one object `{...}` with the fields of a case"),
        ([SMALL], "is a list; a record is one object `{...}` with the fields of a case"),
        ("", "is not valid JSON at column 1: the record breaks off before its end"),
        (b"\xff", "is not UTF-8 text from byte 1 on; save or export it again as UTF-8"),
        ('{"a": 1,}', "is not valid JSON at column"),
        ({"kind": "provider", "provider_id": "p"}, "is a provider or an authority; a case belongs here"),
        ({"kind": "authority", "authority_id": "p"}, "is a provider or an authority; a case belongs here"),
        ({**SMALL, "need": 1}, "unknown field `need`; did you mean `needs`?"),
    ],
)
def test_what_is_no_case(data: object, message: str) -> None:
    """Whatever comes, the answer says what is wrong with it."""
    (said,) = messages(data)
    assert said.startswith(message)


def test_the_answer_as_json() -> None:
    """An invalid case is shown as JSON with its problems in both languages."""
    invalid = parse_case({**SMALL, "anonymous": 1})
    assert isinstance(invalid, Invalid)
    assert invalid.to_dict() == {
        "location": "record 1",
        "case_id": "case-1",
        "problems": [
            {
                "pointer": "/anonymous",
                "code": "wrong-kind",
                "message": {
                    "da": "er et tal; her skal stå true eller false uden anførselstegn",
                    "en": "is a number; true or false without quotes belongs here",
                },
            }
        ],
    }


@pytest.mark.parametrize(
    "data",
    [
        {**SMALL, "case_id": CPR},
        {**SMALL, CPR: 1},
        {**SMALL, CPR: {CPR: CPR}},
        {**SMALL, "citizen": {"sex": CPR, "birth_date": CPR, CPR: [CPR]}},
        {**SMALL, "needs": [{"need_id": CPR, "area": CPR, "identified_on": CPR}]},
        {**SMALL, "kind": CPR},
        CPR,
        [CPR],
        '{"case_id": "' + CPR + '", "case_id": "' + CPR + '"}',
        '{"' + CPR + '": 1, "' + CPR + '": 2}',
        '{"case_id": ' + CPR,
        json.dumps({**SMALL, "case_id": int(CPR[1:])}),
    ],
)
def test_a_cpr_number_is_nowhere_in_the_answer(data: object) -> None:
    """Neither in a message nor in anything that a log or a response could show of the answer."""
    invalid = parse_case(data)
    assert isinstance(invalid, Invalid)
    shown = f"{invalid!r} {invalid} {asdict(invalid)} {invalid.to_dict()} {pickle.dumps(invalid)!r}"
    assert CPR not in shown
    assert CPR[1:] not in shown


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=8,
)


@slow
@given(ANYTHING | st.fixed_dictionaries({}, optional=dict.fromkeys(Case.model_fields, ANYTHING)))
def test_anything(data: Any) -> None:
    """Whatever comes, there is an answer."""
    assert isinstance(parse_case(data), Case | Invalid)
