"""What a member says of films: ratings, and the lists of films to watch, seen, and not wanted."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from moviemind.api.answers import Marked, MarkedSeen, Rated, SaidShape, SettingsShape
from moviemind.api.pagination import PageParameters
from moviemind.api.problems import FieldNotFound
from moviemind.api.requests import MarkBody, RatingBody, SaidBody, SeenBody, SettingsBody, StarsBody, said_of
from moviemind.api.views.base import ApiView, film_or_404, refusals
from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Mark, Member, Rating
from moviemind.profiles.said import Said

NO_BODY = {204: None}


def _me(request: Request) -> Member:
    assert isinstance(request.user, Member)  # IsAuthenticated let them in
    return request.user


def _film_of(body: dict[str, Any]) -> Film:
    """The film that a body names.

    Raises:
        ValidationError: there is none of this id.
    """
    film = Film.objects.recommendable().filter(pk=body["film"]).first()
    if film is None:
        raise ValidationError({"film": [f"no film has the id {body['film']}"]})
    return film


@method_decorator(never_cache, name="dispatch")
class MyRatings(ApiView, GenericAPIView[Rating]):
    """All of a member's ratings."""

    permission_classes = (IsAuthenticated,)
    serializer_class = Rated
    queryset = Rating.objects.filter(film__published=True).select_related("film")

    def get_queryset(self) -> QuerySet[Rating]:
        """The member's, the latest first."""
        return super().get_queryset().filter(member=_me(self.request))

    @extend_schema(
        operation_id="my_ratings",
        summary="My ratings",
        tags=["Me"],
        parameters=[PageParameters],
        responses={200: Rated(many=True), **refusals(400, 401, 404)},
    )
    def get(self, request: Request) -> Response:
        """The films that you rated, the latest first."""
        PageParameters().run_validation(request.query_params)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="rate",
        summary="Rate a film",
        tags=["Me"],
        request=RatingBody,
        responses={201: Rated, **refusals(400, 401, 403, 415)},
    )
    def post(self, request: Request) -> Response:
        """Rate a film, half a star to five; a second rating replaces the first."""
        body = RatingBody().run_validation(request.data)
        rating = services.rate(_me(request), _film_of(body), body["rating"])
        return Response(self.get_serializer(rating).data, status=201)


@method_decorator(never_cache, name="dispatch")
class MyRating(ApiView):
    """A member's rating of one film."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="my_rating",
        summary="My rating of a film",
        tags=["Me"],
        responses={200: Rated, **refusals(401, 404)},
    )
    def get(self, request: Request, film_id: int) -> Response:
        """Your rating of one film."""
        rating = Rating.objects.select_related("film").filter(member=_me(request), film__pk=film_id).first()
        if rating is None:
            raise FieldNotFound("film_id", "you have not rated this film")
        return Response(Rated(rating).data)

    @extend_schema(
        operation_id="set_my_rating",
        summary="Set my rating of a film",
        tags=["Me"],
        request=StarsBody,
        responses={200: Rated, **refusals(400, 401, 403, 404, 415)},
    )
    def put(self, request: Request, film_id: int) -> Response:
        """Rate the film, or change your rating of it."""
        body = StarsBody().run_validation(request.data)
        rating = services.rate(_me(request), film_or_404(film_id, "film_id"), body["rating"])
        return Response(Rated(rating).data)

    @extend_schema(
        operation_id="clear_my_rating",
        summary="Take my rating back",
        tags=["Me"],
        responses={**NO_BODY, **refusals(401, 403, 404)},
    )
    def delete(self, request: Request, film_id: int) -> Response:
        """Take your rating of a film back."""
        if not services.clear_rating(_me(request), film_id):
            raise FieldNotFound("film_id", "you have not rated this film")
        return Response(status=204)


@method_decorator(never_cache, name="dispatch")
@extend_schema(tags=["Me"])
class MyList(ApiView, GenericAPIView[Mark]):
    """One of a member's three lists: to watch, seen, not wanted; `as_view(kind=...)` says which."""

    permission_classes = (IsAuthenticated,)
    serializer_class = Marked
    queryset = Mark.objects.filter(film__published=True).select_related("film")
    kind: str = ""

    def get_queryset(self) -> QuerySet[Mark]:
        """The member's, the latest first."""
        return super().get_queryset().filter(member=_me(self.request), kind=self.kind)

    @extend_schema(
        summary="Films on my list",
        parameters=[PageParameters],
        responses={200: Marked(many=True), **refusals(400, 401, 404)},
    )
    def get(self, request: Request) -> Response:
        """The films on the list, the latest first."""
        PageParameters().run_validation(request.query_params)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        summary="Put a film on my list",
        request=MarkBody,
        responses={201: Marked, **refusals(400, 401, 403, 415)},
    )
    def post(self, request: Request) -> Response:
        """Put a film on the list; doing it twice is doing it once."""
        body = MarkBody().run_validation(request.data)
        mark = services.mark(_me(request), _film_of(body), self.kind)
        return Response(self.get_serializer(mark).data, status=201)


class MySeen(MyList):
    """Films that a member saw, with what they thought of them."""

    serializer_class = MarkedSeen
    kind = Mark.Kind.SEEN

    @extend_schema(
        summary="Films that I saw",
        parameters=[PageParameters],
        responses={200: MarkedSeen(many=True), **refusals(400, 401, 404)},
    )
    def get(self, request: Request) -> Response:
        """The films that you saw, the latest first, with your verdict where you gave one."""
        return super().get(request)

    @extend_schema(
        summary="Mark a film as seen",
        request=SeenBody,
        responses={201: MarkedSeen, **refusals(400, 401, 403, 415)},
    )
    def post(self, request: Request) -> Response:
        """Mark a film as seen, and say whether you liked it: liked and disliked films shape your lists."""
        body = SeenBody().run_validation(request.data)
        verdict = (body["verdict"] or "") if "verdict" in body else None
        mark = services.mark(_me(request), _film_of(body), Mark.Kind.SEEN, verdict)
        return Response(self.get_serializer(mark).data, status=201)


@method_decorator(never_cache, name="dispatch")
class MyListEntry(ApiView):
    """One film on one of a member's three lists; `as_view(kind=...)` says which."""

    permission_classes = (IsAuthenticated,)
    kind: str = ""

    @extend_schema(
        summary="Take a film off my list",
        tags=["Me"],
        responses={**NO_BODY, **refusals(401, 403, 404)},
    )
    def delete(self, request: Request, film_id: int) -> Response:
        """Take a film off the list."""
        if not services.unmark(_me(request), film_id, self.kind):
            raise FieldNotFound("film_id", "this film is not on the list")
        return Response(status=204)


@method_decorator(never_cache, name="dispatch")
class MyWords(ApiView):
    """All that a member said of one film."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="my_words",
        summary="What I said of a film",
        tags=["Me"],
        responses={200: SaidShape, **refusals(401, 404)},
    )
    def get(self, request: Request, film_id: int) -> Response:
        """Your rating of a film and your marks on it, with their times."""
        film = film_or_404(film_id, "film_id")
        return Response(_said(film, Said.of(_me(request), film.pk)))

    @extend_schema(
        operation_id="set_my_words",
        summary="Say this of a film, and nothing else",
        tags=["Me"],
        request=SaidBody,
        responses={200: SaidShape, **refusals(400, 401, 403, 404, 415)},
    )
    def put(self, request: Request, film_id: int) -> Response:
        """Set all that you say of a film at once. What `GET` or `DELETE` returned brings that state back: an undo."""
        body = SaidBody().run_validation(request.data)
        film, said = film_or_404(film_id, "film_id"), said_of(body)
        services.restore(_me(request), film, said)
        return Response(_said(film, said))

    @extend_schema(
        operation_id="forget_my_words",
        summary="Forget a film",
        tags=["Me"],
        responses={200: SaidShape, **refusals(401, 403, 404)},
    )
    def delete(self, request: Request, film_id: int) -> Response:
        """Make it as if you had never said anything of the film. Returns what you had said; `PUT` it to undo."""
        film = film_or_404(film_id, "film_id")
        said = services.forget(_me(request), film.pk)
        if not said:
            raise FieldNotFound("film_id", "you have said nothing of this film")
        return Response(_said(film, said))


@method_decorator(never_cache, name="dispatch")
class MySettings(ApiView):
    """How a member's words are used."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="my_settings",
        summary="How my words are used",
        tags=["Me"],
        responses={200: SettingsShape, **refusals(401)},
    )
    def get(self, request: Request) -> Response:
        """How far back your words shape your lists, and whether the site may learn from them."""
        return Response(SettingsShape(_me(request)).data)

    @extend_schema(
        operation_id="set_my_settings",
        summary="Set how my words are used",
        tags=["Me"],
        request=SettingsBody,
        responses={200: SettingsShape, **refusals(400, 401, 403, 415)},
    )
    def patch(self, request: Request) -> Response:
        """Change what you name; the rest stays. Your next list follows; the site unlearns at its next training."""
        body = SettingsBody().run_validation(request.data)
        services.settle(_me(request), **body)
        return Response(SettingsShape(_me(request)).data)


def _said(film: Film, said: Said) -> dict[str, Any]:
    seen = said.marks.get(Mark.Kind.SEEN)
    given = {
        "film": film.pk,
        "title": film.title,
        "year": film.year,
        "rating": None if said.half_stars is None else said.half_stars / 2,
        "rated_at": said.rated_at,
        "verdict": seen.verdict or None if seen else None,
        **{kind: said.marks[kind].at if kind in said.marks else None for kind in Mark.Kind.values},
    }
    return dict(SaidShape(given).data)
