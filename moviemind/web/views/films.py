"""The catalogue: the list of films, a film's page, its drawn cover."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from moviemind.catalog.models import Credit, Film
from moviemind.web.covers import cover_svg, cover_version
from moviemind.web.forms import FilmFilterForm
from moviemind.web.views._common import PER_PAGE
from moviemind.web.words import FilmCard, cards_of, cards_served, in_common, words_on
from recommender import service
from recommender.shapes import RequestError

A_YEAR, A_DAY = 31_536_000, 86_400


@require_safe
def film_list(request: HttpRequest) -> HttpResponse:
    """Browse and search; what the form does not know is said beside its field."""
    form = FilmFilterForm(request.GET)
    status, page, cards = 400, None, []
    if form.is_valid():
        status = 200
        page = Paginator(form.films().for_cards(), PER_PAGE).get_page(form.cleaned_data["page"] or 1)
        cards = cards_of(page.object_list, request.user)
    return render(request, "web/film_list.html", {"form": form, "page": page, "cards": cards}, status=status)


@require_safe
def film_page(request: HttpRequest, film_id: int) -> HttpResponse:
    """All that we know of a film, what the member said of it, and films like it."""
    film = find_film(film_id)
    credits = list(film.credits.all())
    similar, index_version, why_not = _similar(request, film)
    context = {
        "film": film,
        "words": words_on(request.user, [film.pk])[film.pk],
        "directors": [credit.person for credit in credits if credit.role == Credit.Role.DIRECTOR],
        "cast": [credit.person for credit in credits if credit.role == Credit.Role.CAST],
        "similar": similar,
        "why_no_similar": why_not,
        "index_version": index_version,
    }
    return render(request, "web/film.html", context)


def find_film(film_id: int) -> Film:
    """The published film with all that its page shows, in five queries; a 404 when there is none."""
    film = Film.objects.recommendable().for_index().filter(pk=film_id).first()
    if film is None:
        raise Http404("There is no film at this address.")
    return film


def _similar(request: HttpRequest, film: Film) -> tuple[list[FilmCard], str, str]:
    """Films like this one, the index version they come from, and else why there are none."""
    try:
        served = service.similar(film.pk)
    except service.IndexUnavailable:
        return [], "", "Similar films appear here when the index is ready."
    except RequestError:
        return [], "", "This film is new here: similar films appear in a moment."
    return in_common(cards_served(served, request.user), film), served.answer.index_version, ""


@require_safe
def film_cover(request: HttpRequest, film_id: int) -> HttpResponse:
    """The film's drawn cover. Under an address with its current version a browser may keep it for ever."""
    film = Film.objects.recommendable().for_cards().filter(pk=film_id).first()
    if film is None:
        raise Http404("There is no film at this address.")
    genres = [genre.name for genre in film.genres.all()]
    version = cover_version(film.title, film.year, genres)
    etag = f'"{version}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(cover_svg(film.title, film.year, genres), content_type="image/svg+xml")
    response["ETag"] = etag
    if request.GET.get("v") == version:
        patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def address_of(film_id: int) -> str:
    """A film's page."""
    return reverse("film", args=[film_id])
