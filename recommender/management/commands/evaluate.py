"""`manage.py evaluate --ratings DIR`: how good the recommendations are, beside the strongest open recommenders."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moviemind.catalog.importers import FilmRecord, FilmSource, RecordError, SourceError, source_named
from recommender.encoder import Encoder, EncoderError, load_encoder
from recommender.evaluation import protocol, report
from recommender.evaluation.data import EvaluationError, Rated, read_ratings, read_texts
from recommender.index.texts import film_vectors, parts_of
from recommender.shapes import FilmFacts, Floats


class Command(BaseCommand):
    """Run the whole protocol on MovieLens files. It needs no database, and no network."""

    help = "Measure recommendations beside their peers; the last line is one JSON object."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which data."""
        parser.add_argument(
            "--ratings", type=Path, required=True, metavar="DIR", help="with ratings.csv and movies.csv"
        )
        parser.add_argument("--texts", type=Path, metavar="FILE", help='JSON lines {"movieId", "text"}: cold films')
        parser.add_argument(
            "--validation", action="store_true", help="inside the training half, to fit constants: no test half is read"
        )
        parser.add_argument("--json", action="store_true", help="nothing but the JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        started = time.monotonic()

        def say(words: str) -> None:
            if not options["json"]:
                self.stderr.write(f"{time.monotonic() - started:5.0f} s  {words}")

        try:
            say("reading")
            rated = read_ratings(options["ratings"])
            texts = read_texts(options["texts"]) if options["texts"] else {}
            facts = films_of(options["ratings"], rated)
            say(f"embedding {len(facts)} films")
            vectors = embedded(facts, texts, load_encoder("onnxruntime", cache_size=0))
        except (EvaluationError, SourceError, EncoderError) as error:
            raise CommandError(str(error)) from None
        catalogue = protocol.Catalogue(facts=facts, vectors=vectors, described=frozenset(texts) & facts.keys())
        measured = protocol.run(rated, catalogue, say, validation=options["validation"])
        if not options["json"]:
            for line in report.table(measured):
                self.stdout.write(line)
        figures = report.as_dict(measured) | {"seconds": round(time.monotonic() - started, 1)}
        self.stdout.write(json.dumps(figures))


def films_of(directory: Path, rated: Rated) -> dict[int, FilmFacts]:
    """The films that are rated, by MovieLens id, as the importer reads them; one it refuses keeps its title alone.

    Raises:
        EvaluationError: a film is rated that movies.csv does not name.
    """
    movielens = source_named("movielens")
    wanted = set(rated.ratings.films.tolist())
    facts: dict[int, FilmFacts] = {}
    for row in movielens.rows(directory):
        film = int(row.fields["movieId"])
        if film in wanted:
            facts[film] = _facts(film, movielens, row.fields)
    missing = sorted(wanted - facts.keys())
    if missing:
        raise EvaluationError(f"{directory / 'movies.csv'}: names no film {missing[0]}, which is rated")
    return facts


def _facts(film: int, movielens: FilmSource, fields: Mapping[str, Any]) -> FilmFacts:
    try:
        record: FilmRecord = movielens.record(fields)
    except RecordError:  # without a year, mostly
        return FilmFacts(id=film, title=str(fields.get("title", film)), year=0)
    return FilmFacts(
        id=film, title=record.title, original_title=record.original_title, year=record.year, genres=record.genres
    )


def embedded(facts: Mapping[int, FilmFacts], texts: Mapping[int, str], encoder: Encoder) -> dict[int, Floats]:
    """Each film's vector, made of its facts and its text as a rebuild makes it."""
    parts = [parts_of(texts.get(film, ""), each) for film, each in facts.items()]
    return dict(zip(facts, film_vectors(parts, encoder.encode, encoder.dim), strict=True))
