"""What a member has said of the films on a page, in two queries however many films there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from moviemind.catalog.models import Film
from moviemind.profiles.models import Mark, Member, Rating
from recommender.service import Home, Served

Visitor = Member | AnonymousUser


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A member's words on one film: half stars from 1 to 10, or None; the kinds of their marks; what they thought of it
    if they saw it."""

    half_stars: int | None = None
    marks: frozenset[str] = field(default_factory=frozenset)
    verdict: str = ""

    def __bool__(self) -> bool:
        return self.half_stars is not None or bool(self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCard:
    """A film as a page shows it: with the reason it is there, and what the member said of it."""

    film: Film
    words: Words
    reason: str = ""
    impression: str = ""  # the list that it was shown in, of which one may ask why

    @property
    def why(self) -> str:
        """Where the reasons stand at length, or ""."""
        return reverse("why", args=[self.impression, self.film.pk]) if self.impression else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the home page."""

    kind: str
    title: str
    reason: str
    cards: list[FilmCard]


def words_on(visitor: Visitor, film_ids: Iterable[int]) -> defaultdict[int, Words]:
    """The visitor's words by film id; a film without any has empty ones. No query for visitors without an account."""
    said: defaultdict[int, Words] = defaultdict(Words)
    ids = list(film_ids)
    if not ids or not isinstance(visitor, Member):
        return said
    stars = dict(Rating.objects.filter(member=visitor, film__in=ids).values_list("film_id", "half_stars"))
    marks: defaultdict[int, dict[str, str]] = defaultdict(dict)
    own = Mark.objects.filter(member=visitor, film__in=ids)
    for film_id, kind, verdict in own.values_list("film_id", "kind", "verdict"):
        marks[film_id][kind] = verdict
    for film_id in {*stars, *marks}:
        said[film_id] = Words(
            half_stars=stars.get(film_id),
            marks=frozenset(marks[film_id]),
            verdict=marks[film_id].get(Mark.Kind.SEEN, ""),
        )
    return said


def cards_of(films: Iterable[Film], visitor: Visitor) -> list[FilmCard]:
    """Films as cards."""
    films = list(films)
    said = words_on(visitor, [film.pk for film in films])
    return [FilmCard(film=film, words=said[film.pk]) for film in films]


def rows_of(home: Home, visitor: Visitor, impression: str) -> list[Row]:
    """The rows of a home page with their cards, in four queries for all of them."""
    said = words_on(visitor, home.films)
    return [
        Row(
            kind=shelf.kind,
            title=shelf.title,
            reason=shelf.reason,
            cards=[
                FilmCard(
                    film=home.films[pick.film.id],
                    words=said[pick.film.id],
                    reason=pick.reasons[0].text if pick.reasons else "",
                    impression=impression,
                )
                for pick in shelf.picks
                if pick.film.id in home.films
            ],
        )
        for shelf in home.shelves
    ]


def cards_served(served: Served, visitor: Visitor, impression: str = "") -> list[FilmCard]:
    """The films of an answer as cards, each with its weightiest reason."""
    said = words_on(visitor, [card.film.pk for card in served.cards])
    return [
        FilmCard(
            film=card.film,
            words=said[card.film.pk],
            reason=card.pick.reasons[0].text if card.pick.reasons else "",
            impression=impression,
        )
        for card in served.cards
    ]


def in_common(cards: Iterable[FilmCard], film: Film) -> list[FilmCard]:
    """Cards with their reasons as told beside the film itself, which the reader may not have liked: "Siege, honour"."""

    def told(reason: str) -> str:
        shared = reason.removeprefix(f"Because you liked {film.title}").removeprefix(": ")
        return shared[:1].upper() + shared[1:]

    return [replace(card, reason=told(card.reason)) for card in cards]
