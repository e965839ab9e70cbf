"""`manage.py write_texts WIKIPEDIA DIR OUT`: texts for the films of a MovieLens directory, for `evaluate --texts`."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moviemind.catalog.importers import FilmRecord, RecordError, SourceError, source_named
from moviemind.catalog.titles import fold_title
from recommender.evaluation.matching import Opening, Wanted, texts_for


def records(source: str, path: Path) -> Iterator[FilmRecord]:
    """What a source tells of films; rows that it refuses are left out.

    Raises:
        SourceError: the source cannot be read.
    """
    reader = source_named(source)
    for row in reader.rows(path):
        if row.error is None:
            with suppress(RecordError):
                yield reader.record(row.fields)


class Command(BaseCommand):
    """Match the openings of Wikipedia pages with films by title and year. It needs no database."""

    help = 'Write JSON lines {"movieId", "text"} from Wikipedia openings whose title and year match.'
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Two sources and a place."""
        parser.add_argument(
            "wikipedia", type=Path, help="JSON lines, plain or gzip, as import_films wikipedia reads them"
        )
        parser.add_argument("movielens", type=Path, metavar="DIR", help="a directory with movies.csv")
        parser.add_argument("out", type=Path, help="the file to write; one that is there is replaced")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read both, write the matches."""
        try:
            openings = [
                Opening(title=record.title, year=record.year, text=record.overview)
                for record in records("wikipedia", options["wikipedia"])
                if record.overview
            ]
            wanted = [
                Wanted(
                    film=int(record.key),
                    titles=tuple(filter(None, (record.title, record.original_title))),
                    year=record.year,
                    genres=record.genres,
                )
                for record in records("movielens", options["movielens"])
            ]
        except SourceError as error:
            raise CommandError(str(error)) from None
        lines = [
            json.dumps({"movieId": film, "text": text}, ensure_ascii=False) + "\n"
            for film, text in texts_for(wanted, openings, fold_title)
        ]
        try:
            options["out"].write_text("".join(lines), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from None
        self.stdout.write(
            f"{len(lines)} of {len(wanted)} films have a text. Text by Wikipedia contributors, CC BY-SA 4.0."
        )
