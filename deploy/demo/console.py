"""What the demo says on the terminal, a line a step."""

import os
import sys
import time

_started = time.monotonic()


def say(line: str) -> None:
    """Print a line with the seconds since the start. A terminal that is gone is no reason to stop."""
    write(f"{time.monotonic() - _started:6.1f} s  {line}\n")


def write(text: str) -> None:
    """Print text as it is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        # Closed terminal or pipe. Python would try again, and complain, when it flushes at exit.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - it lives as long as the process
