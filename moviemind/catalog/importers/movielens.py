"""A MovieLens directory as GroupLens publishes it: movies.csv with titles and genres, links.csv with ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from moviemind.catalog.importers import _fields as read
from moviemind.catalog.importers._base import FilmSource, Row, SourceError, csv_rows, register
from moviemind.catalog.importers._record import FilmRecord, RecordError
from moviemind.catalog.titles import unflipped

GENRES = {
    "Children": "Family", "Film-Noir": "Film Noir", "Sci-Fi": "Science Fiction",
    **{same: same for same in (
        "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Fantasy", "Horror", "Musical",
        "Mystery", "Romance", "Thriller", "War", "Western",
    )},
}  # fmt: skip
_TITLE = re.compile(r"^(?P<title>.+?)(?:\s+\((?P<other>[^()]*)\))*\s*\((?P<year>\d{4})\)$")


@register
class MovieLens(FilmSource):
    """A directory with movies.csv and, for the ids of IMDb and TMDB, links.csv."""

    name = "movielens"
    title = "MovieLens"
    terms = "GroupLens: research use; no commercial use without permission; redistribution under the same terms."
    year_slack = 1
    repeats = True

    def rows(self, path: Path) -> Iterator[Row]:
        """Read movies.csv, each row with what links.csv says of it."""
        if not path.is_dir():
            raise SourceError(f"{path}: is no directory with movies.csv in it")
        links: dict[str, Mapping[str, Any]] = {}
        if (path / "links.csv").exists():
            for row in csv_rows(path / "links.csv", needed=("movieId", "imdbId", "tmdbId")):
                links[row.fields["movieId"]] = row.fields
        for row in csv_rows(path / "movies.csv", needed=("movieId", "title", "genres")):
            yield Row(row.file, row.line, {**links.get(row.fields["movieId"], {}), **row.fields}, row.error)

    def record(self, fields: Mapping[str, Any]) -> FilmRecord:
        """A title such as "City of Lost Children, The (Cité des enfants perdus, La) (1995)" holds three things."""
        found = _TITLE.match(read.text(fields, "title", required=True))
        if not found:
            raise RecordError("title", f"{fields['title']!r} does not end in a year, such as (1995)")
        title, other = unflipped(found["title"]), found["other"] or ""
        imdb = read.text(fields, "imdbId")
        original = unflipped(re.sub(r"^a\.k\.a\.\s*", "", other))
        return FilmRecord(
            key=read.text(fields, "movieId", required=True),
            title=title,
            year=int(found["year"]),
            original_title="" if original == title else original,
            genres=tuple(dict.fromkeys(GENRES[g] for g in read.text(fields, "genres").split("|") if g in GENRES)),
            imdb_id=f"tt{imdb}" if imdb else None,
            tmdb_id=read.number(fields, "tmdbId"),
            movielens_id=read.number(fields, "movieId"),
        )
