"""Pages about the site, for people and for machines that watch it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recommender import service


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where texts, facts and the encoder come from, and under which terms."""
    return render(request, "web/sources.html")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for it on pages that name none, such as the admin's."""
    return redirect(static("img/favicon.svg"))


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive. Asks nobody else."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether every part works; 503 only when no question can be answered."""
    report = service.readiness()
    return JsonResponse(report, status=503 if report["status"] == "down" else 200)
