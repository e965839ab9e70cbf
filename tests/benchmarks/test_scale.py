"""The benchmark of training runs to its last line, in a worker of its own; what it measures is not judged here."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.scale import repeated
from recommender.collaboration import Ratings
from tests.benchmarks.ran import printed_by

FILMS, MEMBERS, EACH = 40, 30, 10


def test_members_are_repeated_with_a_tenth_of_their_films_exchanged() -> None:
    both = Ratings(members=np.repeat([3, 9], 50), films=np.arange(1, 101), half_stars=np.full(100, 8))
    made = repeated(both, 3)
    assert len(made) == 300
    assert len(np.unique(made.members)) == 6
    for copy in (1, 2):
        for member in np.unique(both.members):
            own = set(both.films[both.members == member].tolist())
            theirs = made.films[made.members == member + copy * (int(both.members.max()) + 1)].tolist()
            assert len(set(theirs)) == 50
            assert len(own & set(theirs)) == 45


@pytest.mark.slow
def test_a_worker_learns_once_and_twice(tmp_path: Path) -> None:
    draw = np.random.default_rng(3)
    movies = [f"{n},Harbour {n} (19{50 + n}),Drama|Mystery" for n in range(1, FILMS + 1)]
    links = [f"{n},{n:07d},{n}" for n in range(1, FILMS + 1)]
    ratings = [
        f"{member},{film},{draw.integers(1, 11) / 2},0"
        for member in range(1, MEMBERS + 1)
        for film in draw.choice(np.arange(1, FILMS + 1), EACH, replace=False)
    ]
    for name, columns, rows in (
        ("movies.csv", "movieId,title,genres", movies),
        ("links.csv", "movieId,imdbId,tmdbId", links),
        ("ratings.csv", "userId,movieId,rating,timestamp", ratings),
    ):
        (tmp_path / name).write_text("\n".join([columns, *rows, ""]))
    last = json.loads(printed_by("scale", "--times", "2", "--ratings", str(tmp_path))[-1])
    for name, times in (("once", 1), ("times", 2)):
        figures = last[name]
        assert (figures["ratings"], figures["members"]) == (times * MEMBERS * EACH, times * MEMBERS)
        assert figures["films"] == FILMS
        assert 0 < figures["mib_before"] <= figures["peak_mib"]
        assert figures["seconds"] > 0
