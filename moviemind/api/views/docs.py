"""The OpenAPI document, a page that shows it, and the answer for addresses that are none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from moviemind.api.problems import problem
from moviemind.api.views.base import ApiView


class Schema(ApiView, SpectacularJSONAPIView):
    """The OpenAPI document."""


class Docs(ApiView, SpectacularSwaggerSplitView):
    """Swagger UI from our own static files, by a template without inline script or style: it passes the site's CSP."""

    template_name = "api/docs.html"


@method_decorator(csrf_exempt, name="dispatch")
class NoSuchAddress(View):
    """Whatever else is asked for under /api/: the same address with its slash, where that is one, or a refusal."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer any method alike."""
        if not request.path_info.endswith("/") and _leads_somewhere(f"{request.path_info}/"):
            # 308, not 301: a question that was posted is posted again, with its body.
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True), preserve_request=True)
        return problem(404, [("path", "no such address; /api/docs/ lists all")])


def _leads_somewhere(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return getattr(view, "view_class", None) is not NoSuchAddress
