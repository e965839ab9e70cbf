"""What members say of films: ratings and marks. Works as plain forms; with htmx only the controls are swapped."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Mark
from moviemind.web.forms import MarkForm, RatingForm
from moviemind.web.templatetags.pages import stars
from moviemind.web.undo import Undo, say
from moviemind.web.views._common import member_of, members_only, refused, way_back
from moviemind.web.views.films import address_of, find_film
from moviemind.web.words import words_on

ADDED = {
    Mark.Kind.WATCHLIST: "{} is on your watchlist.",
    Mark.Kind.SEEN: "{} is marked as seen.",
    Mark.Kind.HIDDEN: "{} will not be recommended to you again.",
}
REMOVED = {
    Mark.Kind.WATCHLIST: "{} is off your watchlist.",
    Mark.Kind.SEEN: "{} is no longer marked as seen.",
    Mark.Kind.HIDDEN: "{} may be recommended to you again.",
}


@require_POST
@members_only
def rate(request: HttpRequest, film_id: int) -> HttpResponse:
    """Set the member's rating of a film, or clear it."""
    film, member = find_film(film_id), member_of(request)
    assert member is not None
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, film)
    if form.cleaned_data["clear"]:
        services.clear_rating(member, film.pk)
        say(request, f"Your rating of {film.title} is cleared.")
    else:
        rating = services.rate(member, film, form.cleaned_data["stars"])
        say(request, f"You gave {film.title} {stars(rating.half_stars)}.")
    return _said(request, film)


@require_POST
@members_only
def mark(request: HttpRequest, film_id: int) -> HttpResponse:
    """Put a film on the watchlist, mark it seen or not interesting, or take such a mark back."""
    film, member = find_film(film_id), member_of(request)
    assert member is not None
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, film)
    if kind := form.cleaned_data["mark"]:
        services.mark(member, film, kind)
        say(request, ADDED[Mark.Kind(kind)].format(film.title), undo=Undo(film.pk, kind))
    else:
        kind = form.cleaned_data["unmark"]
        services.unmark(member, film.pk, kind)
        say(request, REMOVED[Mark.Kind(kind)].format(film.title))
    return _said(request, film)


def _said(request: HttpRequest, film: Film) -> HttpResponse:
    """Back to where the member was; for htmx the film's controls and the message, and the news for lists to refresh."""
    back = way_back(request, address_of(film.pk))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(back)
    words = words_on(request.user, [film.pk])[film.pk]
    here = request.POST.get("here", "").split()  # see static/js/name-what-is-here.js
    context = {
        "film": film,
        "words": words,
        "next": back,
        "has_rating": f"rating-{film.pk}" in here,
        "has_marks": f"marks-{film.pk}" in here,
    }
    response = render(request, "web/_said.html", context)
    return trigger_client_event(response, "taste-changed", after="settle")


def _refused(request: HttpRequest, form: Any, film: Film) -> HttpResponse:
    reasons = [str(reason) for errors in form.errors.values() for reason in errors]
    return refused(request, reasons, address_of(film.pk))
