"""A table of TMDB's facts on films, as CSV: ids, title, release date, language, genres. Its words are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from moviemind.catalog.importers import _fields as read
from moviemind.catalog.importers._base import FilmSource, Row, csv_rows, register
from moviemind.catalog.importers._record import FilmRecord, RecordError

NEEDED = ("tmdb_id", "imdb_id", "movielens_id", "title", "release_date", "original_language", "genres")
GENRES = frozenset({
    "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History",
    "Horror", "Music", "Mystery", "Romance", "Science Fiction", "Thriller", "War", "Western",
})  # fmt: skip
LANGUAGES = {"cn": "zh", "xx": ""}  # TMDB's own codes for Cantonese and for a film without words


@register
class Tmdb(FilmSource):
    """A CSV file, plain or gzip, whose first line names the columns of `NEEDED`, and more if it likes."""

    name = "tmdb"
    title = "TMDB"
    terms = "TMDB: non-commercial use, with attribution; not endorsed or certified by TMDB."
    year_slack = 1

    def rows(self, path: Path) -> Iterator[Row]:
        """Read the one file."""
        return csv_rows(path, needed=NEEDED)

    def record(self, fields: Mapping[str, Any]) -> FilmRecord:
        """The year is that of the first release; keywords and votes stay with TMDB."""
        released = read.text(fields, "release_date", required=True)
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", released):
            raise RecordError("release_date", f"{released!r} is no date such as 1999-03-31")
        language = read.text(fields, "original_language")
        return FilmRecord(
            key=read.text(fields, "tmdb_id", required=True),
            title=read.text(fields, "title", required=True),
            year=int(released[:4]),
            language=LANGUAGES.get(language, language),
            genres=tuple(dict.fromkeys(g for g in read.text(fields, "genres").split("|") if g in GENRES)),
            imdb_id=read.text(fields, "imdb_id") or None,
            tmdb_id=read.number(fields, "tmdb_id", required=True),
            movielens_id=read.number(fields, "movielens_id"),
        )
