"""What several pages need: the way back, the sign-in wall, the page for a missing index, the lobby's covers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member
from recommender.service import IndexUnavailable

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PER_PAGE = 30
ON_THE_WALL = 16


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address in `next`, where it leads to this site; else the other one."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return otherwise


def member_of(request: HttpRequest) -> Member | None:
    """Who is signed in, or None."""
    return request.user if isinstance(request.user, Member) else None


def members_only(view: View[P]) -> View[P]:
    """Send visitors to the sign-in page, and from there to where they wanted to go."""

    @wraps(view)
    def walled(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in ("GET", "HEAD") else way_back(request, "/")
        to_sign_in = redirect_to_login(back)
        return HttpResponseClientRedirect(to_sign_in.url) if _by_htmx(request) else to_sign_in

    return walled


def needs_index(view: View[P]) -> View[P]:
    """Show a friendly page while there is no index to answer from; the catalogue can be browsed meanwhile."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except IndexUnavailable:
            response = render(request, "web/index_unavailable.html", status=503)
            response["Retry-After"] = "15"
            return response

    return guarded


def refused(request: HttpRequest, reasons: list[str], back: str) -> HttpResponse:
    """The page for a form that our own pages cannot have sent."""
    return render(request, "web/refused.html", {"reasons": reasons, "back": back}, status=400)


def lobby() -> list[Film]:
    """Covers for the lobby: well-known films, others every day."""
    today = timezone.localdate().isoformat()
    known = Film.objects.recommendable().filter(well_known=True).order_by("pk").values_list("pk", flat=True)
    chosen = sorted(known, key=lambda film_id: sha256(f"{today}/{film_id}".encode()).digest())[:ON_THE_WALL]
    films = Film.objects.for_cards().in_bulk(chosen)
    return [films[film_id] for film_id in chosen if film_id in films]


def _by_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
