"""The shipped catalogue as the engine's facts, read from its files: no database is needed to test the parser."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

from recommender.query import Lexicon
from recommender.shapes import FilmFacts

ROOT = Path(__file__).parents[3]


@cache
def films() -> tuple[FilmFacts, ...]:
    """All films of fixtures/catalogue, numbered in the order of their files."""
    with (ROOT / "fixtures" / "well_known.csv").open(encoding="utf-8") as rows:
        known = {(row["title"], int(row["year"])) for row in csv.DictReader(rows)}
    paths = sorted((ROOT / "fixtures" / "catalogue").rglob("*.jsonl"))
    read = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    return tuple(
        FilmFacts(
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
        for number, row in enumerate(read, start=1)
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped catalogue."""
    return Lexicon.build(films())


def named(film: int) -> str:
    """ "Title (Year)" of a film."""
    facts = lexicon().facts(film)
    return f"{facts.title} ({facts.year})"


def find(title: str) -> int:
    """The film of "Title (Year)", or of a title that only one film has."""
    for film in films():
        if title in (film.title, f"{film.title} ({film.year})"):
            return film.id
    raise LookupError(title)
