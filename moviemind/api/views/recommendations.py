"""Asking the engine: a question, a member's own list, films like one film."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from moviemind.api.answers import AnswerShape, SuggestionsShape
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
from recommender import service
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
        responses={200: AnswerShape, **refusals(400, 401, 403, 415, 503)},
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
        return Response(service.ask(asked, _member(request)).as_dict())


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
        responses={200: AnswerShape, **refusals(400, 401, 503)},
    )
    def get(self, request: Request) -> Response:
        """Films for your taste, as your ratings and lists tell it: nothing that you rated, saw or hid."""
        assert isinstance(request.user, Member)
        limit, filters = for_me_of(request.query_params)
        try:
            answer: dict[str, Any] = service.for_member(request.user, limit=limit, filters=filters).as_dict()
        except service.RequestError as error:  # in a query string the filters stand at the top
            raise service.RequestError(error.field.removeprefix("filters."), error.reason) from error
        return Response(answer)


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
