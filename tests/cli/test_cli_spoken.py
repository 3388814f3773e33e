"""The language that is asked for, of errors, notes and help."""

from pathlib import Path
from typing import Any

import pytest
import typer
from command_line import AS_OF, OPEN, SMALL, lines, run

from english import english_in
from guidelinekit.cli.app import COMMANDS, app
from guidelinekit.cli.helping import danish
from guidelinekit.cli.spoken import listen

GROUP: Any = typer.main.get_command(app)
NO_COMMAND = "guidelinekit: der er ingen kommando `chek`\n  = hjælp: mente du `check`?\n"


@pytest.mark.parametrize("words", [("chek", "--lang", "da"), ("--lang=da", "chek"), ("--lang", "da", "chek")])
def test_an_error_speaks_the_language_that_is_asked_for(words: tuple[str, ...]) -> None:
    """An option says so, wherever on the line it stands."""
    assert run(*words).stderr == NO_COMMAND


def test_a_variable_speaks_where_no_option_does() -> None:
    """The variable sets the language of everything; an option goes before it."""
    assert run("chek", GUIDELINEKIT_LANG="da").stderr == NO_COMMAND
    assert "there is no command" in run("chek", "--lang", "en", GUIDELINEKIT_LANG="da").stderr
    told = run("check", "-", *AS_OF, *SMALL, given=lines(OPEN), GUIDELINEKIT_LANG="en").stdout
    assert "unmet" in told
    assert "ikke opfyldt" not in told


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "-", "--as-of", "2026-02-30"),
        ("check", "-", "--jobs", "x"),
        ("check", "-", "--fail-on", "x>1"),
        ("check", "-", "--frm", "json"),
        ("check", "nowhere.ndjson", *AS_OF),
        ("check", "-", "--rule", "9.9-nothing", *SMALL),
        ("schema", "nothing"),
        ("new", "rule", "nothing"),
        ("verify", "nowhere.json"),
    ],
)
def test_wrong_usage_is_told_in_danish(words: tuple[str, ...]) -> None:
    """Nothing of what is told of wrong usage is English."""
    done = run(*words, "--lang", "da")
    assert done.returncode == 2
    assert "hjælp: " in done.stderr
    assert not english_in(done.stderr.replace("--", "")), done.stderr


def test_rules_that_cannot_be_used_are_told_of_in_danish(tmp_path: Path) -> None:
    """Every line that an author sees is Danish."""
    (tmp_path / "pack.yaml").write_text("id: x\ntitle: {da: Hej}\nx: 1\n", encoding="utf-8")
    told = run("rules", "--pack", tmp_path, "--lang", "da").stderr
    assert "fejl [missing-key] `edition` mangler" in told
    assert "4 fejl i reglerne" in told
    assert not english_in(told), told


def helps(command: Any) -> list[str]:
    """The help texts of a command and of those below it, paragraph by paragraph, without examples."""
    texts = [command.help or "", *(getattr(param, "help", None) or "" for param in command.params)]
    texts += [text for below in getattr(command, "commands", {}).values() for text in helps(below)]
    return [
        " ".join(part.split()) for text in texts for part in text.split("\n\n") if not part.startswith("\b\n")
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_text_has_its_danish(name: str) -> None:
    """Each text of a command's help stands in `help.da.json`, and there is Danish."""
    listen(())
    texts = [text for text in (COMMANDS[name], *helps(GROUP.get_command(None, name))) if text]
    assert [text for text in texts if text not in danish()] == []
    assert [danish()[text] for text in texts if len(english_in(danish()[text])) > 1] == []


def test_help_is_danish_where_it_is_asked_for() -> None:
    """The help of all, of a command and of a group is Danish, its headings too."""
    for words in (("--help",), ("lint", "--help"), ("profile", "--help")):
        told = run("--lang", "da", *words).stdout
        assert "Muligheder:" in told
        assert "Vis denne besked." in told
        assert "Options:" not in told
