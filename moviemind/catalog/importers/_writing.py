"""Writing a batch of records: films, what hangs on them, what each source said, and the news of it, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from moviemind.catalog.importers._base import FilmSource
from moviemind.catalog.importers._matching import Catalogue
from moviemind.catalog.importers._record import FilmRecord
from moviemind.catalog.models import CONTENT_NOTES, Credit, Film, FilmChange, Genre, Named, Person, SourceRecord, Theme
from moviemind.catalog.vocabulary import load_vocabulary

N = TypeVar("N", bound=Named)
NAMES_AT_ONCE = 5_000

# What a record says, by name: each is written, kept or cleared as one. Their empty values mean "not known".
OVERVIEW = ("overview", "overview_source", "overview_url")
EMPTY: dict[str, Any] = {
    "title": "", "year": 0, "original_title": "", "runtime": None, "language": "", "countries": (),
    "imdb_id": None, "tmdb_id": None, "movielens_id": None, "overview": ("", "", ""), "well_known": False,
    "genres": frozenset(), "themes": frozenset(), "directors": (), "cast": (),
    **{f"content_{note}": "unknown" for note in CONTENT_NOTES},
}  # fmt: skip
CREDITS = {"directors": Credit.Role.DIRECTOR, "cast": Credit.Role.CAST}
NAMED: dict[str, type[Genre | Theme]] = {"genres": Genre, "themes": Theme}
COLUMNS = [
    *(name for name in EMPTY if name not in CREDITS and name not in NAMED and name != "overview"), *OVERVIEW,
]  # fmt: skip


@dataclass(slots=True)
class Planned:
    """A record with the film it speaks of, None for a new one, and what became of it."""

    record: FilmRecord
    film_id: int | None
    outcome: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    film: Film | None = None


def write(batch: Sequence[Planned], catalogue: Catalogue, *, dry_run: bool = False) -> None:
    """Write a batch in one transaction, note the outcome of each record in it, and tell the catalogue."""
    source = catalogue.source
    with transaction.atomic():
        ids = [planned.film_id for planned in batch if planned.film_id is not None]
        films = Film.objects.filter(pk__in=ids).order_by("pk").select_for_update().for_index().in_bulk()
        said: dict[int, list[SourceRecord]] = defaultdict(list)
        for earlier in SourceRecord.objects.filter(film_id__in=ids):
            said[earlier.film_id].append(earlier)
        remembered: list[tuple[Planned, SourceRecord]] = []
        stale: list[int] = []
        for planned in batch:
            film = films.get(planned.film_id) if planned.film_id is not None else None
            if film is None and planned.film_id is not None:
                planned.outcome = "deleted"  # in the moments since it was found
                continue
            earlier_words = said[film.pk] if film else []
            fields = _decide(planned, film, source, earlier_words)
            remembered.append((planned, _remembered(planned.record, source, fields)))
            stale += [
                earlier.pk
                for earlier in earlier_words
                if earlier.source == source.name and earlier.key not in catalogue.in_file
            ]
        _write_films(batch)
        for planned, record in remembered:
            assert planned.film is not None
            record.film_id = planned.film.pk
        SourceRecord.objects.filter(pk__in=stale).delete()
        SourceRecord.objects.bulk_create(
            [record for _, record in remembered],
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=["digest", "film_id", "identities", "fields"],
            batch_size=500,
        )
        if dry_run:
            transaction.set_rollback(True)
    for planned, record in remembered:
        if planned.film is not None and planned.changes:
            catalogue.add(planned.film)
        catalogue.remember(record)


def _remembered(record: FilmRecord, source: FilmSource, fields: Iterable[str]) -> SourceRecord:
    return SourceRecord(
        source=source.name,
        key=record.key,
        digest=record.digest,
        identities=record.identities,
        fields=sorted(fields),
    )


def _decide(planned: Planned, film: Film | None, source: FilmSource, earlier: Sequence[SourceRecord]) -> set[str]:
    """Choose what of the record goes into the film, and return the names of all in it that is this source's."""
    says = said_by(planned.record)
    if film is None:
        planned.film, planned.outcome, planned.changes = Film(), "created", says
        return set(says)
    planned.film = film
    mine = {name for record in earlier if record.source == source.name for name in record.fields}
    if film.edited_at is not None:
        planned.outcome = "kept"
        return mine
    theirs = {name for record in earlier if record.source != source.name for name in record.fields}
    now = current(film)
    may = {
        name for name in EMPTY if source.authority or now[name] == EMPTY[name] or (name in mine and name not in theirs)
    }
    wanted = {name: value for name, value in says.items() if name in may}
    wanted |= {name: EMPTY[name] for name in mine - says.keys() if name in may}
    planned.changes = {name: value for name, value in wanted.items() if value != now[name]}
    planned.outcome = "changed" if planned.changes else "unchanged"
    return (mine & says.keys()) | (wanted.keys() & says.keys())


def said_by(record: FilmRecord) -> dict[str, Any]:
    """What a record says, without what it leaves open."""
    says = {
        "title": record.title,
        "year": record.year,
        "original_title": record.original_title,
        "runtime": record.runtime,
        "language": record.language,
        "countries": record.countries,
        "overview": (record.overview, record.overview_source, record.overview_url),
        "genres": frozenset(record.genres),
        "themes": frozenset(record.themes),
        "directors": record.directors,
        "cast": record.cast,
        **record.ids,
        **{f"content_{note}": level for note, level in record.content.items()},
    }
    says = {name: value for name, value in says.items() if value != EMPTY[name]}
    if record.well_known is not None:
        says["well_known"] = record.well_known
    return says


def current(film: Film) -> dict[str, Any]:
    """The same of a film, fetched with its genres, themes and credits."""
    credits = list(film.credits.all())
    now: dict[str, Any] = {name: getattr(film, name) for name in COLUMNS if name not in OVERVIEW}
    now["countries"] = tuple(film.countries)
    now["overview"] = tuple(getattr(film, name) for name in OVERVIEW)
    now |= {name: frozenset(row.name for row in getattr(film, name).all()) for name in NAMED}
    now |= {name: tuple(c.person.name for c in credits if c.role == role) for name, role in CREDITS.items()}
    return now


def _write_films(batch: Sequence[Planned]) -> None:
    touched = [planned for planned in batch if planned.changes and planned.film is not None]
    now = timezone.now()
    for planned in touched:
        film = planned.film
        assert film is not None
        film.updated_at = now
        for name, value in planned.changes.items():
            if name == "overview":
                film.overview, film.overview_source, film.overview_url = value
            elif name == "countries":
                film.countries = list(value)
            elif name in COLUMNS:
                setattr(film, name, value)
    films = [planned.film for planned in touched if planned.film is not None]
    Film.objects.bulk_create([film for film in films if film.pk is None], batch_size=500)
    known = [planned.film for planned in touched if planned.film is not None and planned.outcome == "changed"]
    Film.objects.bulk_create(
        known,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*COLUMNS, "updated_at"],
        batch_size=500,
    )
    for name, model in NAMED.items():
        _write_names(name, model, touched)
    _write_credits(touched)
    FilmChange.objects.record(film.pk for film in films)


def _write_names(field_name: str, model: type[Genre | Theme], touched: Iterable[Planned]) -> None:
    chosen = {p.film.pk: p.changes[field_name] for p in touched if p.film is not None and field_name in p.changes}
    rows = _rows_named(model, {name for names in chosen.values() for name in names})
    through: Any = getattr(Film, field_name).through
    column = f"{model._meta.model_name}_id"
    through.objects.filter(film_id__in=list(chosen)).delete()
    through.objects.bulk_create(
        [through(film_id=pk, **{column: rows[name].pk}) for pk, names in chosen.items() for name in sorted(names)],
        batch_size=1000,
    )


def _write_credits(touched: Iterable[Planned]) -> None:
    chosen = {
        (p.film.pk, role): p.changes[name]
        for p in touched
        for name, role in CREDITS.items()
        if p.film is not None and name in p.changes
    }
    people = _rows_named(Person, {name for names in chosen.values() for name in names})
    for role in Credit.Role:
        Credit.objects.filter(film_id__in=[pk for pk, of in chosen if of == role], role=role).delete()
    Credit.objects.bulk_create(
        [
            Credit(film_id=pk, role=role, person=people[name], position=position)
            for (pk, role), names in chosen.items()
            for position, name in enumerate(names)
        ],
        batch_size=1000,
    )


def _rows_named(model: type[N], names: set[str]) -> dict[str, N]:
    """The rows of these names, made where they are missing."""

    def fetched() -> dict[str, N]:
        wanted = sorted(names)  # asked for in parts: SQLite bounds what one statement may name
        parts = [wanted[at : at + NAMES_AT_ONCE] for at in range(0, len(wanted), NAMES_AT_ONCE)]
        rows: Any = chain.from_iterable(model._default_manager.filter(name__in=part) for part in parts)
        return {row.name: row for row in rows}

    known = fetched()
    missing = sorted(names - known.keys())
    if not missing:
        return known
    groups = load_vocabulary().themes if model is Theme else {}
    extra = [{"group": groups[name]} if name in groups else {} for name in missing]
    made = [model(name=name, **more) for name, more in zip(missing, extra, strict=True)]
    # Another process may make the same name in this moment; then its row is taken.
    model._default_manager.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return fetched()
