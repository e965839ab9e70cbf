"""The shipped catalogue as the engine's facts, read from its files: no database is needed to test the parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from recommender.evaluation.shipped import read_shipped
from recommender.query import Lexicon
from recommender.shapes import FilmFacts

ROOT = Path(__file__).parents[3]


@cache
def films() -> tuple[FilmFacts, ...]:
    """All films of fixtures/catalogue, numbered in the order of their files."""
    return read_shipped().films


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
