"""The shipped catalogue as an engine, read from its files: no database and no running site is needed."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recommender.encoder import Encoder
from recommender.engine import Engine
from recommender.index import Library, load_snapshot, write_snapshot
from recommender.index.texts import film_vectors, parts_of
from recommender.query import Lexicon
from recommender.shapes import FilmFacts

FIXTURES = Path(__file__).parents[2] / "fixtures"


@dataclass(frozen=True, slots=True)
class Shipped:
    """The films of fixtures/catalogue, numbered in the order of their files, and each one's overview."""

    films: tuple[FilmFacts, ...]
    overviews: tuple[str, ...]


def read_shipped(fixtures: Path = FIXTURES) -> Shipped:
    """Read all films and which of them are well known."""
    with (fixtures / "well_known.csv").open(encoding="utf-8") as rows:
        known = {(row["title"], int(row["year"])) for row in csv.DictReader(rows)}
    paths = sorted((fixtures / "catalogue").rglob("*.jsonl"))
    read = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    films = tuple(_facts(number, row, known) for number, row in enumerate(read, start=1))
    return Shipped(films, tuple(row["overview"] for row in read))


def shipped_engine(encoder: Encoder, shipped: Shipped | None = None) -> Engine:
    """An engine over the shipped films, their texts embedded by `encoder`; a rebuild on a site makes the same one."""
    shipped = shipped or read_shipped()
    parts = [parts_of(overview, film) for overview, film in zip(shipped.overviews, shipped.films, strict=True)]
    with tempfile.TemporaryDirectory() as place:
        manifest = write_snapshot(
            Path(place),
            shipped.films,
            film_vectors(parts, encoder.encode, encoder.dim),
            overviews=shipped.overviews,
            encoder=f"{encoder.model}:{encoder.runtime}",
            vectors_version=0,
            now=datetime.now(UTC),
        )
        library = Library(load_snapshot(Path(place) / manifest.version))
    return Engine(library, Lexicon.build(library.films), encoder.encode)


def _facts(number: int, row: dict[str, Any], known: set[tuple[str, int]]) -> FilmFacts:
    return FilmFacts(
        id=number,
        title=row["title"],
        year=row["year"],
        original_title=row.get("original_title", ""),
        runtime=row["runtime"],
        language=row["language"],
        countries=tuple(row["countries"]),
        genres=tuple(row["genres"]),
        themes=tuple(row["themes"]),
        directors=tuple(row["directors"]),
        cast=tuple(row["cast"]),
        content=row["content"],
        well_known=(row["title"], row["year"]) in known,
    )
