"""The command line as a whole: help, versions, wrong usage, and endings without a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from command_line import AS_OF, OPEN, QUIET, SMALL, call, lines, run

from guidelinekit.cli.app import COMMANDS, Commands, app
from guidelinekit.cli.options import day, days
from guidelinekit.errors import UsageError


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_shows_an_example(name: str) -> None:
    """The help of every command ends in an example that can be copied."""
    group = typer.main.get_command(app)
    assert isinstance(group, Commands)
    text = group.get_command(None, name).help
    assert f"guidelinekit {name}" in text.partition("Example")[2]


def test_help_names_no_type_of_python() -> None:
    """An argument is told by its name and meaning."""
    _, told, _ = call("check", "--help")
    assert "FILE  Cases: files, folders or tables" in told
    assert "str" not in told.split("Arguments:")[1].split("Options:")[0]


def test_the_help_and_the_version_load_no_rules() -> None:
    """The overall help names every command without importing what the commands need."""
    code = (
        "import sys; from guidelinekit.cli import main\n"
        "sys.argv = ['guidelinekit', '--help']\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'pydantic', 'yaml', 'jinja2', 'rich'} & set(sys.modules)))"
    )
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    )
    assert all(name in done.stdout for name in COMMANDS)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek",), "did you mean `check`?"),
        (("check", "-", "--as-of", "2026-02-30"), "2026-02-30 is not in the calendar"),
        (("check", "-", *SMALL, "--rule", "1.2-contac"), "did you mean `1.2-contact`?"),
        (("check", "-", "-o", "report.pdf"), "the extension tells no format"),
        (("check",), "guidelinekit: missing argument `FILE`"),
        (("check", "-", *AS_OF, *AS_OF), "`--as-of` is given twice"),
        (("check", "-", *SMALL, "--profile", "text-only"), "`--profile` is given twice"),
        (("check", "-", "--waivers", "a.yaml", "--waivers", "b.yaml"), "`--waivers` is given twice"),
        (("explain", "-", "1.2-kontact", *SMALL), "did you mean `1.2-contact`?"),
    ],
)
def test_wrong_usage_is_told_with_a_cure(arguments: tuple[str, ...], said: str) -> None:
    """A wrong option ends with exit code 2 and says what to write."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message", "cure"),
    [
        ("chek", "there is no command `chek`", "did you mean `check`?"),
        ("profile shw", "there is no command `profile shw`", "did you mean `show`?"),
        (
            "check",
            "missing argument `FILE`",
            "write `guidelinekit check FILE...`; see `guidelinekit check --help`",
        ),
        ("explain x", "missing argument `RULE`", "write `guidelinekit explain CASE RULE`; see"),
        ("check x --formt json", "there is no option `--formt`", "did you mean `--format`?"),
        ("check x -Q", "there is no option `-Q`", "see `guidelinekit check --help`"),
        ("--as-of 2026-06-01 check", "there is no option `--as-of`", "the command comes first"),
        ("check x --as-of", "option `--as-of` requires an argument", "write `guidelinekit check FILE...`"),
        ("check x --all=yes", "option `--all` does not take a value", "see `guidelinekit check --help`"),
        (
            "check x --fail-on unmt",
            "invalid value for `--fail-on`: `unmt` is not one of",
            "did you mean `unmet`?",
        ),
        (
            "schema zzz",
            "invalid value for `NAME`: `zzz` is not one of `case`, `provider`",
            "see `guidelinekit schema",
        ),
        ("check x --jobs many", "invalid value for `--jobs` / `-j`:", "see `guidelinekit check --help`"),
        ("generate --n 0", "invalid value for `--n`:", "see `guidelinekit generate --help`"),
        ("check x --as-of 1/6", "invalid value for `--as-of`: `1/6` is not a date", "write it as YYYY-MM-DD"),
        (
            "due x --within 14",
            "invalid value for `--within`: `14` is not a duration",
            "for example 14d or 2w",
        ),
        ("profile show a b", "got unexpected extra argument", "write `guidelinekit profile show [PROFILE]`"),
    ],
)
def test_the_option_parser_speaks_the_house_style(arguments: str, message: str, cure: str) -> None:
    """What the parser refuses is an error like every other: lower case, names in backticks, what to do."""
    with pytest.raises(UsageError) as refused:
        app(arguments.split(), prog_name="guidelinekit")
    assert refused.value.message.en.startswith(message)
    assert not refused.value.message.en.endswith(".")
    assert refused.value.help is not None
    assert cure in refused.value.help.en


@pytest.mark.parametrize("text", ["1 June 2026", "2026-6-1", "20260601", "2026-13-01", ""])
def test_a_date_is_year_month_day(text: str) -> None:
    """Only a date of the calendar, written in full, is taken."""
    with pytest.raises(typer.BadParameter):
        day(text)


def test_durations_are_days_or_weeks() -> None:
    """`2w` is as long as `14d`."""
    assert days("2w") == days("14d")


def test_today_is_named_when_no_date_is_given() -> None:
    """Without `--as-of` standard error says which date was used."""
    done = run("check", "-", *SMALL, "--format", "ndjson", given=lines(QUIET))
    assert "as of today, " in done.stderr


def test_an_output_never_overwrites_an_input(tmp_path: Path) -> None:
    """Writing onto a file that is read is refused before anything is touched."""
    cases = tmp_path / "cases.ndjson"
    cases.write_text(lines(QUIET))
    done = run("check", cases, *SMALL, *AS_OF, "-o", cases)
    assert done.returncode == 2
    assert cases.read_text() == lines(QUIET)


def test_one_file_has_one_name(tmp_path: Path) -> None:
    """A file named twice, a hard link to an input and one output for two formats are refused, and kept."""
    cases, link = tmp_path / "cases.ndjson", tmp_path / "link.ndjson"
    cases.write_text(lines(QUIET))
    link.hardlink_to(cases)
    for arguments, said in (
        ((cases, link), "is named twice"),
        (("-", "-"), "- is named twice"),
        ((cases, "-o", link), "is an input too"),
        ((cases, "-o", tmp_path / "r.json", "-o", tmp_path / "." / "r.json"), "is named twice"),
    ):
        with pytest.raises(UsageError) as refused:
            app(["check", *map(str, (*arguments, *SMALL, *AS_OF))], prog_name="guidelinekit")
        assert said in refused.value.message.en
    assert cases.read_text() == lines(QUIET)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("form", ["human", "json"])
def test_a_full_disk_is_told_as_such(form: str) -> None:
    """What cannot be written is told with a cure, and is no internal error."""
    done = run("check", "-", *SMALL, *AS_OF, "--format", form, "-o", "/dev/full", given=lines(OPEN))
    assert done.returncode == 2
    assert done.stderr.startswith("guidelinekit: cannot go on: no space left on device\n  = help: ")


def test_a_reader_of_a_report_that_goes_away_is_no_error() -> None:
    """The exit code of a broken pipe is not the one of findings."""
    source = Path(__file__).parents[2] / "src"
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        done = subprocess.run(
            [sys.executable, "-m", "guidelinekit", "rules", *SMALL],
            stdout=gone,
            stderr=subprocess.PIPE,
            env={"PYTHONPATH": str(source)},
            check=False,
        )
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_reader_that_goes_away_is_no_error() -> None:
    """`| head` ends a run without a traceback or any other complaint."""
    script = Path(__file__).parents[2] / "src"
    writer = subprocess.Popen(
        [sys.executable, "-m", "guidelinekit", "generate", "--n", "2000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(script)},
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    with writer.stdout as out:
        out.readline()
    with writer.stderr as complaints:
        assert complaints.read() == b""
    assert writer.wait(timeout=60) == 141


def test_an_internal_error_shows_no_value(tmp_path: Path) -> None:
    """Whatever goes wrong inside, the message names a place in the program and quotes nothing."""
    (tmp_path / "sitecustomize.py").write_text(
        "import guidelinekit.evaluate as e\n"
        "def fail(*a, **k): raise RuntimeError('a secret value')\n"
        "e.RuleSet.attempt = fail\n"
    )
    source = Path(__file__).parents[2] / "src"
    done = run("check", "-", *SMALL, *AS_OF, given=lines(OPEN), PYTHONPATH=f"{source}:{tmp_path}")
    assert done.returncode == 2
    assert "internal error" in done.stderr
    assert "secret" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_name_that_would_steer_the_terminal_does_not() -> None:
    """The name of a file stands in a message without its escape characters."""
    done = run("rules", "--pack", "no\x07\x9b31m")
    assert done.returncode == 2
    assert done.stderr.startswith("rules: error [unknown-pack] there is no pack `no??31m`\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_ctrl_c_while_starting_shows_no_traceback() -> None:
    """A run that is stopped while its modules are imported ends by the signal, without a word."""
    code = (
        "import builtins, os, signal, sys\n"
        "real = builtins.__import__\n"
        "def stopped(name, *rest, **more):\n"
        "    if name == 'typer':\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(name, *rest, **more)\n"
        "builtins.__import__ = stopped\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from guidelinekit.cli import main\n"
        "main()\n"
    )
    source = Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(source)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
