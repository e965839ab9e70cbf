"""The rows of the home page: what each says is true of every film in it, and no film stands in two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member, Rating
from moviemind.profiles.services import mark, rate
from recommender import fresh, service
from recommender.holder import holder
from recommender.shapes import Shelf, Taste
from recommender.taste import taste_of

pytestmark = pytest.mark.django_db
LIKED = ("Alien", "Aliens", "The Matrix", "Toy Story", "Finding Nemo", "Gladiator", "Troy", "Heat")


@pytest.fixture
def ann() -> Member:
    ann = Member.objects.create_user("ann")
    for title in LIKED:
        rate(ann, Film.objects.filter(title=title).order_by("-well_known")[0], 5)
    rate(ann, Film.objects.get(title="Titanic", year=1997), 1)
    return ann


@pytest.fixture
def shelves(ann: Member) -> dict[str, Shelf]:
    """Ann's rows by kind; the first of the interests stands for both."""
    found: dict[str, Shelf] = {}
    for shelf in service.home(ann).shelves:
        found.setdefault(shelf.kind, shelf)
    return found


def ids(shelf: Shelf) -> list[int]:
    return [pick.film.id for pick in shelf.picks]


def test_there_are_six_full_rows_and_no_film_twice_nor_any_that_was_rated(ann: Member) -> None:
    home = service.home(ann)
    assert [shelf.kind for shelf in home.shelves] == ["because", "interest", "interest", "new", "gems", "outside"]
    shown = [film for shelf in home.shelves for film in ids(shelf)]
    assert len(shown) == 6 * service.ON_A_SHELF
    assert len(set(shown)) == len(shown)
    assert not set(shown) & taste_of(ann).exclude
    assert all(shelf.title and shelf.reason for shelf in home.shelves)
    assert len({shelf.title for shelf in home.shelves}) == 6


def test_the_same_member_has_the_same_rows(ann: Member) -> None:
    assert service.home(ann).as_dict() == service.home(ann).as_dict()


def test_because_you_liked_one_film_is_true_of_each(ann: Member, shelves: dict[str, Shelf]) -> None:
    shelf = shelves["because"]
    assert shelf.film in taste_of(ann).weights
    engine, taste = holder.engine(), taste_of(ann)
    without = replace(taste, weights={film: weight for film, weight in taste.weights.items() if film != shelf.film})
    for pick in shelf.picks:
        assert pick.reasons[0].film == shelf.film
        assert pick.reasons[0].text.startswith(shelf.title)
        assert engine.explain(pick.film.id, without).score < engine.explain(pick.film.id, taste).score


def test_the_films_of_an_interest_are_raised_by_its_films(ann: Member) -> None:
    interests = {each.name: set(each.films) for each in service.interests(ann)}
    for shelf in service.home(ann).shelves:
        if shelf.kind == "interest":
            assert all(pick.reasons[0].film in interests[shelf.title] for pick in shelf.picks)


def test_hidden_gems_are_of_the_less_known_half(shelves: dict[str, Shelf]) -> None:
    library = holder.engine().library
    middle = np.median(library.popularity[library.alive])
    assert all(library.popularity[library.row_of[film]] <= middle for film in ids(shelves["gems"]))


def test_what_is_outside_your_usual_has_none_of_the_genres_it_names(shelves: dict[str, Shelf]) -> None:
    shelf = shelves["outside"]
    genres = {genre for pick in shelf.picks for genre in pick.film.genres}
    assert not [genre for genre in genres if f" {genre}" in shelf.reason.replace(",", "")]


def test_new_films_are_those_added_of_late(ann: Member) -> None:
    now = timezone.now()
    Film.objects.update(created_at=now - timedelta(days=400))
    late = list(Film.objects.exclude(title__in=LIKED).order_by("pk").values_list("pk", flat=True)[:40])
    Film.objects.filter(pk__in=late).update(created_at=now - timedelta(days=3))
    fresh._kept.clear()
    shelf = next(each for each in service.home(ann).shelves if each.kind == "new")
    assert set(ids(shelf)) <= set(late)
    assert shelf.reason == "Added to the catalogue in the last 60 days"


def test_without_additions_the_latest_to_come_out_are_new(shelves: dict[str, Shelf]) -> None:
    first = int(shelves["new"].reason.split("from ")[1].split()[0])
    assert all(pick.film.year >= first for pick in shelves["new"].picks)


def test_who_liked_nothing_has_no_rows() -> None:
    bob = Member.objects.create_user("bob")
    assert service.home(bob).shelves == ()
    rate(bob, Film.objects.get(title="Troy"), 0.5)
    assert service.home(bob).shelves == ()


def test_one_liked_film_has_rows(ann: Member) -> None:
    bob = Member.objects.create_user("bob")
    mark(bob, Film.objects.get(title="Alien"), "seen", "liked")
    kinds = [shelf.kind for shelf in service.home(bob).shelves]
    assert kinds[0] == "because"
    assert "interest" not in kinds, "there is but one"
    assert "gems" in kinds


def test_a_deleted_film_leaves_the_rows_at_once_and_they_stay_full(ann: Member) -> None:
    gone = service.home(ann).shelves[0].picks[0].film.id
    Film.objects.filter(pk=gone).delete()
    home = service.home(ann)
    assert gone not in [film for shelf in home.shelves for film in ids(shelf)]
    assert all(len(shelf.picks) == service.ON_A_SHELF for shelf in home.shelves)


def test_a_page_of_rows_takes_few_queries(ann: Member, django_assert_num_queries: Any) -> None:
    service.home(ann)
    with django_assert_num_queries(1):  # whether all films still are there
        home = service.home(ann)
    with django_assert_num_queries(2):  # the films and their genres
        assert len(home.films) == 36


def test_a_visitors_films_have_rows_too() -> None:
    alien = Film.objects.get(title="Alien").pk
    home = service.home_for(Taste(weights={alien: 1.0}, exclude=frozenset({alien})))
    assert home.shelves[0].film == alien
    assert alien not in [film for shelf in home.shelves for film in ids(shelf)]


def test_twenty_thousand_ratings_or_all_equal_are_no_trouble(ann: Member) -> None:
    bob = Member.objects.create_user("bob")
    Rating.objects.bulk_create(Rating(member=bob, film=film, half_stars=8) for film in Film.objects.all()[:1000])
    shown = [film for shelf in service.home(bob).shelves for film in ids(shelf)]
    assert len(set(shown)) == len(shown)
    assert not set(shown) & taste_of(bob).exclude
