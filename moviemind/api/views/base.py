"""What the views share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from drf_spectacular.utils import OpenApiResponse
from rest_framework.exceptions import APIException
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


class LengthRequired(APIException):
    """A body in chunks: Django reads none of it, and an answer to an empty body would mislead."""

    status_code = 411
    default_detail = "say how long the body is; this site reads none that comes in chunks"
    field = "Content-Length"


class ApiView(APIView):
    """A view that reads what it is sent as the document says: in UTF-8, and of a length that is known.

    A caller may name any charset, and some of Python's do not decode text.
    """

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """DRF's request over Django's."""
        request.encoding = "utf-8"
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body of unknown length, then what DRF checks before every call."""
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            raise LengthRequired
        super().initial(request, *args, **kwargs)


def film_or_404(film_id: int, field: str = "id") -> Film:
    """A film that may appear in lists.

    Raises:
        FieldNotFound: there is none of this id.
    """
    film = Film.objects.recommendable().filter(pk=film_id).first()
    if film is None:
        raise FieldNotFound(field, f"no film has the id {film_id}")
    return film
