"""One child process of the demo: started, watched, restarted, stopped, and never left behind."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from deploy.demo.console import say

LOG_LIMIT = 5_000_000  # bytes; a log that outgrows it moves to NAME.log.1
STEADY_S = 30.0  # a child that lived this long starts with a clean slate
BACKOFF_S = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)  # before the first, second... restart in a row
KEEPS_DYING = 3  # deaths in a row after which it is said so

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def leash(parent: int, number: int) -> Callable[[], None]:
    """Return what a fresh child calls before it becomes its program: the kernel ends it when the supervisor ends.

    So even `kill -9` of the supervisor leaves no process. Linux only; elsewhere the next start clears up.
    """

    def tie() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:  # it died in between
                os._exit(1)

    return tie


def spawn(
    command: Sequence[str],
    *,
    stdout: int,
    stderr: int,
    env: Mapping[str, str],
    folder: Path,
    pass_fds: Sequence[int] = (),
    death_signal: int = signal.SIGTERM,
) -> "subprocess.Popen[str]":
    """Start a command in a session of its own: Ctrl-C reaches the supervisor alone, which then stops all in order."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=env,
        cwd=folder,
        pass_fds=pass_fds,
        text=True,
        start_new_session=True,
        preexec_fn=leash(os.getpid(), death_signal),  # safe: the supervisor has one thread
    )


def kill_group(process: "subprocess.Popen[str]", number: int = signal.SIGKILL) -> None:
    """Send a signal to a child's whole group; its own children may have outlived it."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):  # nobody left (macOS says the latter of a group of the dead)
        return


class Child:
    """A server that shall always run."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        folder: Path,
        logs: Path,
        pass_fds: Sequence[int] = (),
        death_signal: int = signal.SIGTERM,
        on_keeps_dying: Callable[[], str] = lambda: "",
    ) -> None:
        """Describe it; nothing runs yet.

        Args:
            death_signal: what the kernel sends it when the supervisor is gone.
            on_keeps_dying: may mend something before the next try, and returns a few words on what it did.
        """
        self.name = name
        self.log = logs / f"{name}.log"
        self._command = command
        self._env = env
        self._folder = folder
        self._pass_fds = pass_fds
        self._death_signal = death_signal
        self._on_keeps_dying = on_keeps_dying
        self._process: subprocess.Popen[str] | None = None
        self._started_at = 0.0
        self._again_at: float | None = None
        self._deaths = 0

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it, its output appended to its log."""
        self.trim_log()
        with self.log.open("ab") as log:
            self._process = spawn(
                self._command,
                stdout=log.fileno(),
                stderr=log.fileno(),
                env=self._env,
                folder=self._folder,
                pass_fds=self._pass_fds,
                death_signal=self._death_signal,
            )
        self._started_at = time.monotonic()
        self._again_at = None

    def watch(self) -> None:
        """Notice its death, and start it again when its time has come."""
        now = time.monotonic()
        if self._process and self._process.poll() is not None:
            self._died(self._process, now)
        elif self._again_at is not None and now >= self._again_at:
            self.start()

    def _died(self, process: "subprocess.Popen[str]", now: float) -> None:
        kill_group(process)
        self._process = None
        self._deaths = 1 if now - self._started_at > STEADY_S else self._deaths + 1
        pause = BACKOFF_S[min(self._deaths, len(BACKOFF_S)) - 1]
        self._again_at = now + pause
        how = _how_it_ended(process.returncode)
        if self._deaths < KEEPS_DYING:
            say(f"{self.name} ended ({how}); starting it again")
        elif self._deaths == KEEPS_DYING:
            mended = self._on_keeps_dying()
            say(f"{self.name} keeps dying ({how}: {self._last_words()}); {mended or 'trying on'}; see {self.log}")

    def _last_words(self) -> str:
        lines = [line.strip() for line in self.log.read_text(errors="replace").splitlines()[-20:] if line.strip()]
        return lines[-1][:200] if lines else "it said nothing"

    def trim_log(self) -> None:
        """Keep the log and one before it, of bearable size. The child goes on writing at the end of the same file."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)

    def ask_to_stop(self) -> None:
        """Send SIGTERM, and never start it again."""
        self._again_at = None
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def stop_within(self, deadline: float) -> None:
        """Wait for its end until the deadline (monotonic), then end it and all that it started."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        kill_group(self._process)
        self._process.wait()
        self._process = None


def _how_it_ended(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
