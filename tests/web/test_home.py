"""The home page's server side: what is asked, refused, counted and escaped."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from moviemind.catalog.models import Film
from moviemind.profiles import services
from moviemind.profiles.models import Member
from moviemind.web.views.home import EXAMPLES
from recommender.holder import holder
from recommender.models import IndexState
from tests.web.visitor import THREE_WARS

pytestmark = pytest.mark.django_db


def ask(client: Client, text: str, status: int = 200) -> str:
    response = client.get("/", {"q": text})
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_home_shows_the_box_the_three_examples_and_covers(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'name="q"' in page
    assert all(example in page for example in EXAMPLES)
    assert page.count("/cover.svg?v=") == 16


@pytest.mark.parametrize("text", EXAMPLES)
def test_each_example_is_answered_with_ten_films(client: Client, text: str) -> None:
    response = client.get("/", {"q": text})
    assert [card.film.pk for card in response.context["cards"]] == [
        film["id"] for film in response.context["answer"]["results"]
    ]
    assert len(response.context["cards"]) == 10
    assert all(card.reason for card in response.context["cards"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write a few words first"),
        (" \n\t ", "Write a few words first"),
        ("a" * 10_000, "That is too long: 10000 characters, and 1000 is the most."),
        ("war\x00films", "The text holds characters that cannot be read."),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_beside_the_box(client: Client, text: str, says: str) -> None:
    page = ask(client, text, status=400)
    assert says in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_q_error"' in page


@pytest.mark.parametrize(
    "text",
    [
        "🎬",
        "🎬 war films 🎬",
        "ein Kriegsfilm über den Ersten Weltkrieg",
        "映画を見たい",
        "فيلم حرب",
        "war\x01\x02\x1b[31m films",
        "‮war‬ films ​",
        "%s %d {} {{ 7*7 }} ' OR 1=1 --",
        "no " * 300,
        "a" * 1000,
        "like " + ", ".join(["Troy"] * 150),
    ],
)
def test_any_other_words_get_a_page_of_films(client: Client, text: str) -> None:
    assert ask(client, text).count('class="card ') == 10


def test_a_question_that_matches_nothing_says_so_and_marks_the_films_as_popular(client: Client) -> None:
    response = client.get("/", {"q": "🎬"})
    assert "Nothing in our catalogue matches that." in response.content.decode()
    assert {card.reason for card in response.context["cards"]} == {"Well known and well liked"}


def test_conditions_that_no_film_keeps_are_said(client: Client) -> None:
    page = ask(client, "a French western from 1921 under 30 minutes")
    assert "No film keeps all of these conditions." in page
    assert "at most 30 minutes" in page
    assert "card-ranked" not in page


@pytest.mark.parametrize(
    ("typed", "start", "first"), [("I love kingdom of hea", 7, "Kingdom of Heaven"), ("zzqx", 4, "")]
)
def test_the_box_is_told_what_the_words_may_become(client: Client, typed: str, start: int, first: str) -> None:
    answer = client.get("/suggest/", {"q": typed}).json()
    assert answer["from"] == start
    assert (answer["suggestions"] or [{"text": ""}])[0]["text"] == first


def test_without_an_index_nothing_is_suggested(client: Client) -> None:
    IndexState.objects.update(current="")
    holder.forget()
    assert client.get("/suggest/", {"q": "tro"}).json() == {"from": 3, "suggestions": []}


def test_html_is_shown_as_text_wherever_a_question_is_repeated(client: Client) -> None:
    page = ask(client, "</title><script>alert(1)</script> like <b>Zorblax</b> films")
    assert "<script>alert" not in page
    assert "<b>Zorblax" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_films_text_cannot_bring_html_into_a_page(client: Client) -> None:
    film = Film.objects.create(title="<script>x</script>", year=2000, overview="<img src=x onerror=y>")
    page = client.get(f"/films/{film.pk}/").content.decode()
    assert "<script>x" not in page
    assert "<img src=x" not in page
    cover = client.get(f"/films/{film.pk}/cover.svg").content.decode()
    assert "<script" not in cover


def test_a_members_answers_leave_out_what_they_saw(client: Client) -> None:
    member = Member.objects.create_user("ada", password="x")
    client.force_login(member)
    first = client.get("/", {"q": THREE_WARS}).context["cards"][0].film
    services.mark(member, first, "seen")
    cards = client.get("/", {"q": THREE_WARS}).context["cards"]
    assert len(cards) == 10
    assert first not in [card.film for card in cards]


def test_queries_stay_bounded(client: Client, django_assert_max_num_queries: Any) -> None:
    ask(client, "war")  # the engine is loaded
    film = Film.objects.get(title="Troy")
    with django_assert_max_num_queries(6):
        client.get("/")
    with django_assert_max_num_queries(6):
        ask(client, THREE_WARS)
    with django_assert_max_num_queries(12):
        client.get(f"/films/{film.pk}/")
    with django_assert_max_num_queries(8):
        client.get("/films/", {"q": "the", "genre": "War"})
    client.force_login(Member.objects.create_user("ada", password="x"))
    with django_assert_max_num_queries(10):
        ask(client, THREE_WARS)
    with django_assert_max_num_queries(18):  # two of them look for a newer index, at most once a second
        client.get("/for-you/")
    with django_assert_max_num_queries(10):
        client.get("/mine/seen/")


def test_without_an_index_pages_say_so_and_films_can_be_browsed(client: Client) -> None:
    IndexState.objects.update(current="")
    holder.forget()
    for path in ("/?q=war", "/for-you/"):
        if path == "/for-you/":
            client.force_login(Member.objects.create_user("ada", password="x"))
        response = client.get(path)
        assert response.status_code == 503
        assert response["Retry-After"] == "15"
        assert "The index of films is still being built" in response.content.decode()
    assert client.get("/").status_code == 200
    assert client.get("/films/").status_code == 200
    page = client.get(f"/films/{Film.objects.get(title='Troy').pk}/").content.decode()
    assert "Similar films appear here when the index is ready." in page


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    for path in ("/", "/films/", "/for-you/", "/sources/", "/healthz", "/readyz"):
        assert getattr(client, method)(path).status_code == 405
