"""Asking the engine: a question, a member's own list, films like one film."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.timezone import localdate
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from moviemind.api.answers import AnswerShape, HomeShape, ListShape, SuggestionsShape, WhyShape
from moviemind.api.problems import FieldNotFound
from moviemind.api.requests import (
    AskBody,
    ForMeParameters,
    SimilarParameters,
    SuggestParameters,
    ask_of,
    change_of,
    for_me_of,
    similar_limit_of,
    suggest_of,
)
from moviemind.api.views.base import ApiView, film_or_404, refusals
from moviemind.profiles.models import Member
from recommender import impressions, service
from recommender.shapes import CONTENT_LIMITS, CONTENT_NOTES
from recommender.shapes import Request as Asked

CONTENT_MAX = [  # the OpenAPI document knows no nested fields in a query string: each is spelt out
    OpenApiParameter("content_max", exclude=True),
    *(
        OpenApiParameter(f"content_max.{note}", enum=CONTENT_LIMITS, description=f"The most {note} a film may show.")
        for note in CONTENT_NOTES
    ),
]


def _member(request: Request) -> Member | None:
    return request.user if isinstance(request.user, Member) else None


def _refined(asked: Asked, words: str, shown: Sequence[int]) -> Asked:
    """A question changed by words.

    Raises:
        RequestError: the words change nothing.
    """
    refined = service.refine(asked, words, shown)
    if not refined.understood:
        raise service.RequestError("refine", "we do not know how to change the question by this")
    return refined.request


class Ask(ApiView):
    """A question."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="ask",
        summary="Ask for films",
        tags=["Recommendations"],
        request=AskBody,
        responses={200: ListShape, **refusals(400, 401, 403, 415, 503)},
        examples=[
            OpenApiExample("In words", {"text": "I love Kingdom of Heaven, Robin Hood and Troy"}, request_only=True),
            OpenApiExample(
                "By conditions",
                {"filters": {"genres": ["Comedy"], "runtime_max": 100, "content_max": {"gore": "none"}}, "limit": 5},
                request_only=True,
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        """Films that fit words, films named, and conditions, in any mixture, each with its reasons.

        Conditions bind; words weigh. A film that is named is never returned. Signed in, you get nothing that you
        rated, saw or hid. When nothing fits, popular films come, marked as such, and `confidence` is `none`.
        With `refine`, the question as changed by these words is answered, and `query` says what became of it.
        """
        asked = ask_of(request.data)
        words, shown = change_of(request.data)
        if words:
            asked = _refined(asked, words, shown)
        member = _member(request)
        served = service.ask(asked, member)
        kept = impressions.record(
            "ask",
            served.answer.picks,
            served.answer.index_version,
            member=member,
            request=impressions.as_request(asked),
        )
        return Response({**served.as_dict(), "impression": kept})


class Suggest(ApiView):
    """What words being typed may become."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="suggestions",
        summary="Complete what is being typed",
        tags=["Recommendations"],
        parameters=[SuggestParameters],
        responses={200: SuggestionsShape, **refusals(400, 503)},
    )
    def get(self, request: Request) -> Response:
        """Titles, people and themes that the end of a sentence may become, the best known first.

        "I love kingdom of hea" goes on with "Kingdom of Heaven". Accents and capitals do not matter; where nothing
        begins so, a slip of the pen is forgiven.
        """
        words, limit = suggest_of(request.query_params)
        start, found = service.suggest(words, limit)
        suggestions = [
            {"kind": each.kind, "text": each.text, "film": each.film, "year": each.year, "insert": each.insert}
            for each in found
        ]
        return Response({"start": start, "suggestions": suggestions})


class ForMe(ApiView):
    """A member's own list."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="recommendations_for_me",
        summary="Films for me",
        tags=["Me"],
        parameters=[ForMeParameters, *CONTENT_MAX],
        responses={200: ListShape, **refusals(400, 401, 503)},
    )
    def get(self, request: Request) -> Response:
        """Films for your taste, as your ratings and lists tell it: nothing that you rated, saw or hid."""
        assert isinstance(request.user, Member)
        limit, filters, controls = for_me_of(request.query_params)
        today = localdate()
        try:
            served = service.for_member(request.user, limit=limit, filters=filters, controls=controls, today=today)
        except service.RequestError as error:  # in a query string filters and controls stand at the top
            raise service.RequestError(error.field.rpartition("filters.")[2], error.reason) from error
        kept = impressions.record(
            "list",
            served.answer.picks,
            served.answer.index_version,
            member=request.user,
            request=impressions.as_request(Asked(filters=filters, controls=controls, today=today)),
        )
        return Response({**served.as_dict(), "impression": kept})


class Home(ApiView):
    """The rows of a member's home page."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="home_for_me",
        summary="Rows for my home page",
        tags=["Me"],
        responses={200: HomeShape, **refusals(401, 503)},
    )
    def get(self, request: Request) -> Response:
        """Because you liked one film, one row for each interest, new in the catalogue, hidden gems, outside your usual.

        Each row says what is true of every film in it, and no film stands in two. No rows before you liked a film.
        """
        assert isinstance(request.user, Member)
        home = service.home(request.user)
        picks = [pick for shelf in home.shelves for pick in shelf.picks]
        kept = impressions.record("home", picks, home.index_version, member=request.user)
        return Response({**home.as_dict(), "impression": kept})


class Why(ApiView):
    """Why a film was in a list that was shown."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="why",
        summary="Why this film?",
        tags=["Recommendations"],
        responses={200: WhyShape, **refusals(404, 503)},
    )
    def get(self, request: Request, impression: str, film_id: int) -> Response:
        """The reasons that were told, and every term of the film's score.

        `of_then` says whether the breakdown is of the time when the list was shown: it is kept once somebody has asked.
        Otherwise your words or the index have changed since, and it is as of today.
        """
        member = _member(request)
        found = impressions.find(impression, member)
        told = None if found is None else found.pick(film_id)
        if found is None or told is None:
            raise FieldNotFound("impression", "no such list with this film was shown to you, or it is forgotten")
        breakdown, of_then = impressions.why(found, film_id, member)
        return Response(
            {
                "film": film_id,
                "made_at": found.made_at,
                "index_version": found.index_version,
                "score": told["score"],
                "reasons": told["reasons"],
                "breakdown": breakdown,
                "of_then": of_then,
            }
        )


class Similar(ApiView):
    """Films like one film."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="similar_films",
        summary="Films like this one",
        tags=["Films"],
        parameters=[SimilarParameters],
        responses={200: AnswerShape, **refusals(400, 404, 503)},
    )
    def get(self, request: Request, film_id: int) -> Response:
        """Films like one film, best first; the same for everybody."""
        limit = similar_limit_of(request.query_params)
        try:
            return Response(service.similar(film_id, limit=limit).as_dict())
        except service.RequestError as error:
            film_or_404(film_id)
            raise FieldNotFound("id", "this film is new and will be in the index in a moment") from error
