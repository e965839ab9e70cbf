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
from moviemind.profiles.said import Said
from moviemind.web.forms import MarkForm, RatingForm, UndoForm
from moviemind.web.templatetags.pages import stars
from moviemind.web.undo import say
from moviemind.web.views._common import member_of, members_only, refused, way_back
from moviemind.web.views.films import address_of, find_film
from moviemind.web.words import words_on

ADDED = {
    "watchlist": "{} is on your watchlist.",
    "seen": "{} is marked as seen.",
    "liked": "You saw {} and liked it.",
    "disliked": "You saw {} and did not like it.",
    "hidden": "{} will not be recommended to you again.",
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
    before = Said.of(member, film.pk)
    if form.cleaned_data["clear"]:
        services.clear_rating(member, film.pk)
        say(request, f"Your rating of {film.title} is cleared.", undo=(film.pk, before))
    else:
        rating = services.rate(member, film, form.cleaned_data["stars"])
        say(request, f"You gave {film.title} {stars(rating.half_stars)}.", undo=(film.pk, before))
    return _said(request, film)


@require_POST
@members_only
def mark(request: HttpRequest, film_id: int) -> HttpResponse:
    """Put a film on the watchlist, mark it seen (liked, disliked) or not interesting, or take such a mark back."""
    film, member = find_film(film_id), member_of(request)
    assert member is not None
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, film)
    before = Said.of(member, film.pk)
    if name := form.cleaned_data["mark"]:
        services.mark(member, film, *form.SETS[name])
        told = ADDED[name]
    else:
        kind = form.cleaned_data["unmark"]
        services.unmark(member, film.pk, kind)
        told = REMOVED[Mark.Kind(kind)]
    say(request, told.format(film.title), undo=(film.pk, before))
    return _said(request, film)


@require_POST
@members_only
def forget(request: HttpRequest, film_id: int) -> HttpResponse:
    """Make it as if the member had never said anything of the film."""
    film, member = find_film(film_id), member_of(request)
    assert member is not None
    before = services.forget(member, film.pk)
    say(request, f"What you said of {film.title} is forgotten.", undo=(film.pk, before))
    return _said(request, film)


@require_POST
@members_only
def undo(request: HttpRequest, film_id: int) -> HttpResponse:
    """Bring back what the member had said of a film before."""
    film, member = find_film(film_id), member_of(request)
    assert member is not None
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _refused(request, form, film)
    services.restore(member, film, form.cleaned_data["said"])
    say(request, f"Undone: {film.title} is as it was.")
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
        "has_forget": f"forget-{film.pk}" in here,
    }
    response = render(request, "web/_said.html", context)
    return trigger_client_event(response, "taste-changed", after="settle")


def _refused(request: HttpRequest, form: Any, film: Film) -> HttpResponse:
    reasons = [str(reason) for errors in form.errors.values() for reason in errors]
    return refused(request, reasons, address_of(film.pk))
