"""The member's own pages: the personal list, and the lists of what they rated and marked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Mark, Member, Rating
from moviemind.web import picked
from moviemind.web.forms import PageForm, PickForm, SettingsForm
from moviemind.web.leaning import LeaningForm, short_address, ways_out
from moviemind.web.picked import picked_by
from moviemind.web.undo import say
from moviemind.web.views._common import PER_PAGE, lobby, member_of, members_only, needs_index, refused, way_back
from moviemind.web.views.films import find_film
from moviemind.web.views.rows import asked_of
from moviemind.web.words import cards_of, cards_served
from recommender import impressions, service
from recommender.service import Served
from recommender.shapes import Controls, Request

ENOUGH = 5  # ratings after which a list needs no more help to begin with
STARTERS = 12


@dataclass(frozen=True, slots=True)
class OwnList:
    """One of the member's lists: its address, its names, and what to say while it is empty."""

    kind: str
    title: str
    empty: str


LISTS = (
    OwnList("ratings", "Ratings", "You have not rated a film yet. Every rating makes your list better."),
    OwnList("watchlist", "Watchlist", "Nothing here yet. Use the bookmark on a film to keep it for later."),
    OwnList("seen", "Seen", "Nothing here yet. Films that you mark as seen are not recommended to you."),
    OwnList("hidden", "Not interested", "Nothing here. Films that you are not interested in wait here, in case."),
)


@require_safe
@needs_index
def for_you(request: HttpRequest) -> HttpResponse:
    """The personal list, as it leans; newcomers are helped to begin, visitors get one from the films they pick."""
    member = member_of(request)
    form = LeaningForm(request.GET)
    if not form.is_valid():
        return _visitors(request, form) if member is None else _members(request, member, form)
    address = short_address(form, request.path)
    if request.GET and request.get_full_path() != address:
        return redirect(address)
    return _visitors(request, form) if member is None else _members(request, member, form)


def _members(request: HttpRequest, member: Member, form: LeaningForm) -> HttpResponse:
    asked = _asked(form)
    served = service.for_member(member, limit=10, filters=asked.filters, controls=asked.controls)
    cards = cards_served(served, member, _kept(request, served, "list", asked))
    ratings = Rating.objects.filter(member=member).count()
    told = ratings + Mark.objects.filter(member=member, kind=Mark.Kind.SEEN).exclude(verdict="").count()
    context = {
        "answer": served.as_dict(),
        "cards": cards,
        "ratings": told,
        "wanted": max(ENOUGH - told, 0),
        "enough": ENOUGH,
        "starters": _starters(member, {card.film.pk for card in cards}) if told < ENOUGH else [],
        "index_version": served.answer.index_version,
        **_leaning(request, form, served),
    }
    return render(request, "web/for_you.html", context, status=200 if form.is_valid() else 400)


def _visitors(request: HttpRequest, form: LeaningForm) -> HttpResponse:
    """A list from the films that a visitor picked and the sentence they wrote, which their session alone keeps."""
    told = picked_by(request)
    asked = replace(asked_of(told), **{each: getattr(_asked(form), each) for each in ("filters", "controls")})
    served = service.ask(asked) if told else None
    cards = cards_served(served, request.user, _kept(request, served, "ask", asked)) if served else []
    films = Film.objects.for_cards().in_bulk(told.films)
    shown = {*told.films, *(card.film.pk for card in cards)}
    starters = [film for film in service.starters(STARTERS + len(shown)) if film.pk not in shown]
    context = {
        "picked": [films[film] for film in told.films if film in films],
        "pick_form": PickForm(initial={"sentence": told.sentence}),
        "sentence": told.sentence,
        "cards": cards,
        "answer": served.as_dict() if served else None,
        "starters": cards_of(starters[:STARTERS], request.user),
        "wall": lobby() if not told else [],
        "index_version": served.answer.index_version if served else "",
        **_leaning(request, form, served),
    }
    return render(request, "web/for_you_visitor.html", context, status=200 if form.is_valid() else 400)


@require_POST
def pick(request: HttpRequest) -> HttpResponse:
    """A visitor picks a film, takes one back, writes a sentence, or has all of it forgotten."""
    back = way_back(request, reverse("for-you"))
    form = PickForm(request.POST)
    if not form.is_valid():
        return refused(request, [str(reason) for errors in form.errors.values() for reason in errors], back)
    told = form.cleaned_data
    if told["pick"] is not None:
        picked.pick(request, find_film(told["pick"]).pk)
    if told["unpick"] is not None:
        picked.unpick(request, told["unpick"])
    if "sentence" in request.POST:
        picked.write(request, " ".join(told["sentence"].split()))
    if told["forget"]:
        picked.forget(request)
    return redirect(back)


def _asked(form: LeaningForm) -> Request:
    """How the list leans; as usual where the form is at fault."""
    return Request(filters=form.filters, controls=form.controls) if form.is_valid() else Request()


def _leaning(request: HttpRequest, form: LeaningForm, served: Served | None) -> dict[str, object]:
    """What the form under the list wants, and the ways out of filters that leave nothing."""
    usual = not form.is_valid() or (form.controls == Controls() and not form.filters)
    relax = served.answer.relax if served and form.is_valid() else ()
    return {
        "leaning": form,
        "leans": not usual,
        "filtered": bool(form.is_valid() and form.filters) or bool(form.errors),
        "ways": ways_out(form, request.path, relax) if relax else [],
    }


def _kept(request: HttpRequest, served: Served, kind: str, asked: Request) -> str:
    return impressions.record(
        kind,
        served.answer.picks,
        served.answer.index_version,
        member=member_of(request),
        session=request.session.session_key or "",
        request=impressions.as_request(asked),
    )


@require_safe
@needs_index
def why(request: HttpRequest, impression: str, film_id: int) -> HttpResponse:
    """Why a film stood in a list that was shown to this member or visitor."""
    member = member_of(request)
    found = impressions.find(impression, member, request.session.session_key or "")
    told = None if found is None else found.pick(film_id)
    if found is None or told is None:
        raise Http404("That list is forgotten, or was not shown to you.")
    breakdown, of_then = impressions.why(found, film_id, member)
    context = {
        "film": find_film(film_id),
        "impression": found,
        "told": told,
        "breakdown": breakdown,
        "of_then": of_then,
        "most": max((abs(part["value"]) for part in breakdown["parts"]), default=1) if breakdown else 1,
    }
    return render(request, "web/why.html", context)


def _starters(member: Member, listed: set[int]) -> list[object]:
    """Well-known films that the member has said nothing of, other than those of the list on the page."""
    films = [film for film in service.starters(STARTERS + len(listed) + ENOUGH) if film.pk not in listed]
    cards = [card for card in cards_of(films, member) if card.words.half_stars is None and not card.words.marks]
    return list(cards[:STARTERS])


@require_safe
@members_only
def mine(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the member's own lists, the latest first."""
    member = member_of(request)
    assert member is not None
    form = PageForm(request.GET)
    if not form.is_valid():
        return refused(request, ["There is no such page of the list."], request.path)
    page = _page(member, kind, form.cleaned_data["page"] or 1)
    films = Film.objects.for_cards().in_bulk(list(page.object_list))
    cards = cards_of([films[film_id] for film_id in page.object_list], member)
    own = next(each for each in LISTS if each.kind == kind)
    context = {"own": own, "lists": LISTS, "counts": _counts(member), "page": page, "cards": cards}
    return render(request, "web/mine.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How the member's words are used: how far back, for what, and whether the site may learn from them."""
    member = member_of(request)
    assert member is not None
    form = SettingsForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        services.settle(member, **form.cleaned_data)
        say(request, "Saved. Your lists follow at once.")
        return redirect("mine-settings")
    context = {"form": form, "lists": LISTS, "counts": _counts(member)}
    return render(request, "web/settings.html", context, status=400 if form.errors else 200)


def _page(member: Member, kind: str, number: int) -> Page[int]:
    """A page of film ids."""
    if kind == "ratings":
        ratings = Rating.objects.filter(member=member, film__published=True)
        return Paginator(ratings.values_list("film_id", flat=True), PER_PAGE).get_page(number)
    marks = Mark.objects.filter(member=member, kind=kind, film__published=True)
    return Paginator(marks.values_list("film_id", flat=True), PER_PAGE).get_page(number)


def _counts(member: Member) -> dict[str, int]:
    """How many films each of the member's lists holds, in two queries."""
    counts: dict[str, int] = Mark.objects.filter(member=member, film__published=True).aggregate(
        **{kind: Count("pk", filter=Q(kind=kind)) for kind in Mark.Kind.values}
    )
    return counts | {"ratings": Rating.objects.filter(member=member, film__published=True).count()}
