"""The command line: one file per command, and the only place that prints, exits or asks the clock."""

from guidelinekit.cli.app import main

__all__ = ["main"]
