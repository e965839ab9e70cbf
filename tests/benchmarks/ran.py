"""A benchmark, run as its reader runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def printed_by(name: str, *arguments: str) -> list[str]:
    """The lines that a benchmark prints, its encoder on ONNX Runtime, which starts in a moment."""
    ran = subprocess.run(
        [sys.executable, f"benchmarks/{name}.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "ENCODER_RUNTIME": "onnxruntime"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout.splitlines()
