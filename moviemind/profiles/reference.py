"""Reference members: ratings of people elsewhere, brought in as a set that can be brought up to date, or taken out.

Read row by row and written a batch at a time, so that a file of millions needs no more memory than one of thousands.
They stand in tables of their own and are nobody's taste here: the site learns from them what goes with what.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.db.models import F, Max
from django.utils import timezone

from moviemind.catalog.importers import SourceError, films_by_key, source_named
from moviemind.catalog.models import Film
from moviemind.profiles.models import ReferenceRating, ReferenceSet

MOVIELENS = "movielens"
COLUMNS = ("userId", "movieId", "rating", "timestamp")
BATCH = 20_000  # rows a transaction: a site that is in use can write between two
REFUSALS_SHOWN = 20
HALF_STARS = {text: half for half in range(1, 11) for text in (f"{half / 2:.1f}", f"{half / 2:g}")}
HIGHEST = 2**63 - 1  # what a database column holds
Progress = Callable[[int], None]
_WRITE = (
    'INSERT INTO "profiles_referencerating" ("set_id", "member_key", "film_id", "half_stars", "rated_at", "load") '
    'VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT ("set_id", "member_key", "film_id") DO UPDATE SET '
    '"half_stars" = excluded."half_stars", "rated_at" = excluded."rated_at", "load" = excluded."load"'
)


@dataclass(slots=True)
class Loaded:
    """What a load did: rows read, refused, and of films that we do not have; what the set then holds."""

    rows: int = 0
    refused: int = 0
    refusals: list[str] = field(default_factory=list)  # the first of them, each with its line
    unmatched: int = 0
    films_unmatched: int = 0
    films: int = 0
    members: int = 0
    ratings: int = 0
    removed: int = 0

    def __str__(self) -> str:
        parts = [f"{self.ratings:,} ratings of {self.members:,} reference members on {self.films:,} films"]
        if self.unmatched:
            parts.append(f"{self.unmatched:,} rows are of {self.films_unmatched:,} films that the catalogue has not")
        if self.removed:
            parts.append(f"{self.removed:,} earlier ratings that the file no longer has are gone")
        if self.refused:
            parts.append(f"{self.refused:,} rows refused")
        return "; ".join(parts)


Rating = tuple[int, int, int, int]  # member, film at the source, half stars, seconds since 1970


def load_movielens(path: Path, *, dry_run: bool = False, progress: Progress = lambda rows: None) -> Loaded:
    """Bring ratings.csv of a MovieLens directory in; loading it again ends the same.

    Films are found by their MovieLens id, by the ids of links.csv, or by the title and year of movies.csv. A row that
    cannot be read is refused, and the others load; broken off half-way, the next load goes on from what is there.

    Raises:
        SourceError: the directory or a file of it cannot be read; the message is one line.
    """
    films = _films(path)
    loaded, strangers = Loaded(), set[int]()
    with _open(path / "ratings.csv") as file:
        rows = _matched(_rows(path, file, loaded), films, loaded, strangers)
        if dry_run:
            _count(rows, loaded)
        else:
            _write(rows, loaded, progress)
    loaded.films_unmatched = len(strangers)
    return loaded


def forget(name: str, progress: Progress = lambda rows: None) -> int:
    """Take a set out again, a batch at a time; returns how many ratings it held.

    Raises:
        SourceError: there is no such set.
    """
    if not ReferenceSet.objects.filter(name=name).exists():
        raise SourceError(f"no reference members are here from {name}")
    owner = ReferenceSet.objects.get(name=name)
    gone = _delete(owner, below=HIGHEST, progress=progress)
    owner.delete()
    return gone


def _films(path: Path) -> dict[int, int]:
    """Ids of our films by MovieLens' own."""
    if not path.is_dir():
        raise SourceError(f"{path}: is no directory with ratings.csv in it")
    known = Film.objects.exclude(movielens_id=None).values_list("movielens_id", "pk")
    ours = {movielens_id: film for movielens_id, film in known if movielens_id is not None}
    if (path / "movies.csv").exists():
        found = films_by_key(source_named(MOVIELENS), path)
        ours = {int(key): film for key, film in found.items() if key.isdecimal()} | ours
    return ours


@contextmanager
def _open(path: Path) -> Iterator[IO[str]]:
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        yield file


def _rows(path: Path, file: IO[str], loaded: Loaded) -> Iterator[Rating]:
    """The rows that can be read; the others are counted, the first of them with line and reason."""
    name = path / "ratings.csv"
    reader = csv.reader(file, strict=True)
    try:
        columns = [column.strip() for column in next(reader, [])]
        missing = [column for column in COLUMNS if column not in columns]
        if missing:
            raise SourceError(f"{name}: its first line names no column {missing[0]!r}")
        places = [columns.index(column) for column in COLUMNS]
        for cells in reader:
            loaded.rows += 1
            try:
                yield _rating([cells[place] for place in places])
            except (ValueError, IndexError) as error:
                loaded.refused += 1
                if len(loaded.refusals) < REFUSALS_SHOWN:
                    reason = "has too few cells" if isinstance(error, IndexError) else str(error)
                    loaded.refusals.append(f"ratings.csv, line {reader.line_num}: {reason}")
    except UnicodeDecodeError:
        raise SourceError(f"{name}: is not UTF-8 text after line {reader.line_num}") from None
    except csv.Error as error:
        raise SourceError(f"{name}: is not CSV: {error} in line {reader.line_num}") from None
    if not loaded.rows:
        raise SourceError(f"{name}: holds no ratings")


def _rating(cells: list[str]) -> Rating:
    half_stars = HALF_STARS.get(cells[2].strip())
    if half_stars is None:
        raise ValueError(f"rating: {cells[2][:20]!r} is not half a star to five stars, in halves")
    member, film = _number(COLUMNS[0], cells[0]), _number(COLUMNS[1], cells[1])
    return member, film, half_stars, _number(COLUMNS[3], cells[3])


def _number(column: str, cell: str) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= HIGHEST):
        raise ValueError(f"{column}: {cell[:20]!r} is no whole number of a sane size")
    return int(text)


def _matched(rows: Iterator[Rating], films: dict[int, int], loaded: Loaded, strangers: set[int]) -> Iterator[Rating]:
    """The rows of films that we have, under our ids."""
    for member, film, half_stars, rated_at in rows:
        ours = films.get(film)
        if ours is None:
            loaded.unmatched += 1
            strangers.add(film)
        else:
            yield member, ours, half_stars, rated_at


def _count(rows: Iterator[Rating], loaded: Loaded) -> None:
    members, films = set[int](), set[int]()
    for member, film, _, _ in rows:
        loaded.ratings += 1
        members.add(member)
        films.add(film)
    loaded.members, loaded.films = len(members), len(films)


def _write(rows: Iterator[Rating], loaded: Loaded, progress: Progress) -> None:
    """Write batch by batch; then let go of what this load did not bring, and count what there is."""
    first = list(islice(rows, BATCH))  # a file that cannot be read is noticed before anything is written
    owner, _ = ReferenceSet.objects.get_or_create(name=MOVIELENS)
    ReferenceSet.objects.filter(pk=owner.pk).update(load=F("load") + 1)
    owner.refresh_from_db()
    batch = first
    while batch:
        values = [
            (owner.pk, member, film, half_stars, rated_at, owner.load) for member, film, half_stars, rated_at in batch
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_WRITE, values)
        progress(loaded.rows)
        batch = list(islice(rows, BATCH))
    loaded.removed = _delete(owner, below=owner.load)
    ratings = ReferenceRating.objects.filter(set=owner).order_by()
    loaded.ratings = ratings.count()
    loaded.members = ratings.values("member_key").distinct().count()
    loaded.films = ratings.values("film_id").distinct().count()
    owner.ratings, owner.members, owner.unmatched = loaded.ratings, loaded.members, loaded.unmatched
    owner.loaded_at = timezone.now()
    owner.save(update_fields=["ratings", "members", "unmatched", "loaded_at"])


def _delete(owner: ReferenceSet, *, below: int, progress: Progress = lambda rows: None) -> int:
    """Delete the set's ratings of loads before this one, a stretch of row numbers at a time."""
    ratings = ReferenceRating.objects.filter(set=owner, load__lt=below)
    last = ratings.aggregate(last=Max("pk"))["last"] or 0
    first = ratings.order_by("pk").values_list("pk", flat=True).first() or 0
    gone = 0
    for start in range(first, last + 1, BATCH) if last else ():
        gone += ratings.filter(pk__gte=start, pk__lt=start + BATCH).delete()[0]
        progress(gone)
    return gone
