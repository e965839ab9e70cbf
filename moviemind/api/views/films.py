"""The catalogue: a list with search and filters, and all facts of one film."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from moviemind.api.answers import FilmCard, FilmFacts
from moviemind.api.problems import FieldNotFound
from moviemind.api.requests import FilmParameters
from moviemind.api.views.base import ApiView, refusals
from moviemind.catalog.models import Film, Genre

ORDERS: dict[str, F | Lower] = {"title": Lower("title"), "year": F("year"), "runtime": F("runtime")}


class Films(ApiView, GenericAPIView[Film]):
    """The list."""

    permission_classes = (AllowAny,)
    serializer_class = FilmCard
    queryset = Film.objects.recommendable().for_cards()

    @extend_schema(
        operation_id="films",
        summary="Search and browse films",
        tags=["Films"],
        parameters=[FilmParameters],
        responses={200: FilmCard(many=True), **refusals(400, 404)},
    )
    def get(self, request: Request) -> Response:
        """Films by title, whatever its accents and capitals, and by conditions; a page at a time."""
        asked = FilmParameters().run_validation(request.query_params)
        page = self.paginate_queryset(_matching(self.get_queryset(), asked))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class OneFilm(ApiView):
    """All facts of one film."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="film",
        summary="One film",
        tags=["Films"],
        responses={200: FilmFacts, **refusals(404)},
    )
    def get(self, request: Request, film_id: int) -> Response:
        """All that the catalogue knows of a film."""
        film = Film.objects.recommendable().for_index().filter(pk=film_id).first()
        if film is None:
            raise FieldNotFound("id", f"no film has the id {film_id}")
        return Response(FilmFacts(film).data)


def _matching(films: QuerySet[Film], asked: dict[str, Any]) -> QuerySet[Film]:
    """The films that keep the conditions, in the order asked for.

    Raises:
        ValidationError: there is no such genre.
    """
    if asked.get("q", "").strip():
        films = films.titled_like(asked["q"])  # type: ignore[attr-defined]
    for genre in _genres(asked.get("genre", [])):
        films = films.filter(genres=genre)
    bounds = {"year_min": "year__gte", "year_max": "year__lte", "runtime_min": "runtime__gte"}
    bounds |= {"runtime_max": "runtime__lte", "language": "language"}
    films = films.filter(**{lookup: asked[name] for name, lookup in bounds.items() if name in asked})
    if order := asked.get("ordering"):
        key = ORDERS[order.removeprefix("-")]
        last = {"nulls_last": True}
        films = films.order_by(key.desc(**last) if order[0] == "-" else key.asc(**last), "pk")
    return films


def _genres(names: list[str]) -> list[Genre]:
    if not names:
        return []
    found = {genre.name.casefold(): genre for genre in Genre.objects.all()}
    unknown = [name for name in names if name.casefold() not in found]
    if unknown:
        there_are = ", ".join(genre.name for genre in found.values())
        raise ValidationError({"genre": [f"no genre {unknown[0]!r}; there are {there_are}"]})
    return [found[name.casefold()] for name in dict.fromkeys(names)]
