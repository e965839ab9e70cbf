"""Demos of a checkout with few films, each with a VAR_DIR of its own, run as `make demo` runs them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.servers import ROOT, Process, processes_of, wait_until
from tests.visitor import Visitor

NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", ".*_cache", "node_modules")
SET_BY_TESTS = ("DJANGO_SETTINGS_MODULE", "VAR_DIR", "ENCODER_RUNTIME", "REDIS_URL", "DATABASE_URL", "MAKELEVEL")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All whole demos in one process: they share the first start, which takes longest."""
    for item in items:
        if "checkout" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))
            item.add_marker(pytest.mark.slow)
            if not Path("/proc/self/environ").exists():
                item.add_marker(pytest.mark.skip(reason="looks for processes in /proc"))


def copy_of_the_code(place: Path) -> Path:
    """This checkout with the 1980s' films only, and an environment that is this one, of which nothing is written."""
    shutil.copytree(ROOT, place, ignore=NOT_COPIED)
    for path in (place / "fixtures" / "catalogue").rglob("*.jsonl"):
        if path.name != "1980s.jsonl":
            path.unlink()
    environment = place / ".venv"
    environment.mkdir()
    for path in Path(sys.prefix).iterdir():
        if path.name not in ("installed.json", ".making"):
            (environment / path.name).symlink_to(path)
    listed = (place / "requirements" / "serve.txt").read_bytes()
    (environment / "installed.json").write_text(json.dumps({"serve": hashlib.sha256(listed).hexdigest()}))
    return place


def bare_environment(**given: str) -> dict[str, str]:
    """The environment of a shell in which nobody has set anything."""
    return {name: value for name, value in os.environ.items() if name not in SET_BY_TESTS} | given


class Demo:
    """One run of the demo."""

    def __init__(self, root: Path, var: Path, **env: str) -> None:
        self.root, self.var = root, var
        self.port = free_port()
        self.env = bare_environment(VAR_DIR=str(var), **env)
        self.output = var.with_name(f"{var.name}-{self.port}.out")
        self.visitor = Visitor(f"http://127.0.0.1:{self.port}")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "deploy.demo", str(self.port)]

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    def start(self, **how: Any) -> Demo:
        with self.output.open("wb") as output:
            pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": subprocess.STDOUT}
            self.process = subprocess.Popen(
                self.command, cwd=self.root, env=self.env, start_new_session=True, **(pipes | how)
            )
        return self

    def says(self, words: str, within: float = 60) -> Demo:
        wait_until(lambda: words in self.said or not self.alive, within, f"{words!r} in {self.said}")
        assert words in self.said, self.said
        return self

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def ended(self, within: float = 20) -> int:
        """Wait for its end, and return its exit status."""
        assert self.process
        return self.process.wait(within)

    @property
    def processes(self) -> list[Process]:
        return processes_of(self.var)

    def stop(self) -> None:
        """End whatever is left, however the test ended."""
        if self.alive:
            self.send(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.ended()
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        if self.process:
            self.process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_code(tmp_path_factory.mktemp("checkout") / "moviemind")


@pytest.fixture(scope="session")
def first_run(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo that was started from nothing on ONNX Runtime, was ready, and was stopped by Ctrl-C."""
    demo = Demo(checkout, tmp_path_factory.mktemp("first") / "var", ENCODER_RUNTIME="onnxruntime")
    try:
        demo.start().says("ready:", within=240)
        demo.send(signal.SIGINT)
        demo.ended()
        yield demo
    finally:
        demo.stop()


@pytest.fixture
def start_again(first_run: Demo, tmp_path: Path) -> Iterator[Callable[..., Demo]]:
    """Start the demo on what the first run left, in a copy, until it has started everything."""
    started: list[Demo] = []

    def start(var: Path | None = None, *, root: Path = first_run.root, **how: Any) -> Demo:
        if var is None:
            var = shutil.copytree(first_run.var, tmp_path / f"var-{len(started)}")
        demo = Demo(root, var, ENCODER_RUNTIME="onnxruntime")
        started.append(demo)
        demo.start(**how)
        return demo if how else demo.says("Ctrl-C stops it")

    yield start
    for demo in started:
        demo.stop()
