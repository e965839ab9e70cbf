"""Secrets that are made once and kept in a file that only their owner can read."""

import os
import secrets
from pathlib import Path


def read_or_make_secret(path: Path, length: int = 50) -> str:
    """Return the secret kept at `path`, making it at the first call.

    Several processes may start at once: whoever links the file into place first wins, and all read the same one.
    """
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(length) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # another process was first: its secret is the one
    finally:
        aside.unlink()
    return path.read_text(encoding="ascii").strip()
