"""Films of Wikipedia's "American films of YEAR" pages: title, year, cast, genres, page, opening paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from moviemind.catalog.importers import _fields as read
from moviemind.catalog.importers._base import FilmSource, Row, json_lines, register
from moviemind.catalog.importers._record import FilmRecord
from moviemind.catalog.titles import fold_title

PAGE = "https://en.wikipedia.org/wiki/"
OVERVIEW_SOURCE = "Wikipedia, CC BY-SA 4.0"
LAST_NOIR = 1959  # later films of that word are neo-noirs, which are a mood and not the genre
GENRES = {
    "Animated": "Animation",
    "Historical": "History",
    "Slasher": "Horror",
    "Suspense": "Thriller",
    **{same: same for same in (
        "Action", "Adventure", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "Horror", "Musical",
        "Mystery", "Romance", "Science Fiction", "Thriller", "War", "Western",
    )},
}  # fmt: skip
THEMES = {
    "Biography": "true story", "Dance": "dancing", "Legal": "lawyers", "Martial Arts": "martial arts",
    "Political": "politics", "Satire": "satire", "Sport": "sports", "Sports": "sports", "Spy": "spies",
    "Superhero": "superheroes", "Teen": "teenagers",
}  # fmt: skip
_STRAY_STYLE = re.compile(r"(?:\.mw-parser-output[^{}]*\{[^{}]*\})+")  # styles that the lists carry in some titles


@register
class Wikipedia(FilmSource):
    """JSON lines, plain or gzip, with `title, year, cast, genres, href, extract`."""

    name = "wikipedia"
    title = "Wikipedia"
    terms = "Text by Wikipedia contributors, CC BY-SA 4.0; each film's page is named beside it."
    year_slack = 1
    repeats = True

    def rows(self, path: Path) -> Iterator[Row]:
        """Read the one file."""
        return json_lines(path)

    def record(self, fields: Mapping[str, Any]) -> FilmRecord:
        """The opening becomes the overview, with its source; genres become ours where their word is clear."""
        title = _clean(_STRAY_STYLE.sub("", read.text(fields, "title", required=True)))
        year = read.whole(fields, "year", required=True) or 0
        page = read.text(fields, "href")
        # A link into a page leads to a list or to another work, whose opening does not speak of this film.
        extract = "" if "#" in page else _clean(read.text(fields, "extract"))
        words = read.texts(fields, "genres")
        genres = [GENRES[word] for word in words if word in GENRES]
        if "Noir" in words and year <= LAST_NOIR:
            genres.append("Film Noir")
        return FilmRecord(
            key=f"{page}|{fold_title(title)}" if page else f"|{fold_title(title)}|{year}",
            title=title,
            year=year,
            genres=tuple(dict.fromkeys(genres)),
            themes=tuple(dict.fromkeys(THEMES[word] for word in words if word in THEMES)),
            cast=tuple(dict.fromkeys(name for name in map(_clean, read.texts(fields, "cast")) if _is_name(name))),
            overview=extract,
            overview_source=OVERVIEW_SOURCE if extract else "",
            overview_url=PAGE + page if extract and page else "",
        )


def _clean(text: str) -> str:
    return " ".join(text.split())


def _is_name(text: str) -> bool:
    """The lists hold some stray signs and a few sentences among the names."""
    return 2 <= len(text) <= 60 and any(unicodedata.category(letter).startswith("L") for letter in text)
