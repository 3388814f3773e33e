"""What the exit code of a command says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Of several, the highest number that applies is given, but for wrong usage, which goes before all."""

    CLEAN = 0
    """Nothing was found at or above `--fail-on`."""
    FINDINGS = 1
    """Something was."""
    USAGE = 2
    """A wrong option, a file that cannot be read at all, or rules that cannot be used."""
    INVALID = 3
    """Records that could not be evaluated, whether or not there were findings among the others."""
    INTERRUPTED = 130
    """Stopped from the keyboard (128 and the number of SIGINT)."""
    PIPE_CLOSED = 141
    """The reader of the output went away (128 and the number of SIGPIPE)."""
