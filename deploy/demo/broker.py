"""The embedded Redis: where it listens, how it is started, and what a killed run may have left of it."""

import os
import socket
import stat
import time
from pathlib import Path


class BrokerError(RuntimeError):
    """The embedded Redis cannot be started; the message says why and what to do."""


def make_folders(listens_at: Path, data: Path) -> None:
    """Make the folders of the socket and of the data.

    Raises:
        BrokerError: the socket's folder belongs to somebody else, who could listen in.
    """
    data.mkdir(parents=True, exist_ok=True)
    listens_at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = listens_at.parent.lstat()
    if found.st_uid != os.getuid() or stat.S_ISLNK(found.st_mode):
        raise BrokerError(f"{listens_at.parent} belongs to somebody else; remove it, or set REDIS_URL")


def clear_up(listens_at: Path) -> None:
    """Stop a server that a killed run left at the socket, and remove the socket. Call it under the demo's lock."""
    if _talk(listens_at, b"SHUTDOWN\r\n") is not None:
        deadline = time.monotonic() + 5
        while _talk(listens_at, b"PING\r\n") is not None and time.monotonic() < deadline:
            time.sleep(0.05)
    listens_at.unlink(missing_ok=True)


def answers(listens_at: Path) -> bool:
    """Whether a server is at the socket and has loaded its data."""
    return (_talk(listens_at, b"PING\r\n") or b"").startswith(b"+PONG")


def set_data_aside(data: Path) -> str:
    """Move the data that the server cannot read out of its way: whatever was asked for stands in the database."""
    damaged = data / "appendonlydir"
    if not damaged.exists():
        return ""
    aside = data.with_name(f"redis-damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    damaged.rename(aside)
    return f"its data moved to {aside}, starting with none: nothing of value is lost"


def _talk(listens_at: Path, message: bytes) -> bytes | None:
    """Send a message to the server and return its reply; None when nobody is there."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(listens_at))
            line.sendall(message)
            return line.recv(1000)
        except OSError:
            return None
