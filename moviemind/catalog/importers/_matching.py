"""Which film of the catalogue a record speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

from moviemind.catalog.importers._base import FilmSource
from moviemind.catalog.importers._record import FilmRecord, RecordError
from moviemind.catalog.models import Film, SourceRecord
from moviemind.catalog.titles import fold_title

ID_FIELDS = ("imdb_id", "tmdb_id", "movielens_id")


class Deleted(Exception):
    """The film was in the catalogue and somebody deleted it."""


@dataclass(slots=True)
class _Known:
    pk: int
    label: str
    ids: dict[str, str | int]


@dataclass(slots=True)
class Catalogue:
    """The films as they are, looked up by record key, id, and title with year.

    Args:
        source: whose records are looked up by their key.
        in_file: the keys of the rows being loaded. A film that another of them speaks of is not found by its title.
    """

    source: FilmSource
    in_file: Container[str]
    remembered: dict[str, SourceRecord] = field(default_factory=dict)
    _films: dict[int, _Known] = field(default_factory=dict)
    _by_id: dict[tuple[str, str | int], int] = field(default_factory=dict)
    _by_title: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _spoken_of: dict[int, str] = field(default_factory=dict)
    _deleted: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, source: FilmSource, in_file: Container[str]) -> Catalogue:
        """Read it from the database."""
        catalogue = cls(source, in_file)
        for film in Film.objects.order_by().only("title", "original_title", "year", *ID_FIELDS).iterator():
            catalogue.add(film)
        for record in SourceRecord.objects.order_by().iterator():
            if record.film_id not in catalogue._films:
                ids = dict(name.split(":", 1) for name in record.identities if not name.startswith("title:"))
                for name in record.identities:
                    catalogue._deleted[name].append(ids)
            if record.source == source.name:
                catalogue.remember(record)
        return catalogue

    def add(self, film: Film) -> None:
        """Learn of a film, or of its new title and ids."""
        ids = {name: value for name in ID_FIELDS if (value := getattr(film, name)) is not None}
        self._films[film.pk] = _Known(film.pk, str(film), ids)
        for item in ids.items():
            self._by_id[item] = film.pk
        for title in {fold_title(film.title), fold_title(film.original_title)} - {""}:
            self._by_title[title].append((film.year, film.pk))

    def remember(self, record: SourceRecord) -> None:
        """Learn which film a row of this source speaks of."""
        self.remembered[record.key] = record
        if record.film_id in self._films:
            self._spoken_of[record.film_id] = record.key

    def find(self, record: FilmRecord, *, slack: int = 0) -> int | None:
        """The film that the record speaks of, or None when it is new.

        Raises:
            Deleted: there was such a film, and it was deleted.
            RecordError: its ids name several films, or one that is not this one.
        """
        remembered = self.remembered.get(record.key)
        if remembered and remembered.film_id not in self._films:
            raise Deleted
        found = remembered.film_id if remembered else self._by_ids(record)
        if found is None:
            found = self._by_name(record, slack)
        if found is None and self._was_deleted(record, slack):
            raise Deleted
        for name, value in record.ids.items():
            owner = self._by_id.get((name, value))
            if owner is not None and owner != found:
                raise RecordError(f"ids.{name.removesuffix('_id')}", f"{value} belongs to {self._films[owner].label}")
        return found

    def _was_deleted(self, record: FilmRecord, slack: int) -> bool:
        """Whether a film of one of its ids, or of its title and year and no other ids, was there and is gone."""
        years = range(record.year - slack, record.year + slack + 1)
        names = {*record.identities, *(f"title:{fold_title(record.title)}:{year}" for year in years)}
        ours = {name: str(value) for name, value in record.ids.items()}
        return any(
            all(gone.get(kind, value) == value for kind, value in ours.items())
            for name in names
            for gone in self._deleted.get(name, ())
        )

    def _by_ids(self, record: FilmRecord) -> int | None:
        named = {self._by_id[item] for item in record.ids.items() if item in self._by_id}
        if len(named) > 1:
            labels = " and ".join(sorted(self._films[pk].label for pk in named))
            raise RecordError("ids", f"they belong to several films: {labels}")
        return next(iter(named), None)

    def _by_name(self, record: FilmRecord, slack: int) -> int | None:
        titled = self._by_title.get(fold_title(record.title), ())
        near = [(abs(year - record.year), pk) for year, pk in titled if abs(year - record.year) <= slack]
        return min((match for match in near if self._may_be(record, match[1])), default=(0, None))[1]

    def _may_be(self, record: FilmRecord, pk: int) -> bool:
        """A film of that title is another one when its ids differ, or when another row of the file speaks of it."""
        ids = self._films[pk].ids
        if any(ids.get(name, value) != value for name, value in record.ids.items()):
            return False
        other = self._spoken_of.get(pk, record.key)
        return other == record.key or other not in self.in_file


def films_by_key(source: FilmSource, path: Path) -> dict[str, int]:
    """Which film of the catalogue each row of a source speaks of, by the row's key; nothing is loaded.

    Rows that cannot be read, and those that speak of no film of ours, are left out.

    Raises:
        SourceError: the source cannot be read.
    """
    records: dict[str, FilmRecord] = {}
    for row in source.rows(path):
        try:
            if row.error is None:
                record = source.record(row.fields)
                records.setdefault(record.key, record)
        except RecordError:
            continue
    catalogue = Catalogue.read(source, in_file=records)
    found: dict[str, int] = {}
    for key, record in records.items():
        try:
            film_id = catalogue.find(record, slack=source.year_slack)
        except (Deleted, RecordError):
            continue
        if film_id is not None:
            found[key] = film_id
    return found
