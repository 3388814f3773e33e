"""Being here puts this folder on the import path, so that every test may use `garden`.

Commands that tests start are interrupted as from a terminal, also where the shell that runs the suite in the
background has it ignore interrupts, which every process below would inherit.
"""

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
