"""Reading input: every record is either accepted or told as invalid, in words that help an exporter."""

import io
import json
import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidelinekit import limits
from guidelinekit.case import AnyRecord, Authority, Case, Provider
from guidelinekit.case.reading.read import Entry, Form, read_cases, read_entries
from guidelinekit.case.reading.sentences import BELONGS, SENTENCES
from guidelinekit.case.reading.validate import Invalid, Terms
from guidelinekit.errors import InputError

NEED = {"need_id": "1", "area": "housing", "identified_on": "2025-01-01"}
NAMES = st.text() | st.sampled_from(list(Case.model_fields))
CPR = "01" + "01" + "90" + "1234"


def case(number: int | str = 1, **fields: Any) -> dict[str, Any]:
    """Give a small case as JSON would."""
    return {"schema_version": "1", "case_id": f"case-{number}", "citizen": {}, **fields}


def lines(*records: Any) -> str:
    """Write records as NDJSON; texts are taken as they are."""
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


def piped(text: str | bytes, form: Form | None = None) -> list[Entry]:
    """Read from standard input."""
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return list(read_cases("-", stream, form))


def problems_of(record: Any) -> dict[str, str]:
    """Give the problems of a single record by pointer."""
    (entry,) = piped(lines(record), Form.NDJSON)
    assert isinstance(entry, Invalid)
    return {problem.pointer: problem.message.en for problem in entry.problems}


def refused(path: Path | str, stdin: bytes = b"", form: Form | None = None) -> InputError:
    """Give the error of an input that cannot be read at all."""
    with pytest.raises(InputError) as error:
        list(read_cases(path, io.BytesIO(stdin), form))
    assert error.value.help
    return error.value


def file(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("name", ["cases.ndjson", "cases.jsonl", "CASES.NDJSON"])
def test_ndjson(tmp_path: Path, name: str) -> None:
    """A file of lines gives a case per line; empty lines, a byte order mark and CRLF do no harm."""
    text = "\ufeff\r\n" + lines(case(1), "", "  ", case(2)).replace("\n", "\r\n")
    read = list(read_cases(file(tmp_path, name, text.rstrip())))
    assert [entry.case_id for entry in read if isinstance(entry, Case)] == ["case-1", "case-2"]


def test_json(tmp_path: Path) -> None:
    """A JSON file holds one case, or a list of them."""
    one = file(tmp_path, "one.json", "\ufeff" + json.dumps(case(), indent=2))
    several = file(tmp_path, "several.json", json.dumps([case(1), case(2)]))
    none = file(tmp_path, "none.json", "[]")
    assert [len(list(read_cases(path))) for path in (one, several, none)] == [1, 2, 0]


@pytest.mark.parametrize(
    "text",
    [
        lines(case(1), case(2)),
        "\n\n" + lines(case(1), case(2)),
        json.dumps([case(1), case(2)]),
        json.dumps([case(1), case(2)], indent=1),
        "\ufeff  \n" + json.dumps([case(1), case(2)], indent=1),
    ],
)
def test_standard_input_is_looked_at(text: str) -> None:
    """Standard input may be NDJSON or a JSON text, without a word about which."""
    assert [type(entry) for entry in piped(text)] == [Case, Case]


@pytest.mark.parametrize("indent", [None, 2])
def test_one_case_on_standard_input(indent: int | None) -> None:
    """One case may be piped in, on one line or over several."""
    assert [type(entry) for entry in piped(json.dumps(case(), indent=indent))] == [Case]


def test_first_line_cut_off_is_still_ndjson() -> None:
    """When the first of several records breaks off, it alone is invalid."""
    first, second = piped('{"schema_version": "1", "case_id": \n' + lines(case(2)))
    assert isinstance(first, Invalid)
    assert isinstance(second, Case)


def test_form_can_be_forced(tmp_path: Path) -> None:
    """A file with another extension is read as it is told to be."""
    path = file(tmp_path, "export.txt", lines(case(1), case(2)))
    assert len(list(read_cases(path, form=Form.NDJSON))) == 2
    assert "--from" in str(refused(path))


def test_records_that_attest() -> None:
    """Lines marked as providers and authorities are read as such; they and a case may share an id."""
    provider = {"kind": "provider", "provider_id": "case-1", "outreach_staff": 2}
    authority = {"kind": "authority", "authority_id": "case-1", "level": "county"}
    read = piped(lines(provider, authority, case(1), case(2, kind="case")))
    assert [type(entry) for entry in read] == [Provider, Authority, Case, Case]
    assert problems_of({"kind": "provider", "provider_id": "p", "needs": []}).keys() == {"/needs"}
    assert problems_of({"kind": "clinic"}) == {
        "/kind": "unknown kind of record; allowed: case, provider, authority"
    }
    assert problems_of({"kind": ["case"]}).keys() == {"/kind"}


def test_broken_line_does_not_stop_the_rest() -> None:
    """Broken JSON on line 17 of 100 is one invalid record; 99 are read."""
    records: list[Any] = [case(number) for number in range(1, 101)]
    records[16] = json.dumps(records[16])[:-20]
    read = piped(lines(*records))
    (invalid,) = [entry for entry in read if isinstance(entry, Invalid)]
    assert len(read) == 100
    assert (invalid.location, invalid.case_id) == ("line 17", None)
    assert invalid.problems[0].message.en.startswith("is not valid JSON at column ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"a": 1', "breaks off"),
        ('{"a": 1,}', "comma too many"),
        ('{"a" 1}', "a colon"),
        ('{"a": 1 "b": 2}', "a comma or a closing bracket"),
        ("{'a': 1}", "double quotes"),
        ('{"a": None}', "a value is missing"),
        ("{} {}", "more text after"),
        ('{"a": "x\ty"}', "control character"),
        ('{"a": "\\x"}', "backslash"),
        ('{"a": "\\u12"}', "hexadecimal"),
        ('{"a": "x', "breaks off"),
        ('{"a": ' + "9" * 5000 + "}", "too many digits"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("{", "--from json"),
    ],
    ids=lambda text: text[:12],
)
def test_broken_json_in_words(line: str, words: str) -> None:
    """What is broken is told in plain words."""
    message = problems_of(line)[""]
    assert words in message
    assert message.startswith("is not valid JSON")


@pytest.mark.parametrize("line", ["[]", "1", "null", '"x"', "NaN", "[" * 900 + "]" * 900])
def test_records_are_objects(line: str) -> None:
    """Anything but an object is no record."""
    assert "a record is one object" in problems_of(line)[""]


def test_deep_but_readable_nesting() -> None:
    """Deep nesting in a place where it does not belong is refused like any wrong value."""
    deep = "[" * 800 + "]" * 800
    line = json.dumps(case(needs="HERE")).replace('"HERE"', deep)
    assert problems_of(line) == {"/needs/0": "is a list; an object `{...}` belongs here"}


@pytest.mark.parametrize(
    ("fields", "pointer", "message"),
    [
        (
            {"citizen": {"birth_date": 1990}},
            "/citizen/birth_date",
            'a date in quotes, "YYYY-MM-DD", belongs here',
        ),
        ({"citizen": {"birth_date": "1-1-90"}}, "/citizen/birth_date", "is not a date written YYYY-MM-DD"),
        ({"citizen": {"birth_date": "2026-02-30"}}, "/citizen/birth_date", "not a date that exists"),
        (
            {"citizen": {"birth_date": "2026-03-01T00:00:00"}},
            "/citizen/birth_date",
            "leave out the time of day",
        ),
        ({"housingg": 1}, "/housingg", "unknown field `housingg`; leave it out"),
        ({"need": 1}, "/need", "unknown field `need`; did you mean `needs`?"),
        ({"needs": [{**NEED, "idntified_on": 1}]}, "/needs/0/idntified_on", "did you mean `identified_on`?"),
        ({"needs": [{**NEED, "area": "housng"}]}, "/needs/0/area", "unknown area; did you mean `housing`?"),
        (
            {"needs": [{**NEED, "area": "zzz"}]},
            "/needs/0/area",
            "unknown area; allowed: substance_use, housing,",
        ),
        ({"needs": [{**NEED, "area": 3}]}, "/needs/0/area", "is a number; one of the codes substance_use,"),
        ({"needs": [{**NEED, "area": None}]}, "/needs/0/area", "is null; one of the codes"),
        (
            {"needs": [{"need_id": "1", "area": "crime"}]},
            "/needs/0/identified_on",
            "is missing; a date in quotes",
        ),
        ({"needs": [None]}, "/needs/0", "is null; an object"),
        (
            {"needs": [NEED, {**NEED, "need_id": "2"}, NEED]},
            "/needs/2/need_id",
            "is the same as in /needs/0; give each need an id of its own",
        ),
        (
            {"needs": [{**NEED, "need_id": str(number)} for number in range(10_001)]},
            "/needs",
            "has more than 10000 items",
        ),
        (
            {
                "pregnancies": [],
                "activities": [{"code": "referral", "done_on": "2025-01-01", "pregnancy_id": "p1"}],
            },
            "/activities/0/pregnancy_id",
            "names a pregnancy that is not in the case",
        ),
        ({"needs": "none"}, "/needs", "is a text; a list"),
        ({"citizen": []}, "/citizen", "is a list; an object"),
        ({"anonymous": 0}, "/anonymous", "is a number; true or false without quotes belongs here"),
        ({"anonymous": "yes"}, "/anonymous", "is a text; true or false without quotes belongs here"),
        ({"schema_version": "2"}, "/schema_version", 'write "1"'),
        ({"schema_version": 1}, "/schema_version", 'is a number; the text "1" belongs here'),
        ({"municipality": "101"}, "/municipality", "four digits, the leading 0 too"),
        ({"municipality": 101}, "/municipality", "is a number; a text in quotes belongs here"),
        ({"case_id": ""}, "/case_id", "is empty"),
        ({"case_id": "x" * 65}, "/case_id", "is longer than 64 characters"),
        ({"case_id": CPR}, "/case_id", "looks like a CPR number"),
        (
            {"treatments": [{"form": "day", "started_on": "2025-01-01", "days_per_week": 9}]},
            "/treatments/0/days_per_week",
            "write a number from 0 to 7",
        ),
        (
            {"plans": [{"kind": "action_plan", "made_on": "2025-01-01", "partners": ["dentist", "x"]}]},
            "/plans/0/partners/1",
            "unknown partner; allowed:",
        ),
        (
            {
                "partner_contacts": [
                    {"partner": "dentist", "established_on": "2025-01-01", "maintained_on": [1]}
                ]
            },
            "/partner_contacts/0/maintained_on/0",
            "is a number; a date in quotes",
        ),
    ],
)
def test_problems_in_words(fields: dict[str, Any], pointer: str, message: str) -> None:
    """A problem names the place, what is wrong there and what to do."""
    found = problems_of({**case(), **fields})
    assert found.keys() == {pointer}
    assert message in found[pointer]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"needs": [{**NEED, "area": "housng"}]},
            "ukendt kode for »område«; mente du `housing`? Tilladt: substance_use, housing,",
        ),
        ({"citizen": {"birth_date": 1990}}, 'er et tal; her skal stå en dato i anførselstegn, "ÅÅÅÅ-MM-DD",'),
        ({"housingg": 1}, "ukendt felt `housingg`; udelad det"),
        ({"citizen": None}, "er null; et objekt `{...}` er påkrævet"),
        ({"case_id": CPR}, "ligner et CPR-nummer; brug et id der ikke peger på borgeren"),
        (
            {"treatments": [{"form": "day", "started_on": "2025-01-01", "days_per_week": 9}]},
            "er uden for det tilladte; skriv et tal fra 0 til 7",
        ),
    ],
)
def test_problems_in_danish(fields: dict[str, Any], message: str) -> None:
    """Every problem is told in Danish too, with the codes that are possible."""
    (entry,) = piped(lines(case(**fields)), Form.NDJSON)
    assert isinstance(entry, Invalid)
    assert entry.problems[0].message.da.startswith(message)


def test_sentences_name_the_same_in_both_languages() -> None:
    """What the Danish sentence of a problem names, the English one names too."""
    for texts in (SENTENCES, BELONGS):
        for code, text in texts.items():
            assert set(re.findall(r"(?<!{){\w+}", text.da)) == set(re.findall(r"(?<!{){\w+}", text.en)), code


def test_all_problems_at_once() -> None:
    """Every problem of a record is told, not only the first."""
    record = case(anonymous=1, municipality=2, needs=[{"area": "x"}], zzz=1)
    assert problems_of(record).keys() == {
        "/anonymous",
        "/municipality",
        "/needs/0/need_id",
        "/needs/0/area",
        "/needs/0/identified_on",
        "/zzz",
    }


def test_no_value_is_repeated() -> None:
    """No message holds what was written, wherever it was written."""
    written = "told-in-confidence"
    record: dict[str, Any] = {
        "schema_version": written,
        "case_id": written * 4,
        "municipality": written,
        "citizen": {"sex": written, "birth_date": written},
        "kind": "case",
        "needs": [{"need_id": [written], "area": written, "identified_on": written, "barrier": written}],
        "zz": written,
    }
    (entry,) = piped(lines(record))
    assert isinstance(entry, Invalid)
    assert len(entry.problems) == 10
    assert written not in repr(entry)


def test_a_value_is_quoted_only_when_asked_for() -> None:
    """A problem may quote what stands there, short and printable; a CPR number is withheld even then."""
    record = case(citizen={"sex": "x" * 99 + "\x1b", "birth_date": CPR}, municipality=12, needs=[{}])
    (entry,) = read_entries("-", io.BytesIO(lines(record).encode()), Form.NDJSON, terms=Terms(quote=True))
    assert isinstance(entry, Invalid)
    assert CPR not in repr(entry)
    told = {problem.pointer: problem.message.en for problem in entry.problems}
    assert told["/municipality"].endswith("(found `12`)")
    assert told["/citizen/sex"].endswith(f"(found `{'x' * 59}…`)")
    assert told["/citizen/birth_date"].endswith("(found `…` (CPR?))")
    assert "found" not in told["/needs/0/area"]


@pytest.mark.parametrize("end", ["", "\n", "  \r\n"])
@pytest.mark.parametrize("start", ['{"case_id": "bro', '{"case_id": "broken", "needs": [', '{"case_id"', "{"])
def test_a_line_that_breaks_off_is_wrong_where_it_ends(start: str, end: str) -> None:
    """The column told is the one after the last sign of the line, whatever was open there."""
    (entry,) = piped((start + end).encode(), Form.NDJSON)
    assert isinstance(entry, Invalid)
    said = f"is not valid JSON at column {len(start) + 1}: the record breaks off before its end"
    assert entry.problems[0].message.en.startswith(said)


def test_a_file_that_breaks_off_is_wrong_on_its_last_line(tmp_path: Path) -> None:
    """So is a JSON text over several lines."""
    text = '[\n  {"schema_version": "1",\n   "case_id": "a\n'
    error = refused(file(tmp_path, "cases.json", text))
    assert "at line 3, column 17: the record breaks off" in error.message.en


def test_cpr_numbers_are_never_told() -> None:
    """A CPR number is not repeated as an id, nor as the name of a field."""
    (entry,) = piped(lines(case(case_id=CPR, citizen={CPR: 1, "sex": {CPR: 1}})))
    assert isinstance(entry, Invalid)
    assert entry.case_id is None
    assert CPR not in repr(entry)
    told = {problem.pointer: problem.message.en for problem in entry.problems}
    assert told["/citizen"].startswith("unknown field `…` (CPR?)")


def test_odd_field_names_are_made_harmless() -> None:
    """A field name in a message is short and printable, whatever was written."""
    (long,) = problems_of(case(**{"x" * 5000: 1})).values()
    assert len(long) < 120
    (escape,) = problems_of(case(**{"a\x1b[31m\n": 1})).values()
    assert escape.startswith("unknown field `a?[31m?`")
    assert problems_of(case(**{"a/b~c": 1})).keys() == {"/a~1b~0c"}


def test_a_readable_id_is_told() -> None:
    """An invalid record is named by its case id."""
    (entry,) = piped(lines(case(7, zzz=1)))
    assert isinstance(entry, Invalid)
    assert (entry.location, entry.case_id) == ("line 1", "case-7")


def test_duplicate_ids() -> None:
    """The second record with an id is invalid and says where the first is; an invalid one does not count."""
    read = piped(lines(case(1, zzz=1), case(1), case(2), case(1), case(1, zzz=1)))
    assert [type(entry) for entry in read] == [Invalid, Case, Case, Invalid, Invalid]
    later, both = read[3], read[4]
    assert isinstance(later, Invalid)
    assert isinstance(both, Invalid)
    assert later.case_id == "case-1"
    assert [problem.pointer for problem in later.problems] == ["/case_id"]
    assert "line 2" in later.problems[0].message.en
    assert [problem.pointer for problem in both.problems] == ["/zzz", "/case_id"]


def test_records_of_a_list_are_numbered() -> None:
    """In a JSON list a record is named by its place."""
    read = piped(json.dumps([case(1), 5, case(1)]))
    assert [entry.location for entry in read if isinstance(entry, Invalid)] == ["record 2", "record 3"]
    assert isinstance(read[2], Invalid)
    assert "record 1" in read[2].problems[0].message.en


def test_fields_that_stand_twice() -> None:
    """A field name that stands twice in one object is refused, each with its place."""
    text = json.dumps(case(needs=[NEED])).replace('"area"', '"need_id": "2", "area"')
    text = text.replace('"citizen"', '"case_id": "x", "citizen"')
    assert problems_of(text).keys() == {"/case_id", "/needs/0/need_id"}


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_json_does_not_have(written: str) -> None:
    """NaN and Infinity are no numbers."""
    treatment = {"form": "day", "started_on": "2025-01-01", "days_per_week": "HERE"}
    text = json.dumps(case(treatments=[treatment])).replace('"HERE"', written)
    assert "NaN or Infinity" in problems_of(text)["/treatments/0/days_per_week"]


def test_half_characters() -> None:
    """Half of a surrogate pair is not text, neither in a value nor in a name."""
    half = "\ud800"
    assert "surrogate" in problems_of({**case(), "case_id": half})["/case_id"]
    assert "surrogate" in problems_of(case(citizen={"sex": half}))["/citizen/sex"]
    for message in (*problems_of(case(**{half: 1})).values(), *problems_of(case(citizen={half: 1})).values()):
        message.encode()


def test_a_line_that_is_not_utf8() -> None:
    """A line in another encoding is invalid, the rest goes on."""
    first, second = piped(
        json.dumps(case("ø"), ensure_ascii=False).encode("latin-1") + b"\n" + lines(case()).encode()
    )
    assert isinstance(first, Invalid)
    assert "is not UTF-8" in first.problems[0].message.en
    assert isinstance(second, Case)


class Endless(io.RawIOBase):
    """A line of 50 MB and a good one after it, made as they are read."""

    def __init__(self) -> None:
        chunk = b"x" * 1_000_000
        self._parts = iter([b'{"a":"', *[chunk] * 50, b'"}\n', lines(case()).encode()])
        self._rest = b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give the next bytes."""
        self._rest = self._rest or next(self._parts, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def test_a_line_of_50_megabytes() -> None:
    """A line above the limit is invalid, is not held in memory, and the rest goes on."""
    tracemalloc.start()
    long, good = read_cases("-", io.BufferedReader(Endless()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(long, Invalid)
    assert long.location == "line 1"
    assert long.problems[0].message.en == "is longer than 16 MiB; write one case per line"
    assert isinstance(good, Case)
    assert peak < 2.5 * limits.LINE_BYTES


def test_a_line_at_the_limit() -> None:
    """A line of exactly the limit is read, one byte more is too long, with or without a line end."""
    text = json.dumps(case()).encode()
    full = text + b" " * (limits.LINE_BYTES - len(text))
    assert [type(entry) for entry in piped(full + b"\n", Form.NDJSON)] == [Case]
    assert [type(entry) for entry in piped(full, Form.NDJSON)] == [Case]
    assert [type(entry) for entry in piped(full + b" \n", Form.NDJSON)] == [Invalid]
    assert [type(entry) for entry in piped(full + b" ", Form.NDJSON)] == [Invalid]


def test_more_values_than_a_case_has() -> None:
    """A record with hundreds of thousands of values is refused before it is looked at closely."""
    assert "far more values" in problems_of(case(needs=[1] * 300_000))[""]


def test_very_many_problems() -> None:
    """Of very many problems the first are told and the others counted."""
    (entry,) = piped(lines(case(needs=[1] * 1000)))
    assert isinstance(entry, Invalid)
    assert len(entry.problems) == limits.PROBLEMS + 1
    assert entry.problems[-1].message.en == "has 900 more problems that are not listed"


def test_more_problems_than_can_be_told_apart() -> None:
    """Of a record in which nearly every value is wrong the number is told, and what to look at."""
    wrong = [{"assessed_on": "2026-01-01", "areas": [1] * 6_000}] * 2
    (entry,) = piped(lines(case(assessments=wrong)))
    assert isinstance(entry, Invalid)
    (problem,) = entry.problems
    assert problem.message.en.startswith("has 12006 problems, more than can be listed")


@pytest.mark.parametrize("content", [b"", b"\n \n\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["x.ndjson", "x.json", "-"])
def test_empty_input(tmp_path: Path, name: str, content: bytes) -> None:
    """An input without a record is refused."""
    path = name if name == "-" else file(tmp_path, name, content)
    assert "is empty" in str(refused(path, content))


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    assert "no such file" in str(refused(tmp_path / "nowhere.ndjson"))


def test_folder(tmp_path: Path) -> None:
    """A folder is no input, whatever it is called."""
    (tmp_path / "x.ndjson").mkdir()
    assert "is a folder" in str(refused(tmp_path))
    assert "is a folder" in str(refused(tmp_path / "x.ndjson"))


def test_impossible_file_name() -> None:
    """A name that no file can have is told like any other problem."""
    assert "cannot be opened" in str(refused("x" * 5000 + ".json"))
    assert "cannot be opened" in str(refused("x\0.json"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["x.ndjson", "x.json", "-"])
def test_utf16(tmp_path: Path, name: str, encoding: str) -> None:
    """UTF-16 is told as such, with the cure."""
    content = lines(case()).encode(encoding)
    error = refused(name if name == "-" else file(tmp_path, name, content), content)
    assert "UTF-16" in error.message.en
    assert "UTF-8" in str(error)


def test_json_file_that_is_not_utf8(tmp_path: Path) -> None:
    """A JSON file in another encoding is refused as a whole, with the line."""
    content = json.dumps([case(1), case("ø")], ensure_ascii=False, indent=1).encode("latin-1")
    assert "is not UTF-8" in str(refused(file(tmp_path, "x.json", content)))


def test_broken_json_file(tmp_path: Path) -> None:
    """A JSON file that is broken is refused with line and column."""
    content = json.dumps([case(1), case(2)], indent=1).replace('"case_id": "case-2",', '"case_id": "case-2"')
    assert "line 10, column 3: a comma" in str(refused(file(tmp_path, "x.json", content)))
    ndjson = file(tmp_path, "y.json", lines(case(1), case(2)))
    assert "--from ndjson" in str(refused(ndjson))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(content: bytes) -> None:
    """Whatever comes in, it is read, told as invalid, or refused as a whole."""
    for form in (None, Form.NDJSON, Form.JSON):
        try:
            read = piped(content, form)
        except InputError:
            continue
        assert all(isinstance(entry, AnyRecord | Invalid) for entry in read)


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
            max_leaves=5,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_json(records: list[Any]) -> None:
    """Each record of an input comes out once."""
    assert len(piped(lines(*map(json.dumps, records)), Form.NDJSON)) == len(records)
    assert len(piped(json.dumps(records), Form.JSON)) == len(records)
