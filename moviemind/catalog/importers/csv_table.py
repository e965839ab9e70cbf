"""A spreadsheet of films saved as CSV, one film a row, the columns named in the first line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from moviemind.catalog.importers import _fields as read
from moviemind.catalog.importers._base import FilmSource, Row, csv_rows, register
from moviemind.catalog.importers._record import FilmRecord
from moviemind.catalog.models import CONTENT_NOTES
from moviemind.catalog.titles import fold_title

NOTES = tuple(f"content_{note}" for note in CONTENT_NOTES)
LISTS = ("countries", "genres", "directors", "cast", "themes")  # several in one cell, with | between
COLUMNS = (
    "title", "original_title", "year", "runtime", "language", *LISTS, "imdb", "tmdb", "movielens",
    *NOTES, "overview", "overview_source", "overview_url",
)  # fmt: skip


@register
class CsvTable(FilmSource):
    """A table whose columns are called as the fields of our catalogue; any but title and year may be missing."""

    name = "csv"
    title = "A curator's table"
    terms = "Whatever the curator who made it says; put it into overview_source where it is not ours."

    def rows(self, path: Path) -> Iterator[Row]:
        """Read the one file."""
        return csv_rows(path, needed=("title", "year"))

    def record(self, fields: Mapping[str, Any]) -> FilmRecord:
        """An unknown column is refused by name; a cell may be empty."""
        read.only(fields, COLUMNS)
        lists: dict[str, Any] = {name: _several(read.text(fields, name)) for name in LISTS}
        notes = {note: read.text(fields, f"content_{note}").lower() for note in CONTENT_NOTES}
        title, year = read.text(fields, "title", required=True), read.number(fields, "year", required=True) or 0
        imdb = read.text(fields, "imdb") or None
        return FilmRecord(
            key=imdb or f"{fold_title(title)}|{year}",
            title=title,
            year=year,
            original_title=read.text(fields, "original_title"),
            runtime=read.number(fields, "runtime"),
            language=read.text(fields, "language"),
            content={note: level for note, level in notes.items() if level},
            imdb_id=imdb,
            tmdb_id=read.number(fields, "tmdb"),
            movielens_id=read.number(fields, "movielens"),
            overview=read.text(fields, "overview"),
            overview_source=read.text(fields, "overview_source"),
            overview_url=read.text(fields, "overview_url"),
            **lists,
        )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in cell.split("|") if part.strip())
