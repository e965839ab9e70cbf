"""However the demo ends, it leaves no process, and the next start finds what it left."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demo.conftest import Demo, bare_environment
from tests.servers import wait_until
from tests.visitor import Visitor

StartAgain = Callable[..., Demo]


def test_ctrl_c_after_the_first_start_stopped_everything(first_run: Demo) -> None:
    assert first_run.ended() == 0
    assert first_run.processes == []
    assert first_run.said.rstrip().endswith("stopped")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(start_again: StartAgain, number: int) -> None:
    demo = start_again()
    assert len(demo.processes) >= 5  # itself, redis, web, worker, beat
    demo.send(number)
    assert demo.ended() == 0
    assert demo.processes == []


@pytest.mark.parametrize("told", [True, False])
def test_a_closed_terminal_stops_everything(start_again: StartAgain, told: bool) -> None:
    ours, theirs = os.openpty()

    def lead_a_session() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        if not told:  # as under a make that leads the session
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})

    demo = start_again(stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=lead_a_session)
    os.close(theirs)
    said = b""
    while b"Ctrl-C stops it" not in said:
        said += os.read(ours, 10_000)
    os.close(ours)
    assert demo.ended() == 0
    assert demo.processes == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_demo_leaves_no_process_and_can_be_started_again(start_again: StartAgain) -> None:
    demo = start_again()
    demo.send(signal.SIGKILL)
    wait_until(lambda: demo.processes == [], 20, "no process is left")
    again = start_again(demo.var)
    assert again.visitor.get("/films/").status == 200


def test_a_signal_during_the_set_up_stops_that_too(start_again: StartAgain, tmp_path: Path) -> None:
    demo = start_again(tmp_path / "new", stdin=subprocess.DEVNULL).says("migrations to apply")
    demo.send(signal.SIGTERM)
    assert demo.ended() == 0
    assert demo.processes == []


def test_redis_data_that_cannot_be_read_is_moved_aside(
    start_again: StartAgain, first_run: Demo, tmp_path: Path
) -> None:
    var = shutil.copytree(first_run.var, tmp_path / "var")
    (written,) = (var / "redis" / "appendonlydir").glob("*.incr.aof")
    written.write_bytes(b"nothing that Redis ever wrote\n" * 100)
    demo = start_again(var).says("redis keeps dying")
    (line,) = (line for line in demo.said.splitlines() if "keeps dying" in line)
    assert f"its data moved to {var}/redis-damaged-" in line
    wait_until(lambda: demo.visitor.ready()["broker"]["ok"], 20, "Redis is back")


def test_edits_and_deletions_outlive_a_restart_and_a_changed_catalogue(
    start_again: StartAgain, first_run: Demo, tmp_path: Path
) -> None:
    demo = start_again()
    curator = Visitor(demo.visitor.address)
    password = (demo.var / "curator-password").read_text().strip()
    curator.fill("/admin/login/", username="curator", password=password)
    edited, deleted, untouched = (f"/admin/catalog/film/{number}/change/" for number in (1, 2, 3))
    before = {row[0]: row for row in films(demo.var)}
    assert "/change/" not in curator.fill(edited, overview="A curator wrote this.", _save="Save").url
    curator.fill(deleted.replace("change", "delete"), post="yes")
    assert curator.get(untouched).status == 200
    demo.send(signal.SIGINT)
    demo.ended()

    root = shutil.copytree(first_run.root, tmp_path / "pulled", symlinks=True)
    catalogue = root / "fixtures" / "catalogue" / "1980s.jsonl"
    rows = [json.loads(line) for line in catalogue.read_text().splitlines()]
    for row in rows:
        if row["title"] in {before[number][1] for number in (1, 2, 3)}:
            row["runtime"] += 1
            row["overview"] = "The catalogue says it differently now."
    catalogue.write_text("".join(json.dumps(row) + "\n" for row in rows))

    again = start_again(demo.var, root=root).says("catalogue: loading")
    after = {row[0]: row for row in films(again.var)}
    assert after[1] == (*before[1][:3], "A curator wrote this.")
    assert 2 not in after
    assert before[2][1] not in {row[1] for row in after.values()}
    assert after[3] == (3, before[3][1], before[3][2] + 1, "The catalogue says it differently now.")
    assert {number: row for number, row in after.items() if number > 3} == {
        number: row for number, row in before.items() if number > 3
    }
    assert (again.var / "curator-password").read_text().strip() == password
    assert "Log out" in curator_of(again, password)


def test_reset_forgets_all_state(first_run: Demo, tmp_path: Path) -> None:
    var = shutil.copytree(first_run.var, tmp_path / "var")
    for said in (f"forgotten: {var}\n", f"there is no state in {var}\n"):
        done = subprocess.run(
            [sys.executable, "-m", "deploy.demo", "--reset"],
            cwd=first_run.root,
            env=bare_environment(VAR_DIR=str(var)),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == said
        assert not var.exists()


def curator_of(demo: Demo, password: str) -> str:
    return Visitor(demo.visitor.address).fill("/admin/login/", username="curator", password=password).text


def films(var: Path) -> list[tuple[int, str, int, str]]:
    database = sqlite3.connect(f"file:{var / 'moviemind.sqlite3'}?mode=ro", uri=True)
    try:
        return database.execute("SELECT id, title, runtime, overview FROM catalog_film").fetchall()
    finally:
        database.close()
