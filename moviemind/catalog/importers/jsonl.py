"""Our own catalogue: JSON lines with the fields that DESIGN names, in one file or a directory of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from moviemind.catalog.importers import _fields as read
from moviemind.catalog.importers._base import FilmSource, Row, SourceError, json_lines, register
from moviemind.catalog.importers._record import FilmRecord, RecordError
from moviemind.catalog.titles import fold_title

FIELDS = (
    "title", "original_title", "year", "runtime", "language", "countries", "genres", "directors", "cast", "themes",
    "ids", "content", "overview",
)  # fmt: skip
IDS = ("imdb", "tmdb", "movielens")


@register
class JsonLines(FilmSource):
    """The shipped catalogue, and any other that a curator writes in its form."""

    name = "jsonl"
    title = "MovieMind's own catalogue"
    terms = "Facts looked up and overviews written by the project; MIT licence."
    authority = True

    def rows(self, path: Path) -> Iterator[Row]:
        """Read a file, or every *.jsonl below a directory in the order of their names."""
        if not path.is_dir():
            yield from json_lines(path)
            return
        files = sorted(path.rglob("*.jsonl"))
        if not files:
            raise SourceError(f"{path}: there is no .jsonl file in it")
        for file in files:
            yield from json_lines(file)

    def record(self, fields: Mapping[str, Any]) -> FilmRecord:
        """Every field is optional but title and year; an unknown one is refused by name."""
        read.only(fields, FIELDS)
        ids = read.table(fields, "ids")
        read.only(ids, IDS, within="ids.")
        imdb = ids.get("imdb")
        if imdb is not None and not isinstance(imdb, str):
            raise RecordError("ids.imdb", f"must be text, not {read.kind(imdb)}")
        title, year = read.text(fields, "title", required=True), read.whole(fields, "year", required=True) or 0
        tmdb, movielens = read.whole(ids, "tmdb", within="ids."), read.whole(ids, "movielens", within="ids.")
        known = (fold_title(title), year)
        return FilmRecord(
            key=_key(known, imdb=imdb, tmdb=tmdb, movielens=movielens),
            title=title,
            year=year,
            original_title=read.text(fields, "original_title"),
            runtime=read.whole(fields, "runtime"),
            language=read.text(fields, "language"),
            countries=read.texts(fields, "countries"),
            genres=read.texts(fields, "genres"),
            themes=read.texts(fields, "themes"),
            directors=read.texts(fields, "directors"),
            cast=read.texts(fields, "cast"),
            content=dict(read.table(fields, "content")),
            imdb_id=imdb,
            tmdb_id=tmdb,
            movielens_id=movielens,
            overview=read.text(fields, "overview"),
            well_known=known in well_known_films(settings.FIXTURES_DIR / "well_known.csv"),
        )


def _key(known: tuple[str, int], **ids: str | int | None) -> str:
    """The first id there is, else folded title and year: a corrected title must not look like another film."""
    return next((f"{name}:{value}" for name, value in ids.items() if value), f"title:{known[0]}:{known[1]}")


@lru_cache(maxsize=4)
def well_known_films(path: Path) -> frozenset[tuple[str, int]]:
    """The films that newcomers are offered, as (folded title, year); none where there is no list.

    Raises:
        SourceError: a line of the list is not `title,year`.
    """
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        try:
            return frozenset((fold_title(row["title"]), int(row["year"])) for row in csv.DictReader(file))
        except (KeyError, TypeError, ValueError, csv.Error) as error:
            raise SourceError(f"{path}: every line must be title,year: {error!r}") from None
