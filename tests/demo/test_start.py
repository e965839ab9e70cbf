"""What `make demo` says and serves, and what it refuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.demo.conftest import Demo, bare_environment, copy_of_the_code, free_port
from tests.servers import wait_until
from tests.visitor import Visitor

RUNTIME = ("deepsparse", "DeepSparse") if find_spec("deepsparse") else ("onnxruntime", "ONNX Runtime")
PAGES = (
    *("/", "/?q=war", "/films/", "/films/1/", "/films/1/cover.svg", "/for-you/", "/sources/", "/healthz", "/readyz"),
    *("/accounts/signup/", "/accounts/login/", "/admin/", "/api/docs/", "/api/v1/schema/", "/api/v1/films/"),
)


@pytest.fixture(scope="module")
def demo(checkout: Path, first_run: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo that runs, the second on its data, with no runtime asked for."""
    demo = Demo(checkout, shutil.copytree(first_run.var, tmp_path_factory.mktemp("second") / "var"))
    try:
        yield demo.start().says("ready:", within=240)
    finally:
        demo.stop()


def run(checkout: Path, var: Path, *arguments: str) -> tuple[int, str]:
    """Run the demo's command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.demo", *arguments],
        cwd=checkout,
        env=bare_environment(VAR_DIR=str(var)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_first_start_tells_each_step_and_the_runtime(first_run: Demo) -> None:
    for words in ("migrations to apply", "static files:", "catalogue: loading", "encoder on ONNX Runtime"):
        assert words in first_run.said
    assert first_run.said.count("ready:") == 1
    assert {path.name for path in (first_run.var / "log").glob("*.log")} >= {f"{name}.log" for name in CHILDREN}


def test_it_says_where_it_is_and_where_the_password_is(demo: Demo) -> None:
    assert f"MovieMind   http://127.0.0.1:{demo.port}/\n" in demo.said
    password = demo.var / "curator-password"
    assert f"user curator, password in {password}\n" in demo.said
    for secret in (password, demo.var / "secret-key"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert password.read_text().strip() not in demo.said


def test_it_is_ready_on_the_best_runtime_there_is(demo: Demo) -> None:
    report = wait_until(lambda: (found := demo.visitor.ready())["status"] == "ready" and found, 30, "it is ready")
    assert report["encoder"]["runtime"] == RUNTIME[0]
    assert report["index"]["films"] == 109
    assert f"encoder on {RUNTIME[1]}" in demo.said
    # The first run's index was made by ONNX Runtime; films and questions are embedded by one runtime.
    wait_until(lambda: _index_runtime(demo) == RUNTIME[0], 90, "the index is made anew by the runtime that serves")


def _index_runtime(demo: Demo) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "index_status", "--json"],
        cwd=demo.root,
        env=demo.env,
        capture_output=True,
        text=True,
        check=True,
    )
    status = json.loads(done.stdout)
    (encoder,) = (row["encoder"] for row in status["versions"] if row["version"] == status["current"])
    return str(encoder).rpartition(":")[2]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers(demo: Demo, path: str) -> None:
    reply = demo.visitor.get(path)
    assert reply.status == 200, reply.text[:500]
    assert reply.text


def test_static_files_are_served_under_hashed_names(demo: Demo) -> None:
    sheets = re.findall(r'href="(/static/css/[^"]+\.css)"', demo.visitor.get("/").text)
    assert sheets
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
        assert demo.visitor.get(sheet).status == 200


def test_the_curator_signs_in_with_the_password_from_the_file(demo: Demo) -> None:
    curator = Visitor(demo.visitor.address)
    password = (demo.var / "curator-password").read_text().strip()
    reply = curator.fill("/admin/login/", username="curator", password=password)
    assert reply.url.endswith("/admin/")
    assert "Log out" in reply.text


def test_a_second_one_and_a_reset_are_refused_while_it_runs(demo: Demo) -> None:
    for arguments, words in (((str(free_port()),), "is running already"), (("--reset",), "stop the running demo")):
        code, said = run(demo.root, demo.var, *arguments)
        assert code == 1
        assert words in said
        assert f"http://127.0.0.1:{demo.port}/" in said
        assert len(said.splitlines()) == 1
    assert demo.visitor.get("/healthz").status == 200


CHILDREN = {"redis": "valkey-server", "web": "gunicorn", "worker": "moviemind worker", "beat": "moviemind beat"}


@pytest.mark.parametrize("name", CHILDREN)
def test_a_killed_child_is_started_again(demo: Demo, name: str) -> None:
    assert demo.process

    def child() -> int | None:
        words = CHILDREN[name] if name != "redis" else "redis.sock"  # the server writes its own title
        pids = [p.pid for p in demo.processes if p.parent == demo.process.pid and words in p.command]  # type: ignore[union-attr]
        return pids[0] if len(pids) == 1 else None

    before = child()
    assert before, demo.processes
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: child() not in (None, before), 60, f"another {name}")
    assert f"{name} ended (signal SIGKILL); starting it again" in demo.said
    wait_until(lambda: demo.visitor.get("/readyz").status == 200, 60, "it answers")


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "8000x", "8²"])
def test_a_port_that_is_none_is_refused(checkout: Path, tmp_path: Path, port: str) -> None:
    code, said = run(checkout, tmp_path / "var", port)
    assert code == 2
    assert said.startswith("error: PORT is a number from 1 to 65535, not")
    assert not (tmp_path / "var").exists()


def test_a_taken_port_is_said_before_anything_starts(checkout: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        code, said = run(checkout, tmp_path / "var", str(port))
    assert code == 1
    assert said.startswith(f"error: port {port} of 127.0.0.1 cannot be used")
    assert "make demo PORT=" in said
    assert not (tmp_path / "var").exists()


def test_every_shell_command_works_with_no_variable_set(tmp_path: Path) -> None:
    root = copy_of_the_code(tmp_path / "moviemind")

    def manage(*arguments: str) -> str:
        done = subprocess.run(
            [root / ".venv" / "bin" / "python", "manage.py", *arguments],
            cwd=root,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr[-2000:])
        return done.stdout

    manage("check")
    manage("migrate", "--verbosity", "0")
    manage("import_films", "jsonl", "fixtures/catalogue")
    assert "published" in manage("rebuild_index", "--wait")
    assert json.loads(manage("index_status", "--json"))["versions"][0]["films"] == 109
    assert len(json.loads(manage("recommend", "war films", "--json"))["results"]) == 10
    assert (root / "var" / "moviemind.sqlite3").is_file()
