"""A member's taste: each word teaches something of its own, has an age, and can be left out by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from moviemind.catalog.models import Film
from moviemind.profiles.models import Mark, Member, Rating
from moviemind.profiles.services import mark, rate, settle
from recommender.taste import taste_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Member:
    return Member.objects.create_user("ann")


@pytest.fixture
def films() -> list[Film]:
    return list(Film.objects.order_by("pk")[:8])


def test_each_word_weighs_differently_and_all_keep_the_film_away(ann: Member, films: list[Film]) -> None:
    rate(ann, films[0], 5)
    rate(ann, films[1], 0.5)
    mark(ann, films[2], "seen", "liked")
    mark(ann, films[3], "seen", "disliked")
    mark(ann, films[4], "seen")
    mark(ann, films[5], "hidden")
    mark(ann, films[6], "watchlist")
    rate(ann, films[7], 3)
    taste = taste_of(ann)
    weight = [taste.weights.get(film.pk, 0.0) for film in films]
    assert weight[0] > weight[2] > weight[6] > 0 == weight[4] == weight[7]
    assert 0 > weight[5] > weight[3] > weight[1]
    assert taste.exclude == {film.pk for film in films}


def test_a_rating_tells_more_than_marks_and_the_strongest_mark_more_than_others(ann: Member, films: list[Film]) -> None:
    mark(ann, films[0], "seen", "disliked")
    rate(ann, films[0], 5)
    mark(ann, films[1], "watchlist")
    mark(ann, films[1], "seen", "disliked")
    weights = taste_of(ann).weights
    assert weights[films[0].pk] > 0 > weights[films[1].pk]


def test_ages_are_days_before_the_latest_word(ann: Member, films: list[Film]) -> None:
    for film in films[:3]:
        rate(ann, film, 5)
    now = timezone.now()
    for film, days in zip(films[:3], (3, 40, 400), strict=True):
        Rating.objects.filter(film=film).update(updated_at=now - timedelta(days=days))
    ages = taste_of(ann).ages
    assert [round(ages[film.pk]) for film in films[:3]] == [0, 37, 397]


def test_only_the_recent_taste_counts_and_older_films_still_stay_away(ann: Member, films: list[Film]) -> None:
    rate(ann, films[0], 5)
    mark(ann, films[1], "seen", "liked")
    Mark.objects.update(created_at=timezone.now() - timedelta(days=100))
    settle(ann, taste_days=90)
    assert set(taste_of(ann).weights) == {films[0].pk}
    assert taste_of(ann).exclude == {films[0].pk, films[1].pk}
    settle(ann, taste_days=0)
    assert set(taste_of(ann).weights) == {films[0].pk, films[1].pk}


def test_a_member_may_have_the_watchlist_recommended(ann: Member, films: list[Film]) -> None:
    mark(ann, films[0], "watchlist")
    mark(ann, films[1], "watchlist")
    mark(ann, films[1], "seen")
    settle(ann, shows_listed=True)
    taste = taste_of(ann)
    assert taste.exclude == {films[1].pk}
    assert films[0].pk not in taste.weights, "it cannot be its own reason"
