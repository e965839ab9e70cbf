"""Libraries for tests of ranking: random ones, and the shipped films with vectors that stand in for an encoder's."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from recommender.collaboration import Collaboration, Ratings, train
from recommender.engine import Engine
from recommender.index import Library, load_snapshot, write_snapshot
from recommender.query import Lexicon
from recommender.shapes import FilmFacts, Floats

CATALOGUE = Path(__file__).resolve().parents[3] / "fixtures" / "catalogue"
DIM = 48


def library_of(films: Sequence[FilmFacts], vectors: Floats, collaboration: Collaboration | None = None) -> Library:
    """A library by way of a real snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = write_snapshot(
            Path(folder),
            films,
            vectors,
            encoder="m:r",
            vectors_version=1,
            now=datetime(2026, 1, 1, tzinfo=UTC),
            collaboration=collaboration,
        )
        return Library(load_snapshot(Path(folder) / manifest.version))


def engine_of(library: Library) -> Engine:
    """An engine without an encoder."""
    return Engine(library, Lexicon.build(library.films), lambda _: None)


def shipped_films() -> list[FilmFacts]:
    """The films of the shipped catalogue with made-up numbers of ratings; their ids are their places in it, from 1."""
    films: list[FilmFacts] = []
    for path in sorted(CATALOGUE.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            names = ("title", "year", "runtime", "language", "countries", "genres", "themes", "directors", "cast")
            known = {name: row[name] for name in names if row.get(name) is not None}
            made_up = {"id": len(films) + 1, "ratings": 37 * len(films) % 500}
            films.append(FilmFacts.from_dict({**known, **made_up, "content": row.get("content") or {}}))
    return films


def vectors_of(films: Sequence[FilmFacts]) -> Floats:
    """(films, DIM) unit rows: films of like themes and genres lie near each other, as an encoder would have it."""

    def of(word: str) -> Floats:
        drawn = np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIM)
        return (drawn / np.linalg.norm(drawn)).astype(np.float32)

    rows = [sum((of(word) for word in (*film.themes, *film.genres)), of(film.title)) for film in films]
    vectors = np.array(rows, dtype=np.float32)
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def learned_from(films: Sequence[FilmFacts], vectors: Floats, members: int = 300) -> Collaboration:
    """What made-up members teach, each of whom likes the films near some direction and a few known by all."""
    draw = np.random.default_rng(5)
    rows: list[tuple[int, int, int]] = []
    for member in range(members):
        near = np.argsort(-(vectors @ draw.normal(size=vectors.shape[1])))[: len(films) // 4]
        chosen = draw.choice(near, size=min(30, len(near)), replace=False)
        rows += [(member, films[row].id, int(draw.integers(6, 11))) for row in chosen]
    who, what, stars = (np.array(column) for column in zip(*rows, strict=True))
    ratings = Ratings(members=who, films=what, half_stars=stars.astype(np.int8))
    return train(np.array([film.id for film in films]), ratings, vectors)
