"""Starts the demo's servers, keeps them running, and stops them all."""

import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from deploy.demo import broker, commands
from deploy.demo.child import Child, kill_group, spawn
from deploy.demo.console import say, write

ROOT = Path(__file__).resolve().parents[2]
TICK_S = 0.2
WEB_STOP_S = 8.0  # gunicorn gives requests under way five seconds
BROKER_STOP_S = 3.0
RUNTIMES = {"deepsparse": "DeepSparse", "onnxruntime": "ONNX Runtime"}


class DemoError(RuntimeError):
    """The demo cannot run; the message says why and what to do."""


class Stop(BaseException):
    """A signal asks to stop. Not an Exception, so that nothing on the way takes it for a failure of its own."""


class Supervisor:
    """Everything from the environment to the last child's end."""

    def __init__(self, port: int, var: Path, environment: Path = ROOT / ".venv") -> None:
        """Describe the run; nothing is touched yet."""
        self.port = port
        self.var = var
        self.logs = var / "log"
        self.python = environment / "bin" / "python"
        self.environment = environment
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "moviemind.settings",
            "PYTHONUNBUFFERED": "1",
            "VAR_DIR": str(var),
        }
        self.children: list[Child] = []
        self.address = socket.socket()
        self._step: subprocess.Popen[str] | None = None
        self._stopping = False
        self._parent = os.getppid()
        self._terminal: int | None = None  # a descriptor of it, where it should end this by going

    # --- the run ---------------------------------------------------------------------------------------------------
    def run(self) -> None:
        """Run until a signal comes.

        Raises:
            DemoError: it cannot run here, or not now.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue  # nohup: the terminal may go
            signal.signal(number, self._on_signal)
            if number == signal.SIGHUP:
                self._terminal = next((number for number in (0, 1, 2) if os.isatty(number)), None)
        try:
            self._take_port()
            self.logs.mkdir(parents=True, exist_ok=True)
            with (self.var / "demo.lock").open("a+") as lock:
                self._take_lock(lock)
                self._start()
                self._watch()
        except Stop:
            pass
        finally:
            self._stop()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if not self._stopping:  # a second Ctrl-C changes nothing: all is on its way out
            self._stopping = True
            raise Stop

    def _take_port(self) -> None:
        """Hold the port from now on: nobody takes it while packages are installed, and restarts drop no connection."""
        self.address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.address.bind(("127.0.0.1", self.port))
            self.address.listen(128)  # early visitors wait; bound only, it could be bound by others too
        except OSError as error:
            raise DemoError(
                f"port {self.port} of 127.0.0.1 cannot be used ({error.strerror}); choose another: make demo PORT=8123"
            ) from None

    def _take_lock(self, lock: Any) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise DemoError(f"a demo of this checkout is running already: {lock.read().strip()}") from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, http://127.0.0.1:{self.port}/\n")
        lock.flush()

    def _start(self) -> None:
        self._run_step([sys.executable, str(ROOT / "requirements" / "environment.py"), str(self.environment), "serve"])
        facts = json.loads(self._run_step([str(self.python), "-m", "deploy.demo.prepare"]))
        if facts["redis_url_set"]:
            say("redis: the server that REDIS_URL names")
        else:
            self._start_redis(facts)
        self._start_web()
        self._load_catalogue()
        self._start_worker()
        address = f"http://127.0.0.1:{self.port}/"
        write(f"\n    MovieMind   {address}\n    admin       {address}admin/\n")
        write(f"    curator     user curator, password in {self.var / 'curator-password'}\n")
        write(f"    logs        {self.logs}\n    Ctrl-C stops it.\n\n")

    # --- steps that end --------------------------------------------------------------------------------------------
    def _run_step(self, command: list[str]) -> str:
        """Run a command to its end, show the lines it prints, and return the last of them if it is meant for us."""
        log = self.logs / "setup.log"
        with log.open("ab") as errors:
            self._step = spawn(command, stdout=subprocess.PIPE, stderr=errors.fileno(), env=self.env, folder=ROOT)
        assert self._step.stdout
        line = ""
        for line in self._step.stdout:
            if not line.startswith("{"):
                say(line.rstrip())
        code = self._step.wait()
        self._step = None
        if self._stopping:
            raise Stop
        if code:
            words = [text.strip() for text in log.read_text(errors="replace").splitlines() if text.strip()]
            raise DemoError(f"{(words or [line.strip()])[-1].removeprefix('error: ')} (all of it in {log})")
        return line

    # --- servers ---------------------------------------------------------------------------------------------------
    def _child(self, name: str, command: list[str], **how: Any) -> Child:
        child = Child(name, command, env=self.env, folder=ROOT, logs=self.logs, **how)
        self.children.append(child)
        child.start()
        return child

    def _start_redis(self, facts: dict[str, Any]) -> None:
        if not facts["redis_server"]:
            raise DemoError("the embedded Redis has no build for this machine; start one and name it in REDIS_URL")
        listens_at, data = Path(facts["redis_socket"]), self.var / "redis"
        try:
            broker.make_folders(listens_at, data)
        except broker.BrokerError as error:
            raise DemoError(str(error)) from None
        broker.clear_up(listens_at)
        command = commands.redis(facts["redis_server"], listens_at, data)
        self._child("redis", command, on_keeps_dying=lambda: broker.set_data_aside(data))
        deadline = time.monotonic() + 3
        while not broker.answers(listens_at) and time.monotonic() < deadline:
            time.sleep(0.02)

    def _start_web(self) -> None:
        number = self.address.fileno()
        self._child("web", commands.web(self.python, f"fd://{number}"), pass_fds=(number,))

    def _start_worker(self) -> None:
        self._child("worker", commands.worker(self.python), death_signal=signal.SIGKILL)
        self._child("beat", commands.beat(self.python, self.var / "beat-schedule"))

    # --- data ------------------------------------------------------------------------------------------------------
    def _load_catalogue(self) -> None:
        """Load the shipped films, before the worker starts, so that the first index has them all."""
        catalogue = ROOT / "fixtures" / "catalogue"
        digest = hashlib.sha256()
        for path in sorted(catalogue.rglob("*.jsonl")):
            digest.update(path.relative_to(catalogue).as_posix().encode() + path.read_bytes())
        stamp = self.var / "catalogue-loaded"
        if stamp.is_file() and stamp.read_text() == digest.hexdigest():
            return
        say("catalogue: loading the shipped films ...")
        self._run_step([str(self.python), "manage.py", "import_films", "jsonl", str(catalogue)])
        stamp.write_text(digest.hexdigest())

    # --- watching --------------------------------------------------------------------------------------------------
    def _watch(self) -> None:
        last_problems: list[str] | None = None
        ready = False
        looked_at = trimmed_at = time.monotonic()
        while not self._stopping:  # a Stop that was raised inside a finalizer is lost
            for child in self.children:
                child.watch()
            now = time.monotonic()
            if not ready and now - looked_at >= 1:
                looked_at = now
                report = self._readiness()
                ready = report.get("status") == "ready"
                if ready:
                    runtime = report["encoder"]["runtime"]
                    say(f"ready: {report['index']['films']} films, encoder on {RUNTIMES.get(runtime, runtime)}")
                elif report.get("problems") != last_problems:
                    last_problems = report.get("problems")
                    say("waiting: " + "; ".join(last_problems or ["the web server does not answer yet"]))
            if now - trimmed_at >= 60:
                trimmed_at = now
                for child in self.children:
                    child.trim_log()
            if "MAKELEVEL" in os.environ and os.getppid() != self._parent:
                say("make is gone, so this stops")
                return
            if self._terminal is not None and not os.isatty(self._terminal):
                return  # where make leads the session it keeps the news of this to itself, and waits for us
            time.sleep(TICK_S)

    def _readiness(self) -> dict[str, Any]:
        """What /readyz says; nothing while it does not answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            line.request("GET", "/readyz")
            report = json.loads(line.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return {}
        finally:
            line.close()
        return report if isinstance(report, dict) else {}

    # --- the end ---------------------------------------------------------------------------------------------------
    def _stop(self) -> None:
        """Stop every child, Redis last: the others still talk to it. Whoever takes too long is killed."""
        self._stopping = True
        if self._step:
            kill_group(self._step)
            self._step.wait()
        if self.children:
            say("stopping ...")
        for name_is_redis, patience in ((False, WEB_STOP_S), (True, BROKER_STOP_S)):
            going = [child for child in self.children if (child.name == "redis") == name_is_redis]
            for child in going:
                child.ask_to_stop()
            deadline = time.monotonic() + patience
            for child in going:
                child.stop_within(deadline)
        self.address.close()
        if self.children:
            say("stopped")
