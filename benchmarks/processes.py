"""What a benchmark ran on, and servers that it starts and ends."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from deploy.demo import broker, commands, prepare

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def redis(var: Path) -> Iterator[str]:
    """The embedded Redis with its data under `var`; gives its address."""
    data = var / "redis"
    data.mkdir(parents=True, exist_ok=True)
    listens_at = data / "redis.sock"
    with process(commands.redis(prepare.redis_server(), listens_at, data), dict(os.environ), var / "redis.log"):
        wait_for(lambda: broker.answers(listens_at), 10, "Redis answers")
        yield f"unix://{listens_at}"


@contextmanager
def process(
    command: list[str], environment: dict[str, str], log: Path, **how: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A process of this checkout, which writes into a log; it is ended at the end."""
    with log.open("wb") as output:
        started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output, **how)
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            started.kill()


def processor_s(pid: int | str) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int | str, what: str = "VmRSS") -> float:
    """Memory of a process in MiB: resident now, or `VmHWM`, the most there ever was."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


def wait_for(condition: Callable[[], bool], within_s: float, what: str) -> None:
    """Wait until something holds.

    Raises:
        SystemExit: it does not within that time.
    """
    deadline = time.monotonic() + within_s
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"not within {within_s:g} s: {what}; the logs lie in the folder that --keep names")
        time.sleep(0.2)


def machine(parts: Iterable[str]) -> str:
    """The processor, the system, Python, and the versions of packages."""
    versions = []
    for part in parts:
        try:
            versions.append(f"{part} {version(part)}")
        except PackageNotFoundError:
            versions.append(f"no {part}")
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; {', '.join(versions)}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"
