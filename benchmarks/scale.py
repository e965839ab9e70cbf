"""What learning from ten times MovieLens' ratings costs: time and the most memory, in a process of its own.

Run it with `make bench NAME=scale`. Members are repeated under other numbers, each with a tenth of their films
exchanged for other films of the catalogue, so that no two are alike. Films count with genres, years and vectors that
are made up: training costs the same whatever they say, and no encoder is needed.

The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a file
    sys.path.insert(0, str(ROOT))

from recommender.collaboration import Ratings, train  # noqa: E402
from recommender.evaluation.data import read_ratings  # noqa: E402
from recommender.shapes import FilmFacts, Rows  # noqa: E402

MOVIELENS = ROOT.parent / "shared" / "data" / "ml-latest-small"
TIMES, EXCHANGED = 10, 0.1
DIM = 384
GENRES = ("Drama", "Comedy", "Thriller", "Romance", "Horror", "Western", "War", "Animation")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ratings", type=Path, default=MOVIELENS, help="a folder with MovieLens' ratings.csv")
    parser.add_argument("--times", type=int, default=TIMES, help="how often the members are there")
    arguments = parser.parse_args()
    figures = {name: _apart(arguments.ratings, times) for name, times in (("once", 1), ("times", arguments.times))}
    print(json.dumps(figures))


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


def _apart(directory: Path, times: int) -> dict[str, Any]:
    """The figures of a process that does nothing else, so that its greatest size is that of training."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        figures: dict[str, Any] = pool.apply(_trained, (directory, times))
    print(f"{times} x: {figures}", flush=True)
    return figures


def _trained(directory: Path, times: int) -> dict[str, Any]:
    ratings = repeated(read_ratings(directory).ratings, times)
    ids: Rows = np.unique(ratings.films)
    draw = np.random.default_rng(11)
    vectors = draw.standard_normal((len(ids), DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    films = [
        FilmFacts(id=film, title=str(film), year=1930 + film % 90, genres=(GENRES[film % 8], GENRES[film % 7]))
        for film in ids.tolist()
    ]
    started, used = time.monotonic(), time.process_time()
    model = train(ids, ratings, vectors, films=films)
    return {
        "ratings": len(ratings),
        "members": len(np.unique(ratings.members)),
        "films": len(ids),
        "weights": len(model.values),
        "seconds": round(time.monotonic() - started, 1),
        "processor_s": round(time.process_time() - used, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    main()
