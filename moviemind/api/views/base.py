"""What the views share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from moviemind.api.answers import ProblemShape
from moviemind.api.problems import CONTENT_TYPE, FieldNotFound
from moviemind.catalog.models import Film

MEANINGS = {
    400: "A field is wrong: which, and why.",
    401: "A member only: send `Authorization: Token ...`.",
    403: "Signed in by a session, without its CSRF token.",
    404: "There is no such thing.",
    415: "The body is no JSON.",
    429: "Too many requests: try again after Retry-After seconds.",
    503: "There is no index yet: try again after Retry-After seconds.",
}


def refusals(*statuses: int) -> dict[tuple[int, str], Any]:
    """The refusals of an operation, for the OpenAPI document; 429 is one of all."""
    return {
        (status, CONTENT_TYPE): OpenApiResponse(ProblemShape, description=MEANINGS[status])
        for status in (*statuses, 429)
    }


class InUtf8(APIView):
    """A view that reads addresses as UTF-8: a caller may name any charset, and some of Python's do not decode text."""

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """DRF's request over Django's."""
        request.encoding = "utf-8"
        return super().initialize_request(request, *args, **kwargs)


def film_or_404(film_id: int, field: str = "id") -> Film:
    """A film that may appear in lists.

    Raises:
        FieldNotFound: there is none of this id.
    """
    film = Film.objects.recommendable().filter(pk=film_id).first()
    if film is None:
        raise FieldNotFound(field, f"no film has the id {film_id}")
    return film
