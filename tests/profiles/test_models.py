"""The database keeps the rules of ratings and marks, and forgets both with their member or film."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from rest_framework.authtoken.models import Token

from moviemind.catalog.models import Film
from moviemind.profiles.models import Mark, Member, Rating
from moviemind.profiles.services import mark, rate
from recommender.taste import taste_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Member:
    return Member.objects.create_user("ada", "ada@example.org", "a long enough password")


@pytest.fixture
def film() -> Film:
    return Film.objects.get(title="Troy")


def refused(make: Any, **fields: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize("half_stars", [0, 11, -1])
def test_a_rating_has_one_to_ten_half_stars(ada: Member, film: Film, half_stars: int) -> None:
    refused(Rating.objects.create, member=ada, film=film, half_stars=half_stars)


def test_a_member_has_one_rating_of_a_film(ada: Member, film: Film) -> None:
    assert Rating.objects.create(member=ada, film=film, half_stars=9).stars == 4.5
    refused(Rating.objects.create, member=ada, film=film, half_stars=8)


def test_a_member_has_one_mark_of_a_kind_on_a_film(ada: Member, film: Film) -> None:
    for kind in Mark.Kind.values:
        Mark.objects.create(member=ada, film=film, kind=kind)
    for kind in Mark.Kind.values:
        refused(Mark.objects.create, member=ada, film=film, kind=kind)


def test_two_members_have_words_of_their_own_on_a_film(ada: Member, film: Film) -> None:
    bob = Member.objects.create_user("bob")
    for member, stars in ((ada, 5), (bob, 1)):
        rate(member, film, stars)
        mark(member, film, "seen")
    assert sorted(film.ratings.values_list("half_stars", flat=True)) == [2, 10]
    assert film.marks.count() == 2


def test_a_deleted_member_leaves_nothing_of_theirs_and_all_of_others(ada: Member, film: Film, client: Client) -> None:
    bob = Member.objects.create_user("bob")
    rate(bob, film, 3)
    rate(ada, film, 5)
    mark(ada, film, "watchlist")
    Token.objects.create(user=ada)
    EmailAddress.objects.create(user=ada, email="ada@example.org")
    client.force_login(ada)
    ada.delete()
    assert list(Rating.objects.values_list("member__username", flat=True)) == ["bob"]
    assert not Mark.objects.exists()
    assert not Token.objects.exists()
    assert not EmailAddress.objects.exists()
    assert Session.objects.exists(), "an old session may lie about"
    page = client.get("/for-you/")
    assert page.status_code == 200
    assert not page.wsgi_request.user.is_authenticated


def test_a_deleted_film_leaves_no_page_of_a_member_broken(ada: Member, film: Film, client: Client) -> None:
    other = Film.objects.get(title="Kingdom of Heaven")
    for one in (film, other):
        rate(ada, one, 5)
        mark(ada, one, "watchlist")
    client.force_login(ada)
    assert client.get("/for-you/").status_code == 200
    number = film.pk
    film.delete()
    assert set(ada.ratings.values_list("film_id", flat=True)) == {other.pk}
    assert client.get("/for-you/").status_code == 200
    assert number in taste_of(ada).weights, "the taste is kept by its version, and the engine passes over the film"
    assert client.get(f"/films/{number}/").status_code == 404


def test_rows_are_named_for_those_who_look_after_them(ada: Member, film: Film) -> None:
    assert str(rate(ada, film, 4.5)) == f"4.5 stars for film {film.pk}"
    assert str(mark(ada, film, "seen")) == f"seen: film {film.pk}"
