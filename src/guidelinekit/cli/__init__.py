"""The command line: one file per command, and the only place that prints, exits or asks the clock."""

import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line and exit; Ctrl-C while it is still being imported ends it without a word."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from guidelinekit.cli.app import main as run  # noqa: PLC0415 - what is imported here can be stopped

    run()
