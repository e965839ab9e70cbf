"""From catalogue rows to what the engine wants of a film: its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count

from moviemind.catalog.models import Credit, Film
from moviemind.profiles.models import Rating, ReferenceRating
from recommender.shapes import FilmFacts


def facts_of(film: Film, ratings: int = 0) -> FilmFacts:
    """The engine's facts of a film fetched with `for_index()`."""
    credits = list(film.credits.all())
    return FilmFacts(
        id=film.pk,
        title=film.title,
        original_title=film.original_title,
        year=film.year,
        runtime=film.runtime,
        language=film.language,
        countries=tuple(film.countries),
        genres=tuple(genre.name for genre in film.genres.all()),
        themes=tuple(theme.name for theme in film.themes.all()),
        directors=tuple(credit.person.name for credit in credits if credit.role == Credit.Role.DIRECTOR),
        cast=tuple(credit.person.name for credit in credits if credit.role == Credit.Role.CAST),
        content=film.content,
        ratings=ratings,
        well_known=film.well_known,
    )


def rating_counts(film_ids: Iterable[int] | None = None) -> dict[int, int]:
    """How many people rated each film, members and reference members together; of all films when none are named."""
    counts: Counter[int] = Counter()
    wanted = None if film_ids is None else list(film_ids)
    for model in (Rating, ReferenceRating):
        rows = model._default_manager.order_by()
        if wanted is not None:
            rows = rows.filter(film_id__in=wanted)
        counts.update(dict(rows.values_list("film_id").annotate(count=Count("pk"))))
    return dict(counts)
