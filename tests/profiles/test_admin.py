"""Accounts are looked after in the admin; what a member said of films is counted and not shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moviemind.catalog.models import Film
from moviemind.profiles.models import Member
from moviemind.profiles.services import mark, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(Member.objects.create_superuser("curator", "curator@example.org", "a long enough password"))
    return client


@pytest.fixture
def ada() -> Member:
    ada = Member.objects.create_user("ada", "ada@example.org")
    films = list(Film.objects.filter(year=1999)[:3])
    for film in films:
        rate(ada, film, 4)
    for film in films[:2]:
        mark(ada, film, "seen")
    return ada


def test_ratings_and_marks_are_counted_each_by_itself(desk: Client, ada: Member) -> None:
    rows = desk.get(reverse("admin:profiles_member_changelist"), {"q": "ada"}).context["cl"].result_list
    assert [(member._ratings, member._marks) for member in rows] == [(3, 2)]


@pytest.mark.parametrize("column", range(1, 9))
def test_the_list_can_be_ordered_by_every_column(desk: Client, ada: Member, column: int) -> None:
    page = desk.get(reverse("admin:profiles_member_changelist"), {"o": str(column)})
    assert page.status_code == 200
    assert page.context["cl"].result_count == 2


def test_a_member_is_shown_without_the_films_they_rated(desk: Client, ada: Member) -> None:
    text = desk.get(reverse("admin:profiles_member_change", args=[ada.pk])).content.decode()
    assert "What they told us" in text
    assert not [film.title for film in Film.objects.filter(ratings__member=ada) if film.title in text]


def test_a_member_is_added_and_deleted(desk: Client, ada: Member) -> None:
    password = "seven-brides-for-9-brothers"
    sent = {"username": "bob", "password1": password, "password2": password, "usable_password": "true"}
    assert desk.post(reverse("admin:profiles_member_add"), sent).status_code == 302
    assert Member.objects.get(username="bob").check_password(password)
    assert desk.post(reverse("admin:profiles_member_delete", args=[ada.pk]), {"post": "yes"}).status_code == 302
    assert not Member.objects.filter(username="ada").exists()
