"""The member's own pages: the personal list, and the lists of what they rated and marked."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Mark, Member, Rating
from moviemind.web.forms import PageForm, SettingsForm
from moviemind.web.undo import say
from moviemind.web.views._common import PER_PAGE, lobby, member_of, members_only, needs_index, refused
from moviemind.web.words import cards_of, cards_served
from recommender import service

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
    """The personal list; newcomers are helped to begin, visitors are told what they are missing."""
    member = member_of(request)
    if member is None:
        return render(request, "web/for_you_visitor.html", {"wall": lobby()})
    served = service.for_member(member, limit=10)
    cards = cards_served(served, member)
    ratings = Rating.objects.filter(member=member).count()
    context = {
        "answer": served.as_dict(),
        "cards": cards,
        "ratings": ratings,
        "wanted": max(ENOUGH - ratings, 0),
        "enough": ENOUGH,
        "starters": _starters(member, {card.film.pk for card in cards}) if ratings < ENOUGH else [],
        "index_version": served.answer.index_version,
    }
    return render(request, "web/for_you.html", context)


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
