"""Real servers for tests: a Redis, and sites with worker, beat and web server, each in a folder of its own.

Visitors of such a site are in visitor.py.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from deploy.demo import broker, commands, prepare

ROOT = Path(__file__).resolve().parent.parent
PYTHON = Path(sys.executable)


def wait_until(condition: Callable[[], Any], within: float, what: str, *, every: float = 0.1) -> Any:
    """Return the first true value of `condition`; fail, saying what was waited for, when none comes in time."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(every)
    raise AssertionError(f"not within {within:g} s: {what}")


class Process(NamedTuple):
    pid: int
    parent: int
    command: str


def processes_of(var: Path) -> list[Process]:
    """All living processes of a site: their environment says VAR_DIR=var, or they work inside it, as Redis does.

    Looks into /proc: Linux only.
    """
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # gone meanwhile, or somebody else's
            of_the_site = f"VAR_DIR={var}".encode() in (place / "environ").read_bytes().split(b"\0")
            if of_the_site or (place / "cwd").readlink().is_relative_to(var):
                command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
                parent = (place / "stat").read_text().rpartition(")")[2].split()[1]
                found.append(Process(int(place.name), int(parent), command))
    return found


class Server:
    """A server process in a session of its own, its output in a file."""

    def __init__(self, command: list[str], folder: Path, env: dict[str, str], *, root: Path = ROOT, **how: Any) -> None:
        self.log = folder / f"{command[-1].rpartition('/')[2]}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=root,
                env=env,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                **how,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """`kill -9`, of it and of all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask first, then kill."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.kill()


class RedisServer:
    """The embedded Redis on a socket in `folder`, started as the demo starts it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self._server: Server | None = None

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._server = Server(
            commands.redis(prepare.redis_server(), self.socket, self.folder), self.folder, dict(os.environ)
        )
        wait_until(lambda: broker.answers(self.socket), 5, "Redis answers")

    def kill(self) -> None:
        """`kill -9`; its data stays on the disk."""
        assert self._server
        self._server.kill()
        self.socket.unlink(missing_ok=True)

    def lose_all(self) -> None:
        """Kill it, with the loss of all its data."""
        self.kill()
        shutil.rmtree(self.folder)

    def stop(self) -> None:
        if self._server and self._server.alive:
            self._server.stop()


class Site:
    """A MovieMind of its own: VAR_DIR with a migrated database, whose servers a test starts, kills and asks."""

    def __init__(self, var: Path, redis_url: str, *, root: Path = ROOT, **env: str) -> None:
        self.var = var
        self.root = root
        self.web: Server | None = None
        self.env = {**os.environ, "VAR_DIR": str(var), "REDIS_URL": redis_url, **env}
        self.env["DJANGO_SETTINGS_MODULE"] = "moviemind.settings"
        self.env.setdefault("ENCODER_RUNTIME", "onnxruntime")  # starts at once, where DeepSparse compiles for seconds
        self._servers: list[Server] = []

    def manage(self, *arguments: str) -> str:
        """Run a manage.py command to its end and return what it printed."""
        done = subprocess.run(
            [PYTHON, "manage.py", *arguments], cwd=self.root, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        return done.stdout

    def eval(self, code: str) -> Any:
        """Run Python in the site's own process and return what it leaves in `result`, by way of JSON."""
        script = f"import django, json; django.setup()\n{code}\nprint(json.dumps(result, default=str))"
        done = subprocess.run(
            [PYTHON, "-c", script], cwd=self.root, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    def sql(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Read from the site's database at once, past Django."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.var / 'moviemind.sqlite3'}?mode=ro", uri=True)
        ) as database:
            return database.execute(query, parameters).fetchall()

    def start_worker(self) -> Server:
        return self._start(commands.worker(PYTHON))

    def start_beat(self) -> Server:
        return self._start(commands.beat(PYTHON, self.var / "beat-schedule"))

    def start_web(self) -> str:
        """Start the production web server and return its address once it answers."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            number, port = listening.fileno(), listening.getsockname()[1]
            self.web = self._start(commands.web(PYTHON, f"fd://{number}"), pass_fds=(number,))
        address = f"http://127.0.0.1:{port}"
        wait_until(lambda: status_of(f"{address}/healthz") == 200, 30, "the web server answers")
        return address

    def renew_web(self) -> None:
        """`kill -9` of the processes that answer; the web server starts new ones, which know nothing."""
        assert self.web
        for process in processes_of(self.var):
            if process.parent == self.web.pid:
                os.kill(process.pid, signal.SIGKILL)

    def _start(self, command: list[str], **how: Any) -> Server:
        server = Server(command, self.var, self.env, root=self.root, **how)
        self._servers.append(server)
        return server

    def stop(self) -> None:
        """End every server that the test has started and left."""
        for server in self._servers:
            server.kill()


def status_of(url: str) -> int | None:
    """The HTTP status at an address, or None while nobody answers there."""
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
