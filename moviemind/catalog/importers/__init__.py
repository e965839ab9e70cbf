"""Film sources. Each file here without a leading underscore is one: its name, how to read it, a row as a FilmRecord.

To add a source, add a file with a FilmSource under `@register`; the command and its tests find it by itself.
"""

from moviemind.catalog.importers._base import FilmSource, Row, SourceError, csv_rows, register, source_named, sources
from moviemind.catalog.importers._loading import Refusal, Report, load_films
from moviemind.catalog.importers._matching import films_by_key
from moviemind.catalog.importers._record import FilmRecord, RecordError

__all__ = [
    "FilmRecord",
    "FilmSource",
    "RecordError",
    "Refusal",
    "Report",
    "Row",
    "SourceError",
    "csv_rows",
    "films_by_key",
    "load_films",
    "register",
    "source_named",
    "sources",
]
