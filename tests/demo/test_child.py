"""One child process under the supervisor."""

import os
import sys
import time
from pathlib import Path

import pytest

from deploy.demo import child as module
from deploy.demo.child import Child


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BACKOFF_S", (0.0,))


def make(tmp_path: Path, code: str) -> Child:
    return Child("web", [sys.executable, "-c", code], env=dict(os.environ), folder=tmp_path, logs=tmp_path)


def test_a_child_that_keeps_dying_is_said_in_one_line_and_tried_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    child = make(tmp_path, "print('tried'); raise SystemExit('the disk is full')")
    child.start()
    deadline = time.monotonic() + 30
    while (tmp_path / "web.log").read_text().count("tried") < 6 and time.monotonic() < deadline:
        child.watch()
        time.sleep(0.01)
    child.stop_within(0)
    lines = [line for line in capsys.readouterr().out.splitlines() if "keeps dying" in line]
    assert len(lines) == 1
    assert f"web keeps dying (exit status 1: the disk is full); trying on; see {child.log}" in lines[0]


def test_a_log_that_outgrew_its_limit_is_moved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOG_LIMIT", 10)
    child = make(tmp_path, "")
    child.log.write_text("a long line of an earlier day")
    child.trim_log()
    assert child.log.read_text() == ""
    assert child.log.with_suffix(".log.1").read_text() == "a long line of an earlier day"
