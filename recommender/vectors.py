"""Film vectors in the database: brought level with the change log, and read back by the processes that serve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from django.db import transaction
from django.utils import timezone

from moviemind.catalog.models import Film, FilmChange
from recommender.documents import facts_of, rating_counts
from recommender.encoder import Encoder
from recommender.index import Change
from recommender.index.texts import RECIPE, Parts, digest_of, film_vectors, parts_of
from recommender.models import FilmVector, IndexState
from recommender.shapes import FilmFacts, Floats

SET_ASIDE_AFTER = 5  # failures of one change


def encoder_label(encoder: Encoder) -> str:
    """What a vector was made with: vectors of another model, texts or runtime are made again at the next rebuild."""
    return f"{encoder.model}+{RECIPE}:{encoder.runtime}"


def drain_changes(encoder: Encoder, limit: int = 256) -> int:
    """Bring the vectors level with the oldest pending changes, and return how many changes that were.

    Run twice, or twice at once, it ends the same. A change that fails is tried alone, counted, and after
    SET_ASIDE_AFTER failures set aside with its error, so that it does not hold up the others.
    """
    changes = list(FilmChange.objects.pending()[:limit])
    if not changes:
        return 0
    try:
        _apply(changes, encoder)
    except Exception:
        for change in changes:
            _apply_alone(change, encoder)
    return len(changes)


def _apply_alone(change: FilmChange, encoder: Encoder) -> None:
    try:
        _apply([change], encoder)
    except Exception as error:  # whatever is wrong with one film must not stop the others
        change.attempts += 1
        change.error = f"{type(error).__name__}: {error}"[:2000]
        if change.attempts >= SET_ASIDE_AFTER:
            change.set_aside_at = timezone.now()
        change.save(update_fields=["attempts", "error", "set_aside_at"])


def _apply(changes: Sequence[FilmChange], encoder: Encoder) -> None:
    newest = {change.film_id: change.pk for change in changes}  # ten edits of one film, one embedding
    embed_films(newest, encoder, newest=newest)
    FilmChange.objects.filter(pk__in=[change.pk for change in changes]).update(done_at=timezone.now())


def embed_films(film_ids: Iterable[int], encoder: Encoder, *, newest: dict[int, int] | None = None) -> int:
    """Write the films' vectors and facts under new versions; films that are gone get an empty vector.

    Args:
        newest: the change each film was read for; a film that another worker brought further meanwhile is left alone.

    Returns:
        How many texts were encoded: unchanged texts keep their vectors.
    """
    ids = sorted(set(film_ids))
    label = encoder_label(encoder)
    films = Film.objects.recommendable().for_index().in_bulk(ids)
    known = FilmVector.objects.in_bulk(ids)
    counts = rating_counts(films)
    rows: dict[int, FilmVector] = {}
    documents: dict[int, Parts] = {}
    for film_id in ids:
        film = films.get(film_id)
        if film is None:
            rows[film_id] = FilmVector(film_id=film_id, vector=b"", facts={}, encoder=label, text_digest="")
            continue
        facts = facts_of(film, counts.get(film_id, 0))
        document = parts_of(film.overview, facts)
        row = FilmVector(
            film_id=film_id,
            facts=facts.as_dict(),
            overview=film.overview,
            encoder=label,
            text_digest=digest_of(document),
        )
        old = known.get(film_id)
        if old is not None and old.vector and (old.encoder, old.text_digest) == (label, row.text_digest):
            row.vector = old.vector
        else:
            documents[film_id] = document
        rows[film_id] = row
    if documents:
        vectors = film_vectors(list(documents.values()), encoder.encode, encoder.dim)
        for film_id, vector in zip(documents, vectors, strict=True):
            rows[film_id].vector = vector.astype(np.float32).tobytes()
    _write(rows, newest)
    return len(documents)


def _write(rows: dict[int, FilmVector], newest: dict[int, int] | None) -> None:
    with transaction.atomic():
        state = locked_state()
        if newest:
            overtaken = FilmChange.objects.filter(film_id__in=list(newest), done_at__isnull=False)
            for film_id, pk in overtaken.values_list("film_id", "pk"):
                if pk > newest[film_id]:
                    rows.pop(film_id, None)
        for version, row in enumerate(rows.values(), start=state.vectors_version + 1):
            row.version = version
        FilmVector.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["film_id"],
            update_fields=["version", "vector", "facts", "overview", "encoder", "text_digest"],
            batch_size=200,
        )
        state.vectors_version += len(rows)
        state.save(update_fields=["vectors_version"])


def locked_state() -> IndexState:
    """The one state row, locked until the transaction ends: versions are given out, and become visible, in order."""
    IndexState.objects.get_or_create(pk=IndexState.SINGLETON)
    return IndexState.objects.select_for_update().get(pk=IndexState.SINGLETON)


def changes_since(version: int) -> list[Change]:
    """What processes lay over a snapshot that knows vectors up to `version`."""
    return [as_change(row) for row in FilmVector.objects.filter(version__gt=version).order_by("version")]


def as_change(row: FilmVector) -> Change:
    """A vector row in the engine's shape."""
    vector = vector_of(row)
    facts = None if vector is None else FilmFacts.from_dict(row.facts)
    return Change(film_id=row.film_id, version=row.version, vector=vector, facts=facts, overview=row.overview)


def vector_of(row: FilmVector) -> Floats | None:
    """(dim,) float32, or None when the film is not recommendable."""
    return np.frombuffer(bytes(row.vector), dtype=np.float32) if row.vector else None
