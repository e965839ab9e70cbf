"""The command line of each server: what the supervisor runs, and what the tests run on parts of their own."""

from pathlib import Path

WEB = ("-m", "gunicorn", "-c", "python:moviemind.gunicorn")
# In a container everybody is root. What the worker reads is JSON that only this user's Redis holds.
CELERY = ("-W", "ignore:You're running the worker with superuser", "-m", "celery", "-A", "moviemind")


def redis(server: str, listens_at: Path, data: Path) -> list[str]:
    """Redis on a socket that only its owner may use, with every write appended to a file."""
    return [
        server,
        *("--port", "0"),
        *("--unixsocket", str(listens_at)),
        *("--unixsocketperm", "700"),
        *("--dir", str(data)),
        *("--appendonly", "yes"),
        *("--appendfsync", "everysec"),
        *("--save", ""),
        *("--daemonize", "no"),
    ]


def web(python: Path, bind: str) -> list[str]:
    """Gunicorn at an address, or at a socket that is inherited: `fd://3`."""
    return [str(python), *WEB, "--bind", bind, "moviemind.wsgi"]


def worker(python: Path) -> list[str]:
    """A Celery worker. Its threads share one encoder; a forked pool would hold one each. It may be killed any time."""
    pool = ("--pool", "threads", "--concurrency", "2", "--without-gossip", "--without-mingle")
    return [str(python), *CELERY, "worker", *pool, "--loglevel", "INFO"]


def beat(python: Path, schedule: Path) -> list[str]:
    """Celery's clock, which asks the worker every second; it keeps its place in the `schedule` file."""
    return [str(python), *CELERY, "beat", "--schedule", str(schedule), "--pidfile", "", "--loglevel", "WARNING"]
