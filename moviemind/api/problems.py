"""Every refusal of the API in one shape: problem+json (RFC 9457) with the fields at fault and the reasons.

A refusal is rendered here and not by the view's renderer, so that "406 Not Acceptable" and an unknown address look
like all the others.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.views import set_rollback

from recommender.service import IndexUnavailable, RequestError

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
INDEX_RETRY_AFTER_S = 5  # a first index takes about a minute; asking more often helps nobody
LONGEST_WORD = 200  # of what the caller sent and we say back
BODY = "body"  # the "field" of what is wrong with the request body as a whole
# Which part of the request a refusal is about, where it is not a field of the body: a header, the method, the address.
PART_AT_FAULT: dict[type[exceptions.APIException], str] = {
    exceptions.ParseError: BODY,
    exceptions.AuthenticationFailed: "Authorization",
    exceptions.NotAuthenticated: "Authorization",
    exceptions.NotFound: "path",
    exceptions.MethodNotAllowed: "method",
    exceptions.NotAcceptable: "Accept",
    exceptions.UnsupportedMediaType: "Content-Type",
}

Errors = Sequence[tuple[str, str]]


class FieldNotFound(exceptions.NotFound):
    """Something that a field names is not there: 404, with the field's name."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def problem(status: int, errors: Errors, headers: dict[str, str] | None = None) -> HttpResponse:
    """A refusal: `errors` are (field, reason) pairs; a field is dotted, such as "filters.genres" or "seeds.0"."""
    return JsonResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "errors": [{"field": _short(field), "reason": reason} for field, reason in errors],
        },
        status=status,
        content_type=CONTENT_TYPE,
        headers=headers,
    )


def problem_response(exc: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's exception handler: whatever a view raises becomes a problem; a fault of ours is logged first."""
    response = _refusal(exc)
    if response is None and not settings.DEBUG:
        response = _fault(exc, context)
    if response is not None:
        set_rollback()
    return response


def _refusal(exc: Exception) -> HttpResponse | None:
    """The problem for what the caller did, or what they may try again; None for anything else."""
    if isinstance(exc, RequestError):
        return problem(400, [(exc.field, exc.reason)])
    if isinstance(exc, IndexUnavailable):
        return problem(503, [("", str(exc))], {"Retry-After": str(INDEX_RETRY_AFTER_S)})
    if isinstance(exc, RequestDataTooBig):
        return problem(413, [(BODY, "larger than this site reads")])
    if isinstance(exc, BadRequest | SuspiciousOperation | MultiPartParserError):
        return problem(400, [(BODY, "cannot be read")])
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, DjangoPermissionDenied):
        exc = exceptions.PermissionDenied()
    if not isinstance(exc, exceptions.APIException):
        return None
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if (wait := getattr(exc, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, math.ceil(wait)))
    return problem(exc.status_code, _errors_of(exc), headers)


def _fault(exc: Exception, context: dict[str, Any]) -> HttpResponse:
    request = context.get("request")
    underlying = getattr(request, "_request", None)
    logger.error("%s %s failed", getattr(request, "method", "?"), getattr(request, "path", "?"), exc_info=exc)
    # What Django itself does with an unhandled exception: error trackers and the test client listen to it.
    got_request_exception.send(sender=type(context.get("view")), request=underlying)
    return problem(500, [("", "the fault is ours and has been logged")])


def _errors_of(exc: exceptions.APIException) -> Errors:
    if isinstance(exc, exceptions.ValidationError):
        return list(_flat(exc.detail, ()))
    field = getattr(exc, "field", None)
    if field is None:
        field = next((part for kind, part in PART_AT_FAULT.items() if isinstance(exc, kind)), "")
    return [(field, reason) for _, reason in _flat(exc.detail, ())]


def _flat(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """DRF's nested errors as pairs of dotted field and reason, in order."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _flat(value, path if key == "non_field_errors" else (*path, str(key)))
    elif isinstance(detail, list | tuple):
        for place, value in enumerate(detail):
            # A list of plain reasons belongs to its field; a list of dicts holds the errors of a list's members.
            yield from _flat(value, (*path, str(place)) if isinstance(value, dict) and value else path)
    else:
        yield ".".join(path) or BODY, str(detail)


def _short(field: str) -> str:
    return field if len(field) <= LONGEST_WORD else f"{field[:LONGEST_WORD]}…"
