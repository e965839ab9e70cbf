"""What learning from MovieLens' ratings, and from ten times as many, costs a Celery worker: time and the most memory.

Run it with `make bench NAME=scale`. It makes a site in a temporary folder with MovieLens' films, and a worker, a clock
and a Redis of its own. The worker embeds the films and builds an index; then ratings are imported as reference members,
and a rebuild is asked for, in which nothing is left to embed: what it takes is reading the ratings, training, writing
the snapshot, and measuring it beside the one before. Members are repeated under other numbers, each with a tenth of
their films exchanged for other films, so that no two are alike.

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file
    sys.path.insert(0, str(ROOT))

from benchmarks.processes import machine, megabytes, process, processor_s, redis, wait_for  # noqa: E402
from deploy.demo import commands  # noqa: E402
from recommender.collaboration import Ratings  # noqa: E402
from recommender.evaluation.data import read_ratings  # noqa: E402

MOVIELENS = ROOT.parent / "shared" / "data" / "ml-latest-small"
TIMES, EXCHANGED = 10, 0.1
DATABASE = "moviemind.sqlite3"
PARTS = ("django", "celery", "numpy", "scipy", "faiss-cpu", "onnxruntime", "deepsparse")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ratings", type=Path, default=MOVIELENS, help="a folder with MovieLens' files")
    parser.add_argument("--times", type=int, default=TIMES, help="how often the members are there")
    arguments = parser.parse_args()
    print(machine(PARTS), flush=True)
    with tempfile.TemporaryDirectory(prefix="moviemind-bench-") as folder, ExitStack() as stack:
        site = Site(Path(folder), arguments.ratings, stack)
        figures = {"once": site.learn(1), "times": site.learn(arguments.times)}
    print(json.dumps(figures))


class Site:
    """A site with MovieLens' films, an index without ratings, and a worker."""

    def __init__(self, var: Path, movielens: Path, stack: ExitStack) -> None:
        """Make it; what it starts ends with the stack."""
        self.var, self.movielens = var, movielens
        self.environment = {
            **os.environ,
            "VAR_DIR": str(var),
            "DATABASE_URL": f"sqlite:///{var / DATABASE}",
            "REDIS_URL": stack.enter_context(redis(var)),
            "DJANGO_SETTINGS_MODULE": "moviemind.settings",
            "LOG_LEVEL": "WARNING",
        }
        self._manage("migrate", "--verbosity", "0")
        self._manage("import_films", "movielens", str(movielens), check=False)  # a few have no year and are refused
        python = Path(sys.executable)
        started = (commands.worker(python), commands.beat(python, var / "beat"))
        worker, _ = (
            stack.enter_context(process(command, self.environment, var / f"{command[-3]}.log")) for command in started
        )
        self.worker = worker.pid
        self._rebuild()

    def learn(self, times: int) -> dict[str, Any]:
        """Bring the ratings in so many times, and have an index built; returns what that took the worker."""
        ratings = repeated(read_ratings(self.movielens).ratings, times)
        folder = self.var / f"movielens-{times}"
        folder.mkdir()
        for name in ("movies.csv", "links.csv"):
            shutil.copy(self.movielens / name, folder)
        with (folder / "ratings.csv").open("w", newline="") as file:
            rows = zip(ratings.members.tolist(), ratings.films.tolist(), (ratings.half_stars / 2).tolist(), strict=True)
            csv.writer(file).writerows([("userId", "movieId", "rating", "timestamp"), *((*row, 0) for row in rows)])
        self._manage("import_ratings", "movielens", str(folder))
        Path(f"/proc/{self.worker}/clear_refs").write_text("5")  # the most memory is told from here on
        before = round(megabytes(self.worker))
        started, used = time.monotonic(), processor_s(self.worker)
        self._rebuild()
        figures = {
            "ratings": len(ratings),
            "members": len(np.unique(ratings.members)),
            "films": len(np.unique(ratings.films)),
            "seconds": round(time.monotonic() - started, 1),
            "processor_s": round(processor_s(self.worker) - used, 1),
            "mib_before": before,
            "peak_mib": round(megabytes(self.worker, "VmHWM")),
        }
        print(f"{times} x: {figures}", flush=True)
        return figures

    def _rebuild(self) -> None:
        """Ask, and wait: nobody but the worker works at it."""
        self._manage("rebuild_index", "--publish-anyway")
        wait_for(lambda: self._status() not in ("waiting", "working"), 3600, "the worker has built an index")
        if self._status() != "done":
            raise SystemExit(f"the rebuild ended as {self._status()}")

    def _status(self) -> str:
        with closing(sqlite3.connect(self.var / DATABASE)) as database:
            asked = database.execute("SELECT status FROM recommender_rebuildrequest ORDER BY id DESC").fetchone()
        return str(asked[0])

    def _manage(self, *arguments: str, check: bool = True) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=check, stdout=sys.stderr)


def repeated(ratings: Ratings, times: int) -> Ratings:
    """Each member so many times, the repeated ones with a tenth of their films exchanged for others."""
    draw = np.random.default_rng(7)
    films = np.unique(ratings.films)
    parts = [ratings]
    for copy in range(1, times):
        named = ratings.films.copy()
        for member in np.unique(ratings.members).tolist():
            own = np.flatnonzero(ratings.members == member)
            others = np.setdiff1d(films, ratings.films[own])
            count = min(round(EXCHANGED * len(own)), len(others))
            named[draw.choice(own, count, replace=False)] = draw.choice(others, count, replace=False)
        numbers = ratings.members + copy * (int(ratings.members.max()) + 1)
        parts.append(Ratings(members=numbers, films=named, half_stars=ratings.half_stars))
    return Ratings(
        members=np.concatenate([part.members for part in parts]),
        films=np.concatenate([part.films for part in parts]),
        half_stars=np.concatenate([part.half_stars for part in parts]),
    )


if __name__ == "__main__":
    main()
