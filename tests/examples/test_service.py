"""Tests of the service and the nightly job of the examples: they run, are typed, and repeat no CPR number."""

import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from guidelinekit import Case

EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPTS = [EXAMPLES / name for name in ("service.py", "nightly.py", "embed.py")]
CPR = "01" + "01" + "90" + "1234"
AS_OF = "2026-06-01"
SMALL: dict[str, Any] = {"schema_version": "1", "case_id": "case-1", "citizen": {}}


@pytest.fixture(scope="module")
def client() -> Any:
    """Start the service."""
    pytest.importorskip("httpx")
    testing = pytest.importorskip("fastapi.testclient")
    sys.path.insert(0, str(EXAMPLES))
    try:
        import service  # noqa: PLC0415 - an example, on no path
    finally:
        sys.path.remove(str(EXAMPLES))
    with testing.TestClient(service.app) as started:
        yield started


def test_a_case_sent_to_the_service(client: Any) -> None:
    """The answer names each unmet requirement by its key, with what would close it."""
    answer = client.post(f"/findings?as_of={AS_OF}", content=(EXAMPLES / "one_case.json").read_bytes())
    assert answer.status_code == 200
    unmet = {each["key"]: each for each in answer.json()["unmet"]}
    assert unmet["case-worked ssb-2016/3.2.4-early-partner-contact need:n2"]["due_on"] == "2026-03-30"
    assert all(each["finding"] and each["remedy"] for each in unmet.values())


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({**SMALL, "case_id": CPR}),
        json.dumps({**SMALL, CPR: CPR}),
        json.dumps({**SMALL, "citizen": {"birth_date": CPR}}),
        '{"case_id": ' + CPR,
        CPR,
    ],
)
def test_a_cpr_number_is_nowhere_in_the_answer_or_the_log(
    client: Any, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    """A case with a CPR number is refused in words that do not repeat it."""
    with caplog.at_level(logging.DEBUG):
        answer = client.post(f"/findings?as_of={AS_OF}", content=content)
    assert answer.status_code == 422
    assert CPR not in answer.text + caplog.text
    assert answer.json()["problems"]


def test_a_wrong_address_is_not_repeated(client: Any) -> None:
    """A number in the place of the date is not repeated in the answer."""
    answer = client.post(f"/findings?as_of={CPR}", content=json.dumps(SMALL))
    assert answer.status_code == 422
    assert CPR not in answer.text
    assert answer.json()[0]["where"] == ["query", "as_of"]


def nightly(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the nightly job."""
    command = [sys.executable, str(EXAMPLES / "nightly.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_nightly_job_tells_what_is_new(tmp_path: Path) -> None:
    """The first run tells everything, a second one over the rows in another order nothing."""
    export, state = tmp_path / "cases.ndjson", tmp_path / "findings.json"
    rows = (EXAMPLES / "municipality.ndjson").read_text(encoding="utf-8").splitlines()
    export.write_text("\n".join(rows), encoding="utf-8")
    first = nightly(export, state, AS_OF)
    assert first.returncode == 0
    assert len(first.stdout.splitlines()) == len(json.loads(state.read_text(encoding="utf-8"))) > 100
    export.write_text("\n".join(reversed(rows)), encoding="utf-8")
    second = nightly(export, state, AS_OF)
    assert (second.returncode, second.stdout) == (0, "")
    worse = {**SMALL, "case_id": CPR}
    export.write_text("\n".join([*rows, json.dumps(worse)]), encoding="utf-8")
    third = nightly(export, state, AS_OF)
    assert (third.returncode, third.stdout) == (3, "")
    assert "ligner et CPR-nummer" in third.stderr
    assert CPR not in third.stderr


def test_the_nightly_job_says_what_it_cannot_read(tmp_path: Path) -> None:
    """A missing export is one sentence, and no traceback."""
    done = nightly(tmp_path / "none.ndjson", tmp_path / "state.json", AS_OF)
    assert done.returncode == 1
    assert "there is no such file" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_examples_are_typed() -> None:
    """Mypy in its strict mode has nothing to say of them, and nothing in them is ignored."""
    pytest.importorskip("fastapi")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", *map(str, SCRIPTS)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout.splitlines()[-1], done.returncode) == (
        "Success: no issues found in 3 source files",
        0,
    )
    assert not any("type: ignore" in script.read_text(encoding="utf-8") for script in SCRIPTS)


@pytest.mark.skipif(shutil.which("pyright", path=Path(sys.executable).parent) is None, reason="needs pyright")
def test_pyright_takes_the_examples_and_the_model(tmp_path: Path) -> None:
    """Pyright in its strict mode has nothing to say of the examples, nor of a program that builds a case."""
    pytest.importorskip("fastapi")
    for script in SCRIPTS:
        shutil.copy(script, tmp_path)
    (tmp_path / "builds.py").write_text(BUILDS, encoding="utf-8")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    command = [
        str(Path(sys.executable).parent / "pyright"),
        "--pythonpath",
        sys.executable,
        "-p",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    assert "0 errors" in done.stdout


BUILDS = """
from datetime import date

from guidelinekit import Invalid, Profile, Waiver, load_rules, parse_case
from guidelinekit.model import Area, Case, Citizen, Need, Sex

case = Case(
    schema_version="1",
    case_id="case-1",
    citizen=Citizen(birth_date=date(1990, 1, 1), sex=Sex.FEMALE),
    needs=(Need(need_id="n1", area=Area.HOUSING, identified_on=date(2026, 3, 16), barrier=True),),
)
labels = [area.label.da for area in Area]
waiver = Waiver(rule="3.2.1", case_id="case-1", reason="x", by="y", expires=date(2026, 12, 31))
rules = load_rules(waivers=[waiver])
profile: Profile = rules.profile
parsed = parse_case(case.model_dump_json())
if isinstance(parsed, Invalid):
    print([problem.message.en for problem in parsed.problems])
else:
    for result in rules.evaluate(parsed, as_of=date(2026, 6, 1)).results:
        print(result.key, result.status.value, result.message.da, result.remedy.en, result.due_on)
"""


def test_a_case_may_be_the_type_of_a_body() -> None:
    """A service that lets the framework read the case gets one, and no warning."""
    fastapi = pytest.importorskip("fastapi")
    testing = pytest.importorskip("fastapi.testclient")
    app = fastapi.FastAPI()

    @app.post("/")  # type: ignore[untyped-decorator]  # the framework may not be installed
    def named(case: Case) -> str:
        return case.case_id

    with testing.TestClient(app) as service:
        assert service.post("/", json=SMALL).json() == "case-1"
        assert service.get("/openapi.json").status_code == 200
