"""A site of its own to measure conversations on: MovieLens' films and ratings, texts of ours and of Wikipedia."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from moviemind.catalog.importers import FilmRecord, RecordError, SourceError, source_named
from moviemind.catalog.titles import fold_title


class SiteError(RuntimeError):
    """A step of the set-up failed; the message is what it said last."""


def environment_of(place: Path) -> dict[str, str]:
    """The environment of a process whose database and index lie under `place`, and nowhere else."""
    return {**os.environ, "VAR_DIR": str(place), "DATABASE_URL": "", "LOG_LEVEL": "WARNING"}


def make_site(place: Path, movielens: Path, wikipedia: Path) -> None:
    """Load films and ratings into a database under `place` and build its index, with the commands of any site.

    Raises:
        SiteError: a step failed.
    """
    texts, ours = place / "wikipedia-of-movielens.jsonl", place / "shipped-of-movielens.jsonl"
    try:
        films = _films_of(movielens)
        texts.write_text("".join(_speaking_of(films, wikipedia)), "utf-8")
        ours.write_text("".join(_shipped(films)), "utf-8")
    except (SourceError, OSError) as error:
        raise SiteError(str(error)) from None
    _manage(place, "migrate", "--verbosity=0")
    _manage(place, "import_films", "jsonl", str(ours), "--verbosity=0")
    _manage(place, "import_films", "movielens", str(movielens), "--verbosity=0", some_refused=True)
    _manage(place, "import_films", "wikipedia", str(texts), "--verbosity=0", some_refused=True)
    _manage(place, "import_ratings", "movielens", str(movielens), "--verbosity=0", some_refused=True)
    _manage(place, "rebuild_index", "--wait")


def _films_of(movielens: Path) -> list[FilmRecord]:
    source = source_named("movielens")
    films = []
    for row in source.rows(movielens):
        with suppress(RecordError):  # MovieLens has a few without a year; the import says which
            films.append(source.record(row.fields))
    return films


def _speaking_of(films: Sequence[FilmRecord], wikipedia: Path) -> Iterator[str]:
    """The Wikipedia rows whose title is one of the films', of the same year or one beside it, as JSON lines."""
    years: dict[str, list[int]] = defaultdict(list)
    for film in films:
        for name in {fold_title(film.title), fold_title(film.original_title)} - {""}:
            years[name].append(film.year)
    for row in source_named("wikipedia").rows(wikipedia):
        title, year = row.fields.get("title"), row.fields.get("year")
        if not isinstance(title, str) or not isinstance(year, int):
            continue
        if any(abs(year - other) <= 1 for other in years.get(fold_title(title), ())):
            yield json.dumps(dict(row.fields)) + "\n"


def _shipped(films: Sequence[FilmRecord]) -> Iterator[str]:
    """The rows of the shipped catalogue that describe one of the films: newer films could not be recommended then."""
    here = {film.movielens_id for film in films}
    for path in sorted((settings.FIXTURES_DIR / "catalogue").rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip() and json.loads(line).get("ids", {}).get("movielens") in here:
                yield line + "\n"


def _manage(place: Path, *arguments: str, some_refused: bool = False) -> None:
    """Run a command of the site in a process of its own.

    Args:
        some_refused: it ends with an error when it refused some rows, as MovieLens' few films without a year.
    """
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    ended = subprocess.run(command, env=environment_of(place), capture_output=True, text=True, check=False)
    said = (ended.stderr or ended.stdout).strip().splitlines()
    if ended.returncode and not (some_refused and said and "the others are loaded" in said[-1]):
        raise SiteError(f"{' '.join(arguments[:2])}: {said[-1] if said else f'ended with {ended.returncode}'}")
