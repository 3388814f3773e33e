"""A process that has the command line imported, and forks a child for each command it is asked to run.

The child is a process of its own, with its own folder, environment, standard streams and exit code; only the
imports are spared. It is asked by a line of JSON, and answers with the exit code.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from guidelinekit import load_rules
from guidelinekit.cli import main
from guidelinekit.cli.app import COMMANDS

HERE = Path(__file__).parent


def asked() -> dict[str, Any]:
    """Answer questions until there are no more; in the child that is to run a command, give its question."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            question: dict[str, Any] = json.loads(line)
            return question
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    raise SystemExit


def become(question: dict[str, Any]) -> None:
    """Take over the arguments, the folder, the environment and the streams that are asked for."""
    os.environ.clear()
    os.environ.update(question["environment"])
    os.chdir(question["folder"])
    for number, (path, flags) in enumerate(question["streams"]):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it is there until the process ends
    sys.argv = ["guidelinekit", *question["arguments"]]


if __name__ == "__main__":
    for command in COMMANDS:
        import_module(f"guidelinekit.cli.{command}")
    load_rules([HERE / "small"], HERE / "small.yaml")  # builds what only reading builds
    become(asked())
    main()
