"""Ratings and marks as the pages send them: as plain forms, and by htmx."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Mark, Member, Rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> Member:
    member = Member.objects.create_user("ada", password="x")
    client.force_login(member)
    return member


@pytest.fixture
def film(db: None) -> Film:
    return Film.objects.get(title="Troy")


def test_a_rating_is_saved_and_leads_back_to_where_it_was_given(client: Client, member: Member, film: Film) -> None:
    response = client.post(f"/films/{film.pk}/rating/", {"stars": "4.5", "next": "/for-you/"})
    assert (response.status_code, response["Location"]) == (302, "/for-you/")
    assert Rating.objects.get(member=member, film=film).stars == 4.5
    client.post(f"/films/{film.pk}/rating/", {"clear": "1"})
    assert not Rating.objects.filter(member=member).exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_the_way_back_never_leads_to_another_site(client: Client, member: Member, film: Film, elsewhere: str) -> None:
    for path, words in (("rating", {"stars": "1"}), ("marks", {"mark": "seen"})):
        response = client.post(f"/films/{film.pk}/{path}/", {**words, "next": elsewhere})
        assert response["Location"] == f"/films/{film.pk}/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_signing_in_never_leads_to_another_site(client: Client, elsewhere: str) -> None:
    Member.objects.create_user("ada", password="seven-brides-for-9")
    response = client.post("/accounts/login/", {"login": "ada", "password": "seven-brides-for-9", "next": elsewhere})
    assert response["Location"] == "/for-you/"


@pytest.mark.parametrize("stars", ["0", "0.25", "5.5", "-1", "nan", "inf", "five", "", "4,5", "1" * 400])
def test_a_rating_that_is_none_is_refused_in_words(client: Client, member: Member, film: Film, stars: str) -> None:
    response = client.post(f"/films/{film.pk}/rating/", {"stars": stars})
    assert response.status_code == 400
    text = response.content.decode()
    assert "in half stars." in text or "Choose how many stars first." in text
    assert not Rating.objects.exists()


@pytest.mark.parametrize("words", [{}, {"mark": "burned"}, {"mark": "seen", "unmark": "seen"}, {"unmark": "\x00"}])
def test_a_mark_that_is_none_is_refused(client: Client, member: Member, film: Film, words: dict[str, str]) -> None:
    response = client.post(f"/films/{film.pk}/marks/", words)
    assert response.status_code == 400
    assert "Go back" in response.content.decode()
    assert not Mark.objects.exists()


def test_htmx_gets_the_controls_of_its_page_and_nothing_more(client: Client, member: Member, film: Film) -> None:
    htmx = {"hx-request": "true"}
    both = client.post(
        f"/films/{film.pk}/marks/", {"mark": "watchlist", "here": f"rating-{film.pk} marks-{film.pk}"}, headers=htmx
    )
    assert f'id="rating-{film.pk}"' in both.content.decode()
    assert f'id="marks-{film.pk}"' in both.content.decode()
    assert "<html" not in both.content.decode()
    assert "taste-changed" in both["HX-Trigger-After-Settle"]
    none = client.post(f"/films/{film.pk}/marks/", {"unmark": "watchlist"}, headers=htmx).content.decode()
    assert "Troy is off your watchlist." in none
    assert 'class="marks"' not in none


@pytest.mark.parametrize("path", ["rating", "marks"])
def test_a_visitor_is_led_to_sign_in_and_a_foreign_form_is_refused(film: Film, path: str) -> None:
    words = {"stars": "5", "mark": "seen", "next": "/films/"}
    response = Client().post(f"/films/{film.pk}/{path}/", words)
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/films/")
    by_htmx = Client().post(f"/films/{film.pk}/{path}/", words, headers={"hx-request": "true"})
    assert by_htmx["HX-Redirect"] == "/accounts/login/?next=/films/"
    foreign = Client(enforce_csrf_checks=True).post(f"/films/{film.pk}/{path}/", words)
    assert foreign.status_code == 403
    assert "Nothing was changed." in foreign.content.decode()
    assert not Rating.objects.exists()
    assert not Mark.objects.exists()


def test_words_on_a_film_that_is_gone_are_a_404(client: Client, member: Member) -> None:
    assert client.post("/films/999999999/rating/", {"stars": "5"}).status_code == 404
    assert client.post("/films/999999999/marks/", {"mark": "seen"}).status_code == 404


@pytest.mark.parametrize("kind", ["ratings", "watchlist", "seen", "hidden"])
def test_a_list_of_mine_is_mine_and_the_latest_comes_first(client: Client, member: Member, kind: str) -> None:
    films = list(Film.objects.order_by("pk")[:35])
    other = Member.objects.create_user("eve", password="x")
    for film in films:
        say(member, film, kind)
    say(other, Film.objects.get(title="Troy"), kind)
    first = client.get(f"/mine/{kind}/").context
    assert [card.film for card in first["cards"]] == films[:4:-1]
    assert [card.film for card in client.get(f"/mine/{kind}/", {"page": 2}).context["cards"]] == films[4::-1]
    assert first["counts"][kind] == 35


def say(member: Member, film: Film, kind: str) -> Any:
    return services.rate(member, film, 4) if kind == "ratings" else services.mark(member, film, kind)


@pytest.mark.parametrize("page", ["0", "x", "-1", "1000000000"])
def test_a_page_of_mine_that_is_none_is_refused(client: Client, member: Member, page: str) -> None:
    response = client.get("/mine/seen/", {"page": page})
    assert response.status_code == 400
    assert "There is no such page of the list." in response.content.decode()


def test_pages_of_mine_want_a_member(client: Client) -> None:
    for kind in ("ratings", "watchlist", "seen", "hidden"):
        assert client.get(f"/mine/{kind}/?page=2")["Location"] == f"/accounts/login/?next=/mine/{kind}/%3Fpage%3D2"
    assert "A list of your own" in client.get("/for-you/").content.decode()


def test_who_has_been_through_everything_is_told_so(client: Client, member: Member) -> None:
    Mark.objects.bulk_create(Mark(member=member, film=film, kind="seen") for film in Film.objects.all())
    assert "You have been through the whole catalogue." in client.get("/for-you/").content.decode()
