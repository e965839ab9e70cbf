"""`python3.11 -m deploy.demo [PORT]`: set up and run everything on 127.0.0.1; `--reset` forgets all state instead."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

from deploy.demo.supervisor import ROOT, DemoError, Supervisor


def main(arguments: list[str]) -> int:
    """Run the demo; 1 with one line of reason when it cannot."""
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    given = arguments[0] if arguments else "8000"
    if given == "--reset":
        return reset(var)
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= 65535:
        print(f"error: PORT is a number from 1 to 65535, not {given!r}", file=sys.stderr)
        return 2
    try:
        Supervisor(int(given), var).run()
    except DemoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def reset(var: Path) -> int:
    """Forget all state, unless a demo is using it."""
    if not var.is_dir():
        print(f"there is no state in {var}")
        return 0
    with (var / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            print(f"error: stop the running demo first: {lock.read().strip()}", file=sys.stderr)
            return 1
        shutil.rmtree(var)
    print(f"forgotten: {var}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
